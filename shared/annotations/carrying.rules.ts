import { digest } from 'lib0/hash/sha256'
import type { Note, PlacedNote } from './note.ts'

/** What was said under a note: it belongs to that one. */
export type SaidNote = Extract<Note, { kind: 'reply' | 'state' }>

/** [N51] [N52] What carrying has to do with one layer of an earlier version. */
export interface ToCarry {
  /** Own notes that are neither carried nor left. */
  readonly notes: ReadonlyMap<string, PlacedNote>
  /** Own replies and states whose note stands in the new layer, and they do not; `to` is where it stands there. */
  readonly said: ReadonlyMap<string, SaidNote>
  /** Own ones that wait until their note is carried by its author: the id of that note, and who that is. */
  readonly waiting: ReadonlyMap<string, string>
  /** Own ones that stand in the new layer and have no companion yet. */
  readonly done: readonly string[]
  /** Others' notes that are not carried yet. */
  readonly others: ReadonlyMap<string, PlacedNote>
}

/** [N52] The id after another for one author's note: a UUID (RFC 9562, 5.8) that every device of theirs finds. */
const idAfter = (id: string, author: string): string => {
  const hash = digest(new TextEncoder().encode(`${id}~${author}`))
  const letters = [...hash.subarray(0, 16)].map(byte => byte.toString(16).padStart(2, '0')).join('')
  const variant = '89ab'[(hash[8] ?? 0) % 4]
  return [
    ...[letters.slice(0, 8), letters.slice(8, 12), `8${letters.slice(13, 16)}`],
    ...[`${variant}${letters.slice(17, 20)}`, letters.slice(20)],
  ].join('-')
}

/** So many ids after the first are looked at though nobody holds those before: who held one may have gone. */
const lookedAfter = 4
const evaders = new WeakMap<ReadonlyMap<string, Note>, boolean>()

/** Whether any note of a layer has an id of idAfter: as a rule none has, and nothing is reckoned. */
const hasEvaders = (layer: ReadonlyMap<string, Note>): boolean => {
  const known = evaders.get(layer)
  if (known !== undefined) return known
  const has = [...layer.keys()].some(id => id[14] === '8')
  evaders.set(layer, has)
  return has
}

/**
 * [N52] Under which id an author's note of an earlier version stands in the new layer; null where it does not. What
 * somebody else put under its id is not it.
 */
export const standsAs = (newer: ReadonlyMap<string, Note>, id: string, author: string): string | null => {
  let at = id
  for (let step = 0; step <= newer.size + lookedAfter; step += 1) {
    const there = newer.get(at)
    if (there?.author === author) return at
    if (there === undefined && (step >= lookedAfter || !hasEvaders(newer))) return null
    at = idAfter(at, author)
  }
  return null
}

/** [N52] The id under which an author's note is put in the new layer: its own, or the next that nobody else holds. */
export const idInNewer = (newer: ReadonlyMap<string, Note>, id: string, author: string): string => {
  const stands = standsAs(newer, id, author)
  if (stands !== null) return stands
  let at = id
  // As many others as there are cannot hold one more than that.
  for (let step = 0; step < newer.size && newer.has(at); step += 1) at = idAfter(at, author)
  return at
}

/** Notes of a layer that their own authors carried, or left for good. */
export const settledIn = (older: ReadonlyMap<string, Note>): ReadonlySet<string> => {
  const settled = new Set<string>()
  for (const note of older.values())
    if (note.kind === 'carried' && older.get(note.to)?.author === note.author) settled.add(note.to)
  return settled
}

/** [N51] [N52] What is left to do with a layer of an earlier version, for one person. */
export const whatToCarry = (
  older: ReadonlyMap<string, Note>,
  newer: ReadonlyMap<string, Note>,
  me: string,
): ToCarry => {
  const settled = settledIn(older)
  const notes = new Map<string, PlacedNote>()
  const said = new Map<string, SaidNote>()
  const waiting = new Map<string, string>()
  const others = new Map<string, PlacedNote>()
  const done: string[] = []
  const say = (id: string, note: SaidNote): void => {
    // It belongs to what its writer read: the note of that author, wherever it stands now.
    const author = older.get(note.to)?.author
    if (author === undefined) return
    const to = standsAs(newer, note.to, author)
    if (to !== null) said.set(id, { ...note, to })
    else if (!settled.has(note.to)) waiting.set(note.to, author)
  }
  for (const [id, note] of older) {
    if (note.kind === 'carried' || settled.has(id)) continue
    const stands = standsAs(newer, id, note.author) !== null
    if (note.author !== me) {
      if ('page' in note && !stands) others.set(id, note)
    } else if (stands) done.push(id)
    else if ('page' in note) notes.set(id, note)
    else say(id, note)
  }
  return { notes, said, waiting, done, others }
}

/**
 * [N52] The companion of a note that its author carried to a version, or left for good (null), as an entry of the old
 * layer. Its id follows from the note's, so that two devices write one; where somebody else took that, `otherId`.
 */
export const companionOf = (
  older: ReadonlyMap<string, Note>,
  carried: { readonly id: string; readonly author: string; readonly versionId: string | null },
  now: number,
  otherId: string,
): [string, Note] => {
  const usual = `carried-${carried.id}`.slice(0, 64)
  const there = older.get(usual)
  const free = there === undefined || there.author === carried.author
  return [
    free ? usual : otherId,
    {
      ...{ kind: 'carried', author: carried.author, at: now, changedAt: now },
      ...{ to: carried.id, versionId: carried.versionId },
    },
  ]
}
