import { join } from 'node:path'
import { type Bench, type BenchRow, median } from '#tests/bench/bench.ts'
import { scanPaper, scanPicture } from '#tests/e2e/reader/support/papers.ts'
import { type Site, startSite } from '#tests/e2e/reader/support/site.ts'
import { pageMegabytes } from './memory.ts'
import type { Watched } from './page/watch.ts'
import { openPlainPage } from './plainBrowser.ts'

const PAGES = 500
const PICTURES = 25
/** A fling that goes on: fourteen screens of a tablet a second. */
const PAGES_PER_SECOND = 8
const ROUNDS = 2
const SCREEN = { width: 1024, height: 768, ratio: 2 }
const JUMPS = [250, 30, 480, 120, 333, 410, 77, 201]

interface Sample extends Watched {
  /** Highest memory of the page while scrolling and jumping, MB. */
  peak: number
  jump: number
}

/** A browser of its own for each run, so that none inherits the other's memory. */
async function measure(site: Site, query: string): Promise<Sample> {
  const page = await openPlainPage(`${site.origin}/?paper=scan&${query}`, SCREEN)
  try {
    await page.evaluate('window.arm.then(() => true)')
    let peak = 0
    const sampler = setInterval(() => {
      peak = Math.max(peak, pageMegabytes(page.pid))
    }, 500)
    const watched = await page.evaluate<Watched>(
      `window.arm.then(arm => window.scrollThrough(arm, ${PAGES_PER_SECOND}))`,
    )
    const jumps: number[] = []
    for (const number of JUMPS) {
      jumps.push(await page.evaluate<number>(`window.arm.then(arm => window.jump(arm, ${number}))`))
    }
    clearInterval(sampler)
    return { ...watched, peak, jump: median(jumps) }
  } finally {
    await page.close()
  }
}

async function run(): ReturnType<Bench['run']> {
  const site = await startSite(join(import.meta.dirname, 'page'))
  const small = scanPicture(1, 0.16)
  site.thumbnail = () => small
  const paper = await scanPaper(PAGES, PICTURES)
  site.papers.set('scan', paper)
  const ours: Sample[] = []
  const pictured: Sample[] = []
  const peer: Sample[] = []
  try {
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await measure(site, 'arm=ours'))
      peer.push(await measure(site, 'arm=peer'))
    }
    pictured.push(await measure(site, 'arm=ours&thumbs'))
  } finally {
    await site.close()
  }
  const pick = (samples: Sample[], key: keyof Sample, factor = 1) =>
    samples.map(sample => sample[key] * factor)
  const row = (
    what: string,
    key: keyof Sample,
    unit: string,
    more: Partial<BenchRow> = {},
    factor = 1,
  ): BenchRow => ({
    what,
    unit,
    better: 'lower',
    ours: pick(ours, key, factor),
    peer: pick(peer, key, factor),
    ...more,
  })
  const worst = (key: keyof Sample) => Math.max(...pick(ours, key))
  const rows: BenchRow[] = [
    row('longest a page was blank', 'longestBlank', 'ms', {
      aim: 'under 1,000',
      met: worst('longestBlank') < 1000,
    }),
    row('pages blank over 1 s', 'overOneSecond', 'pages', { aim: 'none', met: worst('overOneSecond') === 0 }),
    row('page-time blank', 'blankShare', '%', {}, 100),
    row('highest memory, scrolling and jumping', 'peak', 'MB', {
      aim: 'under 400 and not above the peer',
      met: worst('peak') < 400 && median(pick(ours, 'peak')) <= median(pick(peer, 'peak')),
    }),
    row('frame, 95th percentile', 'frameP95', 'ms'),
    row('longest frame', 'frameMax', 'ms'),
    row('jump to a far page, until sharp', 'jump', 'ms'),
    {
      ...row('page-time blank, with the server’s small pictures', 'blankShare', '%', {}, 100),
      ours: pick(pictured, 'blankShare', 100),
    },
    { ...row('memory, with the server’s small pictures', 'peak', 'MB'), ours: pick(pictured, 'peak') },
  ]
  const megabytes = (paper.byteLength / 2 ** 20).toFixed(0)
  const notes = [
    `${PAGES} pages of 1240 × 1754 JPEG (${megabytes} MB), ${PAGES_PER_SECOND} pages a second, 1024 × 768 at two device pixels, software painting`,
    'memory is the proportional set size of the page’s process with its workers, the paper’s bytes included',
    'no tool observes the network: Chromium would keep up to 100 MB of answers for it in the same process',
  ]
  return { rows, notes }
}

export default {
  id: 'B14',
  title: 'a 500-page scan scrolled end to end',
  peer: 'PDFViewer of pdfjs-dist with its defaults, the same build of pdf.js',
  run,
} satisfies Bench
