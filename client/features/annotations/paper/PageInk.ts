import type { Ink, PlacedNote } from '#shared/annotations/note.ts'
import { inks } from '#shared/annotations/note.ts'
import type { StrokePoint } from '#shared/annotations/stroke.ts'
import { type Box, boundsOf, boxAround, meets, union } from './geometry.ts'
import { outlinePiece, pieceCount } from './outline.ts'
import type { PageFrame } from './pages.ts'
import { type Coat, coatOf, markerAlpha, paintNote, pathOf } from './paintNote.ts'
import { regionFor, Sheet } from './Sheet.ts'

/** One note of a page in one layer. */
export interface Painted {
  /** Unique among layers. */
  readonly key: string
  readonly note: PlacedNote
}

export interface InkClasses {
  readonly marks: string
  readonly inks: string
  readonly live: string
  /** For a live marker: laid under the letters' ink as the finished one is. */
  readonly liveMark: string
}

/** A stroke that is being drawn. */
export interface LiveStroke {
  readonly tool: 'pen' | 'marker'
  readonly ink: Ink
  readonly width: number
}

const coats: readonly Coat[] = ['marks', 'inks']

/**
 * The painted notes of one mounted page: two bitmaps that are repainted only where something changed, and a
 * canvas of its own for the stroke under the pen, which waits for nothing.
 */
export class PageInk {
  readonly #host: HTMLElement
  readonly #classes: InkClasses
  readonly #sheets = new Map<Coat, Sheet>()
  #frame: PageFrame
  #seen: Box | null
  #notes: readonly Painted[] = []
  #hidden: ReadonlySet<string> = new Set()
  #byKey = new Map<string, PlacedNote>()
  #live: Sheet | null = null
  #liveDirty: Box | null = null
  #livePaths: Path2D[] = []

  constructor(host: HTMLElement, frame: PageFrame, seen: Box | null, classes: InkClasses) {
    this.#host = host
    this.#frame = frame
    this.#seen = seen
    this.#classes = classes
  }

