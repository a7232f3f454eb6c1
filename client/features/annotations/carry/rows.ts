import { topOf } from '../panel/threads.ts'
import type { Remaining } from './Carrier.ts'

/** Notes that are one line of the list: strokes of one writing go together. */
export interface Row {
  readonly first: Remaining
  readonly all: readonly Remaining[]
}

/** Milliseconds between two strokes of one writing. */
const onePause = 60_000

/** Remaining notes by version (in the order given), page and place; strokes of one hand that follow each other in one. */
export const rowsOf = (remaining: readonly Remaining[], versions: readonly string[]): readonly Row[] => {
  const rows: Remaining[][] = []
  const open = new Map<string, Remaining[]>()
  for (const each of [...remaining].sort((a, b) => a.note.at - b.note.at)) {
    const { note, layer, versionId, left } = each
    const key = [layer, versionId, note.author, note.page, note.ink, left].join('/')
    const row = open.get(key)
    const last = row?.at(-1)
    if (note.kind === 'pen' && row && last && note.at - last.note.at < onePause) row.push(each)
    else {
      const made = [each]
      rows.push(made)
      if (note.kind === 'pen') open.set(key, made)
    }
  }
  const place = ({ versionId }: Remaining) => versions.indexOf(versionId)
  return rows
    .flatMap(([first, ...rest]) => (first ? [{ first, all: [first, ...rest] }] : []))
    .sort(
      ({ first: a }, { first: b }) =>
        place(a) - place(b) || a.note.page - b.note.page || topOf(a.note) - topOf(b.note),
    )
}
