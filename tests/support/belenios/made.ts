import {
  type Appended,
  type ArchiveEnd,
  appendBallot,
  appendDecryption,
  appendEndBallots,
  appendResult,
  appendTally,
  beginArchive,
} from '#shared/voting/belenios/archive.ts'
import { type Choices, encryptBallot, type WrittenBallot } from '#shared/voting/belenios/ballot.ts'
import { checkBallot } from '#shared/voting/belenios/checkBallot.ts'
import { decode } from '#shared/voting/belenios/codec.ts'
import {
  listCredentials,
  makeCredential,
  makeUuid,
  publicCredentialOf,
  publicCredentialsCodec,
  secretOf,
} from '#shared/voting/belenios/credentials.ts'
import { decryptPartly, openTally, readDecryption, resultCodec } from '#shared/voting/belenios/decryption.ts'
import { type Booth, openBooth, type Question, writeElection } from '#shared/voting/belenios/election.ts'
import type { RandomBytes } from '#shared/voting/belenios/random.ts'
import { encryptedTallyCodec, lastBallots, writeTally } from '#shared/voting/belenios/tally.ts'
import {
  finishThreshold,
  makePolynomial,
  makeShare,
  makeTrustee,
  openShare,
  routePolynomials,
} from '#shared/voting/belenios/threshold.ts'
import {
  decryptionKeysOf,
  electionKeyOf,
  makePrivateKey,
  publicKeyOf,
  type ThresholdParameters,
  type Trustees,
  trusteesCodec,
} from '#shared/voting/belenios/trustees.ts'

export const random: RandomBytes = length => crypto.getRandomValues(new Uint8Array(length))

/** Trustees of whom `threshold` suffice: their key shares, in order, and what they publish. */
export function makeThreshold(
  count: number,
  threshold: number,
): { parameters: ThresholdParameters; shares: bigint[] } {
  const trustees = Array.from({ length: count }, () => makeTrustee(random))
  const certificates = trustees.map(({ certificate }) => certificate)
  const polynomials = trustees.map(({ seed }) => makePolynomial(certificates, seed, threshold, random))
  const vinputs = routePolynomials(certificates, threshold, polynomials)
  const voutputs = trustees.map(({ seed }, at) => makeShare(certificates, seed, vinputs[at]!, random))
  return {
    parameters: finishThreshold(certificates, threshold, polynomials, voutputs),
    shares: trustees.map(({ seed }, at) => openShare(seed, voutputs[at]!.private_key)),
  }
}

export const QUESTION: Question = {
  answers: ['Tán thành', 'Không tán thành', 'Không biểu quyết'],
  min: 1,
  max: 1,
  question: 'Thông qua dự thảo?',
}

let made: { trustees: Trustees; privateKeys: readonly bigint[] } | undefined

/** The server's key and two of three, made once: most elections may have the same. */
function makeTrustees(): { trustees: Trustees; privateKeys: readonly bigint[] } {
  if (made === undefined) {
    const server = makePrivateKey(random)
    const { parameters, shares } = makeThreshold(3, 2)
    const trustees: Trustees = [
      ['Single', publicKeyOf(server, random)],
      ['Pedersen', parameters],
    ]
    made = { trustees, privateKeys: [server, ...shares] }
  }
  return made
}

/** A whole election of ours: the server's key and two of three, voters with their secrets. */
export class MadeElection {
  readonly uuid = makeUuid(random)
  readonly trustees: Trustees
  /** By owner: the server's at 1, the three others' at 2 to 4. */
  readonly privateKeys: readonly bigint[]
  readonly text: string
  readonly booth: Booth
  readonly credentials: readonly string[]
  readonly secrets: readonly bigint[]
  readonly publicCredentials: readonly string[]
  readonly ballots: WrittenBallot[] = []

  constructor(questions: readonly Question[] = [QUESTION], voters = 3) {
    const { trustees, privateKeys } = makeTrustees()
    this.trustees = trustees
    this.privateKeys = privateKeys
    this.text = writeElection({
      version: 1,
      description: 'Phiên họp thường kỳ tháng 11',
      name: 'Phiếu kín',
      group: 'BELENIOS-2048',
      public_key: electionKeyOf(this.trustees),
      questions,
      uuid: this.uuid,
    })
    this.booth = openBooth(this.text, 'many')
    this.credentials = Array.from({ length: voters }, () => makeCredential(random))
    this.secrets = this.credentials.map(credential => secretOf(credential, this.uuid))
    this.publicCredentials = listCredentials(
      this.secrets.map(secret => ({ credential: publicCredentialOf(secret), weight: 1n })),
    )
  }

  encrypt(voter: number, choices: Choices): WrittenBallot {
    return encryptBallot(this.booth, choices, this.secrets[voter]!, random)
  }

  cast(voter: number, choices: Choices): WrittenBallot {
    const ballot = this.encrypt(voter, choices)
    this.ballots.push(ballot)
    return ballot
  }

  /** The encrypted tally of the last ballots. */
  tally(): { tally: string; sized: string } {
    const checked = this.ballots.map(({ text }) => checkBallot(this.booth, text))
    return writeTally(
      this.booth.election,
      lastBallots(checked).map(ballot => ({ ...ballot, weight: 1n })),
    )
  }

  decrypt(owner: number, tally: string): string {
    const read = decode(encryptedTallyCodec, tally)
    return decryptPartly(read, this.privateKeys[owner - 1]!, this.booth.fingerprint, random)
  }

  /** The result's text from these trustees' shares. */
  open(tally: string, decryptions: readonly { owner: number; text: string }[]): string {
    const read = decode(encryptedTallyCodec, tally)
    const keys = decryptionKeysOf(this.trustees)
    const shares = decryptions.map(({ owner, text }) => ({
      owner,
      factors: readDecryption(text, read, keys[owner - 1]!, this.booth.fingerprint).decryption_factors,
    }))
    return resultCodec.write(openTally(this.trustees, read, shares, BigInt(this.credentials.length)))
  }

  setup() {
    return {
      election: this.text,
      trustees: trusteesCodec.write(this.trustees),
      credentials: publicCredentialsCodec.write(this.publicCredentials),
    }
  }

  /** The archive up to the result, the owners' shares in this order. */
  archive(owners: readonly number[] = [1, 2, 4]): Uint8Array {
    const archive = new Growing(beginArchive(this.setup(), 1_795_000_000))
    for (const { text } of this.ballots) archive.add(end => appendBallot(end, text))
    archive.add(appendEndBallots)
    const tally = this.tally()
    archive.add(end => appendTally(end, tally))
    const decryptions = owners.map(owner => ({ owner, text: this.decrypt(owner, tally.tally) }))
    for (const { owner, text } of decryptions) archive.add(end => appendDecryption(end, owner, text))
    archive.add(end => appendResult(end, this.open(tally.tally, decryptions)))
    return archive.bytes()
  }
}

/** An archive that grows, as a store would let it. */
export class Growing {
  readonly #parts: Uint8Array[]
  #end: ArchiveEnd

  constructor({ bytes, end }: Appended) {
    this.#parts = [bytes]
    this.#end = end
  }

  add(append: (end: ArchiveEnd) => Appended): void {
    const { bytes, end } = append(this.#end)
    this.#parts.push(bytes)
    this.#end = end
  }

  bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#parts))
  }
}

/** Runs something that must be refused and gives the fault. */
export function faultOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'fault' in error) return String(error.fault)
    throw error
  }
  return 'none'
}
