import { decodeDer, encodeDer } from './der.ts'
import { addressBytes, type Host } from './hosts.ts'

/**
 * The names that an authority may certify (RFC 5280 §4.2.1.10): whoever steals its key can then impersonate this
 * deployment, but not a bank, to the tablets that trust it. The extension is critical, as the RFC demands, so that a
 * client that cannot enforce it refuses rather than ignores it; all that we serve can (iPadOS 17, Chromium's own
 * verifier on Android, Windows and Linux, Firefox, OpenSSL).
 */
export interface NameConstraints {
  /** Each permits the name and everything below it. */
  readonly names: readonly string[]
  /** Address followed by mask: 8 bytes for IPv4, 32 for IPv6. */
  readonly ranges: readonly Uint8Array[]
}

export const NAME_CONSTRAINTS_OID = '2.5.29.30'

const OID_CONTENT = Uint8Array.of(0x55, 0x1d, 0x1e)
const SEQUENCE = 0x30
const OBJECT_IDENTIFIER = 0x06
const OCTET_STRING = 0x04
const PERMITTED = 0xa0
const EXTENSIONS = 0xa3
const DNS_NAME = 0x82
const IP_ADDRESS = 0x87

/** What a LAN may number its machines with: private, shared, link-local and loopback (RFC 1918, 6598, 3927, 4193, 4291). */
const LOCAL_RANGES: readonly (readonly [string, number])[] = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['127.0.0.0', 8],
  ['fc00::', 7],
  ['fe80::', 10],
  ['::1', 128],
]

function range(address: string, prefix: number): Uint8Array {
  const bytes = addressBytes(address)
  const mask = bytes.map((_, index) => 0xff & ~(0xff >> Math.max(0, Math.min(8, prefix - index * 8))))
  return Buffer.concat([bytes, mask])
}

function inRange(address: Uint8Array, permitted: Uint8Array): boolean {
  if (permitted.length !== address.length * 2) return false
  return address.every((byte, index) => {
    const mask = permitted[address.length + index] ?? 0xff
    return (byte & mask) === ((permitted[index] ?? 0) & mask)
  })
}

/**
 * Constraints for a deployment: its hosts, every `.local` name and every private address, because a LAN's own
 * addresses change and a changed authority would have to be installed on every tablet anew.
 */
export function constraintsFor(hosts: readonly Host[]): NameConstraints {
  const names = new Set(['localhost', 'local'])
  const ranges = LOCAL_RANGES.map(([address, prefix]) => range(address, prefix))
  for (const host of hosts) {
    if (host.type === 'dns') {
      if (!permits({ names: [...names], ranges }, host)) names.add(host.value)
    } else {
      const bytes = addressBytes(host.value)
      if (!ranges.some(permitted => inRange(bytes, permitted)))
        ranges.push(range(host.value, bytes.length * 8))
    }
  }
  return { names: [...names], ranges }
}

/** Whether an authority under `constraints` may certify `host`. */
export function permits(constraints: NameConstraints, host: Host): boolean {
  if (host.type === 'ip') {
    const bytes = addressBytes(host.value)
    return constraints.ranges.some(permitted => inRange(bytes, permitted))
  }
  return constraints.names.some(name => host.value === name || host.value.endsWith(`.${name}`))
}

/** The extension's value in DER. */
export function encodeConstraints(constraints: NameConstraints): Uint8Array {
  const bases = [
    ...constraints.names.map(name => encodeDer(DNS_NAME, Buffer.from(name, 'ascii'))),
    ...constraints.ranges.map(bytes => encodeDer(IP_ADDRESS, bytes)),
  ]
  return encodeDer(SEQUENCE, encodeDer(PERMITTED, ...bases.map(base => encodeDer(SEQUENCE, base))))
}

/** Reads the extension's value; throws RangeError on broken DER. */
export function decodeConstraints(der: Uint8Array): NameConstraints {
  const names: string[] = []
  const ranges: Uint8Array[] = []
  const [whole] = decodeDer(der)
  for (const part of whole ? decodeDer(whole.content) : []) {
    if (part.tag !== PERMITTED) continue
    for (const subtree of decodeDer(part.content)) {
      const [base] = decodeDer(subtree.content)
      if (base?.tag === DNS_NAME) names.push(Buffer.from(base.content).toString('ascii'))
      if (base?.tag === IP_ADDRESS) ranges.push(base.content)
    }
  }
  return { names, ranges }
}

/** The constraints that a certificate (DER) carries; `undefined` when it carries none. Throws RangeError on broken DER. */
export function constraintsOf(certificate: Uint8Array): NameConstraints | undefined {
  const [whole] = decodeDer(certificate)
  const [toBeSigned] = whole ? decodeDer(whole.content) : []
  const fields = toBeSigned ? decodeDer(toBeSigned.content) : []
  const extensions = fields.find(field => field.tag === EXTENSIONS)
  const [list] = extensions ? decodeDer(extensions.content) : []
  for (const extension of list ? decodeDer(list.content) : []) {
    const parts = decodeDer(extension.content)
    const id = parts.find(part => part.tag === OBJECT_IDENTIFIER)
    const value = parts.find(part => part.tag === OCTET_STRING)
    if (id && value && Buffer.compare(id.content, OID_CONTENT) === 0) return decodeConstraints(value.content)
  }
  return undefined
}
