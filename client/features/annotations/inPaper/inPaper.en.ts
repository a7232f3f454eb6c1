import type { English } from '#client/i18n/English.ts'
import type { inPaperVi } from './inPaper.vi.ts'

export const inPaperEn: English<typeof inPaperVi> = {
  layer: 'Already in the paper',
  hint: 'These notes are in the file that was uploaded: they can be read here, not changed.',
  show: 'Show on the page',
  looking: 'Looking through the paper',
  more: 'The paper has more; the first {{count}} notes are listed here.',
  more_one: 'The paper has more; the first note is listed here.',
  shape: 'Drawing',
  file: 'Attached file',
  other: 'Mark on the page',
  nobody: 'Author unknown',
  noneMatch: 'No note in the paper is like that.',
}
