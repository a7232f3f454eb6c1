/** Texts of what is kept on this device. */
export const offlineVi = {
  title: 'Tài liệu trên máy này',
  intro: 'Tài liệu của các phiên họp hôm nay tự tải về máy, được mã hóa, và đọc được khi mất mạng.',
  kept: 'đã tải về máy',
  keptPart: 'đã tải {{percent}}',
  fetching: 'Đang tải tài liệu về máy',
  progress: '{{held}} / {{total}}',
  waiting: 'Chưa tải xong, tải tiếp khi có mạng',
  allKept: 'Đã tải đủ tài liệu của các phiên họp hôm nay',
  nothing: 'Chưa có tài liệu nào trên máy',
  nothingText: 'Khi có phiên họp trong ngày, tài liệu tự tải về đây.',
  full: 'Máy hết chỗ trống, chưa tải đủ tài liệu. Hãy xóa bớt ảnh hoặc ứng dụng trên máy; khi có mạng vẫn đọc được.',
  locked: 'Tài liệu trên máy đang khóa vì phiên đăng nhập đã hết hạn. Đăng nhập lại để đọc.',
  off: 'Trình duyệt này không lưu được tài liệu để đọc khi mất mạng.',
  total: 'Tổng cộng {{size}}',
  otherPaper: 'Tài liệu',
  erased: 'Những tài liệu này được xóa khỏi máy khi đăng xuất, hoặc bảy ngày sau phiên họp.',
} as const
