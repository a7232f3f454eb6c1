import { beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Choices, encryptBallotSteps, readBallot, runSteps } from '#shared/voting/belenios/ballot.ts'
import { ballotFault, checkBallot } from '#shared/voting/belenios/checkBallot.ts'
import { decode } from '#shared/voting/belenios/codec.ts'
import { openBooth, type Question, readElection, writeElection } from '#shared/voting/belenios/election.ts'
import { P, Q } from '#shared/voting/belenios/group.ts'
import { fingerprintOf } from '#shared/voting/belenios/hash.ts'
import { encryptedTallyCodec } from '#shared/voting/belenios/tally.ts'
import { faultOf, MadeElection, QUESTION, random } from '#tests/support/belenios/made.ts'

const QUESTIONS: readonly Question[] = [
  { answers: ['A', 'B'], min: 1, max: 1, question: 'Một?' },
  { answers: ['A', 'B'], blank: true, min: 1, max: 2, question: 'Hai?' },
]
const CHOICES: Choices = [
  [0, 1],
  [0, 1, 0],
]

let made: MadeElection
let text: string

beforeAll(() => {
  made = new MadeElection(QUESTIONS)
  text = made.encrypt(0, CHOICES).text
})

/** Changes one field of a ballot by its path and writes it again; the signature's hash stays unless `resign`. */
function changed(path: readonly (string | number)[], change: (value: unknown) => unknown): string {
  const root: unknown = JSON.parse(text)
  let holder = root as Record<string | number, unknown>
  for (const step of path.slice(0, -1)) holder = holder[step] as Record<string | number, unknown>
  const last = path[path.length - 1]!
  holder[last] = change(holder[last])
  return JSON.stringify(root)
}

/** Every path to a text in the ballot. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[...path]]
  return Object.entries(value).flatMap(([key, inner]) =>
    pathsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

/**
 * A ballot whose owner signs whatever they like: with the proofs changed, but the signature right, so that it is the proofs that
 * are checked.
 */
async function signedAgain(ballotText: string): Promise<string> {
  const { proveKnowledge } = await import('#shared/voting/belenios/schnorr.ts')
  const { signedHashOf } = await import('#shared/voting/belenios/ballot.ts')
  const ballot = readBallot(ballotText)
  const hash = signedHashOf(ballot)
  const { challenge, response } = proveKnowledge(made.secrets[0]!, `sig|${hash}|`, random)
  const parsed = JSON.parse(ballotText) as Record<string, unknown>
  parsed.signature = { hash, proof: { challenge: `${challenge}`, response: `${response}` } }
  return JSON.stringify(parsed)
}

