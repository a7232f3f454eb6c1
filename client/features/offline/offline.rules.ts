import type { LoginEndReason } from '#shared/contract/close.ts'
import type { MeetingState } from '#shared/meetings/meetings.contract.ts'

/** [O3] Bytes of one kept piece. */
export const pieceBytes = 1_048_576
/** [O1] A meeting of the next morning is fetched in the evening before. */
const aheadMs = 18 * 3_600_000
/** [O12] */
const keptAfterMs = 7 * 86_400_000
/** [O8] Clocks of tablets jump a little when they are set by the network. */
const clockToleranceMs = 10 * 60_000

export const pieceCount = (size: number): number => Math.ceil(size / pieceBytes)

/** The bytes of a piece: from `begin` up to, not including, `end`. */
export const pieceRange = (size: number, piece: number): { begin: number; end: number } => ({
  begin: piece * pieceBytes,
  end: Math.min(size, (piece + 1) * pieceBytes),
})

/** The pieces that hold the bytes from `begin` up to, not including, `end`. */
export const piecesOf = (begin: number, end: number): number[] => {
  const pieces: number[] = []
  for (let piece = Math.floor(begin / pieceBytes); piece * pieceBytes < end; piece += 1) pieces.push(piece)
  return pieces
}

export interface ListedMeeting {
  readonly id: string
  readonly state: MeetingState
  readonly startsAt: number
  readonly endsAt: number
}

const sits = (state: MeetingState): boolean => state === 'open' || state === 'paused'

/** [O1] Whether a meeting's papers are fetched ahead; `sameDay` tells whether it begins on the present day. */
export const fetchedAhead = (meeting: ListedMeeting, now: number, sameDay: boolean): boolean =>
  sits(meeting.state) ||
  (meeting.state === 'published' &&
    (sameDay || (meeting.startsAt > now && meeting.startsAt - now <= aheadMs)))

/** [O2] Meetings in the order in which they are fetched. */
export const byUrgency = (one: ListedMeeting, other: ListedMeeting): number =>
  Number(sits(other.state)) - Number(sits(one.state)) || one.startsAt - other.startsAt

/** A paper that is to be kept. */
export interface WantedPaper {
  readonly versionId: string
  readonly documentId: string
  readonly meetingId: string
  /** Bytes. */
  readonly size: number
}

interface AgendaPaper {
  readonly id: string
  readonly itemId: string
  readonly order: number
  readonly version: { readonly id: string; readonly state: string; readonly paperBytes?: number } | null
}

/** [O2] A meeting's papers in the order in which they are fetched. */
export const wantedOf = (
  meetingId: string,
  items: readonly { readonly id: string; readonly number: number; readonly state: string }[],
  papers: readonly AgendaPaper[],
): WantedPaper[] => {
  const place = new Map(items.map(({ id, number, state }) => [id, state === 'current' ? 0 : number]))
  return [...papers]
    .sort(
      (one, other) =>
        (place.get(one.itemId) ?? Number.MAX_SAFE_INTEGER) -
          (place.get(other.itemId) ?? Number.MAX_SAFE_INTEGER) || one.order - other.order,
    )
    .flatMap(({ id, version }) =>
      version?.state === 'ready' && version.paperBytes !== undefined
        ? [{ versionId: version.id, documentId: id, meetingId, size: version.paperBytes }]
        : [],
    )
}

/** Which pieces of which versions are on the device. */
export type HeldPieces = ReadonlyMap<string, ReadonlySet<number>>

/** [O2] What is fetched next; null when everything is there. `passed` are versions that the server refused. */
export const nextPiece = (
  wanted: readonly WantedPaper[],
  held: HeldPieces,
  passed: ReadonlySet<string>,
): { readonly paper: WantedPaper; readonly piece: number } | null => {
  const papers = wanted.filter(({ versionId }) => !passed.has(versionId))
  const lacks = (paper: WantedPaper, piece: number) => held.get(paper.versionId)?.has(piece) !== true
  for (const paper of papers)
    for (const piece of [0, pieceCount(paper.size) - 1]) if (lacks(paper, piece)) return { paper, piece }
  for (const paper of papers)
    for (let piece = 1; piece < pieceCount(paper.size); piece += 1)
      if (lacks(paper, piece)) return { paper, piece }
  return null
}

/** Bytes of the wanted papers that are held, and of all of them. */
export const progressOf = (
  wanted: readonly WantedPaper[],
  held: HeldPieces,
): { readonly held: number; readonly total: number } => {
  let have = 0
  let total = 0
  for (const { versionId, size } of wanted) {
    total += size
    for (const piece of held.get(versionId) ?? []) {
      const { begin, end } = pieceRange(size, piece)
      have += Math.max(0, end - begin)
    }
  }
  return { held: have, total }
}

/** A paper of which something is on the device. */
export interface KeptPaper extends WantedPaper {
  /** When its first piece came, milliseconds since the epoch. */
  readonly addedAt: number
}

/**
 * [O11] [O12] Versions that must go. `meetings` is the viewer's list, null where it is not known; `papersOf` the
 * versions that a meeting has now, null where they are not known.
 */
export const toErase = (
  kept: readonly KeptPaper[],
  meetings: readonly ListedMeeting[] | null,
  papersOf: (meetingId: string) => ReadonlySet<string> | null,
  now: number,
): string[] =>
  kept
    .filter(({ versionId, meetingId }) => {
      if (papersOf(meetingId)?.has(versionId) === false) return true
      if (meetings === null) return false
      const meeting = meetings.find(({ id }) => id === meetingId)
      if (meeting === undefined) return true
      const over = meeting.state === 'closed' || meeting.state === 'cancelled'
      return over && now - meeting.endsAt > keptAfterMs
    })
    .map(({ versionId }) => versionId)

/** [O13] The paper that makes room: the oldest that is not wanted now; null where all are. */
export const makesRoom = (kept: readonly KeptPaper[], wanted: readonly WantedPaper[]): string | null => {
  const needed = new Set(wanted.map(({ versionId }) => versionId))
  const spare = kept.filter(({ versionId }) => !needed.has(versionId))
  spare.sort((one, other) => one.addedAt - other.addedAt)
  return spare[0]?.versionId ?? null
}

/** Whose the kept things are, and how long they may be read. */
export interface Holder {
  readonly accountId: string
  /** When the login ends, by this device's clock. */
  readonly expiresAt: number
  /** The latest time that this device's clock has shown. */
  readonly seenAt: number
  readonly locked: boolean
}

/**
 * [O8] [O10] Whether what is kept may be read by this account now. `confirmed`: the server itself said just now that
 * the account is signed in.
 */
export const mayRead = (
  holder: Holder,
  accountId: string,
  now: number,
  confirmed: boolean,
): 'open' | 'locked' | 'foreign' => {
  if (holder.accountId !== accountId) return 'foreign'
  if (confirmed) return 'open'
  const turnedBack = now < holder.seenAt - clockToleranceMs
  return holder.locked || turnedBack || now >= holder.expiresAt ? 'locked' : 'open'
}

/** [O8] [O10] What the end of a login does to what is kept. `none`: the server does not know the login any more. */
export const afterEnd = (
  reason: LoginEndReason | 'none',
  holder: Pick<Holder, 'expiresAt' | 'locked'>,
  now: number,
): 'lock' | 'erase' =>
  reason === 'expired' || (reason === 'none' && (holder.locked || now >= holder.expiresAt)) ? 'lock' : 'erase'
