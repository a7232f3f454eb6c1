import { type DBSchema, openDB } from 'idb'

interface Keys extends DBSchema {
  keys: { key: string; value: CryptoKey }
}

const open = () =>
  openDB<Keys>('phong-hop-so.keys', 1, {
    upgrade: database => {
      database.createObjectStore('keys')
    },
  })

const fromBase64url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0))

/**
 * Keeps the key that only this person's password makes (OPAQUE's export_key, RFC 9807 §6.3.2; 64 bytes, base64url)
 * as an HKDF key that no script can read out: the root of the encryption of what is private. Replaces the one before.
 */
export const keepPersonalKey = async (accountId: string, exportKey: string): Promise<void> => {
  const key = await crypto.subtle.importKey('raw', fromBase64url(exportKey), 'HKDF', false, ['deriveKey'])
  try {
    const database = await open()
    await database.put('keys', key, accountId)
    database.close()
  } catch {
    // Private browsing keeps nothing: signing in still works, what needs the key asks for the password again.
  }
}

/** Erases every such key from this device. */
export const forgetPersonalKeys = async (): Promise<void> => {
  try {
    const database = await open()
    await database.clear('keys')
    database.close()
  } catch {
    // Nothing could be kept, so nothing is left.
  }
}
