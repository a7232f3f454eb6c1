import { type Eyes, sees } from '../meetings/audience.rules.ts'
import type { Audience, MeetingRole, MeetingState } from '../meetings/meetings.contract.ts'
import { Note, strokePoints } from './note.ts'
import { unpackStroke } from './stroke.ts'
import type { NoteRefusal } from './wire.ts'

/** [N8] [N14] What is enough for a paper with hundreds of pages; more is a mistake or an attack. */
export const layerLimits = {
  groupsPerPaper: 60,
  groupsPerPerson: 12,
  /** The longest stroke (8,000 points) packed, with room for a quote. */
  noteBytes: 64 * 1024,
  /** A hundred thousand usual strokes. */
  layerBytes: 32 * 1024 * 1024,
} as const

/** A group's layer, as far as rights go. */
export interface GroupLayer {
  readonly makerId: string
  readonly readers: Audience
  readonly writers: Audience
}

/** Somebody before one version of a paper. */
export interface LayerScene {
  /** What they are to the meeting; null where they may not know of it. */
  readonly eyes: (Eyes & { readonly screen: boolean }) | null
  readonly state: MeetingState
  /** They see the paper, and this version of it can be read. */
  readonly seesPaper: boolean
  /** This version is presented now. */
  readonly presented: boolean
  /** It is presented from their login. */
  readonly presents: boolean
}

/** What somebody may do in a layer that they read. */
export interface LayerRight {
  readonly write: boolean
  /** [N11] They may remove others' notes. */
  readonly removeAny: boolean
}

const reads: LayerRight = { write: false, removeAny: false }
const writes: LayerRight = { write: true, removeAny: false }
/** [N4] Those who write where everyone shares; tellers and operators read. */
const writers: readonly MeetingRole[] = ['chair', 'member', 'standIn', 'invitee']

/** [N4] Whether somebody writes in the layer that everyone shares, as far as who they are goes. */
export const sharesWriting = (eyes: Eyes): boolean =>
  eyes.secretary || (eyes.role !== null && writers.includes(eyes.role))

/** [N6] An audience by what somebody is in the meeting, not by their office. */
const among = (audience: Audience, eyes: Eyes): boolean => sees(audience, { ...eyes, secretary: false })

const inGroup = (group: GroupLayer, eyes: Eyes): LayerRight | null => {
  if (eyes.accountId === null) return null
  if (group.makerId === eyes.accountId) return { write: true, removeAny: true }
  if (among(group.writers, eyes)) return writes
  return among(group.readers, eyes) ? reads : null
}

const rightWhileOn = (
  layer: 'private' | 'everyone' | 'presenting' | GroupLayer,
  { eyes, presented, presents }: LayerScene & { readonly eyes: NonNullable<LayerScene['eyes']> },
): LayerRight | null => {
  if (layer === 'presenting') {
    if (eyes.screen) return presented ? reads : null
    return presents ? writes : reads
  }
  // [N4] A screen is nobody: it has no notes, and shows none but the presenter's.
  if (eyes.screen || eyes.accountId === null) return null
  if (layer === 'private') return writes
  if (layer === 'everyone') return sharesWriting(eyes) ? writes : reads
  return inGroup(layer, eyes)
}

/** [N1] to [N9] What somebody may do in a layer of a version; null where it is not there for them. */
export const layerRight = (
  layer: 'private' | 'everyone' | 'presenting' | GroupLayer,
  scene: LayerScene,
): LayerRight | null => {
  const { eyes } = scene
  if (eyes === null || (scene.state === 'draft' && !eyes.secretary)) return null
  if (!scene.seesPaper && !(eyes.screen && scene.presented)) return null
  const right = rightWhileOn(layer, { ...scene, eyes })
  return right !== null && scene.state === 'cancelled' && layer !== 'private' ? reads : right
}

