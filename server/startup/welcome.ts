import { join } from 'node:path'
import type { Config } from '../config.ts'
import { machineHosts } from '../tls/addresses.ts'
import type { TlsMaterial } from '../tls/ensure.ts'
import { fingerprintGroups } from '../tls/install.ts'
import type { DataFolder } from './dataFolder.ts'
import type { Language } from './messages.ts'
import { address } from './origins.ts'

/** What a fresh demonstration tells: who can sign in, and where that is kept. */
export interface DemonstrationTold {
  readonly passwordFile: string
  readonly accounts: readonly {
    readonly role: string
    readonly loginName: string
    readonly password: string
  }[]
}

export interface Welcome {
  readonly config: Config
  readonly folder: DataFolder
  readonly port: number
  readonly language: Language
  readonly material: TlsMaterial | undefined
  readonly demonstration: DemonstrationTold | undefined
  readonly setUp: { readonly token: string; readonly expiresAt: number } | undefined
}

const words = {
  vi: {
    up: 'Phòng Họp Số đang chạy.',
    here: 'Trên máy này',
    lan: 'Trên mạng của hội trường',
    configured: 'Địa chỉ của hệ thống',
    behindProxy: 'Nghe ở cổng {port} phía sau máy chủ trung gian; người dùng vào bằng',
    authority:
      'Cài chứng thư của hệ thống lên máy tính bảng (một lần): mở địa chỉ trên rồi thêm /ca/authority.mobileconfig (iPad) hoặc /ca/authority.crt (Android, Windows). Dấu vân tay SHA-256:',
    data: 'Dữ liệu',
    demonstration:
      'Đã tạo một Ủy ban trình diễn. Đăng nhập bằng một trong các tài khoản sau (danh sách đầy đủ ở {file}, chỉ chủ tệp đọc được):',
    passwords: 'Tài khoản trình diễn: xem {file}',
    setUp:
      'Hệ thống còn trống. Mở liên kết này một lần để đặt tên Ủy ban và tạo tài khoản quản trị (dùng được ba ngày):',
    stop: 'Dừng bằng Ctrl+C.',
  },
  en: {
    up: 'Phòng Họp Số is running.',
    here: 'On this machine',
    lan: 'On the hall’s network',
    configured: 'The system’s address',
    behindProxy: 'Listening on port {port} behind a proxy; people come by',
    authority:
      'To install the system’s certificate on tablets (once): open an address above with /ca/authority.mobileconfig (iPad) or /ca/authority.crt (Android, Windows). SHA-256 fingerprint:',
    data: 'Data',
    demonstration:
      'A demonstration committee was made. Sign in with one of these accounts (the full list is in {file}, readable by its owner alone):',
    passwords: 'Demonstration accounts: see {file}',
    setUp:
      'The system is empty. Open this link once to name the committee and make the administrator’s account (good for three days):',
    stop: 'Stop with Ctrl+C.',
  },
} as const

const fill = (template: string, values: Readonly<Record<string, string | number>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole))

/** Prints where the system is, how tablets come to trust it, and how to sign in. */
export const printWelcome = async (welcome: Welcome): Promise<void> => {
  const { config, port, material } = welcome
  const say = words[welcome.language]
  const { here, lan } = machineHosts()
  const local = address(here[0] ?? 'localhost', port)
  const lines = ['', say.up, '']
  if (config.tls === 'off') lines.push(`  ${fill(say.behindProxy, { port })} ${config.origin}`)
  else if (config.origin !== undefined) lines.push(`  ${say.configured}: ${config.origin}`)
  else {
    lines.push(`  ${say.here}: ${local}`)
    for (const host of lan) lines.push(`  ${say.lan}: ${address(host, port)}`)
  }
  if (material?.ca !== undefined) {
    const groups = fingerprintGroups(material.ca.der)
    lines.push('', say.authority, `  ${groups.slice(0, 4).join('  ')}`, `  ${groups.slice(4).join('  ')}`)
  }
  lines.push('', `${say.data}: ${welcome.folder.path}`)
  if (welcome.demonstration !== undefined) {
    lines.push('', fill(say.demonstration, { file: welcome.demonstration.passwordFile }))
    for (const { role, loginName, password } of welcome.demonstration.accounts)
      lines.push(`  ${role.padEnd(28)} ${loginName.padEnd(20)} ${password}`)
  }
  if (welcome.setUp !== undefined)
    lines.push('', say.setUp, `  ${config.origin ?? local}/setup/${welcome.setUp.token}`)
  lines.push('', say.stop, '')
  process.stdout.write(lines.join('\n'))
}

/** Where a demonstration's passwords are kept. */
export const passwordFileOf = (folder: Pick<DataFolder, 'path'>): string =>
  join(folder.path, 'demonstration-accounts.txt')
