import { Refusal } from './fault.ts'

/** Old-style tar, as much of it as an archive of Belenios is (specification 4.4): plain files one after another. */

const BLOCK = 512

export interface TarFile {
  readonly name: string
  readonly content: Uint8Array
}

const encoder = new TextEncoder()

/** One file with its header, filled to whole blocks. `timestamp` in seconds since 1970, below 2^33. */
export function writeTarFile(name: string, content: Uint8Array, timestamp: number): Uint8Array {
  const out = new Uint8Array(BLOCK + Math.ceil(content.length / BLOCK) * BLOCK)
  const put = (text: string, at: number): void => out.set(encoder.encode(text), at)
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0')
  put(name, 0)
  put('0000644', 100)
  put('0000000', 108)
  put('0000000', 116)
  put(octal(content.length, 11), 124)
  put(octal(timestamp, 11), 136)
  put('        ', 148)
  put('0', 156)
  put(`${octal(checksum(out), 6)}\0 `, 148)
  out.set(content, BLOCK)
  return out
}

function checksum(header: Uint8Array): number {
  return header.subarray(0, BLOCK).reduce((sum, byte) => sum + byte, 0)
}

/**
 * The files of an archive in order, each a view of `bytes`. Throws Refusal archive.malformed for anything that
 * belenios-tool would not have written: other kinds of entry, wrong checksums, rests, fillings that are not zero.
 */
export function readTar(bytes: Uint8Array): TarFile[] {
  const files: TarFile[] = []
  const decoder = new TextDecoder('ascii')
  for (let at = 0; at < bytes.length; ) {
    const header = bytes.subarray(at, at + BLOCK)
    const [name = ''] = decoder.decode(header.subarray(0, 100)).split('\0')
    const size = /^[0-7]{11}\0$/.test(decoder.decode(header.subarray(124, 136)))
      ? Number.parseInt(decoder.decode(header.subarray(124, 135)), 8)
      : Number.NaN
    const start = at + BLOCK
    const end = start + size
    const next = start + Math.ceil(size / BLOCK) * BLOCK
    const timestamp = Number.parseInt(decoder.decode(header.subarray(136, 147)), 8)
    if (!(next <= bytes.length) || Number.isNaN(timestamp)) throw new Refusal('archive.malformed')
    const content = bytes.subarray(start, end)
    // Written again it must be the same, byte by byte: so nothing can hide in a header or behind a file.
    const same = writeTarFile(name, content, timestamp).every((byte, i) => byte === bytes[at + i])
    if (!same) throw new Refusal('archive.malformed')
    files.push({ name, content })
    at = next
  }
  return files
}
