import type { PlacedNote } from '#shared/annotations/note.ts'
import type { PageAnnotations } from '../paper/pages.ts'

/** [N69] So many of a paper are listed: who needs more opens the file itself. */
export const mostInPaper = 2_000
/** Letters of a text that are shown, and of a name. */
const longestText = 4_000
const longestName = 120
/** Answers to answers to answers: no thread that people wrote goes deeper. */
const deepest = 50

/** What an annotation of the file itself is, by what it looks like. */
export type InPaperKind = PlacedNote['kind'] | 'shape' | 'file' | 'other'

export interface InPaperSaid {
  readonly id: string
  readonly author: string
  readonly text: string
  /** Milliseconds since the epoch; null where the file does not tell. */
  readonly at: number | null
}

/** An annotation that the uploaded file has itself. */
export interface InPaperNote extends InPaperSaid {
  /** From 1. */
  readonly page: number
  readonly kind: InPaperKind
  /** "#rrggbb"; null where the file tells none. */
  readonly colour: string | null
  /** Points of the upright page from its upper edge. */
  readonly top: number
  readonly replies: readonly InPaperSaid[]
  readonly resolved: boolean
}

const kinds: Readonly<Record<string, InPaperKind>> = {
  Highlight: 'highlight',
  Underline: 'underline',
  Squiggly: 'underline',
  StrikeOut: 'strikeOut',
  Ink: 'pen',
  Text: 'sticky',
  FreeText: 'textBox',
  Line: 'arrow',
  Stamp: 'stamp',
  Square: 'shape',
  Circle: 'shape',
  Polygon: 'shape',
  PolyLine: 'shape',
  Caret: 'other',
  Redact: 'other',
  FileAttachment: 'file',
}

/** An annotation as pdf.js tells it, of which nothing is sure. */
type Raw = Readonly<Record<string, unknown>>
interface Read extends InPaperNote {
  readonly to: string | null
  readonly state: string | null
}

/** [N68] [N69] What a page's annotations say, in reading order; at most `limit` of them. */
export function inPaperOf(page: number, found: PageAnnotations, limit: number): InPaperNote[] {
  const read: Read[] = []
  for (const each of found.annotations) {
    // Replies count too: a thread of ten thousand is as hostile as ten thousand notes.
    if (read.length >= limit) break
    const note = readOne(page, each, found)
    if (note) read.push(note)
  }
  const byId = new Map(read.map(note => [note.id, note]))
  const under = new Map<string, Read[]>()
  const roots: Read[] = []
  for (const note of read) {
    const root = rootOf(note, byId)
    if (root === note) roots.push(note)
    else under.set(root.id, [...(under.get(root.id) ?? []), note])
  }
  return roots
    .map(({ to, state, ...note }) => ({ ...note, ...threadOf(under.get(note.id) ?? []) }))
    .sort((a, b) => a.top - b.top || (a.at ?? 0) - (b.at ?? 0))
}

/** The note that a reply belongs to in the end; itself where that leads nowhere, in a circle or too far. */
function rootOf(note: Read, byId: ReadonlyMap<string, Read>): Read {
  let at = note
  for (let step = 0; step < deepest; step++) {
    const next = at.to === null ? undefined : byId.get(at.to)
    if (!next) return at
    at = next
  }
  return note
}

function threadOf(under: readonly Read[]): Pick<InPaperNote, 'replies' | 'resolved'> {
  const inOrder = [...under].sort((a, b) => (a.at ?? 0) - (b.at ?? 0))
  const last = inOrder.findLast(({ state }) => state !== null)
  return {
    replies: inOrder
      .filter(({ state, text }) => state === null && text !== '')
      .map(({ id, author, text, at }) => ({ id, author, text, at })),
    resolved: last?.state === 'Completed',
  }
}

function readOne(page: number, found: unknown, { toUpright }: PageAnnotations): Read | null {
  if (typeof found !== 'object' || found === null) return null
  const raw = found as Raw
  const kind = kinds[String(raw.subtype)]
  const top = topOf(raw.rect, toUpright)
  if (!kind || !Object.hasOwn(kinds, String(raw.subtype)) || top === null || typeof raw.id !== 'string')
    return null
  return {
    page,
    kind,
    top,
    id: `${page}/${raw.id}`,
    author: textOf(raw.titleObj, longestName),
    text: textOf(raw.contentsObj, longestText) || linesOf(raw.textContent),
    at: dateOf(raw.modificationDate) ?? dateOf(raw.creationDate),
    colour: colourOf(raw.color),
    to: typeof raw.inReplyTo === 'string' ? `${page}/${raw.inReplyTo}` : null,
    state: raw.stateModel === 'Review' && typeof raw.state === 'string' ? raw.state : null,
    replies: [],
    resolved: false,
  }
}

/** How far down the upright page it begins; null where it lies nowhere. */
function topOf(rect: unknown, toUpright: PageAnnotations['toUpright']): number | null {
  if (!Array.isArray(rect) || rect.length !== 4 || !rect.every(Number.isFinite)) return null
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = rect.map(Number)
  const top = Math.min(toUpright(x1, y1)[1], toUpright(x2, y2)[1])
  return Number.isFinite(top) ? Math.min(Math.max(top, 0), 20_000) : null
}

/** A text as pdf.js gives it: { str }. Controls and halves of pairs are taken out. */
function textOf(value: unknown, longest: number): string {
  const text = typeof value === 'object' && value !== null ? (value as Raw).str : ''
  return typeof text === 'string' ? clean(text, longest) : ''
}

const linesOf = (value: unknown): string =>
  Array.isArray(value)
    ? clean(
        value
          .slice(0, 200)
          .filter(line => typeof line === 'string')
          .join('\n'),
        longestText,
      )
    : ''

const clean = (text: string, longest: number): string =>
  text
    .slice(0, longest)
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    // Marks of direction would let a text reach over its neighbours.
    .replace(/[^\P{C}\n\t\u200d]/gu, '')
    .normalize('NFC')
    .trim()

function colourOf(value: unknown): string | null {
  const parts = [...bytesOf(value)].map(Number)
  if (parts.length !== 3 || !parts.every(part => part >= 0 && part <= 255)) return null
  return `#${parts.map(part => Math.round(part).toString(16).padStart(2, '0')).join('')}`
}

/** Numbers as pdf.js gives them: an array, or a typed one. */
function bytesOf(value: unknown): Iterable<unknown> {
  if (Array.isArray(value)) return value
  return ArrayBuffer.isView(value) && value.byteLength <= 4
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : []
}

/** A date as files have it (ISO 32000-2, 7.9.4); null where it is none. */
export function dateOf(value: unknown): number | null {
  if (typeof value !== 'string') return null
  const match = /^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?/.exec(
    value.slice(0, 40),
  )
  if (!match) return null
  const part = (index: number, other: number) => Number(match[index] ?? other)
  const utc = Date.UTC(part(1, 0), part(2, 1) - 1, part(3, 1), part(4, 0), part(5, 0), part(6, 0))
  const away = (part(9, 0) * 60 + part(10, 0)) * 60_000
  const at = match[8] === '-' ? utc + away : utc - away
  return part(1, 0) >= 1900 && Number.isFinite(at) ? at : null
}
