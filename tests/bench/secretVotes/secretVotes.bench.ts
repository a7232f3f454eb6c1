import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { BallotChecker } from '#server/features/voting/BallotChecker.ts'
import { opensslPower } from '#server/features/voting/nativePowers.ts'
import {
  appendBallot,
  appendEndBallots,
  appendTally,
  beginArchive,
  readArchive,
} from '#shared/voting/belenios/archive.ts'
import type { CheckedBallot } from '#shared/voting/belenios/checkBallot.ts'
import { decode } from '#shared/voting/belenios/codec.ts'
import { publicCredentialsCodec, weightsOf } from '#shared/voting/belenios/credentials.ts'
import { decryptPartly } from '#shared/voting/belenios/decryption.ts'
import { openBooth } from '#shared/voting/belenios/election.ts'
import { setPowerEngine } from '#shared/voting/belenios/powers.ts'
import { encryptedTallyCodec, writeTally } from '#shared/voting/belenios/tally.ts'
import { verifyArchive } from '#shared/voting/belenios/verifyArchive.ts'
import { type Bench, median } from '#tests/bench/bench.ts'
import { Growing, MadeElection, random } from '#tests/support/belenios/made.ts'
import { Tool } from '#tests/support/belenios/tool.ts'

const BALLOTS = 60
const ROUNDS = 3
/** Ballots that the tool makes of the sixty: each is a program of its own. */
const SAMPLE = 6
const STARTED = 1_795_000_000

/** Milliseconds: on the wall, and of the processors. */
interface Spent {
  readonly wall: number
  readonly processor: number
}

async function timed(run: () => unknown): Promise<Spent> {
  const begun = performance.now()
  const before = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(before)
  return { wall: performance.now() - begun, processor: (user + system) / 1000 }
}

