import { type Codec, decode, element, hash, object, small, weight } from './codec.ts'
import { Refusal } from './fault.ts'
import { G, invert, isScalar, multiply, P, Q, reduce } from './group.ts'
import { hashToScalar } from './hash.ts'
import { type Ciphertext, grid, type Proof, proofCodec } from './messages.ts'
import { isElement, power, powersOf } from './powers.ts'
import { type RandomBytes, randomScalar } from './random.ts'
import { generatorPowers } from './schnorr.ts'
import type { EncryptedTally } from './tally.ts'
import { decryptionKeysOf, type Trustees } from './trustees.ts'

/** Decrypting the sum, share by share, and putting the shares together (specification 4.18, 4.19). */

export interface PartialDecryption {
  /** By question, by choice: alpha raised to the trustee's key. */
  readonly decryption_factors: readonly (readonly bigint[])[]
  readonly decryption_proofs: readonly (readonly Proof[])[]
}

const partialDecryptionCodec: Codec<PartialDecryption> = object({
  decryption_factors: grid(element),
  decryption_proofs: grid(proofCodec),
})

/** Whose a partial decryption is: trustees count from 1 through the trustees structure. */
export interface OwnedDecryption {
  readonly owner: number
  /** SHA-256 of the partial decryption's text. */
  readonly payload: string
}

export const ownedDecryptionCodec: Codec<OwnedDecryption> = object({ owner: small, payload: hash })

export interface Result {
  /** By question, by choice, where blank votes are allowed their number first. */
  readonly result: readonly (readonly bigint[])[]
}

export const resultCodec: Codec<Result> = object({ result: grid(weight) })

const prefixOf = (fingerprint: string, publicKey: bigint): string => `decrypt|${fingerprint}|${publicKey}|`

/**
 * A trustee's partial decryption of the tally, as text. `fingerprint` is the election's. The tally must have been made
 * from checked ballots: who decrypts something else decrypts something else, so that a trustee's device checks the
 * archive first. Throws Refusal decryption.invalid where the tally is not of the group.
 */
export function decryptPartly(
  tally: EncryptedTally,
  privateKey: bigint,
  fingerprint: string,
  random: RandomBytes,
): string {
  const g = generatorPowers()
  const prefix = prefixOf(fingerprint, g.power(privateKey))
  const key = reduce(privateKey)
  const parts = tally.map(question =>
    question.map(({ alpha }) => {
      if (!isElement(alpha)) throw new Refusal('decryption.invalid')
      const w = randomScalar(random)
      const [factor = 1n, commitment = 1n] = powersOf(alpha, [key, w])
      const challenge = hashToScalar(prefix, [g.power(w), commitment])
      return { factor, proof: { challenge, response: reduce(w - privateKey * challenge) } }
    }),
  )
  return partialDecryptionCodec.write({
    decryption_factors: parts.map(question => question.map(({ factor }) => factor)),
    decryption_proofs: parts.map(question => question.map(({ proof }) => proof)),
  })
}

function isDecryptedBy(
  { alpha }: Ciphertext,
  publicKey: bigint,
  factor: bigint,
  proof: Proof,
  prefix: string,
): boolean {
  const { challenge, response } = proof
  if (factor <= 0n || factor >= P || !isScalar(challenge) || !isScalar(response)) return false
  const [factorPart = 0n, one] = powersOf(factor, [challenge, Q])
  const a = multiply(generatorPowers().power(response), power(publicKey, challenge))
  const b = multiply(power(alpha, response), factorPart)
  return one === 1n && hashToScalar(prefix, [a, b]) === challenge
}

/**
 * Checks a partial decryption's text against a trustee's public key. Throws Refusal message.* or decryption.invalid.
 */
export function readDecryption(
  text: string,
  tally: EncryptedTally,
  publicKey: bigint,
  fingerprint: string,
): PartialDecryption {
  const decryption = decode(partialDecryptionCodec, text)
  const { decryption_factors: factors, decryption_proofs: proofs } = decryption
  const prefix = prefixOf(fingerprint, publicKey)
  const fits = (grids: readonly (readonly unknown[])[]): boolean =>
    grids.length === tally.length && tally.every((question, at) => question.length === grids[at]?.length)
  const sound =
    fits(factors) &&
    fits(proofs) &&
    tally.every((question, at) =>
      question.every((ciphertext, choice) => {
        const [factor, proof] = [factors[at]?.[choice], proofs[at]?.[choice]]
        return (
          factor !== undefined &&
          proof !== undefined &&
          isDecryptedBy(ciphertext, publicKey, factor, proof, prefix)
        )
      }),
    )
  if (!sound) throw new Refusal('decryption.invalid')
  return decryption
}

