/** Texts of what an uploaded paper has itself. */
export const inPaperVi = {
  layer: 'Có sẵn trong tài liệu',
  hint: 'Những ghi chú này nằm trong tệp đã tải lên: chỉ xem được, không sửa được ở đây.',
  show: 'Hiện trên trang',
  looking: 'Đang tìm trong tài liệu',
  more: 'Tài liệu có nhiều hơn; ở đây chỉ liệt kê {{count}} ghi chú đầu.',
  shape: 'Hình vẽ',
  file: 'Tệp đính kèm',
  other: 'Dấu trên trang',
  nobody: 'Không rõ người viết',
  noneMatch: 'Không có ghi chú nào trong tài liệu như vậy.',
} as const
