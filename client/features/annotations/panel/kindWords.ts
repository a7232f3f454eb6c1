import type { PlacedNote } from '#shared/annotations/note.ts'

/** What each kind is called, as a thing. */
export const kindWords = {
  pen: 'kindPen',
  marker: 'kindMarker',
  highlight: 'kindHighlight',
  underline: 'kindUnderline',
  strikeOut: 'kindStrikeOut',
  sticky: 'kindSticky',
  textBox: 'kindTextBox',
  arrow: 'kindArrow',
  stamp: 'kindStamp',
} as const satisfies Readonly<Record<PlacedNote['kind'], string>>
