import { isScalar, multiply, reduce } from './group.ts'
import { hashToScalar } from './hash.ts'
import type { Ciphertext, Proof } from './messages.ts'
import type { FixedBase } from './powers.ts'
import { type RandomBytes, randomScalar } from './random.ts'

/**
 * Proofs that one of several statements is true without saying which (specification 4.12, 4.13). All four kinds have
 * this form: statement j says that a ciphertext encrypts M_j, that is (alpha, beta / g^M_j) = (g^r, y^r).
 */

/** The two bases of an election. */
export interface Bases {
  readonly g: FixedBase
  readonly y: FixedBase
}

/** What the prover knows of a ciphertext: alpha = g^r, beta = y^r · g^m. */
export interface Opening {
  readonly r: bigint
  readonly m: bigint
}

/** "The ciphertext with this opening encrypts `claims`." */
export interface Statement {
  readonly opening: Opening
  readonly claims: bigint
}

/**
 * Proves that one of the statements holds: the one at `which`, which must be true. The others are simulated; as their
 * ciphertexts' openings are known too, each commitment is a power of g and y alone.
 */
export function proveOneOf(
  { g, y }: Bases,
  statements: readonly Statement[],
  which: number,
  prefix: string,
  random: RandomBytes,
): Proof[] {
  const w = randomScalar(random)
  const simulated = statements.map((_, at) =>
    at === which ? undefined : { challenge: randomScalar(random), response: randomScalar(random) },
  )
  const commitments = statements.flatMap(({ opening: { r, m }, claims }, at) => {
    const proof = simulated[at]
    if (proof === undefined) return [g.power(w), y.power(w)]
    const exponent = proof.response + r * proof.challenge
    const rest = (m - claims) * proof.challenge
    return [g.power(exponent), rest === 0n ? y.power(exponent) : multiply(y.power(exponent), g.power(rest))]
  })
  const others = simulated.reduce((sum, proof) => sum + (proof?.challenge ?? 0n), 0n)
  const challenge = reduce(hashToScalar(prefix, commitments) - others)
  const r = statements[which]?.opening.r ?? 0n
  const genuine = { challenge, response: reduce(w - r * challenge) }
  return simulated.map(proof => proof ?? genuine)
}

/** The powers that checking a proof needs of its ciphertext: alpha and beta raised to its challenge. */
export interface ChallengePowers {
  readonly alpha: bigint
  readonly beta: bigint
}

/** Whether `proofs` prove that one of the statements holds. `powers` and `claims` go with them, one each. */
export function checkOneOf(
  { g, y }: Bases,
  proofs: readonly Proof[],
  powers: readonly ChallengePowers[],
  claims: readonly bigint[],
  prefix: string,
): boolean {
  let total = 0n
  const commitments = proofs.flatMap(({ challenge, response }, at) => {
    total += challenge
    const { alpha = 0n, beta = 0n } = powers[at] ?? {}
    const claim = claims[at] ?? 0n
    const shifted = claim === 0n ? beta : multiply(beta, g.power(-claim * challenge))
    return [multiply(g.power(response), alpha), multiply(y.power(response), shifted)]
  })
  return hashToScalar(prefix, commitments) === reduce(total)
}

/** Whether all challenges and responses are below Q. */
export function areScalars(proofs: readonly Proof[]): boolean {
  return proofs.every(({ challenge, response }) => isScalar(challenge) && isScalar(response))
}

/** The product of ciphertexts: an encryption of the sum. */
export function combine(ciphertexts: readonly Ciphertext[]): Ciphertext {
  return ciphertexts.reduce(
    (sum, each) => ({ alpha: multiply(sum.alpha, each.alpha), beta: multiply(sum.beta, each.beta) }),
    { alpha: 1n, beta: 1n },
  )
}

/** Ciphertexts as they are hashed: each alpha and beta in base 10, all joined by commas (4.11.1). */
export function ciphertextsText(ciphertexts: readonly Ciphertext[]): string {
  return ciphertexts.map(({ alpha, beta }) => `${alpha},${beta}`).join(',')
}
