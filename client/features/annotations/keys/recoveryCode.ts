import { type Bytes, joined, randomBytes, sha256, words } from './bytes.ts'

/**
 * Letters of the code: none that is mistaken for another or for a digit (no B, D, I, L, O, S, U, W, Z), and no vowel,
 * D or W, so that Telex and VNI leave what is typed alone. 24 letters: 32 of them hold 146 bits.
 */
const alphabet = '0123456789CFGHJKMNPQRTVX'
const groups = 8
const perGroup = 4
const codeBytes = 16
/** 128 bits of key and 18 of check fill the 32 letters: a slip passes once in 262,144. */
const checkBits = 18n

/** What people write for a letter that the code has. */
const meant: Readonly<Record<string, string>> = {
  O: '0',
  D: '0',
  Đ: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  B: '8',
  U: 'V',
}

const checkOf = async (bytes: Bytes): Promise<bigint> => {
  const [a = 0, b = 0, c = 0] = await sha256(joined(words('phong-hop-so recovery code 1'), bytes))
  return ((BigInt(a) << 16n) | (BigInt(b) << 8n) | BigInt(c)) >> (24n - checkBits)
}

const write = (value: bigint): string => {
  const base = BigInt(alphabet.length)
  let rest = value
  let text = ''
  for (let at = 0; at < groups * perGroup; at += 1) {
    text = (alphabet[Number(rest % base)] ?? '') + text
    rest /= base
  }
  return text
}

const read = (text: string): bigint =>
  [...text].reduce((sum, letter) => sum * BigInt(alphabet.length) + BigInt(alphabet.indexOf(letter)), 0n)

const grouped = (text: string): string =>
  Array.from({ length: groups }, (_, at) => text.slice(at * perGroup, (at + 1) * perGroup)).join('-')

/** [N33] A code as it is printed, of 16 bytes. */
export const writeRecoveryCode = async (bytes: Bytes): Promise<string> => {
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  return grouped(write((value << checkBits) | (await checkOf(bytes))))
}

/** 128 random bits for a new code. */
export const newRecoveryBytes = (): Bytes => randomBytes(codeBytes)

const checked = async (text: string): Promise<Bytes | null> => {
  const value = read(text)
  const rest = value >> checkBits
  if (rest >> 128n > 0n) return null
  const bytes = Uint8Array.from({ length: codeBytes }, (_, at) =>
    Number((rest >> BigInt(8 * (codeBytes - 1 - at))) & 255n),
  )
  return (await checkOf(bytes)) === (value & ((1n << checkBits) - 1n)) ? bytes : null
}

/** The group, from 1, in which one letter put right makes the code whole; null where none or several do. */
const slippedGroup = async (text: string): Promise<number | null> => {
  const found = new Set<number>()
  for (let at = 0; at < text.length; at += 1)
    for (const letter of alphabet)
      if (letter !== text[at] && (await checked(text.slice(0, at) + letter + text.slice(at + 1))) !== null)
        found.add(Math.floor(at / perGroup) + 1)
  const [only] = found
  return found.size === 1 && only !== undefined ? only : null
}

export type ReadCode =
  | { readonly ok: true; readonly bytes: Bytes }
  /** length: letters are missing or too many; letter: one that no code has; check: mistyped, where known in which group. */
  | { readonly ok: false; readonly problem: 'length' | 'letter' | 'check'; readonly group: number | null }

/** [N33] Reads a code as people type it: capitals or not, with or without hyphens and spaces. */
export const readRecoveryCode = async (typed: string): Promise<ReadCode> => {
  const letters = [
    ...typed
      .normalize('NFC')
      .toUpperCase()
      .replace(/[\s\-–—.]/gu, ''),
  ].map(letter => meant[letter] ?? letter)
  const wrong = letters.findIndex(letter => !alphabet.includes(letter))
  if (wrong >= 0) return { ok: false, problem: 'letter', group: Math.floor(wrong / perGroup) + 1 }
  if (letters.length !== groups * perGroup) return { ok: false, problem: 'length', group: null }
  const text = letters.join('')
  const bytes = await checked(text)
  if (bytes !== null) return { ok: true, bytes }
  return { ok: false, problem: 'check', group: await slippedGroup(text) }
}
