import type { readerVi } from './reader.vi.ts'

export type ReaderTextKey = keyof typeof readerVi

/** Gives the reader its words: `useT('reader')` of the shell fits, and so does `textOf(readerVi)`. */
export type ReaderText = (key: ReaderTextKey, values?: Readonly<Record<string, string | number>>) => string

/** A `ReaderText` out of one catalogue, for screens without the shell. */
export function textOf(catalogue: Readonly<Record<ReaderTextKey, string>>): ReaderText {
  return (key, values = {}) =>
    catalogue[key].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
}
