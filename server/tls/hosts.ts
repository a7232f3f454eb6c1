import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'

/** A host as certificates name it: DNS names in lower-case ASCII, addresses in their shortest form. */
export type Host = { readonly type: 'dns' | 'ip'; readonly value: string }

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/

/** An IP address in its one canonical spelling (RFC 5952 for IPv6). */
function canonicalAddress(address: string): string {
  if (isIP(address) === 4) return address
  return new URL(`http://[${address}]`).hostname.slice(1, -1)
}

/**
 * Reads a DNS name (Vietnamese letters allowed, RFC 3490) or an IP address;
 * `undefined` where it is neither, as with spaces, underscores, wildcards and ports.
 */
export function parseHost(text: string): Host | undefined {
  const trimmed = text.trim()
  if (isIP(trimmed) && !trimmed.includes('%')) return { type: 'ip', value: canonicalAddress(trimmed) }
  const name = domainToASCII(trimmed).toLowerCase()
  if (name === '' || name.length > 253 || isIP(name)) return undefined
  return name.split('.').every(label => LABEL.test(label)) ? { type: 'dns', value: name } : undefined
}

/** The 4 or 16 bytes of an address in canonical form, as iPAddress names hold it (RFC 5280 §4.2.1.6). */
export function addressBytes(address: string): Uint8Array {
  if (isIP(address) === 4) return Uint8Array.from(address.split('.'), Number)
  const [head = '', tail] = address.split('::')
  const groups = (part: string): number[] =>
    part === '' ? [] : part.split(':').map(g => Number.parseInt(g, 16))
  const front = groups(head)
  const back = tail === undefined ? [] : groups(tail)
  const middle = Array<number>(8 - front.length - back.length).fill(0)
  return Uint8Array.from([...front, ...middle, ...back].flatMap(group => [group >> 8, group & 0xff]))
}

const keyOf = (host: Host): string => `${host.type}:${host.value}`

/** The same text for two lists that name the same hosts, in whatever order and however often. */
export const hostKey = (hosts: readonly Host[]): string => [...new Set(hosts.map(keyOf))].sort().join(' ')

/** Each host once, in the order of its first mention. */
export const distinctHosts = (hosts: readonly Host[]): Host[] => [
  ...new Map(hosts.map(host => [keyOf(host), host])).values(),
]

/** Parses each text, in order, without repetitions; what is no host is dropped. */
export const parseHosts = (texts: readonly string[]): Host[] =>
  distinctHosts(texts.flatMap(text => parseHost(text) ?? []))
