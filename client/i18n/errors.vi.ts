import type { ErrorCode } from '#shared/contract/errors.ts'

/** A sentence for every code: what happened, what is safe, what to do. `{{wait}}` is a duration in words. */
export const errorsVi = {
  'input.invalid': 'Có chỗ chưa điền đúng nên chưa lưu. Xin xem lại các ô rồi thử lại.',
  'input.tooLarge': 'Nội dung gửi lên quá dài nên chưa lưu. Xin rút gọn rồi gửi lại.',
  'command.unknown':
    'Ứng dụng trên máy này cũ hơn máy chủ nên chưa làm được việc này. Xin tải lại trang để dùng bản mới.',
  'command.httpOnly': 'Việc này chưa thực hiện được, chưa có gì thay đổi. Xin tải lại trang rồi thử lại.',
  'command.socketOnly': 'Việc này chưa thực hiện được, chưa có gì thay đổi. Xin tải lại trang rồi thử lại.',
  'command.idTaken': 'Yêu cầu bị trùng nên không thực hiện thêm lần nữa. Xin tải lại trang để xem kết quả.',
  'login.required': 'Máy này chưa đăng nhập. Xin đăng nhập để tiếp tục.',
  'login.ended': 'Phiên đăng nhập trên máy này đã kết thúc. Xin đăng nhập lại để tiếp tục.',
  'origin.foreign':
    'Yêu cầu đến từ một địa chỉ khác nên bị từ chối. Xin mở lại hệ thống từ địa chỉ chính thức của cơ quan.',
  'right.missing': 'Tài khoản này không có quyền làm việc đó. Nếu cần, xin nhờ thư ký hoặc người quản trị.',
  'object.notFound': 'Không tìm thấy nội dung này: có thể đã bị gỡ, hoặc không mở cho tài khoản này.',
  'object.exists': 'Mục này đã được tạo rồi, không tạo thêm. Xin tải lại trang để xem.',
  'revision.stale':
    'Người khác vừa sửa mục này nên thay đổi chưa được lưu. Xin xem bản mới nhất rồi sửa lại.',
  'rate.limited': 'Đã thử quá nhiều lần. Xin đợi {{wait}} rồi thử lại.',
  'server.busy': 'Máy chủ đang bận, chưa có gì bị mất. Xin đợi một lát rồi thử lại.',
  'server.failed':
    'Máy chủ gặp trục trặc nên việc này chưa thực hiện được; dữ liệu đã lưu vẫn an toàn. Xin thử lại, nếu vẫn vậy xin báo cán bộ kỹ thuật.',
  'network.lost':
    'Chưa gặp được máy chủ nên việc này chưa chắc đã xong. Xin kiểm tra mạng rồi thử lại; làm lại không gây trùng.',
  'disk.full':
    'Máy chủ hết chỗ lưu nên chưa lưu được; dữ liệu đã có vẫn an toàn. Xin báo người quản trị dọn chỗ rồi thử lại.',

  'signIn.refused':
    'Tên đăng nhập hoặc mật khẩu không đúng. Xin kiểm tra lại, chú ý chữ hoa và bộ gõ tiếng Việt.',
  'attempt.expired': 'Thao tác để quá lâu nên phải làm lại từ đầu. Xin nhập lại.',
  'link.invalid': 'Liên kết hoặc mã này đã dùng rồi hoặc đã hết hạn. Xin nhờ người quản trị cấp cái mới.',
  'loginName.taken': 'Tên đăng nhập này đã có người dùng. Xin chọn tên khác.',
  'account.deactivated': 'Tài khoản này đang ngừng hoạt động. Xin mở lại tài khoản trước.',
  'account.lastAdministrator':
    'Đây là người quản trị cuối cùng nên không thể bỏ. Xin giao quyền quản trị cho người khác trước.',
  'account.self': 'Không thể tự làm việc này với tài khoản của mình. Xin nhờ một người quản trị khác.',
  'account.inUse':
    'Người này đang dự một phiên họp chưa kết thúc nên chưa xóa được. Xin thử lại sau phiên họp.',
  'unit.inUse': 'Đơn vị này vẫn còn tài khoản hoạt động. Xin chuyển các tài khoản sang đơn vị khác trước.',
  'unit.circle': 'Một đơn vị không thể trực thuộc chính nó. Xin chọn đơn vị cấp trên khác.',
  'setUp.done': 'Hệ thống đã được thiết lập rồi. Xin đăng nhập.',
  'tabletCode.administrator':
    'Không thể cấp mã đăng nhập thay cho người quản trị. Người đó cần tự đăng nhập bằng mật khẩu.',

  'meeting.notDraft': 'Phiên họp đã phát hành nên không xóa được; chỉ xóa được bản đang soạn.',
  'meeting.wrongState':
    'Phiên họp đang ở bước khác nên chưa làm được việc này. Xin xem lại tình trạng phiên họp.',
  'meeting.noChair': 'Phiên họp chưa có chủ tọa. Xin chọn chủ tọa trước.',
  'meeting.noItems': 'Chương trình họp còn trống. Xin thêm ít nhất một nội dung.',
  'meeting.timesReversed': 'Giờ kết thúc sớm hơn giờ bắt đầu. Xin sửa lại giờ.',
  'meeting.papersPending': 'Còn tài liệu đang tải lên hoặc đang được chuẩn bị. Xin đợi xong rồi thử lại.',
  'participant.missing': 'Người này không có trong danh sách dự họp. Xin thêm vào danh sách trước.',
  'participant.isChair': 'Người này đang là chủ tọa. Xin giao quyền chủ tọa cho người khác trước.',
  'participant.principalMissing':
    'Người dự thay phải thay cho một thành viên của chính phiên họp này. Xin chọn lại người được thay.',

  'item.done': 'Nội dung này đã họp xong nên thứ tự và tên được giữ nguyên.',
  'item.current': 'Nội dung này đang được họp. Xin chuyển sang nội dung khác trước.',
  'item.hasPapers': 'Nội dung này còn tài liệu. Xin gỡ tài liệu trước.',
  'items.tooMany': 'Chương trình đã đủ số nội dung tối đa, không thêm được nữa.',
  'audience.empty': 'Chưa chọn ai được xem. Xin chọn ít nhất một người trong danh sách dự họp.',

  'document.stateSecret':
    'Tài liệu mật không được đưa lên hệ thống này; tệp không được lưu. Tài liệu mật, phát bản giấy.',
  'document.notPdf': 'Tệp này không phải là PDF nên không được lưu. Xin xuất ra PDF rồi tải lên lại.',
  'document.encrypted':
    'Tệp PDF có đặt mật khẩu nên không đọc được và không được lưu. Xin bỏ mật khẩu rồi tải lên lại.',
  'document.broken':
    'Tệp PDF bị hỏng hoặc thiếu nên không được lưu. Xin mở thử trên máy tính, xuất lại rồi tải lên.',
  'document.empty': 'Tệp PDF không có trang nào nên không được lưu. Xin chọn tệp khác.',
  'document.tooLarge':
    'Tệp lớn hơn {{limitMb}} MB nên không được lưu. Xin giảm cỡ hoặc tách thành nhiều tệp.',
  'document.tooManyPages':
    'Tệp có hơn {{limit}} trang nên không được lưu. Xin tách thành nhiều tệp rồi tải lên lại.',
  'document.tooComplex':
    'Tệp quá nặng để chuẩn bị nên không được lưu. Xin in lại ra PDF từ phần mềm gốc rồi tải lên.',
  'document.notReady': 'Tài liệu đang được chuẩn bị. Xin đợi một lát.',
  'document.sizeMismatch': 'Tệp nhận được không đủ nên không được lưu. Xin tải lên lại.',
  'documents.tooMany': 'Phiên họp đã đủ số tài liệu tối đa, không thêm được nữa.',

  'presenting.taken': 'Người khác đang trình chiếu. Thư ký hoặc chủ tọa có thể chuyển quyền trình chiếu.',
  'presenting.notPresenter': 'Chỉ người trình chiếu mới chuyển trang cho cả phòng.',
  'presenting.notEveryoneMaySee':
    'Có người trong phòng không được xem tài liệu này, nên chưa trình chiếu. Thư ký cần xác nhận trước.',
  'presenting.secretItem': 'Đang họp nội dung có tài liệu mật nên tắt trình chiếu. Tài liệu phát bản giấy.',
  'presenting.nothing': 'Hiện không có tài liệu nào đang trình chiếu.',

  'layers.tooMany': 'Tài liệu này đã đủ số lớp ghi chú tối đa. Xin gỡ lớp không dùng nữa rồi tạo lại.',
  'notes.readOnly': 'Lớp ghi chú này chỉ để xem, nên nét vừa ghi không được lưu. Xin ghi vào lớp của mình.',
  'notes.foreign': 'Ghi chú này của người khác nên đã được trả lại như cũ. Xin trả lời bên dưới thay vì sửa.',
  'notes.invalid': 'Ghi chú vừa rồi không đúng dạng nên không được lưu. Xin tải lại trang rồi ghi lại.',
  'notes.incomplete': 'Máy chủ nhận chưa đủ ghi chú và đang lấy lại phần thiếu. Xin đợi một lát.',
  'notes.layerFull': 'Lớp ghi chú đã đầy nên nét vừa ghi không được lưu. Xin xoá bớt hoặc ghi vào lớp khác.',
  'unlock.taken':
    'Yêu cầu mở khóa này đang được một máy khác trả lời, hoặc đã xong. Nếu chưa mở được, xin yêu cầu lại từ đầu.',

  'profile.unchanged': 'Quy chế không có gì khác bản đang áp dụng nên không lưu thêm. Xin sửa rồi lưu lại.',
  'profile.minority':
    'Tỷ lệ thông qua dưới một nửa thì cả hai bên đều có thể cùng đạt. Xin đặt từ một nửa trở lên.',
  'profile.leftOutNeedsVoting':
    'Chỉ bỏ phiếu không biểu quyết ra ngoài được khi tính theo số phiếu đã bỏ. Xin chọn lại một trong hai mục.',

  'attendance.notOpen': 'Chưa mở điểm danh. Xin đợi thư ký mở, hoặc đến khi khai mạc.',
  'attendance.over': 'Phiên họp đã kết thúc nên không điểm danh nữa. Nếu có sai sót, xin báo thư ký sửa.',
  'attendance.codeOld': 'Mã này đã đổi. Xin quét lại mã đang hiện trên màn hình.',
  'attendance.notPresent': 'Người này chưa điểm danh có mặt, hoặc đã rời phiên họp.',
  'attendance.wasPresent': 'Người này đã điểm danh có mặt. Nếu ghi nhầm, xin bỏ lần ghi đó trước.',
  'attendance.tooLate': 'Phiên họp đã khai mạc nên không tự báo vắng được nữa. Xin báo cho thư ký.',
  'attendance.reasonNeeded': 'Xin ghi lý do.',
  'attendance.wrongTime':
    'Giờ này không đúng: phải sau lần ghi trước, không ở tương lai và không sau khi bế mạc. Xin xem lại.',

  'pairing.unknown':
    'Không có màn hình nào đang hiện mã này. Xin xem lại mã trên màn hình; mã đổi sau mười phút.',
  'pairing.waiting': 'Mã chưa được nhập. Xin nhập mã này trên máy của thư ký.',
} as const satisfies Record<ErrorCode, string>
