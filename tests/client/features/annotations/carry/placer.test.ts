import { describe, expect, test } from '@jest/globals'
import { PagePlacer, type VersionPages } from '#client/features/annotations/carry/Placer.ts'
import { pointsOf } from '#client/features/annotations/paper/geometry.ts'
import type { PlacedNote } from '#shared/annotations/note.ts'
import type { PageOfText } from '#shared/annotations/pageWords.ts'
import { packStroke } from '#shared/annotations/stroke.ts'
import { letterWidth, lineHeight, pageOf, wrapped } from '#tests/support/pageText.ts'

const older = 'a0000000-0000-4000-8000-00000000000a'
const common = {
  ...{ author: 'a0000000-0000-4000-8000-000000000001', at: 1, changedAt: 1 },
  ...{ page: 1, ink: 'red' as const },
}
const sentence = 'Sở Tài chính chủ trì rà soát các dự án chậm tiến độ và báo cáo Chủ tịch.'

const textOf = (...pages: PageOfText[]): VersionPages => ({
  ...{ pageCount: pages.length, hasText: true, picture: async () => null, close: () => undefined },
  size: () => ({ width: 595, height: 842 }),
  text: async page => pages[page - 1] ?? pageOf(page, []),
})
/** A scan: each page is a picture, written as one letter. */
const scanOf = (pictures: string, width = 595): VersionPages => ({
  ...{ pageCount: pictures.length, hasText: false, close: () => undefined },
  size: () => ({ width, height: 842 }),
  text: async page => pageOf(page, []),
  picture: async page => new TextEncoder().encode(pictures[page - 1] ?? ''),
})
const place = (from: VersionPages, to: VersionPages, note: PlacedNote) =>
  new PagePlacer(to, () => from).place(older, note)

const quote = {
  exact: 'rà soát các dự án',
  before: 'Sở Tài chính chủ trì ',
  after: ' chậm tiến độ và báo cáo',
}
const at = 70 + sentence.indexOf('rà soát') * letterWidth
const circle: PlacedNote = {
  ...{ kind: 'pen', ...common, width: 2, quote },
  stroke: packStroke([
    { x: at, y: 55, pressure: 0.5 },
    { x: at + 80, y: 75, pressure: 0.5 },
  ]),
}

describe('A note on words that moved', () => {
  test('[N54] a stroke around them moves by as much, and its words are what stands there now', async () => {
    const moved = await place(
      textOf(pageOf(1, [sentence])),
      textOf(pageOf(1, ['Trang bìa']), pageOf(2, ['Thêm một dòng', 'và một dòng', sentence], 90)),
      circle,
    )
    expect(moved).toMatchObject({ kind: 'pen', page: 2, carriedFrom: older, at: 1, changedAt: 1 })
    expect(moved?.quote?.exact).toBe('rà soát các dự án')
    const [first, last] = moved && 'stroke' in moved ? pointsOf(moved.stroke) : []
    expect([first?.x, first?.y]).toEqual([at + 20, 55 + 2 * lineHeight])
    expect([last?.x, last?.y]).toEqual([at + 100, 75 + 2 * lineHeight])
  })

  test('[N54] it is kept on the page', async () => {
    const down: PlacedNote = {
      ...{ kind: 'textBox', ...common, text: 'Xin giải trình', size: 12, quote },
      box: [at, 80, 200, 300],
    }
    const low = textOf(pageOf(1, [sentence], 70, 820))
    const moved = await place(textOf(pageOf(1, [sentence])), low, down)
    expect(moved).toMatchObject({ box: [at, 842 - 300, 200, 300] })
  })

  test('[N53] a word that is not there any more is no place', async () => {
    expect(await place(textOf(pageOf(1, [sentence])), textOf(pageOf(1, ['Trang bìa'])), circle)).toBeNull()
  })
})

describe('A note on a scanned page', () => {
  const { quote: _, ...free } = circle

  test('[N55] goes where the same picture is', async () => {
    expect(await place(scanOf('abc'), scanOf('xabc'), { ...free, page: 2 })).toMatchObject({
      ...{ page: 3, carriedFrom: older, stroke: free.kind === 'pen' ? free.stroke : null },
    })
  })

  test('[N55] stays where the picture is gone, there twice, or on a page of another size', async () => {
    expect(await place(scanOf('abc'), scanOf('axc'), { ...free, page: 2 })).toBeNull()
    expect(await place(scanOf('abc'), scanOf('abbc'), { ...free, page: 2 })).toBeNull()
    expect(await place(scanOf('abc'), scanOf('abc', 842), { ...free, page: 2 })).toBeNull()
  })
})

test('[N56] a thousand notes on five hundred pages let the screen go on between them', async () => {
  const pages = Array.from({ length: 500 }, (_, page) =>
    pageOf(
      page + 1,
      wrapped(
        `Mục ${page} ${sentence} Kinh phí ${page * 7919} đồng giao đơn vị ${page * 31} thực hiện. `.repeat(4),
      ),
    ),
  )
  const placer = new PagePlacer(
    textOf(pageOf(1, ['Trang bìa mới']), ...pages.map((page, index) => ({ ...page, page: index + 2 }))),
    () => textOf(...pages),
  )
  let ticks = 0
  const ticking = setInterval(() => {
    ticks += 1
  })
  let placed = 0
  for (let note = 0; note < 1_000; note += 1) {
    const page = (note % 500) + 1
    const exact = `Kinh phí ${(page - 1) * 7919} đồng giao đơn vị ${(page - 1) * 31}`
    const found = await placer.place(older, {
      ...{ kind: 'highlight', ...common, page, lines: [[70, 60, 200, 12]] },
      quote: { exact, before: 'Chủ tịch. ', after: ' thực hiện. Mục' },
    })
    if (found?.page === page + 1) placed += 1
  }
  clearInterval(ticking)
  expect(placed).toBe(1_000)
  expect(ticks).toBeGreaterThan(5)
})
