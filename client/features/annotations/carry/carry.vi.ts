/** Texts of notes that are carried to a new version. */
export const carryVi = {
  told: 'Đã chuyển {{carried}} ghi chú sang bản mới.',
  toldBoth:
    'Đã chuyển {{carried}} ghi chú sang bản mới; {{unplaced}} ghi chú chưa tìm được chỗ, xem ở “Còn ở bản trước” trong phần Ghi chú.',
  toldNone:
    '{{unplaced}} ghi chú ở bản trước chưa tìm được chỗ ở bản mới, xem ở “Còn ở bản trước” trong phần Ghi chú.',
  remaining: 'Còn ở bản trước ({{count}})',
  remainingText: 'Chưa tìm được chỗ ở bản mới, hoặc người viết chưa mở bản mới.',
  busy: 'Đang chuyển ghi chú sang bản mới',
  locked: 'Ghi chú cá nhân ở bản trước sẽ được chuyển sang sau khi mở khóa.',
  where: 'Bản {{number}}, trang {{page}}',
  open: 'Xem ở bản {{number}}',
  putHere: 'Đặt vào trang đang xem',
  leave: 'Để lại',
  left: 'Để lại ở bản {{number}}, không nhắc nữa',
  takeBack: 'Lấy lại',
  put: 'Đã đặt vào trang {{page}}. Kéo tới đúng chỗ, hoặc bấm Hoàn tác.',
  cannotPut: 'Hãy mở tài liệu tới trang cần đặt rồi làm lại.',
  versions: 'Xem các bản trước',
  version: 'Bản {{number}}, nhận {{when}}',
  reading:
    'Ông/bà đang xem bản {{number}}, nhận {{when}}. Bản này chỉ để đọc; bản mới nhất là bản {{newest}}.',
  toNewest: 'Về bản mới nhất',
  more: 'Xem thêm ghi chú ở bản trước',
} as const
