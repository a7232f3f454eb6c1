import { G, isScalar, multiply, reduce } from './group.ts'
import { hashToScalar } from './hash.ts'
import type { Proof } from './messages.ts'
import { type FixedBase, fixedBase, power } from './powers.ts'
import { type RandomBytes, randomScalar } from './random.ts'

/**
 * Proofs of knowing an exponent (4.5, 4.6.1, 4.14). They differ only in what is hashed before the commitment: pok, sigmsg
 * or sig, and what is signed.
 */

/** The table for the generator; 4 where a few powers are needed, 8 where hundreds are. */
export function generatorPowers(window: 4 | 8 = 4): FixedBase {
  return fixedBase(G, window)
}

/** Proves knowledge of `secret` in g^secret, the challenge being the hash of `prefix` and the commitment. */
export function proveKnowledge(secret: bigint, prefix: string, random: RandomBytes): Proof {
  const w = randomScalar(random)
  const challenge = hashToScalar(prefix, [generatorPowers().power(w)])
  return { challenge, response: reduce(w - secret * challenge) }
}

/** Whether `proof` proves knowledge of the exponent of `publicKey`, an element of the group. */
export function checkKnowledge(publicKey: bigint, prefix: string, proof: Proof): boolean {
  if (!isScalar(proof.challenge) || !isScalar(proof.response)) return false
  const commitment = multiply(generatorPowers().power(proof.response), power(publicKey, proof.challenge))
  return hashToScalar(prefix, [commitment]) === proof.challenge
}
