import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { Said } from './startup/messages.ts'

/** Least and most of every setting that is a whole number. */
const bounds = {
  PHS_PORT: [0, 65_535],
  PHS_PAPER_LIMIT_MB: [1, 100_000],
  PHS_PAGE_LIMIT: [1, 100_000],
  PHS_HOT_PAPERS_MB: [1, 100_000],
  PHS_LOGIN_HOURS: [1, 24 * 90],
} as const

/** The words that a setting may hold. */
const choices = {
  NODE_ENV: ['production', 'development', 'test'],
  PHS_TLS: ['on', 'off'],
  PHS_LOG_LEVEL: ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
} as const

/** What a setting is, for the sentence that refuses what it holds. */
const meanings: Readonly<Record<keyof typeof bounds | keyof typeof choices | 'PHS_ORIGIN', Said>> = {
  NODE_ENV: { vi: 'chế độ chạy', en: 'how the server runs' },
  PHS_PORT: { vi: 'cổng mà máy tính bảng dùng', en: 'the port that tablets use' },
  PHS_ORIGIN: { vi: 'địa chỉ duy nhất mà máy tính bảng dùng', en: 'the one address that tablets use' },
  PHS_TLS: { vi: 'TLS ngay tại máy chủ này', en: 'TLS here' },
  PHS_PAPER_LIMIT_MB: { vi: 'tài liệu lớn nhất, tính bằng megabyte', en: 'the largest paper, in megabytes' },
  PHS_PAGE_LIMIT: { vi: 'số trang nhiều nhất của một tài liệu', en: 'the most pages in a paper' },
  PHS_HOT_PAPERS_MB: {
    vi: 'bộ nhớ cho tài liệu đang đọc, tính bằng megabyte',
    en: 'memory for what the hall reads now, in megabytes',
  },
  PHS_LOGIN_HOURS: {
    vi: 'số giờ không dùng thì thiết bị bị đăng xuất',
    en: 'the hours without use after which a device is signed out',
  },
  PHS_LOG_LEVEL: { vi: 'mức ghi nhật ký máy chủ', en: 'how much the server logs' },
}

/** Digits alone: "0x10" or "1e3" would be a number by another reading than the operator's. */
const whole = (name: keyof typeof bounds, fallback: number) =>
  z
    .string()
    .trim()
    .regex(/^\d+$/)
    .transform(Number)
    .pipe(z.number().min(bounds[name][0]).max(bounds[name][1]))
    .default(fallback)
const optional = z
  .string()
  .transform(text => text.trim())
  .transform(text => (text === '' ? undefined : text))
  .optional()

/** Every setting, from the environment alone. The keys are the variables' names. */
const Environment = z.object({
  /** `production` never fills a demonstration and prints a set-up link instead. */
  NODE_ENV: z.enum(choices.NODE_ENV).default('development'),
  /** Port that tablets use. */
  PHS_PORT: whole('PHS_PORT', 8443),
  /** Address to listen on; all by default, because tablets come from the LAN. */
  PHS_HOST: z.string().default('::'),
  /** Folder for the database, papers, keys and certificates. */
  PHS_DATA: optional,
  /**
   * The one origin that tablets use, such as https://hop.tinh.gov.vn. Changing it later loses what tablets keep for
   * reading offline. Without it, this machine's names and addresses serve.
   */
  PHS_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .transform(text => new URL(text).origin)
    .optional(),
  /** `on`: TLS here; `off`: a proxy in front does it, and PHS_ORIGIN names the https origin. */
  PHS_TLS: z.enum(choices.PHS_TLS).default('on'),
  /** The operator's own certificate and key (PEM files); without them a local authority is made. */
  PHS_TLS_CERT: optional,
  PHS_TLS_KEY: optional,
  /** Further DNS names or addresses for the local authority's certificate, separated by commas. */
  PHS_NAMES: z.string().default(''),
  /** Addresses of proxies whose X-Forwarded-For is believed, separated by commas. */
  PHS_TRUSTED_PROXIES: z.string().default(''),
  /** Largest paper in megabytes (10^6 bytes). */
  PHS_PAPER_LIMIT_MB: whole('PHS_PAPER_LIMIT_MB', 500),
  /** Most pages in a paper. */
  PHS_PAGE_LIMIT: whole('PHS_PAGE_LIMIT', 5_000),
  /** Memory for the pieces of papers that the hall reads now, in megabytes. */
  PHS_HOT_PAPERS_MB: whole('PHS_HOT_PAPERS_MB', 256),
  /** Hours without use after which a login ends. */
  PHS_LOGIN_HOURS: whole('PHS_LOGIN_HOURS', 24 * 7),
  PHS_LOG_LEVEL: z.enum(choices.PHS_LOG_LEVEL).default('info'),
  /** Token for GET /metrics from other machines; without it only this machine may. */
  PHS_METRICS_TOKEN: optional,
  /** Where the media worker's binary is; found by `npm start` when not set. */
  MEDIASOUP_WORKER_BIN: optional,
})

