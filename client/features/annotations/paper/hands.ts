import { type Ink, inks, type PlacedNote, type Quote, strokePoints } from '#shared/annotations/note.ts'
import { packStroke, type StrokePoint } from '#shared/annotations/stroke.ts'
import type { Gesture, NotesLayer } from '../layer.ts'
import { change, changeAll, type Found, mayChange, type NotesHere } from '../tools/deeds.ts'
import { type NoteRef, refKey, type Tool, useNotes } from '../tools/notesStore.ts'
import { type Box, boundsOf, boxAround, caught, crosses, touches } from './geometry.ts'
import type { PageInk } from './PageInk.ts'
import type { Hand } from './Pointing.ts'
import type { PageFrame, Point } from './pages.ts'
import { arrowOutline, paintNote, pathOf } from './paintNote.ts'
import { coveredBy, quoteIn, type TextLine } from './textLines.ts'

/** One page, as tools see it. */
export interface PageSite {
  readonly page: number
  readonly here: NotesHere
  readonly layer: NotesLayer
  readonly ink: PageInk
  frame(): PageFrame
  /** The page's lines of text; empty where it has none, or they are not drawn yet. */
  lines(): readonly TextLine[]
  /** Notes of this page in the layers that are shown, lowest first. */
  notes(): readonly Found<PlacedNote>[]
  /** Takes notes out of sight while they are being erased. */
  hide(keys: ReadonlySet<string>): void
  /** Shows the own laser's trail; null ends it. */
  laser(trail: readonly (readonly [number, number])[] | null): void
  /** There are no words here to follow. */
  noWords(): void
}

/** CSS pixels around a fingertip or a pen's point that still count as touching. */
const reach = { pen: 6, mouse: 6, touch: 14 } as const
/** [N21] 30 gestures a second are told; the rest are drawn here alone. */
const tellEvery = 40

/** What a held tool does on a page. */
export function handOf(tool: Tool, site: PageSite): Hand {
  switch (tool) {
    case 'pen':
      return strokeHand(site)
    case 'highlight':
    case 'underline':
    case 'strikeOut':
      return textHand(tool, site)
    case 'eraser':
      return eraserHand(site)
    case 'select':
      return selectHand(site)
    case 'arrow':
      return arrowHand(site)
    case 'laser':
      return laserHand(site)
    default:
      return tapHand(site, at => placeNote(tool, site, at))
  }
}

/** What every new note has. */
export function fresh(site: Pick<PageSite, 'page' | 'here'>, ink: Ink) {
  const at = site.here.now()
  return { author: site.here.me, at, changedAt: at, page: site.page, ink }
}

const quoted = (quote: Quote | null): { quote?: Quote } => (quote && quote.exact !== '' ? { quote } : {})

const put = (site: PageSite, note: PlacedNote): NoteRef => {
  const id = crypto.randomUUID()
  change(site.layer, [[id, note]])
  return { layer: site.layer.name, id }
}

function strokeHand(site: PageSite): Hand {
  const { inks: chosen, penWidth } = useNotes.getState()
  const stroke = { tool: 'pen', ink: chosen.pen, width: penWidth } as const
  const points: StrokePoint[] = []
  const tell = teller(site.layer, () => drawing(site.page, stroke, points))
  const done = () => {
    tell.end()
    site.ink.clear()
  }
  return {
    begin(point) {
      points.push(point)
      site.ink.begin(stroke)
      site.ink.draw(stroke, points, [])
    },
    draw(more, expected) {
      if (points.length + more.length > strokePoints) return
      points.push(...more)
      site.ink.draw(stroke, points, expected)
      tell.now()
    },
    end() {
      const box = boxAround(points, 1)
      put(site, {
        kind: 'pen',
        ...fresh(site, stroke.ink),
        width: stroke.width,
        stroke: packStroke(points),
        ...quoted(quoteIn(site.lines(), box)),
      })
      done()
    },
    drop: done,
  }
}

const drawing = (
  page: number,
  stroke: { tool: 'pen' | 'marker'; ink: Ink; width: number },
  points: readonly StrokePoint[],
): Gesture => ({
  kind: 'drawing',
  tool: stroke.tool,
  page,
  ink: inks[stroke.ink],
  width: stroke.width,
  // [N21] 16 KiB are about 3,000 points; who follows sees the end of a longer stroke.
  stroke: btoa(String.fromCharCode(...packStroke(points.slice(-2_000)))),
})

/** Tells others, at most 25 times a second; the last is always told. */
function teller(layer: NotesLayer, gesture: () => Gesture) {
  let last = -Infinity
  return {
    now() {
      const at = performance.now()
      if (at - last < tellEvery) return
      last = at
      layer.show(gesture())
    },
    end: () => layer.show(null),
  }
}

/** How broad a free highlighter is where there is no text, in points. */
const markerWidth = 14

