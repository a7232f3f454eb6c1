/**
 * The group BELENIOS-2048 (specification 5.1): the subgroup of order Q of the integers modulo P, made after FIPS 186-4,
 * with the generator G. Elements are `bigint`s from 1 to P − 1, exponents from 0 to Q − 1.
 *
 * Nothing here takes constant time: a BigInt's operations take longer for longer numbers, and no code can change
 * that. Who measures a voter's or a trustee's own device to the microsecond is not kept out by this file.
 */

/** The name that the election structure bears (4.10). */
export const GROUP_NAME = 'BELENIOS-2048'

/** The modulus, a prime of 2048 bits. */
export const P = BigInt(
  '2069478569142254640101364365750500806492298929575110409710088478705737421924271740192223' +
    '7254497684338129066633138078958404960054389636289796393038773905722803605973749427671376' +
    '7776188985898727358650490811670993105358677809800307904916540637771737641986785272734744' +
    '7634183560003569830519314428456170191100078673730733356412397173289791324047457883446826' +
    '0652327974647951137672658693582180046317922073668860052627186363386088796882120769432366' +
    '1494910029234443463732221458841005864210502421203654335612013204811188524087310770141516' +
    '6620016231317716937218924807850771182784231749807327659882882516918310312568016207288071' +
    '9',
)

/** The generator of the subgroup. */
export const G = BigInt(
  '2402352677501852209227687703532399932712287657378364916510075318787663274146353219320285' +
    '6761552696787996946682987493890950838965734256019006010684771644917354741372831046104586' +
    '8131451178164675540052740288984613986453266121505579709716201616827031288643245666383486' +
    '3635782106154918419982534315189740658186868651151358576410138882215396016043228843603930' +
    '9893336627728484065931384060102316750957637779826651036068224066350766977640253462537730' +
    '8513317349519424896775405257365904949247763147599157519877517771148149092045660020547812' +
    '7054728238140972518639858334115700568353695553423781475582491896050296680037745308460627',
)

/** The order of the subgroup, a prime of 256 bits. */
export const Q = BigInt('78571733251071885079927659812671450121821421258408794611510081919805623223441')

/** `value` modulo Q, from 0 to Q − 1 also where `value` is negative. */
export function reduce(value: bigint): bigint {
  const rest = value % Q
  return rest < 0n ? rest + Q : rest
}

const FOLD_3072 = (1n << 3072n) % P
const FOLD_2560 = (1n << 2560n) % P

/**
 * `a · b` modulo P, for a and b from 0 to 2^2048 − 1. V8 divides 2.6 times as slowly as it multiplies: the product's
 * upper quarter and then the next eighth are therefore multiplied by what they stand for modulo P before the rest
 * is divided, which takes a fifth off the whole.
 */
export function multiply(a: bigint, b: bigint): bigint {
  const product = a * b
  const folded = (product >> 3072n) * FOLD_3072 + BigInt.asUintN(3072, product)
  return ((folded >> 2560n) * FOLD_2560 + BigInt.asUintN(2560, folded)) % P
}

/** Whether `value` may be an exponent, a challenge or a response: 0 to Q − 1 (the type Zq of 4.2). */
export function isScalar(value: bigint): boolean {
  return value >= 0n && value < Q
}

/** The inverse of `value` modulo `modulus`, a prime, by Euclid's algorithm. Throws RangeError for a multiple of it. */
export function invert(value: bigint, modulus: bigint = P): bigint {
  let [low, high] = [((value % modulus) + modulus) % modulus, modulus]
  let [s, t] = [1n, 0n]
  while (low > 0n) {
    const quotient = high / low
    ;[high, low] = [low, high - quotient * low]
    ;[t, s] = [s, t - quotient * s]
  }
  if (high !== 1n) throw new RangeError('zero has no inverse')
  return t < 0n ? t + modulus : t
}
