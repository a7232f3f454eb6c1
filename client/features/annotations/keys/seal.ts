import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { Note } from '#shared/annotations/note.ts'
import { type Bytes, joined, randomBytes, words } from './bytes.ts'

/** Where a sealed note belongs; put anywhere else it does not open. */
export interface NotePlace {
  readonly accountId: string
  readonly versionId: string
  readonly noteId: string
}

/** The first byte says how the rest is made, so that later kinds can stand beside it. */
const kind = 1
const nonceBytes = 12
const tagBytes = 16
const aroundBytes = 1 + nonceBytes + tagBytes
const smallestClass = 128
/** [N14] What the server takes for one note. */
const largestClass = 64 * 1024

/** [N31] The length that a note of so many bytes is padded to: what the server sees of it; null where it is too large. */
export const lengthClass = (bytes: number): number | null => {
  let length = smallestClass
  while (length < bytes) length *= 2
  return length <= largestClass ? length : null
}

const boundTo = ({ accountId, versionId, noteId }: NotePlace): Bytes =>
  words('phong-hop-so note 1', accountId, versionId, noteId)

/** [N31] Seals a note: 1 byte of kind, 12 of nonce, AES-256-GCM over its bytes and their padding. Null where too large. */
export const sealNote = async (key: CryptoKey, place: NotePlace, note: Note): Promise<Bytes | null> => {
  const encoder = encoding.createEncoder()
  encoding.writeAny(encoder, note)
  const length = lengthClass(aroundBytes + encoding.length(encoder))
  if (length === null) return null
  const plain = new Uint8Array(length - aroundBytes)
  // What reads a note knows where it ends: zeros after it are padding.
  plain.set(encoding.toUint8Array(encoder))
  const iv = randomBytes(nonceBytes)
  const additionalData = boundTo(place)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain)
  return joined(Uint8Array.of(kind), iv, new Uint8Array(sealed))
}

/** Opens a sealed note; null where the key, the place or a byte is not what it was, or it holds no note. */
export const openNote = async (
  key: CryptoKey,
  place: NotePlace,
  sealed: Uint8Array,
): Promise<Note | null> => {
  if (sealed[0] !== kind || sealed.length < aroundBytes) return null
  try {
    const iv = sealed.slice(1, 1 + nonceBytes)
    const additionalData = boundTo(place)
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData },
      key,
      sealed.slice(1 + nonceBytes),
    )
    const note = Note.safeParse(decoding.readAny(decoding.createDecoder(new Uint8Array(plain))))
    return note.success ? note.data : null
  } catch {
    return null
  }
}
