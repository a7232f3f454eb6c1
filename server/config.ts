import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const megabytes = (fallback: number) => z.coerce.number().int().min(1).max(100_000).default(fallback)
const optional = z
  .string()
  .transform(text => text.trim())
  .transform(text => (text === '' ? undefined : text))
  .optional()

/** Every setting, from the environment alone. The keys are the variables' names. */
const Environment = z.object({
  /** `production` never fills a demonstration and prints a set-up link instead. */
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  /** Port that tablets use. */
  PHS_PORT: z.coerce.number().int().min(0).max(65_535).default(8443),
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
  PHS_TLS: z.enum(['on', 'off']).default('on'),
  /** The operator's own certificate and key (PEM files); without them a local authority is made. */
  PHS_TLS_CERT: optional,
  PHS_TLS_KEY: optional,
  /** Further DNS names or addresses for the local authority's certificate, separated by commas. */
  PHS_NAMES: z.string().default(''),
  /** Addresses of proxies whose X-Forwarded-For is believed, separated by commas. */
  PHS_TRUSTED_PROXIES: z.string().default(''),
  /** Largest paper in megabytes (10^6 bytes). */
  PHS_PAPER_LIMIT_MB: megabytes(500),
  /** Most pages in a paper. */
  PHS_PAGE_LIMIT: z.coerce.number().int().min(1).max(100_000).default(5_000),
  /** Memory for the pieces of papers that the hall reads now, in megabytes. */
  PHS_HOT_PAPERS_MB: megabytes(256),
  /** Hours without use after which a login ends. */
  PHS_LOGIN_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(24 * 90)
    .default(24 * 7),
  PHS_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
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

/** A setting is wrong; the message names each variable and what it should be. */
export class ConfigError extends Error {
  readonly code = 'config.invalid'
}

/**
 * Reads and checks the environment once; the answer is frozen.
 * @throws ConfigError naming every variable at fault.
 */
export const readConfig = (environment: NodeJS.ProcessEnv = process.env): Config => {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success)
    throw new ConfigError(
      parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    )
  const env = parsed.data
  if (env.PHS_TLS === 'off' && env.PHS_ORIGIN === undefined)
    throw new ConfigError('PHS_ORIGIN: with PHS_TLS=off it names the https origin that the proxy serves')
  if ((env.PHS_TLS_CERT === undefined) !== (env.PHS_TLS_KEY === undefined))
    throw new ConfigError('PHS_TLS_CERT and PHS_TLS_KEY are set together')
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
