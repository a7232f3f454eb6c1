import { type Bytes, fromBase64url, joined, randomBytes, sha256, toBase64url, words } from './bytes.ts'

/**
 * [N34] How one device opens private notes for another, past a server that may lie:
 *
 *   waiting → own:  commitment = SHA-256(person, request, public key A, nonce)
 *   own → waiting:  public key B
 *   waiting → own:  public key A, nonce
 *   both show six digits of SHA-256(all of it); a person sees that they are alike on both screens
 *   own → waiting:  the notes key under ECDH(A, B)
 *
 * A server in between has to commit to its own key before it knows B, and to give its own B before it knows the nonce:
 * whatever it does, its two sides show the same digits once in a million tries, each of which a person has to allow.
 * Curve P-256 (FIPS 186-5), which every named browser has.
 */
const curve = { name: 'ECDH', namedCurve: 'P-256' } as const

export interface OneTimeKey {
  readonly privateKey: CryptoKey
  /** SEC 1 uncompressed, base64url. */
  readonly publicKey: string
}

/** What both sides saw of an exchange. */
export interface Transcript {
  readonly accountId: string
  readonly requestId: string
  readonly commitment: string
  /** The own device's. */
  readonly allowedKey: string
  /** The waiting device's. */
  readonly revealedKey: string
  readonly nonce: string
}

export const newOneTimeKey = async (): Promise<OneTimeKey> => {
  const pair = await crypto.subtle.generateKey(curve, false, ['deriveBits'])
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey)
  return { privateKey: pair.privateKey, publicKey: toBase64url(new Uint8Array(raw)) }
}

export const newNonce = (): string => toBase64url(randomBytes(32))

/** What the waiting device says first, so that it cannot choose its key later. */
export const commitmentOf = async (
  about: Pick<Transcript, 'accountId' | 'requestId' | 'revealedKey' | 'nonce'>,
): Promise<string> =>
  toBase64url(
    await sha256(
      words(
        'phong-hop-so unlock commitment 1',
        about.accountId,
        about.requestId,
        about.revealedKey,
        about.nonce,
      ),
    ),
  )

const transcriptHash = (seen: Transcript): Promise<Bytes> =>
  sha256(
    words(
      'phong-hop-so unlock 1',
      ...[seen.accountId, seen.requestId, seen.commitment, seen.allowedKey, seen.revealedKey, seen.nonce],
    ),
  )

/** Whether what was revealed is what was committed to. */
export const isRevealed = async (seen: Transcript): Promise<boolean> =>
  (await commitmentOf(seen)) === seen.commitment

/** Six digits that both screens show. */
export const digitsOf = async (seen: Transcript): Promise<string> => {
  const hash = await sha256(joined(words('phong-hop-so unlock digits 1'), await transcriptHash(seen)))
  // 48 bits: a million divides them evenly enough (2^48 / 10^6 is far above 10^6).
  const value = [...hash.slice(0, 6)].reduce((sum, byte) => sum * 256 + byte, 0)
  return String(value % 1_000_000).padStart(6, '0')
}

const sharedKey = async (own: CryptoKey, theirs: string, seen: Transcript): Promise<CryptoKey> => {
  const publicKey = await crypto.subtle.importKey('raw', fromBase64url(theirs), curve, false, [])
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: publicKey }, own, 256)
  const root = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const salt = await transcriptHash(seen)
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: words('phong-hop-so unlock key 1') },
    root,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

export interface SentKey {
  readonly iv: string
  readonly sealed: string
}

/** The own device: seals the notes key to the waiting one. `keyId` goes along, so that it opens as this key alone. */
export const sealToDevice = async (
  raw: Bytes,
  keyId: string,
  own: OneTimeKey,
  seen: Transcript,
): Promise<SentKey> => {
  const key = await sharedKey(own.privateKey, seen.revealedKey, seen)
  const iv = randomBytes(12)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: words(keyId) }, key, raw)
  return { iv: toBase64url(iv), sealed: toBase64url(new Uint8Array(sealed)) }
}

/** The waiting device: opens it; null where it was made for another exchange or key. */
export const openFromDevice = async (
  sent: SentKey,
  keyId: string,
  own: OneTimeKey,
  seen: Transcript,
): Promise<Bytes | null> => {
  try {
    const key = await sharedKey(own.privateKey, seen.allowedKey, seen)
    const iv = fromBase64url(sent.iv)
    const raw = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData: words(keyId) },
      key,
      fromBase64url(sent.sealed),
    )
    return new Uint8Array(raw)
  } catch {
    return null
  }
}
