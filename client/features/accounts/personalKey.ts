import { type DBSchema, openDB } from 'idb'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { ok, type Result } from '#shared/contract/result.ts'

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

/** For a browser that keeps nothing: the key is there while the page is. */
let held: { readonly accountId: string; readonly key: CryptoKey } | null = null
const listeners = new Set<() => void>()

/** Runs after a password was typed and its key kept. @returns how to stop. */
export const onPersonalKey = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

type Rewrap = (accountId: string, from: CryptoKey, to: CryptoKey) => Promise<Result<null, ErrorCode>>
const rewraps = new Set<Rewrap>()

/**
 * Runs before a password is changed, with the keys of the old and the new one: what is encrypted under the old is
 * wrapped under the new beside it. A failure stops the change. @returns how to stop.
 */
export const beforePasswordChange = (rewrap: Rewrap): (() => void) => {
  rewraps.add(rewrap)
  return () => rewraps.delete(rewrap)
}

const importKey = (exportKey: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', fromBase64url(exportKey), 'HKDF', false, ['deriveKey'])

/** Has everything wrapped under a new password's key that is under the old one's (both as OPAQUE's export keys). */
export const rewrapFor = async (
  accountId: string,
  oldExportKey: string,
  newExportKey: string,
): Promise<Result<null, ErrorCode>> => {
  const [from, to] = [await importKey(oldExportKey), await importKey(newExportKey)]
  for (const rewrap of rewraps) {
    const done = await rewrap(accountId, from, to)
    if (!done.ok) return done
  }
  return ok(null)
}

/** The key that the person's password makes; null on a device that was signed in without it. */
export const personalKey = async (accountId: string): Promise<CryptoKey | null> => {
  if (held?.accountId === accountId) return held.key
  try {
    const database = await open()
    const key = await database.get('keys', accountId)
    database.close()
    return key ?? null
  } catch {
    return null
  }
}

/**
 * Keeps the key that only this person's password makes (OPAQUE's export_key, RFC 9807 §6.3.2; 64 bytes, base64url)
 * as an HKDF key that no script can read out: the root of the encryption of what is private. Replaces the one before.
 */
export const keepPersonalKey = async (accountId: string, exportKey: string): Promise<void> => {
  const key = await importKey(exportKey)
  held = { accountId, key }
  try {
    const database = await open()
    await database.put('keys', key, accountId)
    database.close()
  } catch {
    // Private browsing keeps nothing: signing in still works, what needs the key asks for the password again.
  }
  for (const listener of listeners) listener()
}

/** Erases every such key from this device. */
export const forgetPersonalKeys = async (): Promise<void> => {
  held = null
  try {
    const database = await open()
    await database.clear('keys')
    database.close()
  } catch {
    // Nothing could be kept, so nothing is left.
  }
}
