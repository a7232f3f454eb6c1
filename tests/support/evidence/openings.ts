import { createDecipheriv, hash, hkdfSync } from 'node:crypto'
import * as decoding from 'lib0/decoding'
import { words } from '#client/features/annotations/keys/bytes.ts'
import type { NotePlace } from '#client/features/annotations/keys/seal.ts'
import type { Keyring, Wrap } from '#shared/annotations/keyring.contract.ts'

/** One value of a private layer as it is stored, under every note id that it may have had. */
export interface SealedNote {
  readonly places: readonly NotePlace[]
  readonly bytes: Buffer
}

/** A wrapped notes key, with whose it is. */
export interface WrappedKey {
  readonly wrap: Wrap
  readonly kind: 'password' | 'recovery'
  readonly accountId: string
  readonly keyId: string
}

export const wrapsOf = (
  accountId: string,
  { keyId, passwords, recovery }: Keyring,
): readonly WrappedKey[] => [
  ...passwords.map(wrap => ({ wrap, kind: 'password' as const, accountId, keyId })),
  ...(recovery ? [{ wrap: recovery, kind: 'recovery' as const, accountId, keyId }] : []),
]

/** What opened a note: where it was found, whose the note was, and its text. */
interface Opened {
  readonly where: string
  readonly accountId: string
  readonly text: string
}

const tag = 16
const nonce = 12

/** AES-256-GCM; null where the key, the binding or a byte is another. */
const decrypt = (key: Uint8Array, iv: Uint8Array, sealed: Buffer, bound: Uint8Array): Buffer | null => {
  const decipher = createDecipheriv('aes-256-gcm', key, iv)
  decipher.setAAD(bound)
  decipher.setAuthTag(sealed.subarray(-tag))
  const plain = decipher.update(sealed.subarray(0, -tag))
  try {
    return Buffer.concat([plain, decipher.final()])
  } catch {
    return null
  }
}

const textIn = (plain: Buffer): string => {
  const note: unknown = decoding.readAny(decoding.createDecoder(Uint8Array.from(plain)))
  return typeof note === 'object' && note !== null && 'text' in note ? String(note.text) : ''
}

/** A value's bytes as they may be meant: itself, and what it is the hex, base64 or UUID of. */
const readings = (value: Buffer | string): readonly Buffer[] => {
  if (typeof value !== 'string') return [value]
  const found = [Buffer.from(value)]
  const plain = value.replaceAll('-', '')
  if (/^(?:[0-9a-f]{2})+$/i.test(plain)) found.push(Buffer.from(plain, 'hex'))
  if (/^[A-Za-z0-9+/_-]{16,}={0,2}$/.test(value)) found.push(Buffer.from(value, 'base64'))
  return found
}

/** The strings in a text that is JSON, Socket.IO's, or anything else: what stands in quotes, and between breaks. */
const stringsIn = (text: string): readonly string[] => {
  const quoted = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, inside = '']) => inside)
  return [...quoted, ...text.split(/[\s;:,=&?/"'{}[\]]+/)].filter(found => found.length >= 8)
}

/** Letters alone: its strings are tried whole and decoded, a run of 32 letters is nobody's key. */
const isText = (bytes: Buffer): boolean =>
  bytes.every(byte => byte === 9 || byte === 10 || (byte >= 32 && byte < 127))

/** Values longer than this are papers and pages: every run of 32 bytes is a key, but no run the root of one. */
const rootsWithin = 4 * 1024

/**
 * Tries what somebody holds on sealed notes, as a key itself and as what the client makes keys of: SHA-256 of it, and
 * HKDF of it as the root of a wrap ([N30]). Every value whole, and every run of 16 and 32 bytes in what is
 * not letters alone.
 */
export class Openings {
  readonly #notes: readonly SealedNote[]
  readonly #wraps: readonly WrappedKey[]
  readonly #seen = new Set<string>()
  readonly opened: Opened[] = []
  keysTried = 0

  constructor(notes: readonly SealedNote[], wraps: readonly WrappedKey[]) {
    this.#notes = notes
    this.#wraps = wraps
  }

  /** Tries one after the other, and lets other work go on meanwhile: the server may run in this process. */
  async tryAll(values: Iterable<{ readonly where: string; readonly value: Buffer | string }>): Promise<void> {
    for (const { where, value } of values) {
      await new Promise(resolve => setImmediate(resolve))
      this.try(where, value)
      const text = typeof value === 'string' ? value : value.toString('utf8')
      for (const part of stringsIn(text)) this.try(where, part, true)
    }
  }

  /** @param part of something that was tried: runs of its letters were, but not of what they may be the writing of. */
  try(where: string, value: Buffer | string, part = false): void {
    for (const [at, bytes] of readings(value).entries()) {
      const name = hash('sha256', bytes, 'base64')
      if (bytes.length < 8 || this.#seen.has(name)) continue
      this.#seen.add(name)
      this.#asKey(where, hash('sha256', bytes, 'buffer'))
      this.#asRoot(where, bytes)
      if (bytes.length === 32) this.#asKey(where, bytes)
      if ((!part || at > 0) && !isText(bytes)) this.#runs(where, bytes)
    }
  }

  #runs(where: string, bytes: Buffer): void {
    for (let at = 0; at + 32 <= bytes.length && bytes.length > 32; at += 1)
      this.#asKey(where, bytes.subarray(at, at + 32))
    if (bytes.length > rootsWithin) return
    for (const length of [16, 32])
      for (let at = 0; at + length <= bytes.length && bytes.length > length; at += 1)
        this.#asRoot(where, bytes.subarray(at, at + length))
  }

  #asKey(where: string, key: Buffer): void {
    this.keysTried += 1
    for (const { bytes, places } of this.#notes)
      for (const { accountId, versionId, noteId } of places) {
        const bound = words('phong-hop-so note 1', accountId, versionId, noteId)
        const plain = decrypt(key, bytes.subarray(1, 1 + nonce), bytes.subarray(1 + nonce), bound)
        if (plain) this.opened.push({ where, accountId, text: textIn(plain) })
      }
  }

  #asRoot(where: string, root: Buffer): void {
    for (const { wrap, kind, accountId, keyId } of this.#wraps) {
      const info = words('phong-hop-so notes wrap 1', kind)
      const key = hkdfSync('sha256', root, Buffer.from(wrap.salt, 'base64url'), info, 32)
      const bound = words('phong-hop-so notes key 1', kind, accountId, keyId)
      const sealed = Buffer.from(wrap.sealed, 'base64url')
      const raw = decrypt(new Uint8Array(key), Buffer.from(wrap.iv, 'base64url'), sealed, bound)
      if (raw) this.#asKey(`${where}, which opens a wrap`, raw)
    }
  }
}
