import { Q } from './group.ts'
import { toHex } from './hash.ts'

/**
 * Where random bytes come from: `length` fresh ones at each call. At the edge it is
 * `length => crypto.getRandomValues(new Uint8Array(length))`, in the browser as in Node; tests give their own.
 */
export type RandomBytes = (length: number) => Uint8Array

/** Bitcoin's Base58: the characters of uuids, credentials and trustees' seeds (4.2, 4.6.1, 4.8). */
export const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** A number from 0 to Q − 1, each as likely as the others: what is not below Q is drawn again (two of three draws are). */
export function randomScalar(random: RandomBytes): bigint {
  for (;;) {
    const value = BigInt(`0x${toHex(random(32))}`)
    if (value < Q) return value
  }
}

/** `length` characters of Base58, each as likely as the others: 232 is the largest multiple of 58 that a byte holds. */
export function randomBase58(random: RandomBytes, length: number): string {
  let text = ''
  while (text.length < length) {
    for (const byte of random(length - text.length)) {
      if (byte < 232) text += BASE58.charAt(byte % 58)
    }
  }
  return text
}
