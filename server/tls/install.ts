import { createHash } from 'node:crypto'

/** A file as the server hands it out. */
export interface Download {
  readonly bytes: Uint8Array
  readonly contentType: string
  /** ASCII, for Content-Disposition. */
  readonly fileName: string
}

interface AuthorityFacts {
  readonly der: Uint8Array
  /** The authority's common name. */
  readonly name: string
}

const sha256 = (...parts: readonly (Uint8Array | string)[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/**
 * The SHA-256 fingerprint in eight groups of four pairs of hexadecimal digits (`3A 4F 00 B6`), to be compared by eye
 * with the pairs that iPadOS, Android and Windows show.
 */
export function fingerprintGroups(der: Uint8Array): string[] {
  const pairs = [...sha256(der)].map(byte => byte.toString(16).padStart(2, '0').toUpperCase())
  return Array.from({ length: 8 }, (_, group) => pairs.slice(group * 4, group * 4 + 4).join(' '))
}

/** The authority for Android and Windows: DER, which both open by a touch (RFC 2585 names the type pkix-cert, Android this one). */
export function authorityFile(der: Uint8Array): Download {
  return { bytes: der, contentType: 'application/x-x509-ca-cert', fileName: 'phong-hop-so-ca.crt' }
}

/** The same UUID for the same authority and purpose, so that a second installation replaces the first (RFC 9562 §5.8). */
function stableUuid(der: Uint8Array, purpose: string): string {
  const bytes = sha256(sha256(der), purpose).subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    .toUpperCase()
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const consent = (vi: string, en: string): string =>
  `<dict><key>default</key><string>${escapeXml(vi)}</string><key>vi</key><string>${escapeXml(vi)}</string><key>en</key><string>${escapeXml(en)}</string></dict>`

/**
 * The authority for iPads and Macs: a configuration profile with one `com.apple.security.root` payload, unsigned.
 * Installed by hand it still has to be switched on under Settings › General › About › Certificate Trust Settings,
 * which the profile says itself, beside the fingerprint.
 */
export function appleProfile(authority: AuthorityFacts): Download {
  const { der, name } = authority
  const profileId = stableUuid(der, 'profile')
  const payloadId = stableUuid(der, 'payload')
  const fingerprint = fingerprintGroups(der).join('\n')
  const base64 = Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')
  const vi = `Sau khi cài, hãy mở Cài đặt › Cài đặt chung › Giới thiệu › Cài đặt tin cậy chứng nhận và bật “${name}”. Dấu vân tay SHA-256 phải đúng như sau:\n${fingerprint}`
  const en = `After installing, open Settings › General › About › Certificate Trust Settings and switch on “${name}”. The SHA-256 fingerprint must read:\n${fingerprint}`
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadVersion</key><integer>1</integer>
  <key>PayloadIdentifier</key><string>phong-hop-so.ca.${profileId}</string>
  <key>PayloadUUID</key><string>${profileId}</string>
  <key>PayloadDisplayName</key><string>${escapeXml(name)}</string>
  <key>PayloadOrganization</key><string>Phòng Họp Số</string>
  <key>PayloadDescription</key><string>${escapeXml(vi)}</string>
  <key>ConsentText</key>${consent(vi, en)}
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadType</key><string>com.apple.security.root</string>
      <key>PayloadVersion</key><integer>1</integer>
      <key>PayloadIdentifier</key><string>phong-hop-so.ca.${profileId}.${payloadId}</string>
      <key>PayloadUUID</key><string>${payloadId}</string>
      <key>PayloadDisplayName</key><string>${escapeXml(name)}</string>
      <key>PayloadCertificateFileName</key><string>phong-hop-so-ca.crt</string>
      <key>PayloadContent</key>
      <data>
${base64.trimEnd()}
      </data>
    </dict>
  </array>
</dict>
</plist>
`
  return {
    bytes: Buffer.from(text, 'utf8'),
    contentType: 'application/x-apple-aspen-config',
    fileName: 'phong-hop-so-ca.mobileconfig',
  }
}
