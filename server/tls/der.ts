/** As much of DER (ITU-T X.690) as an X.509 extension of our own needs: definite lengths, one-byte tags. */
export interface DerValue {
  readonly tag: number
  readonly content: Uint8Array
}

/** Writes one value: tag, definite length, content. */
export function encodeDer(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts)
  const length = content.length
  if (length < 0x80) return Buffer.concat([Uint8Array.of(tag, length), content])
  const digits: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256)
  return Buffer.concat([Uint8Array.of(tag, 0x80 | digits.length, ...digits), content])
}

/** Reads the values that stand one after another in `bytes`. Throws RangeError where they are cut short. */
export function decodeDer(bytes: Uint8Array): DerValue[] {
  const values: DerValue[] = []
  let at = 0
  while (at < bytes.length) {
    const tag = bytes[at]
    let length = bytes[at + 1]
    if (tag === undefined || length === undefined) throw new RangeError('DER value cut short')
    at += 2
    if (length >= 0x80) {
      const digits = bytes.subarray(at, at + (length & 0x7f))
      at += length & 0x7f
      length = digits.reduce((sum, digit) => sum * 256 + digit, 0)
    }
    if (at + length > bytes.length) throw new RangeError('DER value cut short')
    values.push({ tag, content: bytes.subarray(at, at + length) })
    at += length
  }
  return values
}
