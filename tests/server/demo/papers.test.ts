import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { person } from '#server/demo/committee.ts'
import { demoMeeting } from '#server/demo/meeting.ts'
import { communeReview } from '#server/demo/papers/communeReview.ts'
import { DEMO_PAPER_COUNT, type DemoPaper, demoPapers } from '#server/demo/papers/demoPapers.ts'
import { draftDecision } from '#server/demo/papers/draftDecision.ts'
import { economicReport } from '#server/demo/papers/economicReport.ts'
import { investmentPlan } from '#server/demo/papers/investmentPlan.ts'
import { submission } from '#server/demo/papers/submission.ts'
import type { Paper } from '#server/pdf/blocks.ts'
import { layOut } from '#server/pdf/flow.ts'
import { plainText } from '#server/pdf/text.ts'
import { dayInVietnam } from '#server/pdf/vietnamese.ts'
import { oneSpace, openPdf, textOfPdf } from './support/readPdf.ts'

const TODAY = new Date('2026-10-28T02:00:00Z')
const DAY = dayInVietnam(TODAY)
const papers = new Map<string, DemoPaper>()
const paper = (key: string): DemoPaper => papers.get(key)!

const written: [key: string, write: (day: typeof DAY) => Paper][] = [
  ['economic-report', economicReport],
  ['water-submission', submission],
  ['water-decision', draftDecision],
  ['investment-plan', investmentPlan],
  ['commune-review', communeReview],
]

async function make(moment: Date): Promise<DemoPaper[]> {
  const made: DemoPaper[] = []
  for await (const one of demoPapers(moment)) made.push(one)
  return made
}

beforeAll(async () => {
  for (const one of await make(TODAY)) papers.set(one.key, one)
}, 60_000)

describe('the session of the demonstration', () => {
  test('has five items today, reported by people who are there', () => {
    const meeting = demoMeeting(TODAY)
    expect(meeting.title).toContain('tháng 10 năm 2026')
    expect(meeting.items).toHaveLength(5)
    expect(meeting.startsAt.toISOString()).toBe('2026-10-28T01:00:00.000Z')
    for (const item of meeting.items) expect(person(item.reporter).meetingRole).toBe('member')
    const minutes = meeting.items.reduce((sum, item) => sum + item.durationMinutes, 0)
    expect(minutes * 60_000).toBeLessThanOrEqual(meeting.endsAt.getTime() - meeting.startsAt.getTime())
  })

  test('lists exactly the papers that are made, each under its item', () => {
    const listed = demoMeeting(TODAY).items.flatMap(item => item.papers.map(key => [key, item.key]))
    const made = [...papers.values()].map(one => [one.key, one.itemKey])
    expect(listed).toEqual(made)
    expect(made.length).toBeGreaterThanOrEqual(6)
    expect(made).toHaveLength(DEMO_PAPER_COUNT)
  })

  test('the item with a state secret has no paper on the system', () => {
    const secret = demoMeeting(TODAY).items.filter(item => item.secrecy !== null)
    expect(secret).toHaveLength(1)
    expect(secret[0]?.papers).toEqual([])
  })
})

describe('every paper', () => {
  test('is made the same for the same moment, byte for byte', async () => {
    for (const again of await make(TODAY)) {
      expect(Buffer.compare(again.bytes, paper(again.key).bytes)).toBe(0)
    }
  }, 60_000)

  test('is written in any month, the first and the last too, without an empty page or a broken figure', () => {
    const days = [
      { year: 2027, month: 1, day: 2 },
      { year: 2026, month: 12, day: 31 },
    ]
    for (const day of days)
      for (const [, write] of written) {
        const { pages } = layOut(write(day))
        for (const page of pages) {
          const runs = page.marks.flatMap(mark => (mark.kind === 'text' ? mark.runs : []))
          const words = runs.map(run => run.text).join(' ')
          expect(words.length).toBeGreaterThan(100)
          expect(words).not.toMatch(/NaN|undefined|Infinity/)
        }
      }
  })

  test('embeds the fonts it uses', async () => {
    for (const one of papers.values()) {
      const pdf = await PDFDocument.load(one.bytes)
      const fonts = pdf.context
        .enumerateIndirectObjects()
        .flatMap(([, object]) =>
          object instanceof PDFDict && object.get(PDFName.of('Type')) === PDFName.of('Font') ? [object] : [],
        )
        .filter(font => font.get(PDFName.of('Subtype')) === PDFName.of('Type0'))
      expect(fonts.length > 0).toBe(one.key !== 'water-letter')
      for (const font of fonts) {
        const descendant = font.lookup(PDFName.of('DescendantFonts'), PDFArray).lookup(0, PDFDict)
        const descriptor = descendant.lookup(PDFName.of('FontDescriptor'), PDFDict)
        const file = descriptor.lookup(PDFName.of('FontFile2'))
        expect(file instanceof PDFRawStream && file.getContentsSize()).toBeGreaterThan(1000)
      }
    }
  })

  test('says its title, its language and that its province does not exist', async () => {
    for (const one of papers.values()) {
      const pdf = await PDFDocument.load(one.bytes, { updateMetadata: false })
      expect(pdf.getTitle()?.length).toBeGreaterThan(10)
      expect(pdf.getSubject()).toContain('không có thật')
      expect(pdf.getLanguage()).toBe('vi-VN')
      expect(pdf.getCreationDate()).toEqual(TODAY)
    }
  })
})

