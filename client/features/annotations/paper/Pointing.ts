import type { StrokePoint } from '#shared/annotations/stroke.ts'
import { type PageFrame, toPage } from './pages.ts'
import { type Device, decide, noPen, type PenState } from './penRule.ts'

/** What a tool does with one movement over a page; points are the page's own. */
export interface Hand {
  begin(point: StrokePoint, device: Device): void
  /** `expected`: where the browser thinks that the pointer goes next; shown, never kept. */
  draw(points: readonly StrokePoint[], expected: readonly StrokePoint[]): void
  end(): void
  /** It was no writing after all: nothing is kept. */
  drop(): void
}

/** [N40] Who writes on the paper; one for all of its pages, as a hand may rest on another page than the pen's. */
export class PenGate {
  state: PenState = noPen
  /** Ends what is being written on whichever page. */
  dropWriting: (() => void) | null = null
}

/** Turns the pointers over one page into movements of a tool, and leaves to the browser what is none. */
export class Pointing {
  readonly #element: HTMLElement
  readonly #gate: PenGate
  readonly #frame: () => PageFrame
  readonly #take: () => Hand | null
  readonly #off = new AbortController()
  #hand: Hand | null = null

  /** `take` gives the tool that is held, or null where nothing can be written. */
  constructor(element: HTMLElement, gate: PenGate, frame: () => PageFrame, take: () => Hand | null) {
    this.#element = element
    this.#gate = gate
    this.#frame = frame
    this.#take = take
    const { signal } = this.#off
    element.addEventListener('pointerdown', pressed => this.#onPointer('down', pressed), { signal })
    element.addEventListener('pointermove', pointed => this.#onPointer('move', pointed), { signal })
    element.addEventListener('pointerup', lifted => this.#onPointer('up', lifted), { signal })
    element.addEventListener('pointercancel', lost => this.#onPointer('cancel', lost), { signal })
    for (const name of ['touchstart', 'touchmove', 'touchend'] as const)
      element.addEventListener(name, touched => this.#onTouch(touched), { signal, passive: false })
    // A long press of a pen or finger is no wish for the browser's menu.
    element.addEventListener('contextmenu', asked => asked.preventDefault(), { signal })
  }

  close(): void {
    this.#off.abort()
    if (this.#hand) this.#drop()
  }

  #onPointer(type: 'down' | 'move' | 'up' | 'cancel', pointer: PointerEvent): void {
    const device: Device =
      pointer.pointerType === 'pen' ? 'pen' : pointer.pointerType === 'touch' ? 'touch' : 'mouse'
    if (type === 'down' && pointer.button !== 0) return
    const before = this.#gate.state
    const { state, verdict } = decide(before, {
      type,
      id: pointer.pointerId,
      device,
      at: pointer.timeStamp,
      size: Math.max(pointer.width, pointer.height),
      primary: pointer.isPrimary,
    })
    this.#gate.state = state
    if (verdict === 'begin') {
      this.#gate.dropWriting?.()
      const hand = this.#take()
      if (!hand) {
        this.#gate.state = { ...state, writer: null }
        return
      }
      this.#hand = hand
      this.#gate.dropWriting = () => this.#drop()
      // The page's own elements lose the pointer: a stroke goes on over a note and beyond the page's edge.
      this.#element.setPointerCapture(pointer.pointerId)
      if (device !== 'touch') pointer.preventDefault()
      hand.begin(this.#point(pointer), device)
    }
    if (verdict === 'draw') {
      const coalesced = pointer.getCoalescedEvents?.() ?? []
      const points = (coalesced.length > 0 ? coalesced : [pointer]).map(each => this.#point(each))
      const expected = (pointer.getPredictedEvents?.() ?? []).map(each => this.#point(each))
      this.#hand?.draw(points, expected)
    }
    if (verdict === 'drop') this.#gate.dropWriting?.()
    if (verdict === 'end') {
      const hand = this.#hand
      this.#hand = null
      this.#gate.dropWriting = null
      hand?.end()
    }
  }

  /**
   * Touches that write neither scroll nor zoom, and do not reach the reader's gestures: dots are no double tap.
   * While a pen writes, a palm moves nothing.
   */
  #onTouch(touched: TouchEvent): void {
    if (!this.#gate.dropWriting) return
    if (touched.cancelable) touched.preventDefault()
    touched.stopPropagation()
  }

  #drop(): void {
    const hand = this.#hand
    this.#hand = null
    this.#gate.dropWriting = null
    hand?.drop()
  }

  #point(pointer: PointerEvent): StrokePoint {
    const { x, y } = toPage(this.#element, this.#frame(), pointer.clientX, pointer.clientY)
    // A mouse tells 0.5 while pressed, a finger 0 or 1 on some tablets: only a pen's is meant.
    return { x, y, pressure: pointer.pointerType === 'pen' && pointer.pressure > 0 ? pointer.pressure : 0.5 }
  }
}
