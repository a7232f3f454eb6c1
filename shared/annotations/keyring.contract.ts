import { z } from 'zod'
import { command, event, Id, Instant, query, signal } from '../contract/define.ts'
import { keyringLimits } from './keyring.rules.ts'

/** base64url (RFC 4648 §5, no padding) of exactly so many bytes. */
const Bytes = (length: number) =>
  z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((length * 4) / 3)}}$`))

/** [N30] The notes key (32 bytes) under AES-256-GCM, with what makes the wrapping key from its root. */
export const Wrap = z.strictObject({
  salt: Bytes(32),
  iv: Bytes(12),
  /** 32 bytes of key and 16 of tag. */
  sealed: Bytes(48),
})
export type Wrap = z.infer<typeof Wrap>

/** Everything that opens private notes, as the server keeps it: wraps alone. */
export const Keyring = z.strictObject({
  /** Names the notes key: a new one after everything was lost is another. */
  keyId: Id,
  /** [N35] Newest first; two from a change of password until the new one has opened the notes. */
  passwords: z.array(Wrap).max(keyringLimits.passwordWraps),
  /** [N33] Under the recovery code; null where none was made. */
  recovery: Wrap.nullable(),
})
export type Keyring = z.infer<typeof Keyring>

/** A P-256 point, uncompressed (SEC 1 §2.3.3): 65 bytes. */
const PublicKey = Bytes(65)
const Hash = Bytes(32)

/** [N34] One device that waits to be allowed, and how far that has come. */
export const UnlockRequest = z.object({
  id: Id,
  /** The login of the device that waits, and what it calls itself. */
  loginId: Id,
  deviceLabel: z.string(),
  expiresAt: Instant,
  /** SHA-256 of what is revealed later. */
  commitment: Hash,
  /** The device that answered, with its one-time key. */
  allowed: z.object({ loginId: Id, publicKey: PublicKey }).nullable(),
  revealed: z.object({ publicKey: PublicKey, nonce: Hash }).nullable(),
  /** The notes key, sealed to the waiting device alone. */
  sent: z.object({ iv: Bytes(12), sealed: Bytes(48) }).nullable(),
})
export type UnlockRequest = z.infer<typeof UnlockRequest>

const done = z.object({})

/** Part of the feature `annotations`: the wrapped key of one's private notes. */
export const keyring = {
  keyring: query('annotations:keyring', {
    summary: 'One’s own wrapped notes key, with its revision; 0 and null where none was made yet.',
    input: z.strictObject({}),
    output: z.object({ revision: z.int(), keyring: Keyring.nullable() }),
  }),
  replaceKeyring: command('annotations:replaceKeyring', {
    summary: 'Stores one’s wrapped notes key in place of the one that had this revision.',
    input: z.strictObject({ revision: z.int().min(0), keyring: Keyring }),
    output: z.object({ revision: z.int() }),
    errors: ['revision.stale'],
    secret: ['keyring'],
    maxBytes: keyringLimits.bytes,
  }),
  askUnlock: signal('annotations:askUnlock', {
    summary: 'Asks one’s own other devices to open private notes here; replaces this device’s last request.',
    input: z.strictObject({ requestId: Id, commitment: Hash }),
    output: z.object({ expiresAt: Instant }),
    errors: ['rate.limited', 'object.exists'],
  }),
  allowUnlock: signal('annotations:allowUnlock', {
    summary: 'Answers a waiting device with this device’s one-time key; nothing is opened by it yet.',
    input: z.strictObject({ requestId: Id, publicKey: PublicKey }),
    output: done,
    errors: ['unlock.taken'],
  }),
  revealUnlock: signal('annotations:revealUnlock', {
    summary: 'The waiting device shows what it had committed to.',
    input: z.strictObject({ requestId: Id, publicKey: PublicKey, nonce: Hash }),
    output: done,
    errors: ['unlock.taken'],
  }),
  sendNotesKey: command('annotations:sendNotesKey', {
    summary: 'Sends the notes key, sealed to the waiting device, after both screens showed the same digits.',
    input: z.strictObject({ requestId: Id, iv: Bytes(12), sealed: Bytes(48) }),
    output: done,
    errors: ['unlock.taken'],
    secret: ['iv', 'sealed'],
  }),
  dropUnlock: signal('annotations:dropUnlock', {
    summary: 'Ends a request: given up, refused, or done.',
    input: z.strictObject({ requestId: Id }),
    output: done,
  }),
} as const

export const keyringEvents = {
  keyringChanged: event('annotations:keyringChanged', {
    scope: 'account',
    summary: 'One’s wrapped notes key changed: on another device, or by another password.',
    view: z.object({ revision: z.int(), keyring: Keyring.nullable() }),
  }),
  unlocksChanged: event('annotations:unlocksChanged', {
    scope: 'account',
    summary: 'Which of one’s devices wait to be allowed, and how far that has come.',
    view: z.object({ requests: z.array(UnlockRequest) }),
  }),
} as const
