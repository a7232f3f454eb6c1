import type { Browser } from 'playwright-core'
import { type Bench, median, percentile } from '#tests/bench/bench.ts'
import { harnessFolder } from '#tests/e2e/annotations/support.ts'
import { startBrowser } from '#tests/e2e/reader/support/browser.ts'
import { textPaper } from '#tests/e2e/reader/support/papers.ts'
import { type Site, startSite } from '#tests/e2e/reader/support/site.ts'

const STROKES = 2_000
const MOVES = 150
const ROUNDS = 3
/** Milliseconds of one frame of the screen. */
const FRAME = 1000 / 60

interface Sample {
  /** From the pen's movement to the frame that has it on the screen, ms. */
  readonly seen: number[]
  /** The handlers' own time for one movement, ms. */
  readonly work: number[]
  /** Movements, one in five, after which the frame that followed had ink under the pen's tip; and those looked at. */
  readonly inked: number
  readonly looked: number
  /** From one frame to the next while nothing happens, ms: the browser's own frame. */
  readonly frame: number
}

/** Draws one stroke with the pen: over the notes, or on a bare canvas that only draws lines. */
async function measure(browser: Browser, site: Site, arm: 'ours' | 'peer'): Promise<Sample> {
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, deviceScaleFactor: 2 })
  try {
    const page = await context.newPage()
    await page.goto(`${site.origin}/?paper=/papers/report`)
    await page.waitForSelector('[data-page="1"][data-painted]')
    await page.waitForFunction(() => (window.notes.core?.textRuns(1)?.length ?? 0) > 0)
    await page.evaluate(
      ([count, which]) => {
        const { layers, packStroke, me, store, core } = window.notes
        const placed = { author: me, at: 1, changedAt: 1, page: 1, ink: 'blue', width: 1.5 } as const
        layers.private.fill(
          Array.from({ length: count }, (_, index) => {
            const [left, top] = [30 + (index % 40) * 13, 30 + Math.floor(index / 40) * 15]
            const points = Array.from({ length: 30 }, (_, at) => ({
              x: left + at * 0.4,
              y: top + Math.sin(at / 3) * 5,
              pressure: 0.3 + (at % 5) / 10,
            }))
            const id = `c0000000-0000-4000-8000-${String(index).padStart(12, '0')}`
            return [id, { kind: 'pen', ...placed, stroke: packStroke(points) }] as const
          }),
        )
        if (which === 'ours') store.setState({ tool: 'pen' })
        else {
          const slot = core?.mountedPages()[0]?.element
          const canvas = document.createElement('canvas')
          canvas.className = 'live'
          Object.assign(canvas.style, {
            position: 'absolute',
            inset: '0',
            width: '100%',
            height: '100%',
            pointerEvents: 'auto',
          })
          slot?.append(canvas)
          canvas.width = canvas.clientWidth * devicePixelRatio
          canvas.height = canvas.clientHeight * devicePixelRatio
          const brush = canvas.getContext('2d')
          if (!brush) throw new Error('no canvas')
          brush.scale(devicePixelRatio, devicePixelRatio)
          let last: readonly [number, number] | null = null
          canvas.addEventListener('pointermove', moved => {
            if (last) {
              brush.beginPath()
              brush.moveTo(...last)
              brush.lineTo(moved.offsetX, moved.offsetY)
              brush.stroke()
            }
            last = [moved.offsetX, moved.offsetY]
          })
        }
      },
      [STROKES, arm] as const,
    )
    // Opening the page is not what is measured: its painting ends when frames come as quickly as they can.
    await page.evaluate(
      () =>
        new Promise<void>(done => {
          let [quick, last] = [0, performance.now()]
          const frame = () => {
            const now = performance.now()
            quick = now - last < 40 ? quick + 1 : 0
            last = now
            if (quick >= 20) done()
            else requestAnimationFrame(frame)
          }
          requestAnimationFrame(frame)
        }),
    )
    const frame = await page.evaluate(
      () =>
        new Promise<number>(done => {
          const times: number[] = []
          const step = (now: number) => {
            times.push(now)
            if (times.length <= 60) requestAnimationFrame(step)
            else done(((times.at(-1) ?? 0) - (times[0] ?? 0)) / 60)
          }
          requestAnimationFrame(step)
        }),
    )
    const sample = page.evaluate(
      moves =>
        new Promise<Omit<Sample, 'frame'>>(done => {
          const seen: number[] = []
          const work: number[] = []
          let [began, inked, looked] = [0, 0, 0]
          const look = (x: number, y: number) => {
            for (const canvas of document.querySelectorAll<HTMLCanvasElement>('canvas[class*="live"]')) {
              const box = canvas.getBoundingClientRect()
              const ratio = canvas.width / box.width
              const brush = canvas.getContext('2d')
              const [left, top] = [(x - box.left) * ratio - 4, (y - box.top) * ratio - 4]
              if (brush?.getImageData(left, top, 9, 9).data.some(value => value > 0)) return true
            }
            return false
          }
          addEventListener(
            'pointermove',
            () => {
              began = performance.now()
            },
            true,
          )
          addEventListener('pointermove', moved => {
            work.push(performance.now() - began)
            requestAnimationFrame(() => {
              const channel = new MessageChannel()
              // After the frame's callbacks, its layout and its painting.
              channel.port1.onmessage = () => {
                seen.push(performance.now() - moved.timeStamp)
                // After the clock was read: looking takes time of its own.
                if (seen.length % 5 === 0) {
                  looked += 1
                  if (look(moved.clientX, moved.clientY)) inked += 1
                }
                if (seen.length === moves) done({ seen, work, inked, looked })
              }
              channel.port2.postMessage(null)
            })
          })
        }),
      MOVES,
    )
    const cdp = await context.newCDPSession(page)
    const pen = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', at: number) =>
      cdp.send('Input.dispatchMouseEvent', {
        type,
        x: 250 + at * 4,
        y: 400 + Math.sin(at / 8) * 150,
        button: 'left',
        buttons: type === 'mouseReleased' ? 0 : 1,
        pointerType: 'pen',
        force: 0.5,
      })
    await pen('mousePressed', 0)
    for (let at = 1; at <= MOVES; at++) await pen('mouseMoved', at)
    await pen('mouseReleased', MOVES)
    return { ...(await sample), frame }
  } finally {
    await context.close()
  }
}