describe('a ballot', () => {
  test('is accepted, and names its credential and its choices', () => {
    const checked = checkBallot(made.booth, text)
    expect(made.publicCredentials).toContain(checked.credential)
    expect(checked.choices.map(({ length }) => length)).toEqual([2, 3])
    expect(ballotFault(made.booth, text)).toBeUndefined()
  })

  test('tells nothing by its length’s parts: same fields and as many numbers, whatever was chosen', () => {
    const shapes = [
      [
        [1, 0],
        [0, 1, 1],
      ],
      [
        [0, 1],
        [1, 0, 0],
      ],
      [
        [1, 0],
        [0, 0, 1],
      ],
    ].map(choices =>
      made
        .encrypt(0, choices)
        .text.replaceAll(/\d{30,}/g, 'N')
        .replace(/"hash":"[^"]*"/, ''),
    )
    expect(new Set(shapes).size).toBe(1)
  })

  test('is another each time, though the choices are the same', () => {
    const numbers = [1, 2].flatMap(() => made.encrypt(0, CHOICES).text.match(/(?<=alpha":")\d+/g) ?? [])
    expect(new Set(numbers).size).toBe(10)
  })

  test('is made in steps, so that a screen stays alive', () => {
    const steps = encryptBallotSteps(made.booth, CHOICES, made.secrets[0]!, random)
    let count = 0
    let step = steps.next()
    for (; step.done !== true; step = steps.next()) count++
    expect(count).toBeGreaterThan(10)
    expect(ballotFault(made.booth, step.value.text)).toBeUndefined()
    expect(step.value.tracker).toBe(fingerprintOf(step.value.text))
  })

  test('is made alike in a voter’s booth with small tables', () => {
    const booth = openBooth(made.text, 'one')
    const ballot = runSteps(encryptBallotSteps(booth, CHOICES, made.secrets[0]!, random))
    expect(ballotFault(booth, ballot.text)).toBeUndefined()
    expect(ballotFault(made.booth, ballot.text)).toBeUndefined()
  })

  test.each<[string, Choices]>([
    [
      'none where one is asked',
      [
        [0, 0],
        [0, 1, 0],
      ],
    ],
    [
      'two where one is asked',
      [
        [1, 1],
        [0, 1, 0],
      ],
    ],
    [
      'a blank with a choice',
      [
        [1, 0],
        [1, 1, 0],
      ],
    ],
    [
      'nothing where at least one or a blank is asked',
      [
        [1, 0],
        [0, 0, 0],
      ],
    ],
    [
      'two of one',
      [
        [2, 0],
        [0, 1, 0],
      ],
    ],
    [
      'a negative one',
      [
        [1, 0],
        [0, 2, -1],
      ],
    ],
    [
      'half a one',
      [
        [0.5, 0.5],
        [0, 1, 0],
      ],
    ],
    ['too few answers', [[1], [0, 1, 0]]],
    [
      'too many answers',
      [
        [1, 0, 0],
        [0, 1, 0],
      ],
    ],
    ['too few questions', [[1, 0]]],
    ['too many questions', [[1, 0], [0, 1, 0], [1]]],
  ])('cannot be made with %s', (_, choices) => {
    expect(faultOf(() => made.encrypt(0, choices))).toBe('choices.notAllowed')
  })
})

