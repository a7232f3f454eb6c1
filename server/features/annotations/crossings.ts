import * as Y from 'yjs'

/** What one looks for in the entries that stood under one note's id, the newest last. */
export interface Crossing {
  /** Whether the writer's account wrote an entry. */
  isOwn(entry: Y.Item): boolean
  /** Whether it came with the update. */
  isNew(entry: Y.Item): boolean
  /** Whether the update removes it. */
  removes(entry: Y.Item): boolean
  /** Whether it came as a change: an answer to what the server lacks names all that is gone, whoever removed it. */
  readonly live: boolean
}

/**
 * [N11] What a writer did to a note of their own while somebody else tampered with it. Yjs orders changes that knew
 * nothing of each other by client id, so that what the server put back may stand over what the author meant.
 * @param shown the entry that stands under the note's id.
 * @returns what is to stand there (undefined: nothing), or null where nothing of the author's was covered.
 */
export const coveredChange = (
  shown: Y.Item,
  { isOwn, isNew, removes, live }: Crossing,
): { readonly value: unknown } | null => {
  if (isOwn(shown)) return null
  for (let entry = shown.left; entry !== null; entry = entry.left) {
    if (live && removes(entry)) return { value: undefined }
    if (!isOwn(entry)) continue
    if (!isNew(entry)) return null
    return {
      value: entry.content instanceof Y.ContentDeleted ? undefined : entry.content.getContent().at(-1),
    }
  }
  return null
}
