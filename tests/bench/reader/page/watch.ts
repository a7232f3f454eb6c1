/** One viewer under test, seen through its document. */
export interface Arm {
  readonly scroller: HTMLElement
  readonly pageCount: number
  /** Pages in the document now; `shown`: not blank; `sharp`: its own canvas is painted. */
  pages(): { element: HTMLElement; number: number; shown: boolean; sharp: boolean }[]
  goTo(page: number): void
}

export interface Watched {
  /** Longest time that one page was on the screen without anything on it, ms. */
  longestBlank: number
  /** Of all page-time on the screen, the share that was blank. */
  blankShare: number
  /** The same for: not yet its own sharp canvas. */
  blurredShare: number
  /** Pages that were blank for more than a second. */
  overOneSecond: number
  /** 95th percentile of the time between two frames, ms. */
  frameP95: number
  /** Longest time between two frames, ms. */
  frameMax: number
}

/** CSS pixels of a page that must be on the screen for it to count. */
const LEAST_SEEN = 40

function seen(arm: Arm, view: DOMRect) {
  return arm.pages().filter(({ element }) => {
    const { top, bottom } = element.getBoundingClientRect()
    return Math.min(bottom, view.bottom) - Math.max(top, view.top) >= LEAST_SEEN
  })
}

/** Scrolls from the first line to the last at a steady pace and watches every frame. */
export async function scrollThrough(arm: Arm, pagesPerSecond: number): Promise<Watched> {
  const { scroller } = arm
  const view = scroller.getBoundingClientRect()
  const distance = scroller.scrollHeight - scroller.clientHeight
  const duration = (arm.pageCount / pagesPerSecond) * 1000
  const blank = new Map<number, number>()
  const frames: number[] = []
  let [whole, blankTime, blurredTime] = [0, 0, 0]
  const start = performance.now()
  let before = start
  for (;;) {
    const now = await new Promise<number>(requestAnimationFrame)
    const passed = now - before
    before = now
    frames.push(passed)
    for (const { number, shown, sharp } of seen(arm, view)) {
      whole += passed
      if (!sharp) blurredTime += passed
      if (shown) continue
      blankTime += passed
      blank.set(number, (blank.get(number) ?? 0) + passed)
    }
    const share = (now - start) / duration
    if (share >= 1) break
    scroller.scrollTop = distance * share
  }
  const times = [...blank.values()]
  frames.sort((a, b) => a - b)
  return {
    longestBlank: Math.max(0, ...times),
    blankShare: blankTime / whole,
    blurredShare: blurredTime / whole,
    overOneSecond: times.filter(time => time > 1000).length,
    frameP95: frames[Math.floor(frames.length * 0.95)] ?? 0,
    frameMax: frames.at(-1) ?? 0,
  }
}

/** Milliseconds from a jump until every page on the screen is sharp. */
export async function jump(arm: Arm, page: number): Promise<number> {
  const view = arm.scroller.getBoundingClientRect()
  const start = performance.now()
  arm.goTo(page)
  for (;;) {
    const now = await new Promise<number>(requestAnimationFrame)
    const pages = seen(arm, view)
    if (pages.length > 0 && pages.every(({ sharp }) => sharp)) return now - start
    if (now - start > 20_000) return now - start
  }
}
