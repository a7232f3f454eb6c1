import type { Wrap } from '#shared/annotations/keyring.contract.ts'
import { type Bytes, fromBase64url, randomBytes, toBase64url, words } from './bytes.ts'

/** Under what the notes key is wrapped: an HKDF key that only the password, or only the recovery code, makes. */
export interface WrapRoot {
  readonly kind: 'password' | 'recovery'
  readonly key: CryptoKey
}

/** Whose notes key it is, and which: a wrap moved to another person or key does not open. */
export interface KeyName {
  readonly accountId: string
  readonly keyId: string
}

/** [N30] 256 random bits. Whoever gets them fills them with zeros after use. */
export const newNotesKey = (): Bytes => randomBytes(32)

/** HKDF (RFC 5869) material as a root. */
export const rootOf = async (kind: WrapRoot['kind'], bytes: Bytes): Promise<WrapRoot> => ({
  kind,
  key: await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']),
})

/** [N32] The key as devices keep it: it seals and opens, and no script reads it out. */
export const sealingKey = (raw: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])

const wrappingKey = (root: WrapRoot, salt: Bytes): Promise<CryptoKey> =>
  crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: words('phong-hop-so notes wrap 1', root.kind) },
    root.key,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )

const boundTo = (root: WrapRoot, { accountId, keyId }: KeyName): Bytes =>
  words('phong-hop-so notes key 1', root.kind, accountId, keyId)

/** [N30] Wraps a notes key under a root (HKDF-SHA-256, AES-256-GCM). */
export const wrapKey = async (raw: Bytes, root: WrapRoot, name: KeyName): Promise<Wrap> => {
  const salt = randomBytes(32)
  const iv = randomBytes(12)
  const key = await wrappingKey(root, salt)
  const additionalData = boundTo(root, name)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, raw)
  return { salt: toBase64url(salt), iv: toBase64url(iv), sealed: toBase64url(new Uint8Array(sealed)) }
}

/** The notes key; null where this root, person or key is not the one that it was wrapped for. */
export const unwrapKey = async (wrap: Wrap, root: WrapRoot, name: KeyName): Promise<Bytes | null> => {
  const key = await wrappingKey(root, fromBase64url(wrap.salt))
  try {
    const iv = fromBase64url(wrap.iv)
    const additionalData = boundTo(root, name)
    const raw = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv, additionalData },
      key,
      fromBase64url(wrap.sealed),
    )
    return new Uint8Array(raw)
  } catch {
    return null
  }
}
