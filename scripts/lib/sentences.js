/**
 * Every sentence that the scripts say, in both languages, by its code. {gaps} are filled by the caller. A refusal
 * says what is wrong and then what to do.
 *
 * @type {Record<string, { en: string, vi: string }>}
 */
export const sentences = {
  'node.tooOld': {
    en: 'Node {found} is too old to begin with. Install Node {needed} or later (https://nodejs.org) and run the command again.',
    vi: 'Node {found} quá cũ nên không bắt đầu được. Hãy cài Node {needed} trở lên (https://nodejs.org) rồi chạy lại lệnh này.',
  },
  'node.noPinned': {
    en: 'The pinned Node did not come with the packages: there is none for {platform}. Use Linux (x64, arm64), macOS (arm64) or Windows (x64); if yours is one of these, delete node_modules and run the command again.',
    vi: 'Không có bản Node kèm theo cho {platform}. Hãy dùng Linux (x64, arm64), macOS (arm64) hoặc Windows (x64); nếu máy này thuộc các loại trên, hãy xóa thư mục node_modules rồi chạy lại lệnh này.',
  },
  'node.broken': {
    en: 'The pinned Node ({path}) does not start on this machine. Install what it asks for and run the command again:\n{detail}',
    vi: 'Bản Node kèm theo ({path}) không khởi động được trên máy này. Hãy cài thứ còn thiếu rồi chạy lại lệnh này:\n{detail}',
  },
  'npm.missing': {
    en: 'npm was not found. Install Node {needed} or later with its npm (https://nodejs.org) and run the command again.',
    vi: 'Không tìm thấy npm. Hãy cài Node {needed} trở lên kèm npm (https://nodejs.org) rồi chạy lại lệnh này.',
  },
  'npm.tooOld': {
    en: 'npm {found} is too old. Run "npm install --global npm@{needed}" and then the command again.',
    vi: 'npm {found} quá cũ. Hãy chạy "npm install --global npm@{needed}" rồi chạy lại lệnh này.',
  },
  'folder.notWritable': {
    en: 'The folder {folder} cannot be written to. Give it to the user who runs this (sudo chown -R "$USER" "{folder}") and run the command again.',
    vi: 'Không ghi được vào thư mục {folder}. Hãy giao thư mục cho người dùng đang chạy (sudo chown -R "$USER" "{folder}") rồi chạy lại lệnh này.',
  },
  'disk.full': {
    en: 'The disk that holds {folder} is full: {needed} MB are needed and {free} MB are free. Make room and run the command again.',
    vi: 'Ổ đĩa chứa {folder} đã đầy: cần {needed} MB, chỉ còn {free} MB. Hãy giải phóng dung lượng rồi chạy lại lệnh này.',
  },
  'disk.fullNow': {
    en: 'The disk became full. Make room (about 2 GB) and run the command again.',
    vi: 'Ổ đĩa vừa bị đầy. Hãy giải phóng dung lượng (khoảng 2 GB) rồi chạy lại lệnh này.',
  },
  'lock.waiting': {
    en: 'Another start (process {pid}) is preparing the same folder; waiting for it.',
    vi: 'Một lần khởi động khác (tiến trình {pid}) đang chuẩn bị cùng thư mục này; đang chờ.',
  },
  'install.running': {
    en: 'Installing the packages that this version is locked to',
    vi: 'Đang cài các gói đúng phiên bản đã khóa',
  },
  'install.done': { en: 'Packages installed ({seconds} s).', vi: 'Đã cài xong các gói ({seconds} giây).' },
  'install.failed': {
    en: 'npm could not install the packages. Check that the npm registry ({registry}) can be reached and run the command again; npm said:\n{detail}',
    vi: 'npm không cài được các gói. Hãy kiểm tra kết nối tới kho npm ({registry}) rồi chạy lại lệnh này; npm báo:\n{detail}',
  },
  'install.packageMissing': {
    en: 'The package {name} is missing, or not of the locked version, though npm reported success. Delete node_modules and run the command again.',
    vi: 'Thiếu gói {name} hoặc gói sai phiên bản đã khóa dù npm báo đã cài xong. Hãy xóa thư mục node_modules rồi chạy lại lệnh này.',
  },
  'packages.installing': {
    en: "Installing Debian's packages: {packages}.",
    vi: 'Đang cài các gói của Debian: {packages}.',
  },
  'packages.progress': { en: "Installing Debian's packages", vi: 'Đang cài các gói của Debian' },
  'packages.notRoot': {
    en: "Debian's packages are missing: {packages}. Type this line and run the command again:\n  {line}",
    vi: 'Thiếu các gói của Debian: {packages}. Hãy gõ dòng sau rồi chạy lại lệnh này:\n  {line}',
  },
  'packages.failed': {
    en: "Debian's packages could not be installed. Check the machine's package sources, then type:\n  {line}\napt-get said:\n{detail}",
    vi: 'Không cài được các gói của Debian. Hãy kiểm tra nguồn gói của máy rồi gõ:\n  {line}\napt-get báo:\n{detail}',
  },
  'packages.notDebian': {
    en: 'These programs are missing: {packages}. This machine has no apt-get: install them with its own package manager and run the command again.',
    vi: 'Thiếu các chương trình: {packages}. Máy này không có apt-get: hãy cài bằng trình quản lý gói của máy rồi chạy lại lệnh này.',
  },
  'worker.named': {
    en: 'Media worker: the one that MEDIASOUP_WORKER_BIN names ({path}); started and checked.',
    vi: 'Bộ xử lý hội nghị: dùng tệp do MEDIASOUP_WORKER_BIN chỉ định ({path}); đã khởi động thử.',
  },
  'worker.namedBroken': {
    en: 'MEDIASOUP_WORKER_BIN names {path}, which does not run ({reason}); looking elsewhere.',
    vi: 'MEDIASOUP_WORKER_BIN chỉ tới {path} nhưng tệp này không chạy được ({reason}); tìm nơi khác.',
  },
  'worker.cached': {
    en: 'Media worker: had before ({path}); started and checked.',
    vi: 'Bộ xử lý hội nghị: đã có sẵn ({path}); đã khởi động thử.',
  },
  'worker.cachedBroken': {
    en: 'The media worker at {path} does not run any more ({reason}); getting it anew.',
    vi: 'Bộ xử lý hội nghị tại {path} không chạy được nữa ({reason}); lấy lại từ đầu.',
  },
  'worker.waiting': {
    en: 'Another start (process {pid}) is getting the media worker; waiting for it.',
    vi: 'Một lần khởi động khác (tiến trình {pid}) đang lấy bộ xử lý hội nghị; đang chờ.',
  },
  'worker.downloading': {
    en: 'Asking for the ready-made media worker',
    vi: 'Đang hỏi bộ xử lý hội nghị dựng sẵn',
  },
  'worker.prebuilt': {
    en: 'Media worker: downloaded from {url}; started, checked and kept in {path}.',
    vi: 'Bộ xử lý hội nghị: đã tải từ {url}; đã khởi động thử và cất tại {path}.',
  },
  'worker.noPrebuilt': {
    en: 'The ready-made media worker cannot be had from {url} ({reason}); it is built here instead.',
    vi: 'Không tải được bộ xử lý hội nghị dựng sẵn từ {url} ({reason}); sẽ dựng tại máy này.',
  },
  'worker.prebuiltBroken': {
    en: 'The ready-made media worker from {url} does not run here ({reason}); it is built here instead.',
    vi: 'Bộ xử lý hội nghị dựng sẵn từ {url} không chạy trên máy này ({reason}); sẽ dựng tại máy này.',
  },
  'worker.building': {
    en: "Building the media worker (mediasoup {version}) from its source with Debian's libraries: about five minutes on two cores, once.",
    vi: 'Đang dựng bộ xử lý hội nghị (mediasoup {version}) từ mã nguồn với thư viện của Debian: khoảng năm phút trên hai nhân, chỉ một lần.',
  },
  'worker.source': { en: 'Fetching the source of libsrtp', vi: 'Đang lấy mã nguồn libsrtp' },
  'worker.compiling': { en: 'Building the media worker', vi: 'Đang dựng bộ xử lý hội nghị' },
  'worker.built': {
    en: 'Media worker: built; started, checked and kept in {path}.',
    vi: 'Bộ xử lý hội nghị: đã dựng xong; đã khởi động thử và cất tại {path}.',
  },
  'worker.builtBroken': {
    en: 'The media worker was built but does not run ({reason}). Set MEDIASOUP_WORKER_BIN to one that does, or report this.',
    vi: 'Bộ xử lý hội nghị đã dựng xong nhưng không chạy được ({reason}). Hãy đặt MEDIASOUP_WORKER_BIN tới tệp chạy được, hoặc báo lỗi này.',
  },
  'worker.buildFailed': {
    en: 'The media worker could not be built; the whole output is in {log}. It ended with:\n{detail}',
    vi: 'Không dựng được bộ xử lý hội nghị; toàn bộ thông báo nằm trong {log}. Phần cuối:\n{detail}',
  },
  'worker.noSource': {
    en: "Debian's source package {name} cannot be had. Let the machine's package mirror offer sources (deb-src), or set MEDIASOUP_WORKER_BIN to a worker built elsewhere; apt-get said:\n{detail}",
    vi: 'Không lấy được gói mã nguồn {name} của Debian. Hãy để máy chủ gói cung cấp mã nguồn (deb-src), hoặc đặt MEDIASOUP_WORKER_BIN tới bộ xử lý dựng ở nơi khác; apt-get báo:\n{detail}',
  },
  'worker.notDebian': {
    en: 'The media worker is built with the packages of Debian, which this machine does not have. Set MEDIASOUP_WORKER_BIN to a worker, or MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL to a mirror that has it ready-made.',
    vi: 'Bộ xử lý hội nghị được dựng bằng các gói của Debian mà máy này không có. Hãy đặt MEDIASOUP_WORKER_BIN tới bộ xử lý có sẵn, hoặc MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL tới máy chủ có bản dựng sẵn.',
  },
  'worker.otherVersion': {
    en: 'The recipe does not fit this version of mediasoup: {file} is not as expected. Set MEDIASOUP_WORKER_BIN to a worker of the same version, or report this.',
    vi: 'Công thức dựng không khớp phiên bản mediasoup này: {file} khác dự kiến. Hãy đặt MEDIASOUP_WORKER_BIN tới bộ xử lý cùng phiên bản, hoặc báo lỗi này.',
  },
  'worker.without': {
    en: 'There is no media worker, so the conference is not available; papers, agenda and presenting are served.',
    vi: 'Chưa có bộ xử lý hội nghị nên chưa họp trực tuyến được; tài liệu, chương trình họp và trình chiếu vẫn phục vụ.',
  },
  'client.building': { en: "Building the tablets' application", vi: 'Đang dựng ứng dụng cho máy tính bảng' },
  'client.built': {
    en: "The tablets' application is built ({seconds} s).",
    vi: 'Đã dựng xong ứng dụng cho máy tính bảng ({seconds} giây).',
  },
  'client.failed': {
    en: "The tablets' application could not be built. If its source was changed, mend what is named here and run the command again:\n{detail}",
    vi: 'Không dựng được ứng dụng cho máy tính bảng. Nếu mã nguồn đã bị sửa, hãy sửa lỗi dưới đây rồi chạy lại lệnh này:\n{detail}',
  },
  unexpected: {
    en: 'Something unforeseen went wrong. Run the command again; if it goes wrong again, report this:\n{detail}',
    vi: 'Có lỗi ngoài dự kiến. Hãy chạy lại lệnh này; nếu vẫn lỗi, hãy báo nội dung sau:\n{detail}',
  },
}

/**
 * @param {string} code
 * @param {Record<string, string | number>} values
 * @param {'en' | 'vi'} language
 * @returns {string}
 */
export function sentence(code, values, language) {
  const text = sentences[code]?.[language] ?? code
  return text.replace(/\{(\w+)\}/g, (gap, name) => String(values[name] ?? gap))
}

/**
 * The console's language by POSIX's order: LC_ALL, LC_MESSAGES, LANG. Vietnamese where it begins with vi.
 * @param {NodeJS.ProcessEnv} env
 * @returns {'en' | 'vi'}
 */
export function consoleLanguage(env) {
  return /^vi([_.@-]|$)/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'vi' : 'en'
}