describe('a ballot that was changed is refused', () => {
  test('in any field: signed by its voter, it no longer fits', () => {
    const paths = pathsOf(JSON.parse(text))
    expect(paths).toHaveLength(48)
    for (const path of paths) {
      const other = changed(path, value => {
        const old = String(value)
        if (/^\d+$/.test(old)) return `${BigInt(old) + 1n}`
        return old.slice(0, -1) + (old.endsWith('A') ? 'B' : 'A')
      })
      expect([path, ballotFault(made.booth, other)]).toEqual([path, expect.stringMatching(/^ballot\./)])
    }
  })

  test('in any field of a proof, though the voter signs it again', async () => {
    const paths = pathsOf(JSON.parse(text)).filter(
      path => /proof/.test(path.join('/')) && path[0] === 'answers',
    )
    for (const path of paths) {
      const other = await signedAgain(changed(path, value => `${(BigInt(String(value)) + 1n) % Q}`))
      const kind = String(path[2])
      const expected = kind.startsWith('individual')
        ? 'ballot.individualProof'
        : kind.startsWith('overall')
          ? 'ballot.overallProof'
          : 'ballot.blankProof'
      expect([path, ballotFault(made.booth, other)]).toEqual([path, expected])
    }
  })

  test('with two choices, two proofs or two answers swapped', async () => {
    const swap = (value: unknown): unknown => (value as unknown[]).toReversed()
    for (const path of [
      ['answers', 0, 'choices'],
      ['answers', 0, 'individual_proofs'],
      ['answers', 0, 'individual_proofs', 0],
      ['answers', 1, 'choices'],
      ['answers', 1, 'overall_proof'],
      ['answers', 1, 'blank_proof'],
      ['answers'],
    ]) {
      expect(ballotFault(made.booth, changed(path, swap))).toMatch(/^ballot\.(signature|otherShape)$/)
      expect(ballotFault(made.booth, await signedAgain(changed(path, swap)))).toMatch(
        /^ballot\.(\w+Proof|otherShape)$/,
      )
    }
  })

  test('with numbers that are not in the group, signed again or not', async () => {
    for (const wrong of [0n, 1n, P - 1n, P, P + 4n, 2n]) {
      for (const path of [
        ['credential'],
        ['answers', 0, 'choices', 1, 'alpha'],
        ['answers', 0, 'choices', 0, 'beta'],
        ['answers', 1, 'choices', 0, 'alpha'],
      ]) {
        const other = changed(path, () => `${wrong}`)
        expect(ballotFault(made.booth, other)).toMatch(/^ballot\.(notInGroup|signature)$/)
        if (path[0] === 'credential') continue
        expect(ballotFault(made.booth, await signedAgain(other))).toBe('ballot.notInGroup')
      }
    }
  })

  test('with a ciphertext of the other sign, which proofs alone would not always show', async () => {
    const other = changed(['answers', 0, 'choices', 0, 'alpha'], value => `${P - BigInt(String(value))}`)
    expect(ballotFault(made.booth, await signedAgain(other))).toBe('ballot.notInGroup')
  })

  test('with challenges and responses beyond Q, which would let one vote have many texts', async () => {
    const paths = pathsOf(JSON.parse(text)).filter(path => /challenge|response/.test(String(path.at(-1))))
    for (const path of paths) {
      const other = changed(path, value => `${BigInt(String(value)) + Q}`)
      expect(ballotFault(made.booth, path[0] === 'answers' ? await signedAgain(other) : other)).toBe(
        'ballot.notInGroup',
      )
    }
  })

  test('with a proof, a choice or an answer too many or too few', async () => {
    const fewer = (value: unknown): unknown => (value as unknown[]).slice(1)
    const more = (value: unknown): unknown => [...(value as unknown[]), (value as unknown[])[0]]
    for (const path of [
      ['answers'],
      ['answers', 0, 'choices'],
      ['answers', 0, 'individual_proofs'],
      ['answers', 0, 'individual_proofs', 1],
      ['answers', 0, 'overall_proof'],
      ['answers', 1, 'overall_proof'],
      ['answers', 1, 'blank_proof'],
    ]) {
      for (const change of [fewer, more]) {
        expect(ballotFault(made.booth, await signedAgain(changed(path, change)))).toBe('ballot.otherShape')
      }
    }
    const noBlank = changed(['answers', 1, 'blank_proof'], () => undefined)
    expect(ballotFault(made.booth, await signedAgain(noBlank))).toBe('ballot.otherShape')
    const blank = (JSON.parse(text) as { answers: { blank_proof?: unknown }[] }).answers[1]!.blank_proof
    const extra = await signedAgain(changed(['answers', 0, 'blank_proof'], () => blank))
    expect(ballotFault(made.booth, extra)).toBe('ballot.otherShape')
  })

  test('with a field twice, a space, another order, or something else', () => {
    expect(ballotFault(made.booth, text.replace('{', '{ '))).toBe('message.notCanonical')
    const uuid = `"election_uuid":"${made.uuid}",`
    expect(ballotFault(made.booth, text.replace(uuid, uuid + uuid))).toBe('message.notCanonical')
    const credential = /"credential":"\d+",/.exec(text)?.[0] ?? ''
    expect(ballotFault(made.booth, text.replace(uuid, credential + uuid))).toBe('message.notCanonical')
    expect(ballotFault(made.booth, text.replace('{', '{"more":1,'))).toBe('message.malformed')
    expect(ballotFault(made.booth, text.slice(0, -1))).toBe('message.malformed')
    expect(ballotFault(made.booth, '')).toBe('message.malformed')
  })

  test('of another election, though question and trustees are the same', () => {
    const election = readElection(made.text)
    const other = openBooth(writeElection({ ...election, name: 'Phiếu kín lần hai' }), 'many')
    expect(ballotFault(other, text)).toBe('ballot.otherElection')
    const hash = changed(['election_hash'], () => other.fingerprint)
    expect(ballotFault(other, hash)).toBe('ballot.signature')
  })

  test('of another voter, signed as one’s own', () => {
    const copied = changed(['credential'], () => made.publicCredentials.find(each => !text.includes(each)))
    expect(ballotFault(made.booth, copied)).toBe('ballot.signature')
  })

  test('of another voter, its choices copied into one’s own ballot', async () => {
    const foreign = JSON.parse(made.encrypt(1, CHOICES).text) as { answers: unknown }
    const copied = await signedAgain(changed(['answers'], () => foreign.answers))
    expect(ballotFault(made.booth, copied)).toBe('ballot.individualProof')
  })
})