/** Lagrange's coefficient of `place` among `places` (4.19), modulo Q. */
export function lagrange(places: readonly number[], place: number): bigint {
  return places
    .filter(each => each !== place)
    .reduce(
      (product, each) => reduce(product * BigInt(each) * invert(reduce(BigInt(each) - BigInt(place)), Q)),
      1n,
    )
}

/** A trustee's share that was checked; `owner` counts from 1. */
export interface OwnedFactors {
  readonly owner: number
  readonly factors: PartialDecryption['decryption_factors']
}

/** How much each share weighs. Throws Refusal decryption.missing or decryption.unexpected. */
function coefficientsOf(trustees: Trustees, owners: readonly number[]): Map<number, bigint> {
  const known = decryptionKeysOf(trustees).length
  if (new Set(owners).size !== owners.length || owners.some(owner => owner < 1 || owner > known)) {
    throw new Refusal('decryption.unexpected')
  }
  const coefficients = new Map<number, bigint>()
  let first = 1
  for (const [kind, value] of trustees) {
    if (kind === 'Single') {
      if (!owners.includes(first)) throw new Refusal('decryption.missing')
      coefficients.set(first, 1n)
      first += 1
      continue
    }
    const places = value.certs.map((_, at) => at + 1).filter(place => owners.includes(first + place - 1))
    if (places.length < value.threshold) throw new Refusal('decryption.missing')
    const used = places.slice(0, value.threshold)
    for (const place of used) coefficients.set(first + place - 1, lagrange(used, place))
    first += value.certs.length
  }
  return coefficients
}

/** The exponent of g^m for 0 ≤ m ≤ most by baby steps and giant steps; undefined where there is none. */
export function smallLogarithm(value: bigint, most: bigint): bigint | undefined {
  if (most < 0n) return undefined
  let width = 1n
  while (width * width <= most) width *= 2n
  const babies = new Map<string, bigint>()
  let baby = 1n
  for (let m = 0n; m < width && m <= most; m++) {
    // The low bits tell the few apart well enough to find one; the whole is compared below.
    babies.set(BigInt.asUintN(64, baby).toString(36), m)
    if (baby === value) return m
    baby = multiply(baby, G)
  }
  const giant = invert(power(G, width))
  let rest = value
  for (let m = 0n; m <= most; m += width) {
    const found = babies.get(BigInt.asUintN(64, rest).toString(36))
    if (found !== undefined && m + found <= most && power(G, m + found) === value) return m + found
    rest = multiply(rest, giant)
  }
  return undefined
}

/**
 * Puts checked shares together and reads the sums: beta / alpha^x. Of a threshold key's shares the first that suffice are
 * used. `totalWeight` bounds every sum.
 * Throws Refusal decryption.missing, decryption.unexpected or result.outOfRange.
 */
export function openTally(
  trustees: Trustees,
  tally: EncryptedTally,
  shares: readonly OwnedFactors[],
  totalWeight: bigint,
): Result {
  const coefficients = coefficientsOf(
    trustees,
    shares.map(({ owner }) => owner),
  )
  const used = shares.flatMap(({ owner, factors }) => {
    const coefficient = coefficients.get(owner)
    return coefficient === undefined ? [] : [{ coefficient, factors }]
  })
  const result = tally.map((question, at) =>
    question.map(({ beta }, choice) => {
      const factor = used
        .map(({ coefficient, factors }) => {
          const own = factors[at]?.[choice] ?? 0n
          return coefficient === 1n ? own : power(own, coefficient)
        })
        .reduce(multiply, 1n)
      const sum = smallLogarithm(multiply(beta, invert(factor)), totalWeight)
      if (sum === undefined) throw new Refusal('result.outOfRange')
      return sum
    }),
  )
  return { result }
}
