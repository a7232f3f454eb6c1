import type { PlacedNote } from '#shared/annotations/note.ts'
import { type ThreadOf, threadsOf, topOf } from '../../panel/threads.ts'
import type { ExportLayer, ExportOptions } from './types.ts'

/** One note that is taken along, with what was said under it. */
export interface Taken {
  readonly id: string
  readonly note: PlacedNote
  readonly layer: ExportLayer
  readonly thread: ThreadOf
}

/** Notes in reading order: by page, down the page, then by time; the same for the same notes. */
export function taken(
  layers: readonly ExportLayer[],
  { resolved, paper, at }: Pick<ExportOptions, 'resolved' | 'paper' | 'at'>,
): Taken[] {
  const list: (Taken & { readonly top: number })[] = []
  for (const layer of layers) {
    const threads = threadsOf(layer.notes, at)
    for (const [id, note] of layer.notes) {
      if (!('page' in note) || note.page > paper.pageCount) continue
      const thread = threads(id)
      if (thread.resolved && !resolved) continue
      list.push({ id, note, layer, thread, top: topOf(note) })
    }
  }
  return list.sort(
    (a, b) => a.note.page - b.note.page || a.top - b.top || a.note.at - b.note.at || (a.id < b.id ? -1 : 1),
  )
}
