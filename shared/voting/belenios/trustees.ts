import { array, type Codec, decode, element, object, small } from './codec.ts'
import { Refusal } from './fault.ts'
import { GROUP_NAME, multiply, Q } from './group.ts'
import {
  type SignedMessage,
  signedMessageCodec,
  type TrusteePublicKey,
  trusteePublicKeyCodec,
} from './messages.ts'
import { isSignedBy } from './pki.ts'
import { isElement, isPublicKey, power } from './powers.ts'
import { type RandomBytes, randomScalar } from './random.ts'
import { checkKnowledge, generatorPowers, proveKnowledge } from './schnorr.ts'

/** Trustees' public keys, what makes up the election's key, and how both are checked (specification 4.5 to 4.7). */

/** What a certificate signs (4.6.2). */
export interface CertificateKeys {
  readonly verification: bigint
  readonly encryption: bigint
}

export const certificateKeysCodec: Codec<CertificateKeys> = object({
  verification: element,
  encryption: element,
})

/** What a trustee signs of their polynomial: g raised to each coefficient (4.6.4). */
export interface CoefficientPowers {
  readonly coefexps: readonly bigint[]
}

export const coefficientPowersCodec: Codec<CoefficientPowers> = object({ coefexps: array(element) })

/** The public part of a threshold key (4.6.7): `threshold` of the trustees can decrypt. */
export interface ThresholdParameters {
  readonly threshold: number
  readonly certs: readonly SignedMessage[]
  readonly coefexps: readonly SignedMessage[]
  readonly verification_keys: readonly TrusteePublicKey[]
}

export const thresholdParametersCodec: Codec<ThresholdParameters> = object({
  threshold: small,
  certs: array(signedMessageCodec),
  coefexps: array(signedMessageCodec),
  verification_keys: array(trusteePublicKeyCodec),
})

/** One whose key is indispensable, or several of whom some suffice. */
export type TrusteeKind = readonly ['Single', TrusteePublicKey] | readonly ['Pedersen', ThresholdParameters]

const trusteeKindCodec: Codec<TrusteeKind> = {
  write: ([kind, value]) =>
    kind === 'Single'
      ? `["Single",${trusteePublicKeyCodec.write(value)}]`
      : `["Pedersen",${thresholdParametersCodec.write(value)}]`,
  read(json) {
    if (Array.isArray(json) && json.length === 2) {
      if (json[0] === 'Single') return ['Single', trusteePublicKeyCodec.read(json[1])]
      if (json[0] === 'Pedersen') return ['Pedersen', thresholdParametersCodec.read(json[1])]
    }
    throw new Refusal('message.malformed', 'a kind of trustee expected')
  },
}

/** The trustees structure (4.7). */
export type Trustees = readonly TrusteeKind[]

export const trusteesCodec: Codec<Trustees> = array(trusteeKindCodec)

const proofPrefix = (publicKey: bigint): string => `pok|${GROUP_NAME}|${publicKey}|`

/** A fresh private key, as the server's for one election. */
export function makePrivateKey(random: RandomBytes): bigint {
  return randomScalar(random)
}

/** The public key to `privateKey` with its proof of possession (4.5). */
export function publicKeyOf(privateKey: bigint, random: RandomBytes): TrusteePublicKey {
  const public_key = generatorPowers().power(privateKey)
  return { pok: proveKnowledge(privateKey, proofPrefix(public_key), random), public_key }
}

/** Throws Refusal trustee.invalidKey where the key is not in the group or its proof does not hold. */
export function checkPublicKey({ pok, public_key }: TrusteePublicKey): void {
  if (!isPublicKey(public_key) || !checkKnowledge(public_key, proofPrefix(public_key), pok)) {
    throw new Refusal('trustee.invalidKey')
  }
}

/** The keys in a certificate. Throws Refusal trustee.invalidCertificate where it is not signed with its own key. */
export function readCertificate(certificate: SignedMessage): CertificateKeys {
  const keys = decode(certificateKeysCodec, certificate.message)
  const sound =
    isPublicKey(keys.verification) &&
    isPublicKey(keys.encryption) &&
    isSignedBy(keys.verification, certificate)
  if (!sound) throw new Refusal('trustee.invalidCertificate')
  return keys
}

/**
 * The powers of a trustee's coefficients. Throws Refusal trustee.inconsistent where they are not signed by the owner of
 * `verification`, are not in the group or are not `threshold` many.
 */
export function readCoefficientPowers(
  signed: SignedMessage,
  verification: bigint,
  threshold: number,
): readonly bigint[] {
  const { coefexps } = decode(coefficientPowersCodec, signed.message)
  if (coefexps.length !== threshold || !coefexps.every(isElement) || !isSignedBy(verification, signed)) {
    throw new Refusal('trustee.inconsistent')
  }
  return coefexps
}

/** The product over k of A_k^(j^k): g raised to a polynomial's value at `place` (4.6.5). */
export function powerAt(coefficients: readonly bigint[], place: number): bigint {
  let factor = 1n
  let result = 1n
  for (const coefficient of coefficients) {
    result = multiply(result, power(coefficient, factor))
    factor = (factor * BigInt(place)) % Q
  }
  return result
}

/** Checks everything that trustees published about a threshold key (4.6.7). Throws Refusal. */
export function checkThreshold(parameters: ThresholdParameters): void {
  const { threshold, certs, coefexps, verification_keys } = parameters
  const count = certs.length
  const fits = coefexps.length === count && verification_keys.length === count
  if (!fits || threshold < 1 || threshold > count) throw new Refusal('trustee.inconsistent')
  const polynomials = certs.map((certificate, i) => {
    const { verification } = readCertificate(certificate)
    const signed = coefexps[i]
    if (signed === undefined) throw new Refusal('trustee.inconsistent')
    return readCoefficientPowers(signed, verification, threshold)
  })
  verification_keys.forEach((key, i) => {
    checkPublicKey(key)
    const expected = polynomials.map(polynomial => powerAt(polynomial, i + 1)).reduce(multiply, 1n)
    if (expected !== key.public_key) throw new Refusal('trustee.inconsistent')
  })
}

/** Checks every trustee's part. Throws Refusal trustee.*. */
export function checkTrustees(trustees: Trustees): void {
  if (trustees.length === 0) throw new Refusal('trustee.inconsistent')
  for (const [kind, value] of trustees) {
    if (kind === 'Single') checkPublicKey(value)
    else checkThreshold(value)
  }
}

/** The election's public key: the product of the sub-keys (3.1.1). The trustees must have been checked. */
export function electionKeyOf(trustees: Trustees): bigint {
  return trustees
    .flatMap(([kind, value]) =>
      kind === 'Single'
        ? [value.public_key]
        : value.coefexps.map(signed => decode(coefficientPowersCodec, signed.message).coefexps[0] ?? 1n),
    )
    .reduce(multiply, 1n)
}

/** The keys that partial decryptions are checked with, in order: a decryption's owner 1 is the first (4.18). */
export function decryptionKeysOf(trustees: Trustees): bigint[] {
  return trustees.flatMap(([kind, value]) =>
    kind === 'Single' ? [value.public_key] : value.verification_keys.map(key => key.public_key),
  )
}
