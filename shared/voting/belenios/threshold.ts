import { array, type Codec, decode, object, scalar, string } from './codec.ts'
import { Refusal } from './fault.ts'
import { multiply, Q, reduce } from './group.ts'
import {
  type SignedMessage,
  signedMessageCodec,
  type TrusteePublicKey,
  trusteePublicKeyCodec,
} from './messages.ts'
import { keysOf, makeSeed, receive, send, sign, type TrusteeKeys } from './pki.ts'
import { type RandomBytes, randomScalar } from './random.ts'
import { generatorPowers } from './schnorr.ts'
import {
  type CertificateKeys,
  certificateKeysCodec,
  checkPublicKey,
  coefficientPowersCodec,
  powerAt,
  publicKeyOf,
  readCertificate,
  readCoefficientPowers,
  type ThresholdParameters,
} from './trustees.ts'

/**
 * Making a key of which `threshold` of the trustees hold enough (Pedersen's; specification 3.1.1, 4.6.4 to 4.6.7). Six
 * steps, in turns on the trustees' devices and on the server, which only carries what it cannot read:
 *
 * 1. `makeTrustee` on each device: a seed that stays, a certificate that goes;
 * 2. the server puts the certificates in order, `checkCertificates`;
 * 3. `makePolynomial` on each device;
 * 4. `routePolynomials` on the server: to each trustee what the others sent to them;
 * 5. `makeShare` on each device: a key share, encrypted to the trustee's own key so that the seed is all they keep;
 * 6. `finishThreshold` on the server: the public parameters.
 */

interface RawPolynomial {
  readonly polynomial: readonly bigint[]
}

const rawPolynomialCodec: Codec<RawPolynomial> = object({ polynomial: array(scalar) })

interface Secret {
  readonly secret: bigint
}

const secretCodec: Codec<Secret> = object({ secret: scalar })

/** What a trustee's share is in the tool's messages; the specification names only the number. */
interface DecryptionKey {
  readonly decryption_key: bigint
}

const decryptionKeyCodec: Codec<DecryptionKey> = object({ decryption_key: scalar })

/** Step 3's message (4.6.4): for itself, for each trustee in order, and for everybody. */
export interface Polynomial {
  readonly polynomial: string
  readonly secrets: readonly string[]
  readonly coefexps: SignedMessage
}

export const polynomialCodec: Codec<Polynomial> = object({
  polynomial: string,
  secrets: array(string),
  coefexps: signedMessageCodec,
})

/** Step 4's message to one trustee (4.6.5). */
export interface Vinput {
  readonly polynomial: string
  readonly secrets: readonly string[]
  readonly coefexps: readonly SignedMessage[]
}

export const vinputCodec: Codec<Vinput> = object({
  polynomial: string,
  secrets: array(string),
  coefexps: array(signedMessageCodec),
})

/** Step 5's message (4.6.6): `private_key` only its own sender can open. */
export interface Voutput {
  readonly private_key: string
  readonly public_key: TrusteePublicKey
}

export const voutputCodec: Codec<Voutput> = object({ private_key: string, public_key: trusteePublicKeyCodec })

/** Step 1. The seed stays on the trustee's device. */
export function makeTrustee(random: RandomBytes): { seed: string; certificate: SignedMessage } {
  const seed = makeSeed(random)
  const keys = keysOf(seed)
  const { verification, encryption } = keys
  return { seed, certificate: sign(keys, certificateKeysCodec.write({ verification, encryption }), random) }
}

/**
 * Step 2. The keys in the certificates. Throws Refusal trustee.invalidCertificate, also where two trustees bear the
 * same key: one person would then count twice.
 */
export function checkCertificates(certificates: readonly SignedMessage[]): CertificateKeys[] {
  const keys = certificates.map(readCertificate)
  const distinct = new Set(keys.flatMap(({ verification, encryption }) => [verification, encryption]))
  if (distinct.size !== 2 * keys.length) throw new Refusal('trustee.invalidCertificate', 'twice')
  return keys
}

/** Checks the certificates and that `seed` belongs to one of them; its place counts from 1. */
function findMyself(
  certificates: readonly SignedMessage[],
  seed: string,
): { mine: TrusteeKeys; all: CertificateKeys[]; place: number } {
  const all = checkCertificates(certificates)
  const mine = keysOf(seed)
  const at = all.findIndex(
    keys => keys.verification === mine.verification && keys.encryption === mine.encryption,
  )
  if (at < 0) throw new Refusal('trustee.notAmongThem')
  return { mine, all, place: at + 1 }
}

function valueAt(polynomial: readonly bigint[], place: number): bigint {
  return polynomial.reduceRight((sum, coefficient) => (sum * BigInt(place) + coefficient) % Q, 0n)
}

