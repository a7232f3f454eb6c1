import { type Codec, decode, hash, object, oneOf, small, timestamp } from './codec.ts'
import { type OwnedDecryption, ownedDecryptionCodec } from './decryption.ts'
import { type Fault, Refusal } from './fault.ts'
import { sha256Hex, utf8 } from './hash.ts'
import { type SizedEncryptedTally, sizedEncryptedTallyCodec } from './tally.ts'
import { readTar, writeTarFile } from './tar.ts'

/**
 * The archive of an election (specification 4.4): a tar file that only grows. Each step is an event that names its
 * predecessor by hash; what the events speak of stands before them. Anyone can check it without a server.
 */

export type EventType = 'Setup' | 'Ballot' | 'EndBallots' | 'EncryptedTally' | 'PartialDecryption' | 'Result'

/** Events of elections with other kinds of question are not known here and refused. */
const EVENT_TYPES: readonly EventType[] = [
  'Setup',
  'Ballot',
  'EndBallots',
  'EncryptedTally',
  'PartialDecryption',
  'Result',
]

export interface ArchiveEvent {
  readonly parent?: string
  readonly height: number
  readonly type: EventType
  readonly payload?: string
}

const eventCodec: Codec<ArchiveEvent> = object(
  { parent: hash, height: small, type: oneOf(EVENT_TYPES), payload: hash },
  ['parent', 'payload'],
)

interface Header {
  readonly version: number
  readonly timestamp: bigint
}

const headerCodec: Codec<Header> = object({ version: small, timestamp })

/** The hashes of the three texts that an election starts with (4.10). */
export interface SetupData {
  readonly election: string
  readonly trustees: string
  readonly credentials: string
}

const setupDataCodec: Codec<SetupData> = object({ election: hash, trustees: hash, credentials: hash })

/** The three texts that an election starts with. */
export interface Setup {
  readonly election: string
  readonly trustees: string
  readonly credentials: string
}

/** The end of an archive, enough to append to it: what a store keeps beside the bytes. */
export interface ArchiveEnd {
  /** Seconds since 1970 at the beginning; all files bear it, so that no ballot's time is in the archive. */
  readonly timestamp: number
  /** The last event's hash. */
  readonly parent: string
  /** The last event's height. */
  readonly height: number
}

/** Bytes to append, and the end that then holds. */
export interface Appended {
  readonly bytes: Uint8Array
  readonly end: ArchiveEnd
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const dataFile = (text: string, time: number): Uint8Array =>
  writeTarFile(`${sha256Hex(text)}.data.json`, utf8(text), time)

/** Appends data and the event that speaks of the last of them. */
function append(
  before: { timestamp: number; parent?: string; height: number },
  type: EventType,
  data: readonly string[],
): Appended {
  const payload = data.at(-1)
  const height = before.height + 1
  const event = eventCodec.write({
    ...(before.parent === undefined ? {} : { parent: before.parent }),
    height,
    type,
    ...(payload === undefined ? {} : { payload: sha256Hex(payload) }),
  })
  const parent = sha256Hex(event)
  const eventFile = writeTarFile(`${parent}.event.json`, utf8(event), before.timestamp)
  return {
    bytes: concatenate([...data.map(text => dataFile(text, before.timestamp)), eventFile]),
    end: { timestamp: before.timestamp, parent, height },
  }
}

/** Begins an archive. `timestamp` in seconds since 1970. */
export function beginArchive(setup: Setup, startedAt: number): Appended {
  const header = headerCodec.write({ version: 1, timestamp: BigInt(startedAt) })
  const data = setupDataCodec.write({
    election: sha256Hex(setup.election),
    trustees: sha256Hex(setup.trustees),
    credentials: sha256Hex(setup.credentials),
  })
  const { bytes, end } = append({ timestamp: startedAt, height: -1 }, 'Setup', [
    setup.election,
    setup.trustees,
    setup.credentials,
    data,
  ])
  return { bytes: concatenate([writeTarFile('BELENIOS', utf8(header), startedAt), bytes]), end }
}

export function appendBallot(end: ArchiveEnd, ballot: string): Appended {
  return append(end, 'Ballot', [ballot])
}

export function appendEndBallots(end: ArchiveEnd): Appended {
  return append(end, 'EndBallots', [])
}

/** Appends the two texts that `writeTally` makes. */
export function appendTally(end: ArchiveEnd, { tally, sized }: { tally: string; sized: string }): Appended {
  return append(end, 'EncryptedTally', [tally, sized])
}

/** Appends a partial decryption of the trustee `owner`, who counts from 1 through the trustees structure. */
export function appendDecryption(end: ArchiveEnd, owner: number, decryption: string): Appended {
  const owned = ownedDecryptionCodec.write({ owner, payload: sha256Hex(decryption) })
  return append(end, 'PartialDecryption', [decryption, owned])
}

export function appendResult(end: ArchiveEnd, result: string): Appended {
  return append(end, 'Result', [result])
}

/** What an archive holds, its chain of hashes and the order of its events already checked. */
export interface ArchiveContent {
  readonly setup: Setup
  /** Every ballot's text, in the order of casting. */
  readonly ballots: readonly string[]
  readonly isClosed: boolean
  readonly tally?: { readonly text: string; readonly sized: SizedEncryptedTally }
  readonly decryptions: readonly { readonly owner: number; readonly text: string }[]
  readonly result?: string
  readonly end: ArchiveEnd
}

/** What may follow what; a Setup follows nothing. */
const FOLLOWERS: Readonly<Record<EventType, readonly EventType[]>> = {
  Setup: ['Ballot', 'EndBallots'],
  Ballot: ['Ballot', 'EndBallots'],
  EndBallots: ['EncryptedTally'],
  EncryptedTally: ['PartialDecryption'],
  PartialDecryption: ['PartialDecryption', 'Result'],
  Result: [],
}

interface Draft {
  setup?: Setup
  ballots: string[]
  isClosed: boolean
  tally?: { text: string; sized: SizedEncryptedTally }
  decryptions: { owner: number; text: string }[]
  result?: string
}

/**
 * The data that stands between two events, to be taken in the order in which it is written: what the payload speaks of,
 * then the payload. Nothing may be left over.
 */
class Pending {
  #data: { readonly name: string; readonly text: string }[] = []

