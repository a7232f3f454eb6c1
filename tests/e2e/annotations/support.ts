import { join } from 'node:path'
import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core'
import type { Note } from '#shared/annotations/note.ts'
import type { Harness } from './harness/main.tsx'

export const harnessFolder = join(import.meta.dirname, 'harness')

declare global {
  interface Window {
    notes: Harness
  }
}

/** A point of page one: fractions of its width and, for both axes, of that same width. */
export type At = readonly [x: number, y: number]

/** A4, points: what fractions of the page's width are multiplied by. */
export const pageWidth = 595

/** One tablet with the paper open, its text drawn. */
export class Tablet {
  readonly page: Page
  readonly #cdp: CDPSession

  constructor(page: Page, cdp: CDPSession) {
    this.page = page
    this.#cdp = cdp
  }

  static async open(
    browser: Browser,
    address: string,
    options: BrowserContextOptions = {},
    hasText = true,
  ): Promise<Tablet> {
    const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, ...options })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    await page.goto(address)
    await page.waitForFunction(() => window.notes?.core?.state.status === 'ready')
    await page.waitForSelector('[data-page="1"][data-painted]')
    if (hasText) await page.waitForFunction(() => (window.notes.core?.textRuns(1)?.length ?? 0) > 0)
    return new Tablet(page, await context.newCDPSession(page))
  }

  async close(): Promise<void> {
    await this.page.context().close()
  }

  /** Where a point of the upright page is seen, CSS pixels. */
  async seen([x, y]: At): Promise<{ x: number; y: number }> {
    return this.page.evaluate(
      ([px, py, wide]) => {
        const mounted = window.notes.core?.mountedPages().find(({ page }) => page === 1)
        if (!mounted) throw new Error('page one is not mounted')
        const { frame, element } = mounted
        const box = element.getBoundingClientRect()
        const [fx, fy] = [(px * wide) / frame.pointsWidth, (py * wide) / frame.pointsHeight]
        const turned = { 0: [fx, fy], 90: [1 - fy, fx], 180: [1 - fx, 1 - fy], 270: [fy, 1 - fx] }[
          frame.rotation
        ]
        return { x: box.left + (turned[0] ?? 0) * box.width, y: box.top + (turned[1] ?? 0) * box.height }
      },
      [x, y, pageWidth] as const,
    )
  }

  /** Draws with the mouse through points of the page. */
  async mouse(...points: At[]): Promise<void> {
    const [first, ...rest] = await Promise.all(points.map(point => this.seen(point)))
    if (!first) return
    await this.page.mouse.move(first.x, first.y)
    await this.page.mouse.down()
    for (const { x, y } of rest) await this.page.mouse.move(x, y, { steps: 5 })
    await this.page.mouse.up()
  }

  /** Puts fingers on the screen, moves them, or takes them off: each with an id and its radius. */
  async fingers(
    type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel',
    ...points: { id?: number; at: At; radius?: number }[]
  ): Promise<void> {
    const touchPoints = await Promise.all(
      points.map(async ({ id = 0, at, radius = 8 }) => ({
        ...(await this.seen(at)),
        id,
        radiusX: radius,
        radiusY: radius,
        force: 1,
      })),
    )
    await this.#cdp.send('Input.dispatchTouchEvent', { type, touchPoints })
  }

  /** One finger along points, in small steps. */
  async finger(...points: At[]): Promise<void> {
    const [first, ...rest] = points
    if (!first) return
    await this.fingers('touchStart', { at: first })
    let last = first
    for (const point of rest) {
      for (let step = 1; step <= 5; step++) {
        const at: At = [
          last[0] + ((point[0] - last[0]) * step) / 5,
          last[1] + ((point[1] - last[1]) * step) / 5,
        ]
        await this.fingers('touchMove', { at })
      }
      last = point
    }
    await this.fingers('touchEnd')
  }

  /** The pen, by its pressure from 0 to 1. */
  async pen(type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', at: At, force = 0.5): Promise<void> {
    const { x, y } = await this.seen(at)
    const pressed = type !== 'mouseReleased'
    await this.#cdp.send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      button: 'left',
      buttons: pressed ? 1 : 0,
      clickCount: type === 'mouseMoved' ? 0 : 1,
      pointerType: 'pen',
      force: pressed ? force : 0,
    })
  }

  async key(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  notes(layer: 'private' | 'everyone' | 'presenting' = 'private'): Promise<Note[]> {
    return this.page.evaluate(name => [...window.notes.notes(name)], layer)
  }

  /** The notes once there are so many of them. */
  async counted(count: number, layer: 'private' | 'everyone' = 'private'): Promise<Note[]> {
    await this.page.waitForFunction(([name, wanted]) => window.notes.notes(name).length === wanted, [
      layer,
      count,
    ] as const)
    return this.notes(layer)
  }

  /** The points of the newest stroke. */
  lastStroke(): Promise<readonly { x: number; y: number; pressure: number }[]> {
    return this.page.evaluate(() => {
      const note = window.notes.notes('private').at(-1)
      return note && 'stroke' in note ? (window.notes.unpackStroke(note.stroke, 8000) ?? []) : []
    })
  }

  /** Whether a canvas of notes has ink at a point of the page (all of them together). */
  async inked(at: At): Promise<boolean> {
    const { x, y } = await this.seen(at)
    return this.page.evaluate(
      ([px, py]) =>
        [...document.querySelectorAll<HTMLCanvasElement>('[data-page="1"] [data-notes] canvas')].some(
          canvas => {
            const box = canvas.getBoundingClientRect()
            const context = canvas.getContext('2d')
            if (!context || canvas.width === 0) return false
            const turn = window.notes.core?.state.rotation ?? 0
            const [fx, fy] = [(px - box.left) / box.width, (py - box.top) / box.height]
            const [ux, uy] = { 0: [fx, fy], 90: [fy, 1 - fx], 180: [1 - fx, 1 - fy], 270: [1 - fy, fx] }[turn]
            const around = context.getImageData(
              (ux ?? 0) * canvas.width - 2,
              (uy ?? 0) * canvas.height - 2,
              5,
              5,
            )
            return around.data.some((value, index) => index % 4 === 3 && value > 40)
          },
        ),
      [x, y] as const,
    )
  }
}
