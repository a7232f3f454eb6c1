import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { DAY_MS } from './authority.ts'
import type { ServerCertificate } from './certificate.ts'
import { day, reasonOf, type TlsNotice, type TlsResult, tlsFail, tlsOk } from './failures.ts'
import type { Host } from './hosts.ts'

/** Where the operator's own certificate lies: PEM, the server's own first and the intermediate ones after it. */
export interface OwnFiles {
  readonly certFile: string
  readonly keyFile: string
}

const WARN_BEFORE_DAYS = 14
const CERTIFICATE_BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

async function read(path: string, kind: 'cert' | 'key'): Promise<TlsResult<string>> {
  try {
    return tlsOk(await readFile(path, 'utf8'))
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === 'ENOENT') return tlsFail(`tls.${kind}Missing`, { path })
    return tlsFail(`tls.${kind}Unreadable`, { path, reason })
  }
}

function parseChain(text: string, path: string): TlsResult<[X509Certificate, ...X509Certificate[]]> {
  try {
    const [first, ...others] = (text.match(CERTIFICATE_BLOCK) ?? []).map(block => new X509Certificate(block))
    if (first) return tlsOk([first, ...others])
  } catch {
    // Told below, as a file without any block is.
  }
  return tlsFail('tls.certInvalid', { path })
}

function parseKey(text: string, path: string): TlsResult<KeyObject> {
  if (/BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/.test(text))
    return tlsFail('tls.keyEncrypted', { path })
  try {
    return tlsOk(createPrivateKey(text))
  } catch {
    return tlsFail('tls.keyInvalid', { path })
  }
}

const covers = (certificate: X509Certificate, host: Host): boolean =>
  host.type === 'ip'
    ? certificate.checkIP(host.value) !== undefined
    : certificate.checkHost(host.value, { subject: 'never' }) !== undefined

/**
 * Reads and checks the operator's own certificate and key: there, readable, belonging together, valid at `now`
 * (ms since the epoch), covering every host of `names`, and accepted by this machine's OpenSSL.
 */
export async function loadOwn(
  files: OwnFiles,
  names: readonly Host[],
  now: number,
): Promise<TlsResult<ServerCertificate & { readonly notices: readonly TlsNotice[] }>> {
  const path = files.certFile
  const certText = await read(path, 'cert')
  if (!certText.ok) return certText
  const keyText = await read(files.keyFile, 'key')
  if (!keyText.ok) return keyText
  const chain = parseChain(certText.data, path)
  if (!chain.ok) return chain
  const key = parseKey(keyText.data, files.keyFile)
  if (!key.ok) return key

  const [certificate, ...others] = chain.data
  if (!certificate.checkPrivateKey(key.data)) {
    return others.some(other => other.checkPrivateKey(key.data))
      ? tlsFail('tls.chainOrder', { path })
      : tlsFail('tls.keyMismatch', { path, keyPath: files.keyFile })
  }
  const notAfter = certificate.validToDate
  if (notAfter.getTime() <= now) return tlsFail('tls.certExpired', { path, date: day(notAfter) })
  if (certificate.validFromDate.getTime() > now) {
    return tlsFail('tls.certNotYetValid', { path, date: day(certificate.validFromDate) })
  }
  const missing = names.find(name => !covers(certificate, name))
  if (missing) {
    const named = (certificate.subjectAltName ?? '').replace(/(DNS|IP Address):/g, '')
    return tlsFail('tls.nameNotCovered', { path, name: missing.value, covers: named || '—' })
  }
  try {
    createSecureContext({ cert: certText.data, key: keyText.data })
  } catch (error) {
    return tlsFail('tls.certRefused', { path, reason: reasonOf(error) })
  }
  const endsSoon = notAfter.getTime() - now < WARN_BEFORE_DAYS * DAY_MS
  return tlsOk({
    cert: certText.data,
    key: keyText.data,
    notAfter,
    notices: endsSoon ? [{ code: 'tls.certEndsSoon', params: { path, date: day(notAfter) } }] : [],
  })
}
