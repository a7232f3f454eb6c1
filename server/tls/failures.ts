/**
 * What can go wrong with certificates, and what is worth telling, as data.
 * These are met by whoever starts the server, never by a client: they stay out of the table of the wire's errors.
 */
type Values = Readonly<Record<string, string>>

export interface TlsFailure {
  readonly code: TlsFailureCode
  /** What the sentence names: paths, names, dates; never a secret. */
  readonly params: Values
}

export interface TlsNotice {
  readonly code: TlsNoticeCode
  readonly params: Values
}

/** One sentence with its remedy, in the two languages of the product. */
export interface Sentence {
  readonly vi: string
  readonly en: string
}

export type TlsResult<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: TlsFailure }

/** Each sentence is a template: `{path}` and the like are filled from `params`. */
const failures = {
  'tls.folderUnwritable': {
    vi: 'Không ghi được vào thư mục chứng thư {path} ({reason}). Hãy cấp quyền ghi thư mục này cho tài khoản chạy máy chủ.',
    en: 'The certificate folder {path} is not writable ({reason}). Give the account that runs the server the right to write there.',
  },
  'tls.diskFull': {
    vi: 'Không còn chỗ trống trên đĩa để lưu chứng thư tại {path}. Hãy giải phóng dung lượng rồi khởi động lại.',
    en: 'The disk is full, so the certificate cannot be stored at {path}. Free some space and start again.',
  },
  'tls.nameInvalid': {
    vi: 'Tên “{name}” không phải là tên miền hay địa chỉ IP hợp lệ. Hãy sửa tên trong cấu hình.',
    en: '“{name}” is neither a valid DNS name nor an IP address. Correct the configured name.',
  },
  'tls.authorityUnreadable': {
    vi: 'Không đọc được tệp cơ quan chứng thực {path} ({reason}). Hãy cấp quyền đọc tệp cho tài khoản chạy máy chủ.',
    en: 'The authority’s file {path} cannot be read ({reason}). Give the account that runs the server the right to read it.',
  },
  'tls.authorityBroken': {
    vi: 'Tệp cơ quan chứng thực {path} bị hỏng. Hãy khôi phục tệp từ bản sao lưu; nếu không có, xóa tệp để máy chủ tạo cơ quan chứng thực mới, rồi cài lại chứng thư trên mọi máy tính bảng.',
    en: 'The authority’s file {path} is damaged. Restore it from a backup; without one, delete it so that the server makes a new authority, then install that on every tablet again.',
  },
  'tls.authorityExpired': {
    vi: 'Cơ quan chứng thực {path} đã hết hạn ngày {date}. Hãy kiểm tra đồng hồ máy chủ; nếu đồng hồ đúng, xóa tệp để tạo cơ quan chứng thực mới, rồi cài lại chứng thư trên mọi máy tính bảng.',
    en: 'The authority {path} expired on {date}. Check the server’s clock; if it is right, delete the file so that a new authority is made, then install that on every tablet again.',
  },
  'tls.certMissing': {
    vi: 'Không tìm thấy tệp chứng thư {path}. Hãy kiểm tra đường dẫn trong cấu hình.',
    en: 'The certificate file {path} does not exist. Check the configured path.',
  },
  'tls.certUnreadable': {
    vi: 'Không đọc được tệp chứng thư {path} ({reason}). Hãy cấp quyền đọc tệp cho tài khoản chạy máy chủ.',
    en: 'The certificate file {path} cannot be read ({reason}). Give the account that runs the server the right to read it.',
  },
  'tls.certInvalid': {
    vi: 'Tệp {path} không chứa chứng thư dạng PEM hợp lệ. Tệp phải có khối “BEGIN CERTIFICATE”, chứng thư của máy chủ đứng đầu.',
    en: 'The file {path} holds no valid PEM certificate. It needs “BEGIN CERTIFICATE” blocks, the server’s own first.',
  },
  'tls.keyMissing': {
    vi: 'Không tìm thấy tệp khóa riêng {path}. Hãy kiểm tra đường dẫn trong cấu hình.',
    en: 'The private key file {path} does not exist. Check the configured path.',
  },
  'tls.keyUnreadable': {
    vi: 'Không đọc được tệp khóa riêng {path} ({reason}). Hãy cấp quyền đọc tệp cho tài khoản chạy máy chủ.',
    en: 'The private key file {path} cannot be read ({reason}). Give the account that runs the server the right to read it.',
  },
  'tls.keyEncrypted': {
    vi: 'Khóa riêng {path} được bảo vệ bằng mật khẩu. Hãy giải mã khóa (openssl pkey -in … -out …) và giữ tệp ở chế độ 0600.',
    en: 'The private key {path} is protected by a passphrase. Decrypt it (openssl pkey -in … -out …) and keep the file at mode 0600.',
  },
  'tls.keyInvalid': {
    vi: 'Tệp {path} không chứa khóa riêng dạng PEM hợp lệ.',
    en: 'The file {path} holds no valid PEM private key.',
  },
  'tls.keyMismatch': {
    vi: 'Khóa riêng {keyPath} không khớp với chứng thư {path}. Hãy dùng đúng cặp chứng thư và khóa.',
    en: 'The private key {keyPath} does not belong to the certificate {path}. Use the two that were made together.',
  },
  'tls.chainOrder': {
    vi: 'Trong tệp {path}, chứng thư của máy chủ không đứng đầu. Hãy xếp chứng thư của máy chủ trước, các chứng thư trung gian sau.',
    en: 'In {path} the server’s own certificate does not come first. Put it first and the intermediate ones after it.',
  },
  'tls.certExpired': {
    vi: 'Chứng thư {path} đã hết hạn ngày {date}. Hãy gia hạn chứng thư, hoặc kiểm tra đồng hồ máy chủ.',
    en: 'The certificate {path} expired on {date}. Renew it, or check the server’s clock.',
  },
  'tls.certNotYetValid': {
    vi: 'Chứng thư {path} chỉ có hiệu lực từ ngày {date}. Hãy kiểm tra đồng hồ máy chủ.',
    en: 'The certificate {path} is valid only from {date}. Check the server’s clock.',
  },
  'tls.nameNotCovered': {
    vi: 'Chứng thư {path} không dành cho tên “{name}” (chỉ dành cho: {covers}). Hãy xin chứng thư có tên này hoặc sửa tên trong cấu hình.',
    en: 'The certificate {path} is not for the name “{name}” (only for: {covers}). Get one that has this name, or correct the configured name.',
  },
  'tls.certRefused': {
    vi: 'Không dùng được chứng thư {path}: {reason}. Hãy xin chứng thư mới với khóa RSA từ 2048 bit hoặc ECDSA và chữ ký SHA-256.',
    en: 'The certificate {path} cannot be used: {reason}. Get a new one with an RSA key of at least 2048 bits or ECDSA, signed with SHA-256.',
  },
} as const satisfies Record<string, Sentence>

