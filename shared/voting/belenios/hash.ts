import { sha256 } from '@noble/hashes/sha2.js'
import { Q } from './group.ts'

/** SHA-256 as the specification uses it: over text in UTF-8, written in hexadecimal, in Base64 or as a number. */

const encoder = new TextEncoder()

/** The bytes of `text` in UTF-8. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/** Lower-case hexadecimal of `bytes`. */
export function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return hex
}

/** The bytes that `hex` writes; undefined where it is not lower-case hexadecimal of whole bytes. */
export function fromHex(hex: string): Uint8Array | undefined {
  if (!/^(?:[0-9a-f]{2})*$/.test(hex)) return undefined
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
    Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16),
  )
}

/** SHA-256 of `text` or bytes, 64 hexadecimal digits: the names in an archive (4.4), the type H of 4.2. */
export function sha256Hex(text: string | Uint8Array): string {
  return toHex(sha256(typeof text === 'string' ? utf8(text) : text))
}

/** SHA-256 of `text`, 32 bytes. */
export function sha256Bytes(text: string): Uint8Array {
  return sha256(utf8(text))
}

/** H_JSON of 4.15: SHA-256 of a message's text in Base64 without padding, 43 characters. A ballot's is its tracking number. */
export function fingerprintOf(text: string): string {
  return btoa(String.fromCharCode(...sha256Bytes(text))).replace(/=+$/, '')
}

/** SHA-256 as a big-endian number, not reduced. */
export function hashToNumber(text: string): bigint {
  return BigInt(`0x${toHex(sha256Bytes(text))}`)
}

/** The hash of a prefix and numbers in base 10 joined by commas, modulo Q: how every challenge is made (4.5, 4.12 to 4.14). */
export function hashToScalar(prefix: string, numbers: readonly bigint[]): bigint {
  return hashToNumber(prefix + numbers.join(',')) % Q
}
