/** What the program says on its console, each sentence in the two languages of the product, with its remedy. */
const sentences = {
  'folder.unwritable': {
    vi: 'Không ghi được vào thư mục dữ liệu {path} ({reason}). Hãy cấp quyền ghi cho tài khoản chạy máy chủ, hoặc đặt PHS_DATA là một thư mục khác.',
    en: 'The data folder {path} is not writable ({reason}). Give the account that runs the server the right to write there, or set PHS_DATA to another folder.',
  },
  'folder.isFile': {
    vi: 'PHS_DATA phải là một thư mục, nhưng {path} là một tệp. Hãy đặt PHS_DATA là một thư mục; thư mục chưa có thì máy chủ tự tạo. Tệp đó không bị thay đổi.',
    en: 'PHS_DATA must be a folder, but {path} is a file. Set PHS_DATA to a folder; one that does not exist yet is made. The file was not touched.',
  },
  'folder.unmakeable': {
    vi: 'Không thể có thư mục dữ liệu ở {path} ({reason}): hệ thống tệp ở đó không nhận thư mục mới. Hãy đặt PHS_DATA là một thư mục trên ổ đĩa ghi được.',
    en: 'There can be no data folder at {path} ({reason}): the file system there takes no new folders. Set PHS_DATA to a folder on a disk that can be written.',
  },
  'folder.inUse': {
    vi: 'Thư mục dữ liệu {path} đang được một máy chủ khác dùng (tiến trình {pid}). Hãy dừng máy chủ đó trước, hoặc đặt PHS_DATA là một thư mục khác.',
    en: 'Another server uses the data folder {path} (process {pid}). Stop it first, or set PHS_DATA to another folder.',
  },
  'disk.full': {
    vi: 'Ổ đĩa của {path} đã đầy: cần ít nhất 200 MB trống. Hãy giải phóng chỗ rồi khởi động lại; dữ liệu hiện có không bị ảnh hưởng.',
    en: 'The disk that holds {path} is full: at least 200 MB must be free. Make room and start again; what is stored is untouched.',
  },
  'database.tooNew': {
    vi: 'Cơ sở dữ liệu ở phiên bản {found}, chương trình này chỉ biết đến phiên bản {known}. Hãy chạy bản chương trình mới hơn, hoặc khôi phục bản sao lưu cũ bằng "npm run restore". Không có gì bị thay đổi.',
    en: 'The database is of version {found}; this program knows versions up to {known}. Run the newer program, or restore an older backup with "npm run restore". Nothing was changed.',
  },
  'database.broken': {
    vi: 'Không mở được cơ sở dữ liệu {path} ({reason}). Hãy khôi phục từ bản sao lưu bằng "npm run restore".',
    en: 'The database {path} cannot be opened ({reason}). Restore a backup with "npm run restore".',
  },
  'port.taken': {
    vi: 'Cổng {port} đã có chương trình khác dùng. Hãy dừng chương trình đó, hoặc chọn cổng khác: PHS_PORT=8444 npm start.',
    en: 'Port {port} is used by another program. Stop that program, or choose another port: PHS_PORT=8444 npm start.',
  },
  'port.forbidden': {
    vi: 'Không được phép mở cổng {port}. Các cổng dưới 1024 cần quyền quản trị: hãy chọn cổng khác bằng PHS_PORT.',
    en: 'Opening port {port} is not allowed. Ports below 1024 need administrator rights: choose another with PHS_PORT.',
  },
  'host.unusable': {
    vi: 'Không lắng nghe được ở địa chỉ {host} ({reason}). Hãy sửa hoặc bỏ PHS_HOST.',
    en: 'Cannot listen on the address {host} ({reason}). Correct PHS_HOST, or leave it out.',
  },
  'config.invalid': {
    vi: 'Cấu hình chưa đúng: {reason}. Hãy sửa biến môi trường đó rồi khởi động lại.',
    en: 'The configuration is not right: {reason}. Correct that environment variable and start again.',
  },
  'start.failed': {
    vi: 'Không khởi động được: {reason}.',
    en: 'The server could not start: {reason}.',
  },
} as const

export type StartupCode = keyof typeof sentences
export type Language = 'vi' | 'en'
/** The same in the two languages of the product. */
export type Said = Readonly<Record<Language, string>>
/** What a sentence's gaps are filled with; words, unlike names and numbers, differ with the language. */
export type Values = Readonly<Record<string, string | number | Said>>

/** A sentence with its gaps filled, in one language. */
export const fillIn = (template: string, params: Values, language: Language): string =>
  template.replace(/\{(\w+)\}/g, (whole, key: string) => {
    const value = params[key] ?? whole
    return typeof value === 'object' ? value[language] : String(value)
  })

export interface StartupFailure {
  readonly code: StartupCode
  readonly params: Values
}

export const startupFail = (
  code: StartupCode,
  params: Values = {},
): { readonly ok: false; readonly error: StartupFailure } => ({ ok: false, error: { code, params } })

/** The console's language: that of the terminal. */
export const consoleLanguage = (locale: string | undefined): Language =>
  locale?.toLowerCase().startsWith('vi') ? 'vi' : 'en'

/** The sentence for a failure at start. */
export const describeStartup = ({ code, params }: StartupFailure): Said => ({
  vi: fillIn(sentences[code].vi, params, 'vi'),
  en: fillIn(sentences[code].en, params, 'en'),
})