const notices = {
  'tls.authorityNew': {
    vi: 'Đã tạo cơ quan chứng thực của máy chủ này. Hãy cài chứng thư trên từng máy tính bảng.',
    en: 'This server’s own authority was made. Install it on every tablet.',
  },
  'tls.authorityReplaced': {
    vi: 'Cơ quan chứng thực cũ không được phép cấp cho tên “{name}”, nên một cơ quan mới đã được tạo (bản cũ giữ tại {path}). Hãy cài lại chứng thư trên từng máy tính bảng.',
    en: 'The old authority may not certify the name “{name}”, so a new one was made (the old one is kept at {path}). Install it on every tablet again.',
  },
  'tls.authorityEndsSoon': {
    vi: 'Cơ quan chứng thực hết hạn ngày {date}. Trước ngày đó hãy xóa tệp {path}, khởi động lại và cài chứng thư mới trên mọi máy tính bảng.',
    en: 'The authority ends on {date}. Before that day delete {path}, start again, and install the new one on every tablet.',
  },
  'tls.certEndsSoon': {
    vi: 'Chứng thư {path} hết hạn ngày {date}. Hãy gia hạn; máy chủ tự nạp tệp mới.',
    en: 'The certificate {path} ends on {date}. Renew it; the server loads the new file by itself.',
  },
  'tls.namesLeftOut': {
    vi: 'Cơ quan chứng thực không được phép cấp cho {names}, nên máy tính bảng không mở được hệ thống qua các tên hay địa chỉ đó.',
    en: 'The authority may not certify {names}, so tablets cannot open the system by those names or addresses.',
  },
} as const satisfies Record<string, Sentence>

export type TlsFailureCode = keyof typeof failures
type TlsNoticeCode = keyof typeof notices

const sentences: Readonly<Record<TlsFailureCode | TlsNoticeCode, Sentence>> = { ...failures, ...notices }

const fill = (template: string, params: Values): string =>
  template.replace(/\{(\w+)\}/g, (whole, key: string) => params[key] ?? whole)

/** The sentence for a failure or a notice, with its remedy, in Vietnamese and English. */
export function describeTls(told: TlsFailure | TlsNotice): Sentence {
  const sentence = sentences[told.code]
  return { vi: fill(sentence.vi, told.params), en: fill(sentence.en, told.params) }
}

export const tlsOk = <T>(data: T): TlsResult<T> => ({ ok: true, data })

export const tlsFail = (
  code: TlsFailureCode,
  params: Values = {},
): { readonly ok: false; readonly error: TlsFailure } => ({ ok: false, error: { code, params } })

/** The system's short code of an error (`EACCES`, `ENOENT`), or its message where it has none. */
export function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error)
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'message' in error && typeof error.message === 'string' ? error.message : 'unknown'
}

/** A day as sentences show it: ISO 8601, UTC. */
export const day = (date: Date): string => date.toISOString().slice(0, 10)
