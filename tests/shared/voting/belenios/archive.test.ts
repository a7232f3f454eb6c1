import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from '@jest/globals'
import {
  type Appended,
  appendBallot,
  appendDecryption,
  appendEndBallots,
  appendResult,
  appendTally,
  beginArchive,
  type Setup,
} from '#shared/voting/belenios/archive.ts'
import { ballotFault, checkBallot } from '#shared/voting/belenios/checkBallot.ts'
import { multiply, P } from '#shared/voting/belenios/group.ts'
import { readTar, writeTarFile } from '#shared/voting/belenios/tar.ts'
import { publicKeyOf, trusteesCodec } from '#shared/voting/belenios/trustees.ts'
import { verifyArchive, verifyArchiveSteps } from '#shared/voting/belenios/verifyArchive.ts'
import { Growing, MadeElection, random } from '#tests/support/belenios/made.ts'

let made: MadeElection
let archive: Uint8Array

beforeAll(() => {
  made = new MadeElection()
  made.cast(0, [[1, 0, 0]])
  made.cast(1, [[0, 1, 0]])
  made.cast(0, [[0, 0, 1]])
  archive = made.archive()
})

const codes = (bytes: Uint8Array): string[] => verifyArchive(bytes).findings.map(({ code }) => code)

/** An archive of these steps. */
function grown(setup: Setup, ...steps: ((end: Appended['end']) => Appended)[]): Uint8Array {
  const growing = new Growing(beginArchive(setup, 1_795_000_000))
  for (const step of steps) growing.add(step)
  return growing.bytes()
}

const ballots = () =>
  made.ballots.map(
    ({ text }) =>
      (end: Appended['end']) =>
        appendBallot(end, text),
  )
const tally =
  (texts = made.tally()) =>
  (end: Appended['end']) =>
    appendTally(end, texts)
const share = (owner: number, by = owner) => {
  const text = made.decrypt(by, made.tally().tally)
  return (end: Appended['end']) => appendDecryption(end, owner, text)
}
const result = (text: string) => (end: Appended['end']) => appendResult(end, text)

describe('an archive', () => {
  test('is found to be in order, with the result and each voter’s last ballot', () => {
    const verdict = verifyArchive(archive)
    expect(verdict).toMatchObject({ findings: [], stage: 'finished', election: { uuid: made.uuid } })
    expect(verdict.result?.result).toEqual([[0n, 1n, 1n]])
    expect(verdict.tallied?.map(({ tracker }) => tracker)).toEqual(
      made.ballots.slice(1).map(({ tracker }) => tracker),
    )
  })

  test('is checked step by step, with the ballots checked elsewhere if so wanted', () => {
    const checks = new Map(made.ballots.map(({ text }) => [text, checkBallot(made.booth, text)] as const))
    const steps = verifyArchiveSteps(archive, checks)
    const seen = []
    let step = steps.next()
    for (; step.done !== true; step = steps.next()) seen.push(step.value)
    expect(seen.at(-1)).toEqual({ done: 6, total: 6 })
    expect(step.value.findings).toEqual([])
    const refused = new Map([[made.ballots[0]!.text, 'ballot.signature' as const]])
    expect(verifyArchive(archive, refused).findings).toEqual([
      { code: 'ballot.signature', part: made.ballots[0]!.tracker },
    ])
  })

  test('says how far it has come while it grows', () => {
    const stages = [
      grown(made.setup()),
      grown(made.setup(), ...ballots()),
      grown(made.setup(), ...ballots(), appendEndBallots),
      grown(made.setup(), ...ballots(), appendEndBallots, tally()),
      grown(made.setup(), ...ballots(), appendEndBallots, tally(), share(1)),
      archive,
    ].map(bytes => verifyArchive(bytes))
    expect(stages.map(({ stage }) => stage)).toEqual([
      ...['open', 'open', 'closed', 'tallied', 'decrypted', 'finished'],
    ])
    expect(stages.flatMap(({ findings }) => findings)).toEqual([])
    expect(new Set(stages.map(({ head }) => head)).size).toBe(6)
  })

  test('tells no time but that of its beginning', () => {
    const times = readTar(archive).map((_, at) => at)
    expect(times.length).toBeGreaterThan(10)
    const stamps = new Set<string>()
    for (let at = 0; at < archive.length; ) {
      const header = Buffer.from(archive.subarray(at, at + 512))
      stamps.add(header.toString('ascii', 136, 147))
      at += 512 + Math.ceil(Number.parseInt(header.toString('ascii', 124, 135), 8) / 512) * 512
    }
    expect([...stamps]).toEqual([(1_795_000_000).toString(8).padStart(11, '0')])
  })
})

