import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { day, reasonOf, type TlsResult, tlsFail, tlsOk } from './failures.ts'
import { moveAside, readPrivate, writePrivate } from './files.ts'
import type { Host } from './hosts.ts'
import { constraintsFor, constraintsOf, permits } from './nameConstraints.ts'

/** The deployment's own certificate authority, as it lies in the data folder. */
export interface Authority {
  readonly certificate: X509Certificate
  readonly cert: string
  readonly key: KeyObject
  readonly notAfter: Date
  /** Whether its name constraints let it certify the host. */
  permits(host: Host): boolean
}

export const DAY_MS = 86_400_000
/** Ten years and their leap days: longer than any tablet that has it installed. */
const AUTHORITY_DAYS = 3653

/**
 * The beginning of what is made at `now`: a day back, because tablets' clocks are often behind, and in whole seconds,
 * as certificates count time (RFC 5280 §4.1.2.5).
 */
export const validFrom = (now: number): Date => new Date(Math.floor((now - DAY_MS) / 1000) * 1000)

function parseAuthority(text: string): Authority | undefined {
  try {
    const certificate = new X509Certificate(text)
    const key = createPrivateKey(text)
    const constraints = constraintsOf(certificate.raw)
    if (!certificate.ca || !certificate.checkPrivateKey(key) || !constraints) return undefined
    return {
      certificate,
      cert: certificate.toString(),
      key,
      notAfter: certificate.validToDate,
      permits: host => permits(constraints, host),
    }
  } catch {
    return undefined // Whatever OpenSSL or the reader of DER dislikes, the file is no longer the one we wrote.
  }
}

/**
 * Reads the authority from its file (certificate and key in one PEM, so that no crash can part them).
 * `undefined` when there is none yet. A damaged or expired one is a failure and never replaced unasked:
 * every tablet trusts it, and a wrong clock would cost a round through the hall.
 */
export async function loadAuthority(path: string, now: number): Promise<TlsResult<Authority | undefined>> {
  let text: string | undefined
  try {
    text = await readPrivate(path)
  } catch (error) {
    return tlsFail('tls.authorityUnreadable', { path, reason: reasonOf(error) })
  }
  if (text === undefined) return tlsOk(undefined)
  const authority = parseAuthority(text)
  if (!authority) return tlsFail('tls.authorityBroken', { path })
  if (authority.notAfter.getTime() <= now) {
    return tlsFail('tls.authorityExpired', { path, date: day(authority.notAfter) })
  }
  return tlsOk(authority)
}

/** Makes an authority named after the committee for `hosts`, valid ten years from `now`, and stores it. */
export async function createAuthority(
  path: string,
  options: { readonly name: string; readonly hosts: readonly Host[]; readonly now: number },
): Promise<TlsResult<Authority>> {
  // Loaded only here: a start that finds everything in place should not pay for it.
  const { issueAuthority } = await import('./issue.ts')
  const notBefore = validFrom(options.now)
  const issued = await issueAuthority({
    name: options.name,
    constraints: constraintsFor(options.hosts),
    notBefore,
    notAfter: new Date(notBefore.getTime() + AUTHORITY_DAYS * DAY_MS - 1000),
  })
  const text = issued.cert + issued.key
  const authority = parseAuthority(text)
  if (!authority) throw new Error('The authority just made cannot be read back.')
  const stored = await writePrivate(path, text)
  return stored.ok ? tlsOk(authority) : stored
}

/** Sets an authority aside, named after its certificate so that it can be put back; answers where it went. */
export async function retireAuthority(path: string, authority: Authority): Promise<TlsResult<string>> {
  const mark = authority.certificate.fingerprint256.replaceAll(':', '').slice(0, 8).toLowerCase()
  const kept = path.replace(/\.pem$/, `-${mark}.pem`)
  const moved = await moveAside(path, kept)
  return moved.ok ? tlsOk(kept) : moved
}
