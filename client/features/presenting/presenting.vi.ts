/** Texts of presenting a paper and following it. */
export const presentingVi = {
  presents: '{{name}} trình bày, trang {{page}}/{{pages}}',
  presentsHidden: '{{name}} đang trình chiếu một tài liệu không thuộc phạm vi của ông/bà',
  presentsLost: 'Máy trình chiếu của {{name}} mất kết nối. Trang vẫn giữ nguyên; chờ nối lại.',
  presentsHere: 'Máy này đang trình chiếu, trang {{page}}/{{pages}}',
  presentsElsewhere: 'Ông/bà đang trình chiếu từ máy khác, trang {{page}}/{{pages}}',
  goOnHere: 'Trình chiếu tiếp trên máy này',
  follow: 'Theo trang trình bày',
  following: 'Đang theo trang trình bày',
  present: 'Trình chiếu',
  presentThis: 'Trình chiếu tài liệu này',
  stop: 'Dừng trình chiếu',
  takeOver: 'Trình chiếu thay',
  confirmTitle: 'Trình chiếu tài liệu hạn chế?',
  confirmSentence:
    'Không phải ai trong phòng họp cũng được xem tài liệu này. Nếu trình chiếu, màn hình hội trường sẽ hiện tài liệu; máy của người không có quyền thì không.',
  confirmYes: 'Vẫn trình chiếu',
} as const