/** [N41] */
function textHand(tool: 'highlight' | 'underline' | 'strikeOut', site: PageSite): Hand {
  const ink = useNotes.getState().inks[tool]
  const marker = { tool: 'marker', ink, width: markerWidth } as const
  const path: StrokePoint[] = []
  let free = false
  const noteOf = (): PlacedNote | null => {
    const along = coveredBy(site.lines(), path)
    if (along)
      return { kind: tool, ...fresh(site, ink), lines: along.lines.map(toLine), ...quoted(along.quote) }
    if (tool !== 'highlight' || path.length < 2) return null
    return { kind: 'marker', ...fresh(site, ink), width: markerWidth, stroke: packStroke(path) }
  }
  const tell = teller(site.layer, () => drawing(site.page, marker, path))
  const show = (expected: readonly StrokePoint[]) => {
    const note = noteOf()
    if (note?.kind === 'marker') {
      if (!free) site.ink.begin(marker)
      free = true
      site.ink.draw(marker, path, expected)
      tell.now()
      return
    }
    if (free) site.ink.clear()
    free = false
    if (note)
      site.ink.preview(
        grown(boundsOf(note, 1), 3),
        context => paintNote(context, note),
        tool === 'highlight' ? 'marks' : 'inks',
      )
    else site.ink.clear()
  }
  const done = () => {
    tell.end()
    site.ink.clear()
  }
  return {
    begin(point) {
      path.push(point)
      show([])
    },
    draw(points, expected) {
      if (path.length + points.length > strokePoints) return
      path.push(...points)
      show(expected)
    },
    end() {
      const note = noteOf()
      if (note) put(site, note)
      else if (tool !== 'highlight') site.noWords()
      done()
    },
    drop: done,
  }
}

const toLine = ([left, top, width, height]: Box): [number, number, number, number] => [
  left,
  top,
  width,
  height,
]
const grown = ([left, top, width, height]: Box, by: number): Box => [
  left - by,
  top - by,
  width + 2 * by,
  height + 2 * by,
]

/** [N42] */
function eraserHand(site: PageSite): Hand {
  const gone = new Map<string, Found<PlacedNote>>()
  let last: Point | null = null
  let margin: number = reach.pen
  const erase = (to: Point) => {
    const from = last ?? to
    last = to
    const { scale } = site.frame()
    const before = gone.size
    for (const found of site.notes()) {
      if (gone.has(refKey(found)) || !mayChange(site.here, found)) continue
      if (crosses(found.note, from, to, margin / scale, scale)) gone.set(refKey(found), found)
    }
    if (gone.size > before) site.hide(new Set(gone.keys()))
  }
  return {
    begin(point, device) {
      margin = reach[device]
      erase(point)
    },
    draw(points) {
      for (const point of points) erase(point)
    },
    end() {
      changeAll([...gone.values()].map(found => [found, null]))
      site.hide(new Set())
    },
    drop: () => site.hide(new Set()),
  }
}

/** The topmost note under a point; own ones first, as others' can only be read. */
export function noteAt(site: PageSite, point: Point, margin: number): Found<PlacedNote> | null {
  const { scale } = site.frame()
  const under = site.notes().filter(({ note }) => touches(note, point, margin / scale, scale))
  return under.findLast(found => mayChange(site.here, found)) ?? under.at(-1) ?? null
}

/** A tap takes one note, a loop takes all that it goes around. */
function selectHand(site: PageSite): Hand {
  const loop: StrokePoint[] = []
  let margin: number = reach.pen
  let longest = 0
  return {
    begin(point, device) {
      margin = reach[device]
      loop.push(point)
    },
    draw(points) {
      loop.push(...points)
      const [first] = loop
      if (!first) return
      for (const { x, y } of points) longest = Math.max(longest, Math.hypot(x - first.x, y - first.y))
      if (longest * site.frame().scale > 6) previewLoop(site, loop)
    },
    end() {
      site.ink.clear()
      const [first] = loop
      if (!first) return
      const { scale } = site.frame()
      if (longest * scale <= 6) {
        const found = noteAt(site, first, margin)
        const ref = found ? { layer: found.layer, id: found.id } : null
        // Others' notes and sticky ones are read: their discussion opens.
        const reads = found && (found.note.kind === 'sticky' || !mayChange(site.here, found))
        useNotes.setState({ selected: ref ? [ref] : [], editing: null, open: reads ? ref : null })
        return
      }
      const taken = site
        .notes()
        .filter(found => mayChange(site.here, found) && caught(found.note, loop, scale))
        .map(({ layer, id }) => ({ layer, id }))
      useNotes.setState({ selected: taken, editing: null, open: null })
    },
    drop: () => site.ink.clear(),
  }
}

