import { createPrivateKey, X509Certificate } from 'node:crypto'
import { type Authority, DAY_MS, validFrom } from './authority.ts'
import { type TlsResult, tlsOk } from './failures.ts'
import { readPrivate, writePrivate } from './files.ts'
import { type Host, hostKey, parseHosts } from './hosts.ts'

export interface ServerCertificate {
  /** PEM. */
  readonly cert: string
  /** PKCS #8 in PEM. */
  readonly key: string
  readonly notAfter: Date
}

/**
 * Apple refuses TLS certificates of more than 825 days under any authority (support.apple.com/103769) and of more
 * than 398 under a preinstalled one, recommending 397 (support.apple.com/102028, which spares authorities added by
 * the user). Ours renew themselves, so the shorter life costs nothing.
 */
const CERTIFICATE_DAYS = 397
const RENEW_BEFORE_DAYS = 30

/** The hosts that a certificate names, from Node's text form: `DNS:a.vn, IP Address:10.0.0.1`. */
function hostsOf(certificate: X509Certificate): Host[] {
  const entries = (certificate.subjectAltName ?? '').split(', ')
  return parseHosts(entries.map(entry => entry.replace(/^(DNS|IP Address):/, '')))
}

function expiryFrom(now: number, authority: Authority): Date {
  const notAfter = validFrom(now).getTime() + CERTIFICATE_DAYS * DAY_MS - 1000
  return new Date(Math.min(notAfter, authority.notAfter.getTime()))
}

/** The stored certificate, if it is this authority's, for exactly these hosts, and has time left. */
function reusable(
  text: string,
  authority: Authority,
  hosts: readonly Host[],
  now: number,
): ServerCertificate | undefined {
  try {
    const certificate = new X509Certificate(text)
    const key = createPrivateKey(text)
    const left = certificate.validToDate.getTime() - now
    const due = left < RENEW_BEFORE_DAYS * DAY_MS && certificate.validToDate < expiryFrom(now, authority)
    const ours = certificate.verify(authority.certificate.publicKey) && certificate.checkPrivateKey(key)
    if (!ours || due || left <= 0 || certificate.validFromDate.getTime() > now) return undefined
    if (hostKey(hostsOf(certificate)) !== hostKey(hosts)) return undefined
    return {
      cert: certificate.toString(),
      key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      notAfter: certificate.validToDate,
    }
  } catch {
    return undefined // A damaged server certificate is simply made anew: no tablet keeps it.
  }
}

/**
 * The server's certificate for `hosts` under `authority`: the stored one while it is valid, names exactly these hosts
 * and has 30 days left, otherwise a new one for 397 days, stored with its key in one private file.
 */
export async function ensureCertificate(
  path: string,
  options: { readonly authority: Authority; readonly hosts: readonly Host[]; readonly now: number },
): Promise<TlsResult<ServerCertificate>> {
  const { authority, hosts, now } = options
  const text = await readPrivate(path).catch(() => undefined)
  const stored = text === undefined ? undefined : reusable(text, authority, hosts, now)
  if (stored) return tlsOk(stored)
  const { issueServerCertificate } = await import('./issue.ts')
  const notAfter = expiryFrom(now, authority)
  const issued = await issueServerCertificate({
    authority: { cert: authority.cert, key: authority.key },
    hosts,
    notBefore: validFrom(now),
    notAfter,
  })
  const written = await writePrivate(path, issued.cert + issued.key)
  return written.ok ? tlsOk({ ...issued, notAfter }) : written
}