  add(name: string, text: string): void {
    this.#data.push({ name, text })
  }

  /** The payload, which stands last. */
  payload(name: string | undefined): string {
    if (name === undefined) throw new Refusal('archive.missing', 'payload')
    return this.#expect(this.#data.pop(), name)
  }

  /** The next of those that stand before it. */
  next(name: string): string {
    return this.#expect(this.#data.shift(), name)
  }

  /** Refuses data that the last event did not speak of. */
  end(): void {
    if (this.#data.length > 0) throw new Refusal('archive.unreferenced')
  }

  #expect(found: { readonly name: string; readonly text: string } | undefined, name: string): string {
    if (found?.name !== name) throw new Refusal('archive.missing', name)
    return found.text
  }
}

function takeEvent(draft: Draft, { type, payload }: ArchiveEvent, pending: Pending): void {
  if (type === 'EndBallots') {
    if (payload !== undefined) throw new Refusal('archive.unreferenced')
    draft.isClosed = true
    return
  }
  const text = pending.payload(payload)
  if (type === 'Setup') {
    const { election, trustees, credentials } = decode(setupDataCodec, text)
    draft.setup = {
      election: pending.next(election),
      trustees: pending.next(trustees),
      credentials: pending.next(credentials),
    }
  } else if (type === 'Ballot') draft.ballots.push(text)
  else if (type === 'Result') draft.result = text
  else if (type === 'EncryptedTally') {
    const sized = decode(sizedEncryptedTallyCodec, text)
    draft.tally = { text: pending.next(sized.encrypted_tally), sized }
  } else {
    const owned: OwnedDecryption = decode(ownedDecryptionCodec, text)
    draft.decryptions.push({ owner: owned.owner, text: pending.next(owned.payload) })
  }
}

/**
 * Reads an archive and checks its form: every file's hash, the chain, the order of events, that nothing is missing or
 * stands there unused. Throws Refusal archive.* or message.*.
 */
export function readArchive(bytes: Uint8Array): ArchiveContent {
  const [head, ...files] = readTar(bytes)
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const textOf = (content: Uint8Array): string => {
    try {
      return decoder.decode(content)
    } catch {
      throw new Refusal('message.malformed', 'not UTF-8')
    }
  }
  if (head?.name !== 'BELENIOS') throw new Refusal('archive.malformed')
  const header = decode(headerCodec, textOf(head.content))
  if (header.version !== 1) throw new Refusal('archive.malformed', 'unknown version')

  const pending = new Pending()
  const draft: Draft = { ballots: [], isClosed: false, decryptions: [] }
  let last: { hash: string; event: ArchiveEvent } | undefined
  for (const { name, content } of files) {
    const [, stated, kind] = /^([0-9a-f]{64})\.(data|event)\.json$/.exec(name) ?? []
    if (stated === undefined) throw new Refusal('archive.malformed', 'unknown file')
    if (sha256Hex(content) !== stated) throw new Refusal('archive.hash', name)
    const text = textOf(content)
    if (kind === 'data') {
      pending.add(stated, text)
      continue
    }
    const event = decode(eventCodec, text)
    const chained = last === undefined ? event.parent === undefined : event.parent === last.hash
    if (!chained || event.height !== (last?.event.height ?? -1) + 1) throw new Refusal('archive.chain', name)
    const allowed =
      last === undefined ? event.type === 'Setup' : FOLLOWERS[last.event.type].includes(event.type)
    if (!allowed) throw new Refusal('archive.order', event.type)
    takeEvent(draft, event, pending)
    pending.end()
    last = { hash: stated, event }
  }
  const { setup, ...rest } = draft
  if (setup === undefined || last === undefined) throw new Refusal('archive.missing', 'Setup')
  pending.end()
  const end = { timestamp: Number(header.timestamp), parent: last.hash, height: last.event.height }
  return { setup, ...rest, end }
}

/** A fault that readArchive found, as a value. */
export function archiveFault(error: unknown): Fault {
  if (error instanceof Refusal) return error.fault
  throw error
}