/** What one call of the tool takes. */
function call(tool: Tool, args: readonly string[]): Spent {
  const { status, stderr } = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="%R %U %S"; time belenios-tool "$@"', 'time', ...args],
    { cwd: tool.folder, encoding: 'utf8' },
  )
  const [, real, user, system] = /([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(stderr) ?? []
  if (status !== 0 || real === undefined) throw new Error(stderr)
  return { wall: 1000 * Number(real), processor: 1000 * (Number(user) + Number(system)) }
}

const less = (whole: Spent, part: Spent): Spent => ({
  wall: whole.wall - part.wall,
  processor: whole.processor - part.processor,
})

const choicesOf = (voter: number): number[][] => [[0, 1, 2].map(answer => (answer === voter % 3 ? 1 : 0))]

/** A folder of the tool's with one archive in it. */
function folderWith(uuid: string, bytes: Uint8Array): Tool {
  const tool = new Tool()
  tool.write(`${uuid}.bel`, bytes)
  return tool
}

async function run(): ReturnType<Bench['run']> {
  const made = new MadeElection(undefined, BALLOTS)
  for (let voter = 0; voter < BALLOTS; voter++) made.cast(voter, choicesOf(voter))
  const texts = made.ballots.map(({ text }) => text)
  const finished = made.archive()
  const growing = new Growing(beginArchive(made.setup(), STARTED))
  const empty = growing.bytes()
  for (const text of texts) growing.add(end => appendBallot(end, text))
  const open = growing.bytes()
  growing.add(appendEndBallots)
  const closed = growing.bytes()
  growing.add(end => appendTally(end, made.tally()))
  const tallied = growing.bytes()

  const [atStart, atOpen, atClosed, atTallied, atEnd] = [empty, open, closed, tallied, finished].map(bytes =>
    folderWith(made.uuid, bytes),
  ) as [Tool, Tool, Tool, Tool, Tool]
  const credential = made.credentials[0]!
  for (const tool of [atStart, atTallied]) {
    tool.write('credential', credential)
    tool.write('choices', JSON.stringify(choicesOf(0)))
    tool.write('key', `"${made.privateKeys[0]}"`)
  }
  const checker = new BallotChecker(availableParallelism())
  await checker.check(made.text, texts)

  const figures = new Map<string, { ours: Spent[]; peer: Spent[] }>()
  const note = (what: string, ours: Spent, peer: Spent): void => {
    const held = figures.get(what) ?? { ours: [], peer: [] }
    held.ours.push(ours)
    held.peer.push(peer)
    figures.set(what, held)
  }
  const encrypt = ['election', 'generate-ballot', '--privcred', 'credential', '--ballot', 'choices']
  const decrypt = ['election', 'decrypt', '--privkey', 'key', '--trustee-id', '1']
  const verify = ['election', 'verify']
  const checkAll = async (): Promise<CheckedBallot[]> => {
    const answers = await checker.check(made.text, texts)
    return answers.filter(answer => typeof answer !== 'string')
  }

  for (let round = 0; round < ROUNDS; round++) {
    const startUp = call(atStart, ['--version'])
    const oursEncrypt = await timed(() => {
      for (let voter = 0; voter < BALLOTS; voter++) made.encrypt(voter, choicesOf(voter))
    })
    const peers = Array.from({ length: SAMPLE }, () => less(call(atStart, encrypt), startUp))
    const sixty = (of: (spent: Spent) => number): number =>
      (BALLOTS / SAMPLE) * peers.reduce((sum, spent) => sum + of(spent), 0)
    const peerEncrypt = { wall: sixty(each => each.wall), processor: sixty(each => each.processor) }
    note('encrypt (a voter’s BigInt)', oursEncrypt, peerEncrypt)

    note('check (server)', await timed(checkAll), less(call(atOpen, verify), call(atStart, verify)))

    const oursAdd = await timed(async () => {
      const { setup } = readArchive(closed)
      const weights = weightsOf(decode(publicCredentialsCodec, setup.credentials))
      const { election } = openBooth(setup.election, 'one')
      const ballots = await checkAll()
      writeTally(
        election,
        ballots.map(each => ({ ...each, weight: weights.get(each.credential) ?? 0n })),
      )
    })
    const peerAdd = less(call(atClosed, ['election', 'compute-encrypted-tally']), startUp)
    note('read, check, add up (server)', oursAdd, peerAdd)

    const oursDecrypt = await timed(async () => {
      const { tally } = readArchive(tallied)
      await checkAll()
      const read = decode(encryptedTallyCodec, tally?.text ?? '')
      decryptPartly(read, made.privateKeys[0]!, made.booth.fingerprint, random)
    })
    note('read, check, decrypt (server)', oursDecrypt, less(call(atTallied, decrypt), startUp))

    const peerVerify = less(call(atEnd, verify), startUp)
    const onServer = await timed(async () => {
      setPowerEngine(opensslPower())
      const answers = await checker.check(made.text, texts)
      verifyArchive(finished, new Map(texts.map((text, at) => [text, answers[at] ?? 'ballot.otherShape'])))
      setPowerEngine(undefined)
    })
    note('verify all (server)', onServer, peerVerify)
    note('verify all (one thread, BigInt)', await timed(() => verifyArchive(finished)), peerVerify)
  }
  await checker.close()
  for (const tool of [atStart, atOpen, atClosed, atTallied, atEnd]) tool.close()
  const rows = (['wall', 'processor'] as const).flatMap(kind =>
    [...figures].map(([what, { ours, peer }]) => {
      const mine = ours.map(spent => spent[kind])
      const theirs = peer.map(spent => spent[kind])
      return {
        what,
        unit: kind === 'wall' ? 'ms' : 'ms of processor',
        better: 'lower' as const,
        ours: mine,
        peer: theirs,
        aim: 'below the tool',
        met: median(mine) < median(theirs),
      }
    }),
  )
  return {
    rows,
    notes: [
      `${BALLOTS} ballots, one question of three choices; the server’s key and two of three trustees.`,
      `Server: ${availableParallelism()} threads with OpenSSL’s powers. The tool has one thread.`,
      'The tool’s start (--version) is taken off, and for checking all that it does without ballots.',
      'The tool checks every ballot again before it adds up or decrypts, and so does our arm; it also checks the ballot it has just made, which ours leaves to the server.',
    ],
  }
}

const bench: Bench = {
  id: 'B7',
  title: 'secret votes: 60 ballots encrypted, checked, added up, decrypted, verified',
  peer: 'belenios-tool 2.0 of Debian (OCaml on GMP), the same texts',
  run,
}

export default bench
