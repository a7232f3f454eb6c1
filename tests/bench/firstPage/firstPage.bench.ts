import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { defaultPrepareLimits } from '#server/features/documents/prepare/limits.ts'
import { Preparer } from '#server/features/documents/prepare/Preparer.ts'
import type { StoredFile } from '#server/features/documents/serving/PieceCache.ts'
import { scannedPaper, textPaper } from '#tests/support/pdf/papers.ts'
import type { Bench } from '../bench.ts'
import { type Link, layLink } from './link.ts'
import type { Opened } from './page/main.ts'
import { startSite } from './site.ts'

const PAGES = 500
const ROUNDS = 2
const RATE = '4mbit'
/** The whole file takes 200 s over the link. */
const LONGEST_MS = 400_000

type Sample = Opened & { megabytes: number }

const bench: Bench = {
  id: 'B2',
  title: 'First page: a 500-page, 100 MB scan with a flat page tree over 4 Mbit/s, in Chromium',
  peer: 'plain pdf.js of the same build with its defaults on the untouched file, same server',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'bench-first-page-'))
    const link = await layLink(RATE, folder).catch(async error => {
      await rm(folder, { recursive: true, force: true })
      throw error
    })
    try {
      return await compare(folder, link)
    } finally {
      link.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
}
export default bench

async function compare(folder: string, link: Link) {
  const path = join(folder, 'scan.pdf')
  await writeFile(path, scannedPaper({ pages: PAGES, bytesAPage: 200_000, pixels: [1240, 1754] }))
  const warmUp = join(folder, 'warm.pdf')
  await writeFile(warmUp, textPaper(['Warm']))
  const preparer = await Preparer.open({
    workFolder: join(folder, 'work'),
    limits: defaultPrepareLimits,
    atOnce: 1,
  })
  const from = performance.now()
  const result = await preparer.prepare(path)
  const took = performance.now() - from
  if (!result.ok) throw new Error(result.error.detail)
  const { document } = result.data
  const files = new Map<string, StoredFile>()
  for (const [place, file] of [
    ['/papers/untouched', path],
    ['/papers/ours', document.balanced?.path ?? path],
    ['/page-one/ours', document.pageOne.path],
    ['/papers/warm', warmUp],
    ['/page-one/warm', document.pageOne.path],
  ] as const) {
    files.set(place, { path: file, size: (await stat(file)).size, hash: place.replace('/', '') })
  }
  const site = await startSite(link.address, files, join(folder, 'page'))
  const ours: Sample[] = []
  const peer: Sample[] = []
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(await measure(link, site.origin, 'ours'))
      peer.push(await measure(link, site.origin, 'peer'))
    }
  } finally {
    await site.close()
    await preparer.close()
  }
  const seconds = (samples: Sample[], key: 'picture' | 'page') => samples.map(sample => sample[key] / 1000)
  const megabytes = (samples: Sample[]) => samples.map(sample => sample.megabytes)
  return {
    rows: [
      {
        what: 'picture of page one',
        unit: 's',
        better: 'lower' as const,
        ours: seconds(ours, 'picture'),
        peer: seconds(peer, 'picture'),
      },
      {
        what: 'page one, drawn',
        unit: 's',
        better: 'lower' as const,
        ours: seconds(ours, 'page'),
        peer: seconds(peer, 'page'),
        aim: 'under 4 s',
        met: seconds(ours, 'page').every(value => value < 4),
      },
      {
        what: 'over the link until then',
        unit: 'MB',
        better: 'lower' as const,
        ours: megabytes(ours),
        peer: megabytes(peer),
        aim: 'under 2 MB',
        met: megabytes(ours).every(value => value < 2),
      },
    ],
    notes: [
      `The link: tc tbf ${RATE} both ways on a veth pair, no added delay; bytes counted on it, headers and all.`,
      'Both arms start with the application loaded and pdf.js warm (a one-page paper was opened before).',
      `Preparing at upload took ${(took / 1000).toFixed(1)} s; 64 KiB pieces to open: ${document.piecesToOpen?.original} before, ${document.piecesToOpen?.served} after.`,
    ],
  }
}

async function measure(link: Link, origin: string, arm: 'ours' | 'peer'): Promise<Sample> {
  const browser = await chromium.launch({
    executablePath: link.browser,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--unsafely-treat-insecure-origin-as-secure=${origin}`,
    ],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1024, height: 768 } })
    page.setDefaultTimeout(LONGEST_MS)
    await page.goto(origin)
    await page.waitForFunction(() => 'openOurs' in window)
    const open = (name: string, pages: number): Promise<Opened> =>
      page.evaluate(
        ([arm, name, pages]) => (arm === 'ours' ? window.openOurs(name, pages) : window.openPeer(name)),
        [arm, name, pages] as const,
      )
    await open('warm', 1)
    const before = await link.sentBytes()
    const opened = await open(arm === 'ours' ? 'ours' : 'untouched', PAGES)
    return { ...opened, megabytes: ((await link.sentBytes()) - before) / 1e6 }
  } finally {
    await browser.close()
  }
}
