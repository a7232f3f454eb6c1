import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  array,
  boolean,
  decode,
  element,
  hash,
  object,
  oneOf,
  scalar,
  small,
  string,
  weight,
} from '#shared/voting/belenios/codec.ts'
import {
  checkCredentials,
  isCredential,
  listCredentials,
  makeCredential,
  makeUuid,
  publicCredentialOf,
  secretOf,
  weightsOf,
} from '#shared/voting/belenios/credentials.ts'
import { G, P, Q } from '#shared/voting/belenios/group.ts'
import { fingerprintOf, fromHex, hashToScalar, sha256Hex, toHex } from '#shared/voting/belenios/hash.ts'
import { BASE58, randomBase58, randomScalar } from '#shared/voting/belenios/random.ts'
import { faultOf, random } from '#tests/support/belenios/made.ts'

describe('a message', () => {
  const codec = object({ name: string, count: small, flag: boolean }, ['flag'])

  test('is read as it was written', () => {
    const text = '{"name":"a\\"é\\u007f\\n","count":3}'
    const value = decode(codec, text)
    expect(value).toEqual({ name: 'a"é\x7f\n', count: 3 })
    expect(codec.write(value)).toBe(text)
    expect(codec.write({ ...value, flag: false })).toContain('"flag":false')
  })

  test.each([
    ['a field twice', '{"name":"a","name":"a","count":3}'],
    ['the last of two fields different', '{"name":"b","count":3,"name":"a"}'],
    ['another order', '{"count":3,"name":"a"}'],
    ['a space', '{"name":"a", "count":3}'],
    ['a space behind', '{"name":"a","count":3} '],
    ['an escape that is not needed', '{"name":"\\u0061","count":3}'],
    ['a number with a point', '{"name":"a","count":3.0}'],
  ])('is refused with %s', (_, text) => {
    expect(faultOf(() => decode(codec, text))).toBe('message.notCanonical')
  })

  test.each([
    ['no JSON', '{"name":"a","count":3'],
    ['an unknown field', '{"name":"a","count":3,"more":1}'],
    ['a field missing', '{"name":"a"}'],
    ['a list instead', '["a",3]'],
    ['nothing', 'null'],
    ['half a character', '{"name":"\\ud800","count":3}'],
    ['another type', '{"name":3,"count":3}'],
    ['a negative number', '{"name":"a","count":-1}'],
    ['a large number', '{"name":"a","count":1073741824}'],
    ['a field that is null', '{"name":"a","count":3,"flag":null}'],
    ['a field of every object', '{"name":"a","count":3,"__proto__":{}}'],
  ])('is refused with %s', (_, text) => {
    expect(faultOf(() => decode(codec, text))).toBe('message.malformed')
  })

  test('has its large numbers in base 10 and nothing else', () => {
    expect(decode(element, `"${P}"`)).toBe(P)
    expect(decode(scalar, '"0"')).toBe(0n)
    for (const text of ['"00"', '"-1"', '"+1"', '"0x1"', '" 1"', '"1 "', '""', '1', `"${P}0"`, '"１"']) {
      expect(faultOf(() => decode(element, text))).toBe('message.malformed')
    }
    expect(faultOf(() => decode(scalar, `"${Q}00"`))).toBe('message.malformed')
  })

  test('has weights as numbers below 2^30 and as text above', () => {
    expect([0n, 2n ** 30n - 1n, 2n ** 30n].map(weight.write)).toEqual(['0', '1073741823', '"1073741824"'])
    expect(decode(weight, '"1073741824"')).toBe(2n ** 30n)
    expect(faultOf(() => decode(weight, '"1073741823"'))).toBe('message.notCanonical')
    expect(faultOf(() => decode(weight, '1073741824'))).toBe('message.malformed')
  })

  test('has hashes and kinds as they are named', () => {
    expect(faultOf(() => decode(hash, `"${'A'.repeat(64)}"`))).toBe('message.malformed')
    expect(decode(array(hash), `["${'a'.repeat(64)}"]`)).toHaveLength(1)
    expect(faultOf(() => decode(array(hash), '{}'))).toBe('message.malformed')
    expect(faultOf(() => decode(oneOf(['Ballot']), '"Shuffle"'))).toBe('message.malformed')
  })
})

