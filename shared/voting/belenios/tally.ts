import { type Codec, hash, object, weight } from './codec.ts'
import { choicesOf, type Election } from './election.ts'
import { multiply } from './group.ts'
import { sha256Hex } from './hash.ts'
import { type Ciphertext, ciphertextCodec, grid } from './messages.ts'
import { power } from './powers.ts'

/** Adding up the encrypted ballots (specification 4.15, 4.16). */

/** By question, by choice. */
export type EncryptedTally = readonly (readonly Ciphertext[])[]

export const encryptedTallyCodec: Codec<EncryptedTally> = grid(ciphertextCodec)

export interface SizedEncryptedTally {
  /** How many ballots were counted. */
  readonly num_tallied: bigint
  readonly total_weight: bigint
  /** SHA-256 of the encrypted tally's text. */
  readonly encrypted_tally: string
}

export const sizedEncryptedTallyCodec: Codec<SizedEncryptedTally> = object({
  num_tallied: weight,
  total_weight: weight,
  encrypted_tally: hash,
})

/** A ballot that counts, with its weight. */
export interface WeightedChoices {
  readonly choices: EncryptedTally
  readonly weight: bigint
}

/** Of each credential's ballots the last: the function `last` of 4.15. The order is that of the ballots that remain. */
export function lastBallots<T extends { readonly credential: string }>(ballots: readonly T[]): T[] {
  const last = new Map<string, T>()
  for (const ballot of ballots) {
    last.delete(ballot.credential)
    last.set(ballot.credential, ballot)
  }
  return [...last.values()]
}

const raised = (value: bigint, by: bigint): bigint => (by === 1n ? value : power(value, by))

/**
 * The product of the ballots, each raised to its weight: an encryption of the sums. The ballots must have been
 * checked, and each voter's last one be the only one.
 */
export function addUp(election: Election, ballots: readonly WeightedChoices[]): EncryptedTally {
  return election.questions.map((question, at) =>
    Array.from({ length: choicesOf(question) }, (_, choice) =>
      ballots.reduce(
        (sum, { choices, weight: by }) => {
          const { alpha, beta } = choices[at]?.[choice] ?? sum
          return { alpha: multiply(sum.alpha, raised(alpha, by)), beta: multiply(sum.beta, raised(beta, by)) }
        },
        { alpha: 1n, beta: 1n },
      ),
    ),
  )
}

/** The two texts of a tally as the archive has them: the product, and how much went into it. */
export function writeTally(
  election: Election,
  ballots: readonly WeightedChoices[],
): { tally: string; sized: string } {
  const tally = encryptedTallyCodec.write(addUp(election, ballots))
  const sized = sizedEncryptedTallyCodec.write({
    num_tallied: BigInt(ballots.length),
    total_weight: ballots.reduce((sum, ballot) => sum + ballot.weight, 0n),
    encrypted_tally: sha256Hex(tally),
  })
  return { tally, sized }
}