describe('the text that a reader finds', () => {
  test.each(written)(
    'of %s is every paragraph, heading and cell as written, in composed letters',
    async (key, write) => {
      const found = await textOfPdf(await openPdf(paper(key).bytes))
      expect(found.normalize('NFC')).toBe(found)
      const blocks = write(DAY).sections.flatMap(section => section.blocks)
      const texts = blocks.flatMap(block =>
        block.kind === 'paragraph' || block.kind === 'heading' ? [oneSpace(plainText(block.text))] : [],
      )
      expect(texts.filter(text => !found.includes(text))).toEqual([])
      // Cells of two lines stand between those of their neighbours: each of their words is looked for.
      const cells = blocks.flatMap(block =>
        block.kind === 'table' ? block.rows.flatMap(row => row.cells) : [],
      )
      const words = new Set(found.split(' '))
      expect(cells.flatMap(cell => cell.split(' ').filter(word => word !== '' && !words.has(word)))).toEqual(
        [],
      )
    },
    60_000,
  )

  test('of the submission reads in the order in which it is written', async () => {
    const found = await textOfPdf(await openPdf(paper('water-submission').bytes))
    const places = submission(DAY)
      .sections.flatMap(section => section.blocks)
      .flatMap(block => (block.kind === 'paragraph' ? [found.indexOf(oneSpace(plainText(block.text)))] : []))
    expect(places.length).toBeGreaterThan(25)
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  test('the head of each administrative paper bears the national name and motto', async () => {
    for (const [key] of written) {
      const pdf = await openPdf(paper(key).bytes)
      const found = await textOfPdf(pdf)
      expect(found).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
      expect(found).toContain('Độc lập - Tự do - Hạnh phúc')
    }
  }, 60_000)
})

describe('the shapes', () => {
  test('of papers: as long and as broad as they are meant to be', async () => {
    const size = async (key: string) => {
      const pdf = await openPdf(paper(key).bytes)
      const first = (await pdf.getPage(1)).getViewport({ scale: 1 })
      const last = (await pdf.getPage(pdf.numPages)).getViewport({ scale: 1 })
      return { pages: pdf.numPages, first: first.width > first.height, last: last.width > last.height }
    }
    const within = (pages: number, low: number, high: number): boolean => pages >= low && pages <= high
    expect(within((await size('water-submission')).pages, 3, 5)).toBe(true)
    expect((await size('economic-report')).pages).toBeGreaterThanOrEqual(12)
    expect(await size('investment-plan')).toMatchObject({ first: false, last: true })
    expect(await size('economic-slides')).toMatchObject({ first: true, last: true })
    expect(within((await size('water-letter')).pages, 6, 8)).toBe(true)
  })

  test('of the decision: chapters and 18 articles in the outline', async () => {
    const outline = await (await openPdf(paper('water-decision').bytes)).getOutline()
    expect(outline.map(one => one.title.slice(0, 9))).toEqual([
      'Chương I.',
      'Chương II',
      'Chương II',
      'Chương IV',
    ])
    const articles = outline.flatMap(one => one.items).map(one => one.title)
    expect(articles).toHaveLength(18)
    expect(articles[17]).toMatch(/^Điều 18\. /)
  })
})