async function run(): ReturnType<Bench['run']> {
  const site = await startSite(harnessFolder)
  site.papers.set('report', await textPaper({ pages: 2 }))
  const browser = await startBrowser()
  const ours: Sample[] = []
  const peer: Sample[] = []
  try {
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await measure(browser, site, 'ours'))
      peer.push(await measure(browser, site, 'peer'))
    }
  } finally {
    await browser.close()
    await site.close()
  }
  const of = (samples: readonly Sample[], key: 'seen' | 'work', share: number) =>
    samples.map(sample => percentile(sample[key], share))
  const share = (samples: readonly Sample[]) => samples.map(({ inked, looked }) => (100 * inked) / looked)
  const late = median(of(ours, 'seen', 0.95)) - median(of(peer, 'seen', 0.95))
  return {
    rows: [
      {
        what: 'pen to screen, median',
        unit: 'ms',
        better: 'lower',
        ours: of(ours, 'seen', 0.5),
        peer: of(peer, 'seen', 0.5),
      },
      {
        what: 'movements whose ink the next frame had, of those looked at',
        unit: '%',
        better: 'higher',
        ours: share(ours),
        peer: share(peer),
        aim: 'one frame: all of them',
        met: Math.min(...share(ours)) === 100,
      },
      {
        what: 'pen to screen, 95th percentile',
        unit: 'ms',
        better: 'lower',
        ours: of(ours, 'seen', 0.95),
        peer: of(peer, 'seen', 0.95),
        aim: 'within one frame of the bare canvas',
        met: late <= FRAME,
      },
      {
        what: 'work for one movement, 95th percentile',
        unit: 'ms',
        better: 'lower',
        ours: of(ours, 'work', 0.95),
        peer: of(peer, 'work', 0.95),
      },
    ],
    notes: [
      `${STROKES} strokes of 30 points on the page, a stroke of ${MOVES} movements, 1024 × 768 at two device pixels, software painting`,
      `the browser’s own frame: ${median([...ours, ...peer].map(({ frame }) => frame)).toFixed(1)} ms; a movement waits for the next one, and is on the screen with its end`,
      'pen to screen: from the browser’s time stamp of the movement to the end of the frame that follows it',
    ],
  }
}

export default {
  id: 'B12',
  title: 'The pen',
  peer: 'a bare canvas over the same page that only draws lines between the movements',
  run,
} satisfies Bench
