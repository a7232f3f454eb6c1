import { pbkdf2 } from '@noble/hashes/pbkdf2.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { array, type Codec, string } from './codec.ts'
import { Refusal } from './fault.ts'
import { reduce } from './group.ts'
import { toHex, utf8 } from './hash.ts'
import { isPublicKey } from './powers.ts'
import { BASE58, type RandomBytes, randomBase58 } from './random.ts'
import { generatorPowers } from './schnorr.ts'

/** Voters' credentials (specification 4.8). The secret one is made on the voter's own device and stays there. */

const RANDOM_CHARACTERS = 14

/** Identifiers of elections are 14 characters of Base58, fresh for each (4.2). */
export function makeUuid(random: RandomBytes): string {
  return randomBase58(random, 14)
}

/** The value of 14 characters as a number in base 58; undefined where one is none of its digits. */
function numberOf(characters: string): bigint | undefined {
  let value = 0n
  for (const character of characters) {
    const digit = BASE58.indexOf(character)
    if (digit < 0) return undefined
    value = value * 58n + BigInt(digit)
  }
  return value
}

/** A fresh secret credential, `XXX-XXX-XXX-XXX-XXX`: 14 random characters (82 bits) and a check digit. */
export function makeCredential(random: RandomBytes): string {
  const raw = randomBase58(random, RANDOM_CHARACTERS)
  const check = 53 - Number((numberOf(raw) ?? 0n) % 53n)
  return (raw + BASE58.charAt(check)).replace(/...(?=.)/g, '$&-')
}

/** Whether a credential has the form with dashes and its check digit is right. */
export function isCredential(credential: string): boolean {
  if (!/^\w{3}(?:-\w{3}){4}$/.test(credential)) return false
  const characters = credential.replaceAll('-', '')
  const value = numberOf(characters.slice(0, RANDOM_CHARACTERS))
  const check = BASE58.indexOf(characters.slice(RANDOM_CHARACTERS))
  return value !== undefined && check >= 0 && (value + BigInt(check)) % 53n === 0n
}

/**
 * The exponent of a secret credential for one election: PBKDF2 of the credential as it is written with its dashes,
 * as belenios-tool takes it, salted with the election's uuid. Takes a few milliseconds.
 * Throws Refusal credential.mistyped.
 */
export function secretOf(credential: string, uuid: string): bigint {
  if (!isCredential(credential)) throw new Refusal('credential.mistyped')
  const bytes = pbkdf2(sha256, utf8(credential), utf8(uuid), { c: 1000, dkLen: 32 })
  return reduce(BigInt(`0x${toHex(bytes)}`))
}

/** The public part of a credential whose exponent is `secret`. */
export function publicCredentialOf(secret: bigint): bigint {
  return generatorPowers().power(secret)
}

/** The list in the archive, text by text: a public credential, with a comma and its weight where weights are used. */
export const publicCredentialsCodec: Codec<readonly string[]> = array(string)

/** A public credential and how many times its ballot counts. */
export interface Voter {
  readonly credential: bigint
  readonly weight: bigint
}

/**
 * The list as it goes into the archive: sorted by size, as the tool sorts it, so that its order tells nobody
 * who made which credential. Weights are written where `weighted`.
 */
export function listCredentials(voters: readonly Voter[], weighted = false): string[] {
  return voters
    .toSorted((a, b) => (a.credential < b.credential ? -1 : a.credential > b.credential ? 1 : 0))
    .map(({ credential, weight }) => (weighted ? `${credential},${weight}` : `${credential}`))
}

/** No election weighs more: a result is found by trying, in the square root of this many steps. */
const MOST_WEIGHT = 10n ** 11n

/**
 * The weight of each public credential by its text in base 10. Throws Refusal credential.invalid for what is no number, a
 * credential that stands there twice, a weight of 0, and more weight than 10^11 together. Whether they are in the group is `checkCredentials`' to say.
 */
export function weightsOf(list: readonly string[]): Map<string, bigint> {
  const weights = new Map<string, bigint>()
  let total = 0n
  for (const line of list) {
    const parts = /^([1-9][0-9]{0,616})(?:,([1-9][0-9]{0,17}))?$/.exec(line)
    const [, credential = '', weight = '1'] = parts ?? []
    if (parts === null || weights.has(credential)) throw new Refusal('credential.invalid')
    weights.set(credential, BigInt(weight))
    total += BigInt(weight)
  }
  if (total > MOST_WEIGHT) throw new Refusal('credential.invalid', 'too much weight')
  return weights
}

/** Throws Refusal credential.invalid where one is not in the group. Those of checked ballots are known to be. */
export function checkCredentials(credentials: Iterable<string>): void {
  for (const credential of credentials) {
    if (!isPublicKey(BigInt(credential))) throw new Refusal('credential.invalid')
  }
}
