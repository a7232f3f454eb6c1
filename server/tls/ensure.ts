import { join } from 'node:path'
import type { Clock } from '#server/ports.ts'
import { type Authority, createAuthority, DAY_MS, loadAuthority, retireAuthority } from './authority.ts'
import { ensureCertificate } from './certificate.ts'
import { day, type TlsNotice, type TlsResult, tlsFail, tlsOk } from './failures.ts'
import { distinctHosts, type Host, parseHost, parseHosts } from './hosts.ts'
import { loadOwn, type OwnFiles } from './own.ts'

export interface TlsOptions {
  /** Where the authority and the certificate are kept; made at mode 0700. */
  readonly folder: string
  /** The configured names (DNS or IP): the certificate must cover each. */
  readonly names: readonly string[]
  /** Names that the machine has besides; covered where the authority may. */
  readonly machineNames?: readonly string[] | undefined
  /** The machine's addresses; covered where the authority may. */
  readonly addresses: readonly string[]
  /** Stands in a new authority's name; the first configured name when there is none. */
  readonly committee?: string | undefined
  /** The operator's own certificate; with it no authority is made. */
  readonly own?: OwnFiles | undefined
  readonly clock: Pick<Clock, 'now'>
}

/** What an HTTPS server needs, and what it should tell. */
export interface TlsMaterial {
  /** PEM, with the intermediate certificates where the operator's own has them. */
  readonly cert: string
  /** PEM. */
  readonly key: string
  /** The authority to install on tablets; absent with the operator's own certificate. */
  readonly ca?: {
    readonly der: Uint8Array
    readonly pem: string
    /** SHA-256 over the DER, pairs of hexadecimal digits with colons. */
    readonly fingerprint: string
    /** The authority's common name, as tablets list it. */
    readonly name: string
    readonly notAfter: Date
  }
  readonly notAfter: Date
  readonly source: 'own' | 'local'
  /** What whoever starts the server should read; `describeTls` has the sentences. */
  readonly notices: readonly TlsNotice[]
}

const AUTHORITY_FILE = 'authority.pem'
const SERVER_FILE = 'server.pem'
const AUTHORITY_WARN_DAYS = 365
/** Always certified: health checks and the browser on the machine itself come this way. */
const SELF = ['localhost', '127.0.0.1', '::1']

async function authorityFor(
  options: TlsOptions,
  required: readonly Host[],
  optional: readonly Host[],
): Promise<TlsResult<{ authority: Authority; notices: TlsNotice[] }>> {
  const path = join(options.folder, AUTHORITY_FILE)
  const now = options.clock.now()
  const notices: TlsNotice[] = []
  const loaded = await loadAuthority(path, now)
  if (!loaded.ok) return loaded
  if (loaded.data) {
    const { data: authority } = loaded
    const outside = required.find(host => !authority.permits(host))
    if (!outside) {
      if (authority.notAfter.getTime() - now < AUTHORITY_WARN_DAYS * DAY_MS) {
        notices.push({ code: 'tls.authorityEndsSoon', params: { path, date: day(authority.notAfter) } })
      }
      return tlsOk({ authority, notices })
    }
    const retired = await retireAuthority(path, authority)
    if (!retired.ok) return retired
    notices.push({ code: 'tls.authorityReplaced', params: { name: outside.value, path: retired.data } })
  } else {
    notices.push({ code: 'tls.authorityNew', params: {} })
  }
  const created = await createAuthority(path, {
    name: options.committee ?? required[0]?.value ?? 'localhost',
    hosts: [...required, ...optional],
    now,
  })
  return created.ok ? tlsOk({ authority: created.data, notices }) : created
}

function commonNameOf(authority: Authority): string {
  const { CN } = authority.certificate.toLegacyObject().subject // `certificate.subject` escapes some letters
  return (Array.isArray(CN) ? CN[0] : CN) ?? ''
}

/**
 * Everything HTTPS needs: the operator's own certificate where one is configured, otherwise one of the local
 * authority's, both made when they are not there yet. Reads and writes only in `folder`; a second call with nothing
 * changed only reads. A new configured name outside the authority's constraints makes a new authority; a changed
 * address or machine name never does.
 */
export async function ensureTls(options: TlsOptions): Promise<TlsResult<TlsMaterial>> {
  const invalid = options.names.find(name => !parseHost(name))
  if (invalid !== undefined) return tlsFail('tls.nameInvalid', { name: invalid })
  const required = parseHosts(options.names)
  if (options.own) {
    const own = await loadOwn(options.own, required, options.clock.now())
    return own.ok ? tlsOk({ ...own.data, source: 'own' }) : own
  }

  const optional = parseHosts([...SELF, ...(options.machineNames ?? []), ...options.addresses])
  const found = await authorityFor(options, required, optional)
  if (!found.ok) return found
  const { authority, notices } = found.data
  const leftOut = optional.filter(host => !authority.permits(host)).map(host => host.value)
  if (leftOut.length > 0) notices.push({ code: 'tls.namesLeftOut', params: { names: leftOut.join(', ') } })

  const certificate = await ensureCertificate(join(options.folder, SERVER_FILE), {
    authority,
    hosts: distinctHosts([...required, ...optional]).filter(host => authority.permits(host)),
    now: options.clock.now(),
  })
  if (!certificate.ok) return certificate
  return tlsOk({
    ...certificate.data,
    ca: {
      der: new Uint8Array(authority.certificate.raw),
      pem: authority.cert,
      fingerprint: authority.certificate.fingerprint256,
      name: commonNameOf(authority),
      notAfter: authority.notAfter,
    },
    source: 'local',
    notices,
  })
}
