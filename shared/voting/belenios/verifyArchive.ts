import { type ArchiveContent, archiveFault, readArchive } from './archive.ts'
import { runSteps } from './ballot.ts'
import { type CheckedBallot, checkBallot } from './checkBallot.ts'
import { decode } from './codec.ts'
import { checkCredentials, publicCredentialsCodec, weightsOf } from './credentials.ts'
import { type OwnedFactors, openTally, type Result, readDecryption, resultCodec } from './decryption.ts'
import { type Booth, type Election, openBooth } from './election.ts'
import { type Fault, Refusal } from './fault.ts'
import { fingerprintOf } from './hash.ts'
import { encryptedTallyCodec, lastBallots, type WeightedChoices, writeTally } from './tally.ts'
import { checkTrustees, decryptionKeysOf, electionKeyOf, type Trustees, trusteesCodec } from './trustees.ts'

/**
 * Checking an archive without any server (specification 3.5): everything that `belenios-tool election verify` checks, and
 * that the same ballot is not there twice, that nothing hides in the file, and that numbers are in the group.
 */

/** What was found wrong; `part` says where: a ballot's tracking number, a trustee's number, or nothing. */
export interface Finding {
  readonly code: Fault
  readonly part?: string
}

/** A ballot that counts, as the list of ballots shows it. */
export interface Tallied {
  readonly tracker: string
  readonly weight: bigint
}

export interface Verdict {
  /** Empty where everything fits. */
  readonly findings: readonly Finding[]
  /** How far the election has come: what is not there yet is not a finding. */
  readonly stage: 'unreadable' | 'open' | 'closed' | 'tallied' | 'decrypted' | 'finished'
  readonly election?: Election
  /** Hash of the last event: who noted it down can tell later that nothing was taken away. */
  readonly head?: string
  /** Each voter's last ballot, in order. */
  readonly tallied?: readonly Tallied[]
  readonly result?: Result
}

/** How much of the work is done, in ballots and shares. */
export interface Progress {
  readonly done: number
  readonly total: number
}

/** Checks a ballot already done elsewhere, as in worker threads: what `checkBallot` gives or the fault. */
export type BallotChecks = ReadonlyMap<string, CheckedBallot | Fault>

function stageOf({ result, decryptions, tally, isClosed }: ArchiveContent): Verdict['stage'] {
  if (result !== undefined) return 'finished'
  if (decryptions.length > 0) return 'decrypted'
  if (tally !== undefined) return 'tallied'
  return isClosed ? 'closed' : 'open'
}

/** Runs a check and notes its fault; undefined where there was one. */
function attempt<T>(findings: Finding[], part: string | undefined, check: () => T): T | undefined {
  try {
    return check()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    findings.push(part === undefined ? { code: error.fault } : { code: error.fault, part })
    return undefined
  }
}

type Accepted = WeightedChoices & Tallied & { readonly credential: string }

function acceptBallot(
  booth: Booth,
  text: string,
  weights: ReadonlyMap<string, bigint>,
  accepted: readonly Accepted[],
  checks: BallotChecks | undefined,
): Accepted {
  const tracker = fingerprintOf(text)
  if (accepted.some(each => each.tracker === tracker)) throw new Refusal('ballot.repeated')
  const known = checks?.get(text)
  if (typeof known === 'string') throw new Refusal(known)
  const { credential, choices } = known ?? checkBallot(booth, text)
  const weight = weights.get(credential)
  if (weight === undefined) throw new Refusal('ballot.unknownCredential')
  return { tracker, credential, choices, weight }
}

function* checkShares(
  content: ArchiveContent,
  booth: Booth,
  trustees: Trustees,
  findings: Finding[],
  tick: () => Progress,
): Generator<Progress, OwnedFactors[]> {
  const keys = decryptionKeysOf(trustees)
  const tally = decode(encryptedTallyCodec, content.tally?.text ?? '')
  const shares: OwnedFactors[] = []
  for (const { owner, text } of content.decryptions) {
    const share = attempt(findings, String(owner), () => {
      const key = keys[owner - 1]
      if (key === undefined || shares.some(each => each.owner === owner)) {
        throw new Refusal('decryption.unexpected')
      }
      const { decryption_factors: factors } = readDecryption(text, tally, key, booth.fingerprint)
      return { owner, factors }
    })
    if (share !== undefined) shares.push(share)
    yield tick()
  }
  return shares
}

/**
 * Checks an archive step by step, telling how far it is; each step is one ballot or one share, about 10 to 50 ms.
 * `checks`: ballots that were checked elsewhere.
 */
export function* verifyArchiveSteps(bytes: Uint8Array, checks?: BallotChecks): Generator<Progress, Verdict> {
  const findings: Finding[] = []
  let content: ArchiveContent
  try {
    content = readArchive(bytes)
  } catch (error) {
    return { findings: [{ code: archiveFault(error) }], stage: 'unreadable' }
  }
  const { setup, ballots, decryptions } = content
  const head = content.end.parent
  const stage = stageOf(content)
  const total = ballots.length + decryptions.length
  let done = 0
  const tick = (): Progress => ({ done: ++done, total })

  const booth = attempt(findings, undefined, () => openBooth(setup.election, 'many'))
  if (booth === undefined) return { findings, stage, head }
  const { election } = booth
  const trustees = attempt(findings, undefined, () => {
    const read = decode(trusteesCodec, setup.trustees)
    checkTrustees(read)
    if (electionKeyOf(read) !== election.public_key) throw new Refusal('election.otherKey')
    return read
  })
  const weights = attempt(findings, undefined, () =>
    weightsOf(decode(publicCredentialsCodec, setup.credentials)),
  )
  if (trustees === undefined || weights === undefined) return { findings, stage, head, election }

  const accepted: Accepted[] = []
  for (const text of ballots) {
    const ballot = attempt(findings, fingerprintOf(text), () =>
      acceptBallot(booth, text, weights, accepted, checks),
    )
    if (ballot !== undefined) accepted.push(ballot)
    yield tick()
  }
  const voted = new Set(accepted.map(({ credential }) => credential))
  attempt(findings, undefined, () => checkCredentials([...weights.keys()].filter(each => !voted.has(each))))
  const counted = lastBallots(accepted)
  const tallied = counted.map(({ tracker, weight }) => ({ tracker, weight }))
  const sofar = { findings, stage, head, election, tallied }
  if (content.tally === undefined || findings.length > 0) return sofar

  const expected = writeTally(election, counted)
  const { sized, text: tallyText } = content.tally
  const differs =
    expected.tally !== tallyText ||
    sized.num_tallied !== BigInt(counted.length) ||
    sized.total_weight !== counted.reduce((sum, { weight }) => sum + weight, 0n)
  if (differs) {
    findings.push({ code: 'tally.differs' })
    return sofar
  }
  const shares = yield* checkShares(content, booth, trustees, findings, tick)
  const stated = content.result
  if (stated === undefined || findings.length > 0) return sofar

  const result = attempt(findings, undefined, () => {
    const tally = decode(encryptedTallyCodec, tallyText)
    const opened = openTally(trustees, tally, shares, sized.total_weight)
    if (resultCodec.write(opened) !== stated) throw new Refusal('result.differs')
    return opened
  })
  return result === undefined ? sofar : { ...sofar, result }
}

/** Checks an archive at one stroke: for a worker thread, a command or a test. */
export function verifyArchive(bytes: Uint8Array, checks?: BallotChecks): Verdict {
  return runSteps(verifyArchiveSteps(bytes, checks))
}
