import { array, type Codec, element, object, scalar, string } from './codec.ts'

/** Structures that several messages share (specification 4.3, 4.5). */

/** A Schnorr-like proof in its short form: challenge and response, without the commitment. */
export interface Proof {
  readonly challenge: bigint
  readonly response: bigint
}

export const proofCodec: Codec<Proof> = object({ challenge: scalar, response: scalar })

/** An ElGamal encryption: alpha = g^r, beta = y^r · g^m. */
export interface Ciphertext {
  readonly alpha: bigint
  readonly beta: bigint
}

export const ciphertextCodec: Codec<Ciphertext> = object({ alpha: element, beta: element })

/** A text signed with one of the trustees' keys (4.6.1). */
export interface SignedMessage {
  readonly message: string
  readonly signature: Proof
}

export const signedMessageCodec: Codec<SignedMessage> = object({ message: string, signature: proofCodec })

/** A trustee's public key and the proof that its owner has the private one (4.5). */
export interface TrusteePublicKey {
  readonly pok: Proof
  readonly public_key: bigint
}

export const trusteePublicKeyCodec: Codec<TrusteePublicKey> = object({ pok: proofCodec, public_key: element })

/** Numbers in lists of lists: one list a question. */
export function grid<T>(item: Codec<T>): Codec<readonly (readonly T[])[]> {
  return array(array(item))
}
