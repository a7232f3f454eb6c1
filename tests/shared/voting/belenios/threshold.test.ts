import { beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { decode } from '#shared/voting/belenios/codec.ts'
import { lagrange, openTally, readDecryption, smallLogarithm } from '#shared/voting/belenios/decryption.ts'
import { G, multiply, P, Q, reduce } from '#shared/voting/belenios/group.ts'
import { keysOf, receive, send, sign } from '#shared/voting/belenios/pki.ts'
import { power } from '#shared/voting/belenios/powers.ts'
import { encryptedTallyCodec } from '#shared/voting/belenios/tally.ts'
import {
  checkCertificates,
  checkPolynomial,
  finishThreshold,
  makePolynomial,
  makeShare,
  makeTrustee,
  openShare,
  routePolynomials,
  type Vinput,
} from '#shared/voting/belenios/threshold.ts'
import {
  checkPublicKey,
  checkThreshold,
  checkTrustees,
  decryptionKeysOf,
  electionKeyOf,
  publicKeyOf,
  readCertificate,
  type Trustees,
  trusteesCodec,
} from '#shared/voting/belenios/trustees.ts'
import { faultOf, MadeElection, makeThreshold, random } from '#tests/support/belenios/made.ts'

const trustees = [1, 2, 3].map(() => makeTrustee(random))
const certificates = trustees.map(({ certificate }) => certificate)
const polynomials = trustees.map(({ seed }) => makePolynomial(certificates, seed, 2, random))
const vinputs = routePolynomials(certificates, 2, polynomials)
const voutputs = trustees.map(({ seed }, at) => makeShare(certificates, seed, vinputs[at]!, random))
const [alice, bob, carol] = trustees.map(({ seed }) => keysOf(seed))

describe('a key for several trustees', () => {
  test('is held by any two of three, and by no one alone', () => {
    const { parameters, shares } = makeThreshold(3, 2)
    const key = electionKeyOf([['Pedersen', parameters]])
    const joined = (places: readonly number[]): bigint =>
      reduce(places.reduce((sum, place) => sum + shares[place - 1]! * lagrange(places, place), 0n))
    for (const pair of [
      [1, 2],
      [1, 3],
      [2, 3],
      [3, 1],
      [1, 2, 3],
    ]) {
      expect(power(G, joined(pair))).toBe(key)
    }
    for (const share of shares) expect(power(G, share)).not.toBe(key)
  })

  test('is made with other numbers of trustees', () => {
    for (const [count, threshold] of [
      [1, 1],
      [2, 2],
      [4, 3],
    ] as const) {
      const { parameters, shares } = makeThreshold(count, threshold)
      checkThreshold(parameters)
      const places = shares.map((_, at) => at + 1).slice(-threshold)
      const secret = places.reduce((sum, place) => sum + shares[place - 1]! * lagrange(places, place), 0n)
      expect(power(G, reduce(secret))).toBe(electionKeyOf([['Pedersen', parameters]]))
    }
  })

  test('cannot be begun with a threshold that is none, a stranger’s seed or one trustee twice', () => {
    const { seed } = trustees[0]!
    for (const threshold of [0, 4, 1.5]) {
      expect(faultOf(() => makePolynomial(certificates, seed, threshold, random))).toBe(
        'trustee.inconsistent',
      )
    }
    const stranger = makeTrustee(random)
    expect(faultOf(() => makePolynomial(certificates, stranger.seed, 2, random))).toBe('trustee.notAmongThem')
    expect(faultOf(() => checkCertificates([...certificates, certificates[0]!]))).toBe(
      'trustee.invalidCertificate',
    )
  })

  test('needs certificates that are signed with the key they name', () => {
    const [first, second] = certificates
    const tampered = { ...first!, message: second!.message }
    expect(faultOf(() => readCertificate(tampered))).toBe('trustee.invalidCertificate')
    for (const wrong of [0n, 1n, P - 1n, P]) {
      const message = `{"verification":"${wrong}","encryption":"${alice!.encryption}"}`
      expect(faultOf(() => readCertificate(sign(alice!, message, random)))).toBe('trustee.invalidCertificate')
    }
  })
})

describe('a trustee who deceives is found out', () => {
  const shareOf = (vinput: Vinput) =>
    faultOf(() => makeShare(certificates, trustees[0]!.seed, vinput, random))
  const [vinput] = vinputs as [Vinput]

  test('by a share that does not fit the published polynomial', () => {
    const wrong = send(bob!, alice!.encryption, '{"secret":"5"}', random)
    expect(shareOf({ ...vinput, secrets: vinput.secrets.with(1, wrong) })).toBe('trustee.inconsistent')
  })

  test('by a share that was meant for another, or comes from another', () => {
    expect(shareOf({ ...vinput, secrets: vinput.secrets.with(1, vinputs[1]!.secrets[1]!) })).toBe(
      'trustee.invalidMessage',
    )
    expect(shareOf({ ...vinput, secrets: vinput.secrets.toReversed() })).toBe('trustee.invalidMessage')
  })

  test('by a polynomial that is not signed by its owner, is another’s, or is too short', () => {
    const { coefexps } = vinput
    expect(shareOf({ ...vinput, coefexps: coefexps.toReversed() })).toBe('trustee.inconsistent')
    expect(shareOf({ ...vinput, coefexps: coefexps.slice(1) })).toBe('trustee.inconsistent')
    const short = sign(bob!, `{"coefexps":["${G}"]}`, random)
    expect(shareOf({ ...vinput, coefexps: coefexps.with(1, short) })).toBe('trustee.inconsistent')
    const outside = sign(bob!, `{"coefexps":["${P - 1n}","${G}"]}`, random)
    expect(shareOf({ ...vinput, coefexps: coefexps.with(1, outside) })).toBe('trustee.inconsistent')
    expect(faultOf(() => checkPolynomial(certificates, 1, 2, polynomials[1]!))).toBe('trustee.inconsistent')
    expect(faultOf(() => checkPolynomial(certificates, 1, 3, polynomials[0]!))).toBe('trustee.inconsistent')
    expect(faultOf(() => routePolynomials(certificates, 2, polynomials.slice(1)))).toBe(
      'trustee.inconsistent',
    )
  })

  test('by the owner of a polynomial that the server replaced', () => {
    const other = makePolynomial(certificates, trustees[0]!.seed, 2, random)
    const replaced = routePolynomials(certificates, 2, polynomials.with(0, other))
    expect(shareOf({ ...replaced[0]!, polynomial: vinput.polynomial })).toBe('trustee.inconsistent')
  })

  test('by a public key that is not their share’s, or without its private one', () => {
    const foreign = { ...voutputs[0]!, public_key: publicKeyOf(7n, random) }
    expect(faultOf(() => finishThreshold(certificates, 2, polynomials, voutputs.with(0, foreign)))).toBe(
      'trustee.inconsistent',
    )
    const { pok, public_key } = voutputs[0]!.public_key
    const changes = [
      { pok, public_key: multiply(public_key, G) },
      { pok: { ...pok, challenge: reduce(pok.challenge + 1n) }, public_key },
      { pok: { ...pok, response: reduce(pok.response + 1n) }, public_key },
      { pok: { ...pok, response: pok.response + Q }, public_key },
      { pok: { ...pok, challenge: pok.challenge + Q }, public_key },
      { pok, public_key: P - public_key },
      publicKeyOf(0n, random),
    ]
    for (const changed of changes) expect(faultOf(() => checkPublicKey(changed))).toBe('trustee.invalidKey')
    checkPublicKey(voutputs[0]!.public_key)
  })

  test('in the published parameters, whichever part is changed', () => {
    const parameters = finishThreshold(certificates, 2, polynomials, voutputs)
    checkThreshold(parameters)
    const { certs, coefexps, verification_keys: keys } = parameters
    for (const changed of [
      { ...parameters, threshold: 1 },
      { ...parameters, threshold: 3 },
      { ...parameters, threshold: 0 },
      { ...parameters, certs: certs.slice(1) },
      { ...parameters, certs: certs.toReversed() },
      { ...parameters, coefexps: coefexps.toReversed() },
      { ...parameters, verification_keys: keys.toReversed() },
      { ...parameters, verification_keys: keys.slice(1) },
    ]) {
      expect(faultOf(() => checkThreshold(changed))).toMatch(/^trustee\./)
    }
  })

  test('in a message between two of them', () => {
    const text = send(alice!, bob!.encryption, 'bí mật', random)
    expect(receive(bob!, alice!.verification, text)).toBe('bí mật')
    expect(faultOf(() => receive(carol!, alice!.verification, text))).toBe('trustee.invalidMessage')
    expect(faultOf(() => receive(bob!, carol!.verification, text))).toBe('trustee.invalidMessage')
    const flipped = text.replace(/"data":"(.)/, (_, digit) => `"data":"${digit === '0' ? '1' : '0'}`)
    expect(faultOf(() => receive(bob!, alice!.verification, flipped))).toBe('trustee.invalidMessage')
    const empty = text.replace(/"data":"[^"]*"/, '"data":"00"')
    expect(faultOf(() => receive(bob!, alice!.verification, empty))).toBe('trustee.invalidMessage')
    const outside = text.replace(/"alpha":"\d+"/, `"alpha":"${P - 1n}"`)
    expect(faultOf(() => receive(bob!, alice!.verification, outside))).toBe('trustee.invalidMessage')
  })

  test('and long messages pass, beyond 65,535 bytes too', () => {
    const long = 'é'.repeat(40_000)
    expect(receive(bob!, alice!.verification, send(alice!, bob!.encryption, long, random))).toBe(long)
  })
})

describe('the trustees together', () => {
  let made: MadeElection
  let tally: string
  let shares: { owner: number; text: string }[]

  beforeAll(() => {
    made = new MadeElection()
    made.cast(0, [[1, 0, 0]])
    made.cast(1, [[1, 0, 0]])
    made.cast(2, [[0, 0, 1]])
    tally = made.tally().tally
    shares = [1, 2, 3, 4].map(owner => ({ owner, text: made.decrypt(owner, tally) }))
  })

  test('open the sum with every pair, and with all, in any order', () => {
    for (const owners of [
      [1, 2, 3],
      [1, 2, 4],
      [4, 3, 1],
      [2, 4, 1, 3],
    ]) {
      const present = owners.map(owner => shares[owner - 1]!)
      expect(made.open(tally, present)).toBe('{"result":[[2,0,1]]}')
    }
  })

  test('cannot open it without the server, with one of three, with one twice or with a stranger', () => {
    const open = (owners: readonly number[]) =>
      faultOf(() =>
        openTally(
          made.trustees,
          decode(encryptedTallyCodec, tally),
          owners.map(owner => ({ owner, factors: [[G, G, G]] })),
          3n,
        ),
      )
    expect(open([2, 3, 4])).toBe('decryption.missing')
    expect(open([1])).toBe('decryption.missing')
    expect(open([1, 3])).toBe('decryption.missing')
    expect(open([1, 3, 3])).toBe('decryption.unexpected')
    expect(open([1, 2, 3, 5])).toBe('decryption.unexpected')
    expect(open([0, 1, 2, 3])).toBe('decryption.unexpected')
    expect(open([1, 2, 3])).toBe('result.outOfRange')
  })

  test('are each held to their own share: every field that is changed is refused', () => {
    const read = decode(encryptedTallyCodec, tally)
    const keys = decryptionKeysOf(made.trustees)
    const check = (text: string, owner = 2) =>
      faultOf(() => readDecryption(text, read, keys[owner - 1]!, made.booth.fingerprint))
    const { text } = shares[1]!
    expect(check(text)).toBe('none')
    expect(check(text, 3)).toBe('decryption.invalid')
    expect(check(made.decrypt(3, tally))).toBe('decryption.invalid')
    const numbers = [...text.matchAll(/"(\d+)"/g)]
    expect(numbers).toHaveLength(9)
    for (const { index, 1: digits = '' } of numbers) {
      const put = (value: bigint): string =>
        text.slice(0, index + 1) + value.toString() + text.slice(index + 1 + digits.length)
      const [value, limit] = [BigInt(digits), digits.length > 100 ? P : Q]
      const wrong = [value + 1n, 0n, 1n, limit, ...(limit === P ? [P - value] : [value + Q])]
      for (const other of wrong) expect(check(put(other))).toMatch(/^(decryption|message)\./)
    }
    expect(check('{"decryption_factors":[],"decryption_proofs":[]}')).toBe('decryption.invalid')
    const elsewhere = faultOf(() => readDecryption(text, read, keys[1]!, 'another election'))
    expect(elsewhere).toBe('decryption.invalid')
  })

  test('are checked all together, and their structure is what it was', () => {
    checkTrustees(made.trustees)
    const text = trusteesCodec.write(made.trustees)
    expect(trusteesCodec.write(decode(trusteesCodec, text))).toBe(text)
    expect(faultOf(() => checkTrustees([]))).toBe('trustee.inconsistent')
    expect(faultOf(() => decode(trusteesCodec, '[["Double",{}]]'))).toBe('message.malformed')
    const forged: Trustees = [['Single', { ...publicKeyOf(3n, random), public_key: G }]]
    expect(faultOf(() => checkTrustees(forged))).toBe('trustee.invalidKey')
  })

  test('keep their share behind their seed alone', () => {
    const { private_key } = voutputs[0]!
    expect(power(G, openShare(trustees[0]!.seed, private_key))).toBe(voutputs[0]!.public_key.public_key)
    expect(faultOf(() => openShare(trustees[1]!.seed, private_key))).toBe('trustee.invalidMessage')
  })
})

describe('the small number behind a power', () => {
  test('is found up to the limit and not beyond', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2_000n }), fc.bigInt({ min: 0n, max: 2_000n }), (m, most) => {
        expect(smallLogarithm(power(G, m), most)).toBe(m <= most ? m : undefined)
      }),
      { numRuns: 40 },
    )
    expect(smallLogarithm(1n, 0n)).toBe(0n)
    expect(smallLogarithm(G, -1n)).toBeUndefined()
    expect(smallLogarithm(power(G, Q - 1n), 1_000n)).toBeUndefined()
  })
})
