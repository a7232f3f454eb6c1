import { consoleLocale } from '../config.ts'
import { consoleLanguage, fillIn, type Values } from '../startup/messages.ts'

/** What the command-line tools say, each sentence in the two languages of the product, refusals with a remedy. */
const sentences = {
  'usage.backup': {
    vi: 'Cách dùng: npm run backup -- TỆP [--without-keys]. Thí dụ: npm run backup -- /mnt/sao-luu/2026-11-23.tar',
    en: 'Usage: npm run backup -- FILE [--without-keys]. Example: npm run backup -- /mnt/backups/2026-11-23.tar',
  },
  'usage.restore': {
    vi: 'Cách dùng: npm run restore -- TỆP [--replace], hoặc npm run restore -- --undo để trở lại như trước lần khôi phục gần nhất.',
    en: 'Usage: npm run restore -- FILE [--replace], or npm run restore -- --undo to go back to what was before the last restore.',
  },
  'data.missing': {
    vi: 'Không có cơ sở dữ liệu nào ở {path}. Hãy đặt PHS_DATA là thư mục dữ liệu của máy chủ.',
    en: 'There is no database at {path}. Set PHS_DATA to the server’s data folder.',
  },
  'data.exists': {
    vi: 'Thư mục dữ liệu {path} đã có dữ liệu. Thêm --replace để thay thế; dữ liệu cũ được giữ lại bên cạnh và có thể trở lại bằng một lệnh.',
    en: 'The data folder {path} holds data already. Add --replace to replace it; the old data is kept aside, and one command goes back.',
  },
  'server.running': {
    vi: 'Máy chủ đang dùng thư mục dữ liệu {path}. Hãy dừng máy chủ rồi chạy lại lệnh này. Không có gì bị thay đổi.',
    en: 'The server is using the data folder {path}. Stop it and run this command again. Nothing was changed.',
  },
  'folder.unusable': {
    vi: '{said}',
    en: '{said}',
  },
  'file.exists': {
    vi: 'Tệp {file} đã có. Hãy chọn tên khác: bản sao lưu không bao giờ ghi đè tệp khác.',
    en: 'The file {file} exists. Choose another name: a backup never overwrites a file.',
  },
  'file.unwritable': {
    vi: 'Không ghi được {file} ({reason}). Hãy kiểm tra thư mục và quyền ghi.',
    en: 'Cannot write {file} ({reason}). Check the folder and the right to write there.',
  },
  'file.unreadable': {
    vi: 'Không đọc được {file} ({reason}). Hãy kiểm tra đường dẫn.',
    en: 'Cannot read {file} ({reason}). Check the path.',
  },
  'disk.full': {
    vi: 'Ổ đĩa đã đầy khi ghi {file}. Hãy giải phóng chỗ rồi chạy lại; dữ liệu hiện có không bị ảnh hưởng.',
    en: 'The disk became full while writing {file}. Make room and run this again; what is stored is untouched.',
  },
  'paper.missing': {
    vi: 'Thiếu tài liệu có mã băm {hash}. Nếu là bản sao lưu, hãy dùng bản khác; nếu là máy chủ, hãy khôi phục tài liệu này từ một bản sao lưu cũ hơn.',
    en: 'The paper with hash {hash} is missing. If this is a backup, use another one; if it is the server, get the paper back from an older backup.',
  },
  'backup.done': {
    vi: 'Đã sao lưu vào {file}: {papers} tệp tài liệu, {rows} dòng nhật ký, {megabytes} MB.',
    en: 'Backed up to {file}: {papers} stored papers, {rows} journal rows, {megabytes} MB.',
  },
  'backup.keys': {
    vi: 'Tệp này có cả khóa của máy chủ: ai có nó có thể thử đoán mật khẩu. Hãy giữ kín như chính máy chủ.',
    en: 'The file holds the server’s keys: whoever has it can try to guess passwords. Keep it as safe as the server itself.',
  },
  'backup.noKeys': {
    vi: 'Tệp này không có khóa của máy chủ. Khi khôi phục cần thư mục keys (và tls) của máy chủ này: hãy giữ riêng một bản.',
    en: 'The file is without the server’s keys. Restoring needs this server’s folders keys (and tls): keep a copy of them apart.',
  },
  'archive.foreign': {
    vi: '{file} không phải là bản sao lưu của Phòng Họp Số, hoặc đã hỏng ({reason}). Hãy dùng tệp khác. Không có gì bị thay đổi.',
    en: '{file} is not a backup of Phòng Họp Số, or is damaged ({reason}). Use another file. Nothing was changed.',
  },
  'archive.tooNew': {
    vi: 'Bản sao lưu {file} do phiên bản mới hơn tạo ra. Hãy cập nhật chương trình rồi khôi phục. Không có gì bị thay đổi.',
    en: 'The backup {file} was made by a newer version. Update the program, then restore. Nothing was changed.',
  },
  'keys.missing': {
    vi: 'Bản sao lưu không có khóa của máy chủ, hoặc khóa không đúng: không có nó thì không mật khẩu nào dùng được. Hãy chép thư mục keys của máy chủ vào {path} rồi chạy lại với --replace.',
    en: 'The backup is without the server’s keys, or they do not fit: without them no password works. Copy the server’s folder keys to {path} and run this again with --replace.',
  },
  'restore.done': {
    vi: 'Đã khôi phục {papers} tệp tài liệu và {rows} dòng nhật ký vào {path}; mã băm và nhật ký đã được kiểm tra.',
    en: 'Restored {papers} stored papers and {rows} journal rows to {path}; hashes and journal were verified.',
  },
  'restore.kept': {
    vi: 'Dữ liệu cũ ở {kept}. Trở lại như trước: npm run restore -- --undo. Khi đã chắc chắn, hãy xóa thư mục đó.',
    en: 'The old data is in {kept}. To go back: npm run restore -- --undo. Once you are sure, delete that folder.',
  },
  'undo.nothing': {
    vi: 'Không có lần khôi phục nào để trở lại trong {path}.',
    en: 'There is no restore to go back from in {path}.',
  },
  'undo.done': {
    vi: 'Đã trở lại như trước lần khôi phục. Dữ liệu vừa được thay ra ở {kept}; khi đã chắc chắn, hãy xóa thư mục đó.',
    en: 'Back to what was before the restore. What was replaced now is in {kept}; once you are sure, delete that folder.',
  },
  'journal.sound': {
    vi: 'Nhật ký nguyên vẹn: {rows} dòng, trong đó {erased} dòng đã xoá chi tiết theo yêu cầu. Mã băm cuối: {head}',
    en: 'The journal is sound: {rows} rows, {erased} of them with their details erased on request. Last hash: {head}',
  },
  'journal.broken': {
    vi: 'Nhật ký bị sửa hoặc hỏng ở dòng {seq} ({reason}). Hãy giữ nguyên thư mục dữ liệu làm chứng cứ và so với bản sao lưu.',
    en: 'The journal was altered or damaged at row {seq} ({reason}). Leave the data folder as it is for evidence, and compare it with a backup.',
  },
  'config.invalid': {
    vi: 'Cấu hình chưa đúng: {reason}. Hãy sửa biến môi trường đó rồi chạy lại.',
    en: 'The configuration is not right: {reason}. Correct that environment variable and run this again.',
  },
  'reset.link': {
    vi: 'Mở liên kết này một lần để đặt mật khẩu mới cho {name} ({loginName}), trong vòng ba ngày. Ghi chú được mã hoá bằng mật khẩu cũ sẽ mất; mọi thiết bị khác của người này bị đăng xuất.',
    en: 'Open this link once, within three days, to choose a new password for {name} ({loginName}). Notes encrypted under the old password are lost, and this person’s other devices are signed out.',
  },
  'reset.setUp': {
    vi: 'Hệ thống chưa được thiết lập xong. Mở liên kết này một lần để thiết lập, trong vòng ba ngày:',
    en: 'The system has not been set up yet. Open this link once, within three days, to set it up:',
  },
  'reset.choose': {
    vi: 'Hãy nêu tên đăng nhập của quản trị viên: npm run reset-administrator -- TÊN. Các quản trị viên: {names}',
    en: 'Name the administrator’s login name: npm run reset-administrator -- NAME. Administrators: {names}',
  },
} as const

export type SentenceCode = keyof typeof sentences

/** A refusal of a command-line tool. */
export interface Refusal {
  readonly code: SentenceCode
  readonly params: Values
}

export type Outcome<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: Refusal }

export const done = <T>(data: T): { readonly ok: true; readonly data: T } => ({ ok: true, data })
export const refuse = (
  code: SentenceCode,
  params: Values = {},
): { readonly ok: false; readonly error: Refusal } => ({ ok: false, error: { code, params } })

/** The sentence in the console's language. */
export const sentence = (code: SentenceCode, params: Values = {}): string => {
  const language = consoleLanguage(consoleLocale())
  return fillIn(sentences[code][language], params, language)
}

/** Prints a refusal and makes the program end with 1. */
export const sayRefusal = ({ code, params }: Refusal): void => {
  console.error(sentence(code, params))
  process.exitCode = 1
}