describe('an election', () => {
  const base = () => readElection(made.text)

  test.each<[string, (election: ReturnType<typeof base>) => object, string]>([
    ['another version', e => ({ ...e, version: 2 }), 'election.unsupported'],
    ['another group', e => ({ ...e, group: 'RFC-3526-2048' }), 'election.unsupported'],
    ['a short identifier', e => ({ ...e, uuid: 'ABC' }), 'election.unsupported'],
    ['no question', e => ({ ...e, questions: [] }), 'election.unsupported'],
    ['no answer', e => ({ ...e, questions: [{ ...QUESTION, answers: [] }] }), 'election.unsupported'],
    [
      'more than all to choose',
      e => ({ ...e, questions: [{ ...QUESTION, max: 4 }] }),
      'election.unsupported',
    ],
    ['limits crossed', e => ({ ...e, questions: [{ ...QUESTION, min: 2 }] }), 'election.unsupported'],
    ['a key of 1', e => ({ ...e, public_key: 1n }), 'election.otherKey'],
    ['a key outside', e => ({ ...e, public_key: P - 1n }), 'election.otherKey'],
  ])('with %s is refused', (_, change, fault) => {
    expect(faultOf(() => writeElection(change(base()) as never))).toBe(fault)
  })

  test('with a question of another kind is refused, and so is what is none', () => {
    const other = made.text.replace(/"questions":\[/, '$&{"type":"NonHomomorphic","value":{}},')
    expect(faultOf(() => readElection(other))).toBe('election.unsupported')
    expect(faultOf(() => readElection('[]'))).toBe('message.malformed')
    expect(faultOf(() => readElection('{'))).toBe('message.malformed')
  })
})

describe('the sum', () => {
  const questions = fc
    .record({ count: fc.integer({ min: 1, max: 3 }), blank: fc.boolean() })
    .chain(({ count, blank }) =>
      fc.integer({ min: 0, max: count }).chain(max =>
        fc.integer({ min: 0, max }).map(
          (min): Question => ({
            answers: Array.from({ length: count }, (_, at) => `Câu ${at}`),
            ...(blank ? { blank } : {}),
            min,
            max,
            question: '?',
          }),
        ),
      ),
    )

  /** One allowed answer, by a seed. */
  function answerTo({ answers, blank, min, max }: Question, seed: number): number[] {
    if (blank === true && seed % 3 === 0) return [1, ...answers.map(() => 0)]
    const count = min + (seed % (max - min + 1))
    const chosen = answers.map((_, at) => ((at + seed) % answers.length < count ? 1 : 0))
    return blank === true ? [0, ...chosen] : chosen
  }

  test('is that of the votes, whatever the questions and the choices', () => {
    fc.assert(
      fc.property(
        fc.array(questions, { minLength: 1, maxLength: 2 }),
        fc.array(fc.nat(1_000), { minLength: 1, maxLength: 3 }),
        (asked, seeds) => {
          const election = new MadeElection(asked, seeds.length)
          const votes = seeds.map(seed => asked.map(question => answerTo(question, seed)))
          votes.forEach((vote, voter) => {
            election.cast(voter, vote)
          })
          const { tally } = election.tally()
          const shares = [1, 2, 3].map(owner => ({ owner, text: election.decrypt(owner, tally) }))
          const expected = asked.map((_, q) =>
            (votes[0]?.[q] ?? []).map((_m, at) => votes.reduce((sum, vote) => sum + (vote[q]?.[at] ?? 0), 0)),
          )
          expect(election.open(tally, shares)).toBe(JSON.stringify({ result: expected }))
        },
      ),
      { numRuns: 6 },
    )
  })

  test('counts of a voter only the last ballot', () => {
    const election = new MadeElection([QUESTION], 2)
    election.cast(0, [[1, 0, 0]])
    election.cast(1, [[1, 0, 0]])
    election.cast(0, [[0, 0, 1]])
    const { tally } = election.tally()
    expect(decode(encryptedTallyCodec, tally)[0]).toHaveLength(3)
    const shares = [1, 3, 4].map(owner => ({ owner, text: election.decrypt(owner, tally) }))
    expect(election.open(tally, shares)).toBe('{"result":[[1,0,1]]}')
  })
})
