import type { Note, PlacedNote } from './note.ts'

/** What was said under a note: it belongs to that one. */
export type SaidNote = Extract<Note, { kind: 'reply' | 'state' }>

/** [N51] [N52] What carrying has to do with one layer of an earlier version. */
export interface ToCarry {
  /** Own notes that are neither carried nor left. */
  readonly notes: ReadonlyMap<string, PlacedNote>
  /** Own replies and states whose note stands in the new layer, and they do not. */
  readonly said: ReadonlyMap<string, SaidNote>
  /** Own ones that wait until their note is carried by its author: by the id of that note. */
  readonly waiting: ReadonlySet<string>
  /** Own ones that stand in the new layer and have no companion yet. */
  readonly done: readonly string[]
  /** Others' notes that are not carried yet. */
  readonly others: ReadonlyMap<string, PlacedNote>
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
  const waiting = new Set<string>()
  const others = new Map<string, PlacedNote>()
  const done: string[] = []
  for (const [id, note] of older) {
    if (note.kind === 'carried' || settled.has(id)) continue
    const stands = newer.has(id)
    if (note.author !== me) {
      if ('page' in note && !stands) others.set(id, note)
    } else if (stands) done.push(id)
    else if ('page' in note) notes.set(id, note)
    else if (newer.has(note.to)) said.set(id, note)
    else if (!settled.has(note.to)) waiting.add(note.to)
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
