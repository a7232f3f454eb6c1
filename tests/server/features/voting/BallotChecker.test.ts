import { afterAll, describe, expect, test } from '@jest/globals'
import { BallotChecker } from '#server/features/voting/BallotChecker.ts'
import { opensslPower } from '#server/features/voting/nativePowers.ts'
import { checkBallot } from '#shared/voting/belenios/checkBallot.ts'
import { G, P, Q } from '#shared/voting/belenios/group.ts'
import { power } from '#shared/voting/belenios/powers.ts'
import { MadeElection } from '#tests/support/belenios/made.ts'

const made = new MadeElection()
const checker = new BallotChecker(2)

afterAll(() => checker.close())

describe('ballots checked on threads of their own', () => {
  test('are accepted and refused as they are here, in their order', async () => {
    const good = [0, 1, 2].map(voter => made.encrypt(voter, [[0, 1, 0]]).text)
    const bad = good[0]!.replace(/"response":"\d/, '$&1')
    const texts = [...good, bad, ...good, ...good, 'nothing', ...good]
    const expected = texts.map(text =>
      text === bad
        ? 'ballot.signature'
        : text === 'nothing'
          ? 'message.malformed'
          : checkBallot(made.booth, text),
    )
    expect(await checker.check(made.text, texts)).toEqual(expected)
    expect(await checker.check(made.text, [])).toEqual([])
  })

  test('are refused with their election where that is none', async () => {
    expect(await checker.check('{}', ['x'])).toEqual(['message.malformed'])
  })

  test('fail loudly where a thread dies, each for itself, and nothing waits for ever', async () => {
    const dying = `import { parentPort } from 'node:worker_threads'
      parentPort.on('message', ({ ballots }) => {
        if (ballots[0] === 'bad') throw new Error('gone')
        parentPort.postMessage(ballots)
      })`
    const own = new BallotChecker(1, new URL(`data:text/javascript,${encodeURIComponent(dying)}`))
    const answers = ['bad', 'good', 'bad', 'good'].map(text => own.check('', [text]))
    const outcomes = await Promise.allSettled(answers)
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled'])
    const waiting = own.check('', Array(20).fill('good'))
    await Promise.all([expect(waiting).rejects.toThrow(), own.close()])
    await own.close()
    await expect(own.check('', ['x'])).rejects.toThrow('closed')
  })
})

describe('OpenSSL', () => {
  test('raises numbers as BigInt does, also where the result is short', () => {
    const openssl = opensslPower()
    // The last power has leading zeros: about one in 256 has one.
    expect([openssl(G, Q), openssl(G, Q + 1n)]).toEqual([undefined, G])
    const bases = Array.from({ length: 300 }, (_, at) => BigInt(at + 2))
    for (const base of [G, P - 2n]) expect(openssl(base, Q - 5n)).toBe(power(base, Q - 5n))
    for (const base of bases) expect(openssl(base, 65_537n)).toBe(power(base, 65_537n))
  })
})