describe('a hash', () => {
  test('is SHA-256 in hexadecimal, in Base64 without its end, and below Q', () => {
    for (const text of ['', 'Phiếu kín 😀']) {
      const digest = createHash('sha256').update(text)
      expect(sha256Hex(text)).toBe(digest.copy().digest('hex'))
      expect(`${fingerprintOf(text)}=`).toBe(digest.copy().digest('base64'))
    }
    const expected = BigInt(`0x${createHash('sha256').update('p|1,22').digest('hex')}`) % Q
    expect(hashToScalar('p|', [1n, 22n])).toBe(expected)
    expect(toHex(fromHex('00ff7a')!)).toBe('00ff7a')
    expect([fromHex('0'), fromHex('0G'), fromHex('FF')]).toEqual([undefined, undefined, undefined])
  })
})

describe('chance', () => {
  test('gives exponents below Q, each as likely: what is too large is drawn again', () => {
    const draws = ['ff'.repeat(32), Q.toString(16), (Q - 1n).toString(16)]
    const drawn = (length: number): Uint8Array => {
      expect(length).toBe(32)
      return fromHex(draws.shift() ?? '')!
    }
    expect(randomScalar(drawn)).toBe(Q - 1n)
    expect(draws).toEqual([])
  })

  test('gives characters each as likely: bytes from 232 on are drawn again', () => {
    const draws = [[232, 255, 0], [57, 58], [231]]
    expect(randomBase58(() => Uint8Array.from(draws.shift() ?? []), 3)).toBe('1z1')
    expect(draws).toEqual([[231]])
    expect(BASE58).toHaveLength(58)
    expect(makeUuid(random)).toMatch(/^[1-9A-HJ-NP-Za-km-z]{14}$/)
  })
})

describe('a credential', () => {
  test('that was made is one; with a letter changed or two swapped it is not', () => {
    fc.assert(
      fc.property(fc.nat(14), fc.nat(57), (place, digit) => {
        const credential = makeCredential(random)
        expect(credential).toMatch(/^(\w{3}-){4}\w{3}$/)
        expect(isCredential(credential)).toBe(true)
        const at = place + Math.floor(place / 3)
        const changed = credential.slice(0, at) + BASE58.charAt(digit) + credential.slice(at + 1)
        // 53 does not tell the digits d and d + 53 apart.
        const same = (BASE58.indexOf(credential.charAt(at)) - digit) % 53 === 0
        expect(isCredential(changed)).toBe(same)
      }),
    )
    for (const wrong of ['', 'abc', '000-000-000-000-000', `${makeCredential(random)} `]) {
      expect(isCredential(wrong)).toBe(false)
      expect(faultOf(() => secretOf(wrong, 'ABCDEFGHJKLMNP'))).toBe('credential.mistyped')
    }
  })

  test('has another exponent in every election', () => {
    const credential = makeCredential(random)
    expect(secretOf(credential, 'ABCDEFGHJKLMNP')).not.toBe(secretOf(credential, 'ABCDEFGHJKLMNQ'))
    expect(secretOf(credential, 'ABCDEFGHJKLMNP')).toBe(secretOf(credential, 'ABCDEFGHJKLMNP'))
  })

  test('stands once on the list, with its weight, and the list’s order tells nothing', () => {
    const [a, b] = [publicCredentialOf(2n), publicCredentialOf(3n)]
    const voters = [a, b].map(credential => ({ credential, weight: 2n }))
    expect(listCredentials(voters)).toEqual(listCredentials(voters.toReversed()))
    expect(weightsOf(listCredentials(voters, true)).get(`${a}`)).toBe(2n)
    expect(weightsOf(listCredentials(voters)).get(`${a}`)).toBe(1n)
    for (const line of [`${a}`, '0', `0${b}`, `${b},0`, `${b},x`, `${b},1,b`, '', `${P}0`]) {
      expect(faultOf(() => weightsOf([`${a}`, line]))).toBe('credential.invalid')
    }
    const most = 10n ** 11n
    expect(weightsOf([`${a},${most - 1n}`, `${b}`]).get(`${a}`)).toBe(most - 1n)
    expect(faultOf(() => weightsOf([`${a},${most}`, `${b}`]))).toBe('credential.invalid')
    checkCredentials([`${a}`, `${b}`])
    for (const outside of [1n, 0n, P - 1n, P, P + G]) {
      expect(faultOf(() => checkCredentials([`${a}`, `${outside}`]))).toBe('credential.invalid')
    }
  })
})