  /** Takes the page's size and what is seen of it; repaints where the bitmaps do not fit any more. */
  place(frame: PageFrame, seen: Box | null): void {
    const same = frame.scale === this.#frame.scale
    this.#frame = frame
    this.#seen = seen
    if (!this.#liveDirty && !(same && (!seen || (this.#live && within(seen, this.#live.region)))))
      this.#dropLive()
    for (const coat of coats) {
      const sheet = this.#sheets.get(coat)
      if (sheet && !(same && (!seen || within(seen, sheet.region)))) this.#paintAll(coat)
    }
  }

  /** Shows these notes, lowest first; those in `hidden` are shown by somebody else for now. */
  show(notes: readonly Painted[], hidden: ReadonlySet<string>): void {
    if (notes === this.#notes && hidden === this.#hidden) return
    const before = this.#byKey
    const after = new Map<string, PlacedNote>()
    for (const { key, note } of notes) if (!hidden.has(key)) after.set(key, note)
    this.#notes = notes
    this.#hidden = hidden
    this.#byKey = after
    const changes: Record<Coat, { fresh: PlacedNote[]; dirty: Box[] }> = {
      marks: { fresh: [], dirty: [] },
      inks: { fresh: [], dirty: [] },
    }
    const gone = (note: PlacedNote) => {
      const coat = coatOf(note)
      if (coat) changes[coat].dirty.push(this.#boundsOf(note))
    }
    for (const [key, note] of before) if (!after.has(key)) gone(note)
    for (const [key, note] of after) {
      const old = before.get(key)
      if (old === note) continue
      const coat = coatOf(note)
      if (old) gone(old)
      if (coat && old) changes[coat].dirty.push(this.#boundsOf(note))
      else if (coat) changes[coat].fresh.push(note)
    }
    for (const coat of coats) this.#apply(coat, changes[coat].fresh, changes[coat].dirty)
  }

  /** Begins a stroke under the pen. */
  begin(stroke: LiveStroke): void {
    const sheet = this.#liveSheet()
    const marks = stroke.tool === 'marker'
    sheet.canvas.className = marks ? `${this.#classes.live} ${this.#classes.liveMark}` : this.#classes.live
    sheet.canvas.style.opacity = marks ? String(markerAlpha(stroke.ink)) : ''
    this.clear()
  }

  /**
   * Shows the stroke as far as it is drawn; `expected` are points that the browser foresees. Only its last piece
   * is outlined and painted anew.
   */
  draw(stroke: LiveStroke, points: readonly StrokePoint[], expected: readonly StrokePoint[]): void {
    const sheet = this.#live
    if (!sheet) return
    const all = expected.length > 0 ? [...points, ...expected] : points
    const pieces = pieceCount(all.length)
    // The last piece that is full can still change by what is foreseen: it is kept once another has begun.
    const settled = Math.max(0, pieceCount(points.length) - 1)
    while (this.#livePaths.length < settled)
      this.#livePaths.push(pathOf([outlinePiece(points, this.#livePaths.length, stroke.width, stroke.tool)]))
    const tail: Path2D[] = []
    let box: Box | null = null
    for (let index = this.#livePaths.length; index < pieces; index++) {
      const outline = outlinePiece(all, index, stroke.width, stroke.tool)
      tail.push(pathOf([outline]))
      const part = boxAround(
        outline.map(([x, y]) => ({ x, y })),
        1,
      )
      box = box ? union([box, part]) : part
    }
    if (!box) return
    const dirty = this.#liveDirty ? (union([this.#liveDirty, box]) ?? box) : box
    this.#liveDirty = box
    sheet.repaint(dirty, context => {
      context.fillStyle = inks[stroke.ink]
      for (const path of this.#livePaths) context.fill(path)
      for (const path of tail) context.fill(path)
    })
  }

  /** Shows anything else under the pen: an arrow, marked lines, what is being moved. */
  preview(box: Box, paint: (context: CanvasRenderingContext2D) => void, coat: Coat = 'inks'): void {
    const sheet = this.#liveSheet()
    const { live, liveMark } = this.#classes
    sheet.canvas.className = coat === 'marks' ? `${live} ${liveMark}` : live
    sheet.canvas.style.opacity = ''
    const dirty = this.#liveDirty ? (union([this.#liveDirty, box]) ?? box) : box
    this.#liveDirty = box
    sheet.repaint(dirty, paint)
  }

  /** Takes away what was shown under the pen; the canvas stays for the next stroke. */
  clear(): void {
    if (this.#live && this.#liveDirty) {
      const { region } = this.#live
      this.#live.repaint(this.#livePaths.length > 0 ? region : this.#liveDirty, () => {})
    }
    this.#livePaths = []
    this.#liveDirty = null
  }

  close(): void {
    this.#dropLive()
    for (const sheet of this.#sheets.values()) sheet.close()
    this.#sheets.clear()
  }

  #dropLive(): void {
    this.#live?.close()
    this.#live = null
    this.#livePaths = []
    this.#liveDirty = null
  }

  get #ratio(): number {
    return Math.min(globalThis.devicePixelRatio || 1, 2)
  }

  #boundsOf(note: PlacedNote): Box {
    return boundsOf(note, this.#frame.scale)
  }

  #apply(coat: Coat, fresh: readonly PlacedNote[], dirty: readonly Box[]): void {
    if (fresh.length === 0 && dirty.length === 0) return
    const sheet = this.#sheets.get(coat)
    if (!sheet) {
      if (fresh.length > 0 || this.#hasAny(coat)) this.#paintAll(coat)
      return
    }
    const box = union(dirty)
    if (box) {
      sheet.repaint(box, context => {
        for (const note of this.#byKey.values())
          if (coatOf(note) === coat && meets(this.#boundsOf(note), box)) paintNote(context, note)
      })
    }
    // What lies in the repainted box was painted with it; painting it twice would darken a marker.
    for (const note of fresh) if (!box || !meets(this.#boundsOf(note), box)) paintNote(sheet.context, note)
    if (box) {
      for (const note of fresh) {
        const bounds = this.#boundsOf(note)
        if (!meets(bounds, box)) continue
        sheet.repaint(bounds, context => {
          for (const other of this.#byKey.values())
            if (coatOf(other) === coat && meets(this.#boundsOf(other), bounds)) paintNote(context, other)
        })
      }
    }
    if (!this.#hasAny(coat)) {
      sheet.close()
      this.#sheets.delete(coat)
    }
  }

  #hasAny(coat: Coat): boolean {
    for (const note of this.#byKey.values()) if (coatOf(note) === coat) return true
    return false
  }

  #paintAll(coat: Coat): void {
    const known = this.#sheets.get(coat)
    const sheet = known ?? new Sheet(coat === 'marks' ? this.#classes.marks : this.#classes.inks)
    // Markers have no fine edges: half the memory of a sharp canvas and less will do.
    const ratio = coat === 'marks' ? Math.min(1, this.#ratio) : this.#ratio
    sheet.cover(regionFor(this.#frame, ratio, this.#seen), this.#frame, ratio)
    for (const note of this.#byKey.values()) if (coatOf(note) === coat) paintNote(sheet.context, note)
    if (known) return
    this.#sheets.set(coat, sheet)
    if (coat === 'marks') this.#host.prepend(sheet.canvas)
    else this.#host.append(sheet.canvas)
  }

  #liveSheet(): Sheet {
    const known = this.#live
    if (known) return known
    const sheet = new Sheet(this.#classes.live, { desynchronized: true })
    sheet.cover(regionFor(this.#frame, this.#ratio, this.#seen), this.#frame, this.#ratio)
    this.#host.append(sheet.canvas)
    this.#live = sheet
    return sheet
  }
}

const within = (inner: Box, outer: Box): boolean =>
  inner[0] >= outer[0] - 1 &&
  inner[1] >= outer[1] - 1 &&
  inner[0] + inner[2] <= outer[0] + outer[2] + 1 &&
  inner[1] + inner[3] <= outer[1] + outer[3] + 1