export interface Config {
  readonly production: boolean
  readonly port: number
  readonly host: string
  readonly dataFolder: string
  readonly origin: string | undefined
  readonly tls: 'on' | 'off'
  readonly ownCertificate: { readonly certFile: string; readonly keyFile: string } | undefined
  readonly names: readonly string[]
  readonly trustedProxies: readonly string[]
  readonly paperLimitBytes: number
  readonly pageLimit: number
  readonly hotPapersBytes: number
  readonly loginMs: number
  readonly logLevel: string
  readonly metricsToken: string | undefined
  readonly mediaWorker: string | undefined
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')

/** A setting is wrong; both languages name each variable, what it holds and what it may hold. */
export class ConfigError extends Error {
  readonly code = 'config.invalid'
  readonly said: Said
  constructor(said: Said) {
    super(said.en)
    this.said = said
  }
}

const allowedOf = (name: string): Said => {
  const range = Object.entries(bounds).find(([key]) => key === name)?.[1]
  if (range !== undefined) {
    const [least, most] = range
    return {
      vi: `phải là số nguyên từ ${least} đến ${most}`,
      en: `must be a whole number from ${least} to ${most}`,
    }
  }
  const words = Object.entries(choices).find(([key]) => key === name)?.[1]
  if (words !== undefined)
    return { vi: `phải là một trong: ${words.join(', ')}`, en: `must be one of: ${words.join(', ')}` }
  const example = 'https://hop.tinh.gov.vn'
  return {
    vi: `phải là một địa chỉ đầy đủ, như ${example}`,
    en: `must be a whole address, such as ${example}`,
  }
}

/** What a sentence repeats of a setting's value: enough to recognise it. */
const shownAtMost = 60

const faultOf = (name: string, held: string): Said => {
  const meaning = Object.entries(meanings).find(([key]) => key === name)?.[1]
  const shown = held.length > shownAtMost ? `${held.slice(0, shownAtMost)}…` : held
  const allowed = allowedOf(name)
  return {
    vi: `${name} đang là "${shown}", nhưng ${meaning?.vi ?? name} ${allowed.vi}`,
    en: `${name} is "${shown}", but ${meaning?.en ?? name} ${allowed.en}`,
  }
}

/**
 * Reads and checks the environment once; the answer is frozen. A variable that is set to nothing is as one not set.
 * @throws ConfigError naming every variable at fault.
 */
export const readConfig = (environment: NodeJS.ProcessEnv = process.env): Config => {
  const set = Object.fromEntries(Object.entries(environment).filter(([, text]) => text?.trim()))
  const parsed = Environment.safeParse(set)
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map(({ path }) => String(path[0])))
    const faults = [...names].map(name => faultOf(name, set[name] ?? ''))
    throw new ConfigError({
      vi: faults.map(({ vi }) => vi).join('; '),
      en: faults.map(({ en }) => en).join('; '),
    })
  }
  const env = parsed.data
  if (env.PHS_TLS === 'off' && env.PHS_ORIGIN === undefined)
    throw new ConfigError({
      vi: 'PHS_TLS là "off", nên PHS_ORIGIN phải là địa chỉ https mà máy chủ trung gian phục vụ, như https://hop.tinh.gov.vn',
      en: 'PHS_TLS is "off", so PHS_ORIGIN must be the https address that the proxy serves, such as https://hop.tinh.gov.vn',
    })
  if ((env.PHS_TLS_CERT === undefined) !== (env.PHS_TLS_KEY === undefined))
    throw new ConfigError({
      vi: 'chỉ có một trong hai biến PHS_TLS_CERT và PHS_TLS_KEY: phải đặt cả hai, hoặc bỏ cả hai',
      en: 'only one of PHS_TLS_CERT and PHS_TLS_KEY is set: set both, or neither',
    })
  const state = environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share')
  return Object.freeze({
    production: env.NODE_ENV === 'production',
    port: env.PHS_PORT,
    host: env.PHS_HOST,
    dataFolder: resolve(env.PHS_DATA ?? join(state, 'phong-hop-so')),
    origin: env.PHS_ORIGIN,
    tls: env.PHS_TLS,
    ownCertificate:
      env.PHS_TLS_CERT !== undefined && env.PHS_TLS_KEY !== undefined
        ? { certFile: env.PHS_TLS_CERT, keyFile: env.PHS_TLS_KEY }
        : undefined,
    names: list(env.PHS_NAMES),
    trustedProxies: list(env.PHS_TRUSTED_PROXIES),
    paperLimitBytes: env.PHS_PAPER_LIMIT_MB * 1_000_000,
    pageLimit: env.PHS_PAGE_LIMIT,
    hotPapersBytes: env.PHS_HOT_PAPERS_MB * 1_000_000,
    loginMs: env.PHS_LOGIN_HOURS * 3_600_000,
    logLevel: env.PHS_LOG_LEVEL,
    metricsToken: env.PHS_METRICS_TOKEN,
    mediaWorker: env.MEDIASOUP_WORKER_BIN,
  })
}

/** The console's locale by POSIX's order (https://pubs.opengroup.org, XBD 8.2). */
export const consoleLocale = (environment: NodeJS.ProcessEnv = process.env): string | undefined =>
  environment.LC_ALL || environment.LC_MESSAGES || environment.LANG