function previewLoop(site: PageSite, loop: readonly Point[]): void {
  const thin = 1.5 / site.frame().scale
  site.ink.preview(boxAround(loop, 4 * thin), context => {
    context.beginPath()
    for (const { x, y } of loop) context.lineTo(x, y)
    context.closePath()
    context.globalAlpha = 0.08
    context.fillStyle = inks.blue
    context.fill()
    context.globalAlpha = 1
    context.setLineDash([6 * thin, 4 * thin])
    context.lineWidth = thin
    context.strokeStyle = inks.blue
    context.stroke()
  })
}

function arrowHand(site: PageSite): Hand {
  const { inks: chosen, penWidth } = useNotes.getState()
  let from: Point | null = null
  let to: Point | null = null
  const long = () => from && to && Math.hypot(to.x - from.x, to.y - from.y) * site.frame().scale > 12
  return {
    begin(point) {
      from = point
    },
    draw(points, expected) {
      to = points.at(-1) ?? to
      const tip = expected.at(-1) ?? to
      if (!from || !tip || !long()) return
      const outline = arrowOutline([from.x, from.y], [tip.x, tip.y], penWidth)
      const box = boxAround(
        outline.map(([x, y]) => ({ x, y })),
        2,
      )
      site.ink.preview(box, context => {
        context.fillStyle = inks[chosen.arrow]
        context.fill(pathOf([outline]))
      })
    },
    end() {
      if (from && to && long()) {
        const around = boxAround([to], 12)
        put(site, {
          kind: 'arrow',
          ...fresh(site, chosen.arrow),
          width: penWidth,
          from: [from.x, from.y],
          to: [to.x, to.y],
          ...quoted(quoteIn(site.lines(), around)),
        })
      }
      site.ink.clear()
    },
    drop: () => site.ink.clear(),
  }
}

/** How long a point of the laser's trail is seen, milliseconds. */
export const laserFade = 900

function laserHand(site: PageSite): Hand {
  const trail: { at: number; point: readonly [number, number] }[] = []
  const recent = () => {
    const now = performance.now()
    while (trail[0] && now - trail[0].at > laserFade) trail.shift()
    return trail.map(({ point }) => point)
  }
  const tell = teller(site.layer, () => ({ kind: 'laser', page: site.page, points: recent().slice(-60) }))
  const add = (points: readonly Point[]) => {
    const at = performance.now()
    for (const { x, y } of points) trail.push({ at, point: [x, y] })
    site.laser(recent())
    tell.now()
  }
  const done = () => {
    site.laser(null)
    tell.end()
  }
  return { begin: point => add([point]), draw: points => add(points), end: done, drop: done }
}

/** A touch that hardly moves puts something there. */
function tapHand(site: PageSite, tapped: (at: Point) => void): Hand {
  let first: Point | null = null
  let longest = 0
  return {
    begin(point) {
      first = point
    },
    draw(points) {
      for (const { x, y } of points)
        if (first) longest = Math.max(longest, Math.hypot(x - first.x, y - first.y))
    },
    end() {
      if (first && longest * site.frame().scale < 24) tapped(first)
    },
    drop() {},
  }
}

/** A stamp's size in points; its word is as large as fits. */
export const stampSize = { width: 118, height: 34 } as const

/** Puts a sticky note, a text box or a stamp on a page; texts are in the layer once something is written. */
export function placeNote(
  tool: Tool,
  site: Pick<PageSite, 'page' | 'here' | 'layer' | 'lines' | 'frame'>,
  at: Point,
): void {
  const { inks: chosen, stamp, textSize } = useNotes.getState()
  const { pointsWidth, pointsHeight } = site.frame()
  const id = crypto.randomUUID()
  const ref: NoteRef = { layer: site.layer.name, id }
  const within = (value: number, most: number) => Math.min(Math.max(0, value), Math.max(0, most))
  const words = quoted(quoteIn(site.lines(), boxAround([at], 6)))
  if (tool === 'sticky') {
    const note: PlacedNote = {
      kind: 'sticky',
      ...fresh(site, chosen.sticky),
      point: [at.x, at.y],
      text: '',
      ...words,
    }
    useNotes.setState({ fresh: { ...ref, note }, open: ref, selected: [], editing: null })
  }
  if (tool === 'textBox') {
    const width = Math.min(200, pointsWidth * 0.6)
    const height = textSize * 1.6
    const note: PlacedNote = {
      kind: 'textBox',
      ...fresh(site, chosen.textBox),
      box: [
        within(at.x, pointsWidth - width),
        within(at.y - height / 2, pointsHeight - height),
        width,
        height,
      ],
      text: '',
      size: textSize,
    }
    useNotes.setState({ fresh: { ...ref, note }, editing: ref, selected: [], open: null })
  }
  if (tool === 'stamp') {
    const { width, height } = stampSize
    change(site.layer, [
      [
        id,
        {
          kind: 'stamp',
          ...fresh(site, chosen.stamp),
          box: [
            within(at.x - width / 2, pointsWidth - width),
            within(at.y - height / 2, pointsHeight - height),
            width,
            height,
          ],
          stamp,
          ...words,
        },
      ],
    ])
  }
}