describe('an archive that was changed is refused', () => {
  test('in any byte', () => {
    // Every byte of the headers and the events and a sample of the rest: each change is found.
    for (let at = 0; at < archive.length; at += at < 3_000 ? 37 : 1_009) {
      const other = archive.slice()
      other[at] = (other[at] ?? 0) ^ 1
      expect([at, codes(other).length]).toEqual([at, 1])
    }
  })

  test('with a file missing, twice, added or moved', () => {
    const files = readTar(archive)
    const pack = (kept: typeof files): Uint8Array =>
      new Uint8Array(
        Buffer.concat(kept.map(({ name, content }) => writeTarFile(name, content, 1_795_000_000))),
      )
    expect(codes(pack(files))).toEqual([])
    for (const at of files.keys()) {
      const without = codes(pack(files.toSpliced(at, 1)))
      // Without its last event an archive is an earlier one with a rest.
      expect(without).toHaveLength(1)
      expect(without[0]).toMatch(/^archive\./)
      expect(codes(pack(files.toSpliced(at, 0, files[at]!)))[0]).toMatch(/^archive\./)
      if (at > 0) {
        const moved = files.toSpliced(at, 1).toSpliced(at - 1, 0, files[at]!)
        expect(codes(pack(moved))[0]).toMatch(/^archive\./)
      }
    }
    const stranger = new TextEncoder().encode('{}')
    const name = createHash('sha256').update(stranger).digest('hex')
    for (const extra of [`${name}.data.json`, `${name}.txt`, 'notes']) {
      expect(codes(pack([...files, { name: extra, content: stranger }]))[0]).toMatch(/^archive\./)
    }
    expect(codes(new Uint8Array())).toEqual(['archive.malformed'])
    expect(codes(archive.slice(0, -1))).toEqual(['archive.malformed'])
    expect(codes(new Uint8Array(Buffer.concat([archive, new Uint8Array(1_024)])))).toEqual([
      'archive.malformed',
    ])
  })

  test('with its events in another order', () => {
    const setup = made.setup()
    const order = (...steps: Parameters<typeof grown>[1][]) => codes(grown(setup, ...steps))[0]
    const [first] = ballots() as [Parameters<typeof grown>[1]]
    expect(order(appendEndBallots, first)).toBe('archive.order')
    expect(order(first, tally())).toBe('archive.order')
    expect(order(appendEndBallots, appendEndBallots)).toBe('archive.order')
    expect(order(appendEndBallots, tally(), result('{"result":[[0,0,0]]}'))).toBe('archive.order')
    expect(order(appendEndBallots, share(1))).toBe('archive.order')
  })

  test('with a ballot of a stranger, of another election, changed, or the same again', () => {
    const stranger = new MadeElection()
    const foreign = stranger.encrypt(0, [[1, 0, 0]]).text
    const [first] = ballots() as [Parameters<typeof grown>[1]]
    expect(codes(grown(made.setup(), first, first))).toEqual(['ballot.repeated'])
    expect(codes(grown(made.setup(), end => appendBallot(end, foreign)))).toEqual(['ballot.otherElection'])
    const setup = { ...made.setup(), credentials: JSON.stringify(stranger.publicCredentials) }
    expect(codes(grown(setup, first))).toEqual(['ballot.unknownCredential'])
    const broken = made.ballots[1]!.text.replace(/"response":"\d/, '$&1')
    expect(codes(grown(made.setup(), end => appendBallot(end, broken)))).toEqual([
      ballotFault(made.booth, broken),
    ])
  })

  test('with another tally, of fewer ballots or of all of a voter’s', () => {
    const { tally: product, sized } = made.tally()
    const wrong = (texts: { tally: string; sized: string }) =>
      codes(grown(made.setup(), ...ballots(), appendEndBallots, tally(texts)))
    expect(wrong({ tally: product, sized })).toEqual([])
    expect(wrong({ tally: product, sized: sized.replace('"num_tallied":2', '"num_tallied":3') })).toEqual([
      'tally.differs',
    ])
    expect(wrong({ tally: product, sized: sized.replace('"total_weight":2', '"total_weight":1') })).toEqual([
      'tally.differs',
    ])
    const fewer = new Growing(beginArchive(made.setup(), 1_795_000_000))
    for (const step of ballots().slice(1)) fewer.add(step)
    fewer.add(appendEndBallots)
    fewer.add(tally())
    expect(codes(fewer.bytes())).toEqual([])
    expect(codes(grown(made.setup(), ...ballots().slice(0, 2), appendEndBallots, tally()))).toEqual([
      'tally.differs',
    ])
  })

  test('with a share of another trustee, twice, or of nobody', () => {
    const until = [...ballots(), appendEndBallots, tally()]
    const wrong = (...shares: Parameters<typeof grown>[1][]) =>
      codes(grown(made.setup(), ...until, ...shares))
    expect(wrong(share(2, 3))).toEqual(['decryption.invalid'])
    expect(wrong(share(5, 2))).toEqual(['decryption.unexpected'])
    expect(wrong(share(0, 2))).toEqual(['decryption.unexpected'])
    expect(wrong(share(2), share(2))).toEqual(['decryption.unexpected'])
  })

  test('with another result, or one that too few opened', () => {
    const until = [...ballots(), appendEndBallots, tally()]
    const stated = (text: string, ...owners: number[]) =>
      codes(grown(made.setup(), ...until, ...owners.map(owner => share(owner)), result(text)))
    expect(stated('{"result":[[0,1,1]]}', 3, 4, 1)).toEqual([])
    expect(stated('{"result":[[1,0,1]]}', 3, 4, 1)).toEqual(['result.differs'])
    expect(stated('{"result":[[0,1,1]],"x":1}', 3, 4, 1)).toEqual(['result.differs'])
    expect(stated('{"result":[[0,1,1]]}', 3, 4)).toEqual(['decryption.missing'])
    expect(stated('{"result":[[0,1,1]]}', 1, 4)).toEqual(['decryption.missing'])
  })

  test('with other trustees, a key that is not theirs, or credentials that are none', () => {
    const setup = made.setup()
    const other = trusteesCodec.write([['Single', publicKeyOf(5n, random)]])
    expect(codes(grown({ ...setup, trustees: other }))).toEqual(['election.otherKey'])
    expect(codes(grown({ ...setup, trustees: '[]' }))).toEqual(['trustee.inconsistent'])
    const key = /"public_key":"(\d+)"/.exec(setup.election)?.[1] ?? ''
    const election = setup.election.replace(key, `${multiply(BigInt(key), BigInt(key))}`)
    expect(codes(grown({ ...setup, election }))).toEqual(['election.otherKey'])
    expect(codes(grown({ ...setup, credentials: `["${P - 1n}"]` }))).toEqual(['credential.invalid'])
    // Also where others have cast ballots.
    const more = JSON.stringify([...made.publicCredentials, `${P - 1n}`])
    expect(codes(grown({ ...setup, credentials: more }, ...ballots()))).toEqual(['credential.invalid'])
    expect(codes(grown({ ...setup, credentials: '[1]' }))).toEqual(['message.malformed'])
    expect(codes(grown({ ...setup, election: '{}' }))).toEqual(['message.malformed'])
  })
})
