import { cbc, ctr } from '@noble/ciphers/aes.js'
import { type Codec, decode, element, object, string } from './codec.ts'
import { Refusal } from './fault.ts'
import { invert, multiply, reduce } from './group.ts'
import { fromHex, hashToNumber, sha256Bytes, toHex, utf8 } from './hash.ts'
import { type SignedMessage, signedMessageCodec } from './messages.ts'
import { isElement, power } from './powers.ts'
import { type RandomBytes, randomBase58, randomScalar } from './random.ts'
import { checkKnowledge, generatorPowers, proveKnowledge } from './schnorr.ts'

/**
 * How trustees speak to one another through a server that must not understand them (specification 4.6.1 to 4.6.3):
 * each has a seed, from it a key to sign with and one to decrypt with.
 */

/** The seed that a trustee keeps: 22 characters of Base58, 128 bits. */
export function makeSeed(random: RandomBytes): string {
  return randomBase58(random, 22)
}

/** A trustee's four keys, all derived from the seed. */
export interface TrusteeKeys {
  /** sk: secret. */
  readonly signing: bigint
  /** dk: secret. */
  readonly decryption: bigint
  /** vk = g^sk. */
  readonly verification: bigint
  /** ek = g^dk. */
  readonly encryption: bigint
}

export function keysOf(seed: string): TrusteeKeys {
  const signing = reduce(hashToNumber(`sk|${seed}`))
  const decryption = reduce(hashToNumber(`dk|${seed}`))
  const g = generatorPowers()
  return { signing, decryption, verification: g.power(signing), encryption: g.power(decryption) }
}

export function sign(keys: TrusteeKeys, message: string, random: RandomBytes): SignedMessage {
  return { message, signature: proveKnowledge(keys.signing, `sigmsg|${message}|`, random) }
}

/** Whether the owner of `verification` signed it. */
export function isSignedBy(verification: bigint, { message, signature }: SignedMessage): boolean {
  return checkKnowledge(verification, `sigmsg|${message}|`, signature)
}

interface EncryptedMessage {
  readonly alpha: bigint
  readonly beta: bigint
  readonly data: string
}

const encryptedMessageCodec: Codec<EncryptedMessage> = object({ alpha: element, beta: element, data: string })

interface ChannelMessage {
  readonly recipient: bigint
  readonly message: string
}

const channelMessageCodec: Codec<ChannelMessage> = object({ recipient: element, message: string })

const TAG = 8

/**
 * AES-256 in CCM mode (RFC 3610) as the tool has it from SJCL, the specification naming only the mode: a tag of 8 bytes,
 * no associated data, a length field of 2 bytes (3 or 4 for longer messages), and of the initialization vector
 * as many bytes as then fit.
 */
function counterBlock(iv: Uint8Array, length: number): { field: number; block: Uint8Array } {
  let field = 2
  while (field < 4 && length >>> (8 * field) > 0) field++
  const block = new Uint8Array(16)
  block[0] = field - 1
  block.set(iv.subarray(0, 15 - field), 1)
  return { field, block }
}

function tagOf(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Uint8Array {
  const { block } = counterBlock(iv, plain.length)
  const padded = new Uint8Array(16 + Math.ceil(plain.length / 16) * 16)
  padded.set(block)
  padded[0] = (block[0] ?? 0) | (((TAG - 2) / 2) << 3)
  new DataView(padded.buffer).setUint32(12, new DataView(padded.buffer).getUint32(12) | plain.length)
  padded.set(plain, 16)
  const chained = cbc(key, new Uint8Array(16), { disablePadding: true }).encrypt(padded)
  return chained.slice(-16, -16 + TAG)
}

/** Encrypts or decrypts both tag (counter 0) and text (from counter 1 on). */
function countered(
  key: Uint8Array,
  iv: Uint8Array,
  tag: Uint8Array,
  text: Uint8Array,
): { tag: Uint8Array; text: Uint8Array } {
  const { block } = counterBlock(iv, text.length)
  const stream = new Uint8Array(16 + text.length)
  stream.set(tag)
  stream.set(text, 16)
  const out = ctr(key, block).encrypt(stream)
  return { tag: out.slice(0, TAG), text: out.slice(16) }
}

function encryptCcm(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Uint8Array {
  const { tag, text } = countered(key, iv, tagOf(key, iv, plain), plain)
  const out = new Uint8Array(text.length + TAG)
  out.set(text)
  out.set(tag, text.length)
  return out
}

/** The plain bytes; undefined where the tag does not fit. */
function decryptCcm(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length < TAG) return undefined
  const length = sealed.length - TAG
  const { tag, text } = countered(key, iv, sealed.slice(length), sealed.slice(0, length))
  return toHex(tagOf(key, iv, text)) === toHex(tag) ? text : undefined
}

/** Encrypts for the owner of `recipient` (4.6.1). */
function encrypt(recipient: bigint, message: string, random: RandomBytes): string {
  const g = generatorPowers()
  const r = randomScalar(random)
  const shared = g.power(randomScalar(random))
  const alpha = g.power(r)
  const beta = multiply(power(recipient, r), shared)
  const data = encryptCcm(sha256Bytes(`key|${shared}`), sha256Bytes(`iv|${alpha}`), utf8(message))
  return encryptedMessageCodec.write({ alpha, beta, data: toHex(data) })
}

function decrypt(keys: TrusteeKeys, text: string): string {
  const { alpha, beta, data } = decode(encryptedMessageCodec, text)
  const sealed = fromHex(data)
  if (sealed === undefined || !isElement(alpha) || !isElement(beta))
    throw new Refusal('trustee.invalidMessage')
  const shared = multiply(beta, invert(power(alpha, keys.decryption)))
  const plain = decryptCcm(sha256Bytes(`key|${shared}`), sha256Bytes(`iv|${alpha}`), sealed)
  if (plain === undefined) throw new Refusal('trustee.invalidMessage', 'wrong tag')
  return new TextDecoder().decode(plain)
}

/** send(sk, recipient, message) of 4.6.3: signed by the sender, then encrypted for the recipient. */
export function send(sender: TrusteeKeys, recipient: bigint, message: string, random: RandomBytes): string {
  const signed = sign(sender, channelMessageCodec.write({ recipient, message }), random)
  return encrypt(recipient, signedMessageCodec.write(signed), random)
}

/**
 * What `sender` (a verification key) sent. Throws Refusal trustee.invalidMessage where it cannot be decrypted, is
 * not signed by them or is meant for somebody else.
 */
export function receive(keys: TrusteeKeys, sender: bigint, text: string): string {
  const signed = decode(signedMessageCodec, decrypt(keys, text))
  if (!isSignedBy(sender, signed)) throw new Refusal('trustee.invalidMessage', 'not signed by its sender')
  const { recipient, message } = decode(channelMessageCodec, signed.message)
  if (recipient !== keys.encryption) throw new Refusal('trustee.invalidMessage', 'meant for another')
  return message
}