/** Step 3. `threshold` of the trustees, from 1 to all, will be able to decrypt. */
export function makePolynomial(
  certificates: readonly SignedMessage[],
  seed: string,
  threshold: number,
  random: RandomBytes,
): Polynomial {
  const { mine, all } = findMyself(certificates, seed)
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > all.length) {
    throw new Refusal('trustee.inconsistent', 'threshold')
  }
  const coefficients = Array.from({ length: threshold }, () => randomScalar(random))
  const coefexps = coefficients.map(coefficient => generatorPowers().power(coefficient))
  return {
    polynomial: send(mine, mine.encryption, rawPolynomialCodec.write({ polynomial: coefficients }), random),
    secrets: all.map(({ encryption }, at) =>
      send(mine, encryption, secretCodec.write({ secret: valueAt(coefficients, at + 1) }), random),
    ),
    coefexps: sign(mine, coefficientPowersCodec.write({ coefexps }), random),
  }
}

/** Checks one step-3 message of the trustee at `place` (from 1) when it arrives. Throws Refusal. */
export function checkPolynomial(
  certificates: readonly SignedMessage[],
  place: number,
  threshold: number,
  polynomial: Polynomial,
): void {
  const keys = certificates[place - 1]
  if (keys === undefined || polynomial.secrets.length !== certificates.length) {
    throw new Refusal('trustee.inconsistent')
  }
  readCoefficientPowers(polynomial.coefexps, readCertificate(keys).verification, threshold)
}

/** Step 4. What each trustee is to receive, in the certificates' order. Throws Refusal. */
export function routePolynomials(
  certificates: readonly SignedMessage[],
  threshold: number,
  polynomials: readonly Polynomial[],
): Vinput[] {
  if (polynomials.length !== certificates.length) throw new Refusal('trustee.inconsistent')
  polynomials.forEach((polynomial, at) => {
    checkPolynomial(certificates, at + 1, threshold, polynomial)
  })
  const coefexps = polynomials.map(polynomial => polynomial.coefexps)
  return polynomials.map(({ polynomial }, at) => ({
    polynomial,
    secrets: polynomials.map(({ secrets }) => secrets[at] ?? ''),
    coefexps,
  }))
}

/**
 * Step 5. Checks what the others sent against what they published, and adds it up to this trustee's key share.
 * Throws Refusal trustee.* where anything does not fit; nothing may be published then.
 */
export function makeShare(
  certificates: readonly SignedMessage[],
  seed: string,
  vinput: Vinput,
  random: RandomBytes,
): Voutput {
  const { mine, all, place } = findMyself(certificates, seed)
  const own = decode(rawPolynomialCodec, receive(mine, mine.verification, vinput.polynomial)).polynomial
  if (vinput.secrets.length !== all.length || vinput.coefexps.length !== all.length) {
    throw new Refusal('trustee.inconsistent')
  }
  const g = generatorPowers()
  let share = 0n
  all.forEach(({ verification }, at) => {
    const signed = vinput.coefexps[at]
    if (signed === undefined) throw new Refusal('trustee.inconsistent')
    const powers = readCoefficientPowers(signed, verification, own.length)
    if (at + 1 === place && !own.every((coefficient, k) => g.power(coefficient) === powers[k])) {
      throw new Refusal('trustee.inconsistent', 'not my polynomial')
    }
    const { secret } = decode(secretCodec, receive(mine, verification, vinput.secrets[at] ?? ''))
    // belenios-tool leaves a sum of numbers modulo Q unreduced; it counts modulo Q all the same.
    if (g.power(secret) !== powerAt(powers, place)) {
      throw new Refusal('trustee.inconsistent', 'a share does not fit its polynomial')
    }
    share = reduce(share + secret)
  })
  return {
    private_key: send(mine, mine.encryption, decryptionKeyCodec.write({ decryption_key: share }), random),
    public_key: publicKeyOf(share, random),
  }
}

/** Step 6. The public parameters. Throws Refusal trustee.* where a key share is not what the polynomials make it. */
export function finishThreshold(
  certificates: readonly SignedMessage[],
  threshold: number,
  polynomials: readonly Polynomial[],
  voutputs: readonly Voutput[],
): ThresholdParameters {
  const keys = checkCertificates(certificates)
  if (polynomials.length !== keys.length || voutputs.length !== keys.length) {
    throw new Refusal('trustee.inconsistent')
  }
  const powers = polynomials.map(({ coefexps }, at) =>
    readCoefficientPowers(coefexps, keys[at]?.verification ?? 0n, threshold),
  )
  voutputs.forEach(({ public_key }, at) => {
    checkPublicKey(public_key)
    const expected = powers.map(each => powerAt(each, at + 1)).reduce(multiply, 1n)
    if (public_key.public_key !== expected) throw new Refusal('trustee.inconsistent')
  })
  return {
    threshold,
    certs: certificates,
    coefexps: polynomials.map(({ coefexps }) => coefexps),
    verification_keys: voutputs.map(({ public_key }) => public_key),
  }
}

/** A trustee's key share from the text that step 5 encrypted to themselves. Throws Refusal trustee.invalidMessage. */
export function openShare(seed: string, privateKey: string): bigint {
  const keys = keysOf(seed)
  return reduce(decode(decryptionKeyCodec, receive(keys, keys.verification, privateKey)).decryption_key)
}
