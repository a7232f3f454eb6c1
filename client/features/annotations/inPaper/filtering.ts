import type { Filter } from '../panel/threads.ts'
import type { InPaperNote } from './inPaper.ts'

/** An author of the file itself among the choices of a filter: accounts are ids, these are names. */
export const authorValue = (name: string): string => `in paper: ${name}`

/** Who wrote in the file itself, by name; each once. */
export const authorsOf = (notes: readonly InPaperNote[]): string[] =>
  [...new Set(notes.map(({ author }) => author))].filter(name => name !== '')

/** What of the file itself passes the list's filter. */
export const matching = (notes: readonly InPaperNote[], filter: Filter): readonly InPaperNote[] =>
  notes.filter(
    ({ author, kind, resolved, replies }) =>
      (filter.author === 'all' || filter.author === authorValue(author)) &&
      (filter.kind === 'all' || filter.kind === kind) &&
      (filter.state === 'all' ||
        (filter.state === 'resolved' && resolved) ||
        (filter.state === 'open' && !resolved) ||
        (filter.state === 'discussed' && replies.length > 0)),
  )