/** [N7] Nobody is left who could remove the layer: its maker takes no part any more and is no secretary. */
export const isOrphaned = (maker: { takesPart: boolean; secretary: boolean }): boolean =>
  !maker.takesPart && !maker.secretary

/** What somebody may do with a group's layer of a paper that they see. */
export interface GroupCan {
  readonly read: boolean
  readonly write: boolean
  readonly change: boolean
  readonly remove: boolean
}

/** [N6] [N7] [N9] As GroupCan says; all false where the layer is not there for them. */
export const groupCan = (
  group: GroupLayer,
  eyes: Eyes & { readonly screen: boolean },
  now: { readonly state: MeetingState; readonly orphaned: boolean },
): GroupCan => {
  const right = inGroup(group, eyes)
  const maker = group.makerId === eyes.accountId
  const on = now.state !== 'cancelled'
  return {
    read: right !== null,
    write: right?.write === true && on,
    change: maker && on,
    remove: maker || (eyes.secretary && now.orphaned),
  }
}

/** [N6] [N9] Whether somebody may make group layers in a meeting, on papers that they see. */
export const mayMakeLayer = (eyes: Eyes, state: MeetingState): boolean =>
  sharesWriting(eyes) && state !== 'cancelled'

/** [N8] [N9] Why a layer may not be made by somebody who has the right; null where it may. */
export const makeProblem = (now: {
  state: MeetingState
  /** Group layers of the paper, and those of them that the person made. */
  layers: number
  own: number
}): 'meeting.wrongState' | 'layers.tooMany' | null => {
  if (now.state === 'cancelled') return 'meeting.wrongState'
  return now.layers >= layerLimits.groupsPerPaper || now.own >= layerLimits.groupsPerPerson
    ? 'layers.tooMany'
    : null
}

/** [N10] An id that a writer makes: a UUID, or anything as plain. */
const noteId = /^[A-Za-z0-9_-]{1,64}$/

/** [N10] The author that a value names, if it names one: whose note it says to be. */
export const authorOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'author' in value && typeof value.author === 'string'
    ? value.author
    : null

/** So far ahead of the server's clock a note may be dated: a tablet's own clock is wrong by less, or set by hand. */
const aheadMs = 86_400_000

const fitsShared = (value: unknown, now: number): boolean => {
  const note = Note.safeParse(value)
  if (!note.success || Math.max(note.data.at, note.data.changedAt) > now + aheadMs) return false
  return 'stroke' in note.data ? unpackStroke(note.data.stroke, strokePoints) !== null : true
}

/** One entry of a layer's map, before and after an update; undefined where there is none. */
export interface NoteChange {
  readonly id: string
  readonly before: unknown
  readonly after: unknown
  /** Bytes of the value after the update, as it is stored; 0 for none. */
  readonly bytes: number
  /** Milliseconds since the epoch, by the server's clock. */
  readonly now: number
}

/** [N10] [N14] In a private layer: sealed bytes, under an id, not too many. */
const judgePrivate = ({ id, after, bytes }: NoteChange): NoteRefusal | null =>
  after === undefined || (after instanceof Uint8Array && noteId.test(id) && bytes <= layerLimits.noteBytes)
    ? null
    : 'notes.invalid'

/**
 * [N11] [N14] Why an update may not change an entry so; null where it may. What is refused goes back to what it was.
 */
export const judgeChange = (
  change: NoteChange,
  writer: { readonly accountId: string; readonly removeAny: boolean; readonly private: boolean },
): NoteRefusal | null => {
  if (writer.private) return judgePrivate(change)
  const { id, before, after, bytes, now } = change
  const foreign = before !== undefined && authorOf(before) !== writer.accountId
  if (after === undefined) return foreign && !writer.removeAny ? 'notes.foreign' : null
  if (foreign) return 'notes.foreign'
  if (!noteId.test(id) || bytes > layerLimits.noteBytes || !fitsShared(after, now)) return 'notes.invalid'
  return authorOf(after) === writer.accountId ? null : 'notes.foreign'
}
