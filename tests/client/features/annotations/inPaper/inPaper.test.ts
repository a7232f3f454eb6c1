import { PDFDocument, PDFHexString, PDFName, type PDFRef, PDFString } from '@cantoo/pdf-lib'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { exportPaper } from '#client/features/annotations/export/core/exportPaper.ts'
import { authorValue, matching } from '#client/features/annotations/inPaper/filtering.ts'
import { dateOf, inPaperOf, mostInPaper } from '#client/features/annotations/inPaper/inPaper.ts'
import { noFilter } from '#client/features/annotations/panel/threads.ts'
import { at, everyKind, fonts, layer, options, pangram } from '../export/support/notes.ts'
import { openPdf, paper } from '../export/support/reading.ts'

const asItIs = (x: number, y: number): readonly [number, number] => [x, 842 - y]

/** What a page of a file has itself, as the reader's core hands it on. */
async function pageOf(bytes: readonly Uint8Array[], page = 1, limit = mostInPaper) {
  const proxy = await (await openPdf(bytes)).getPage(page)
  const viewport = proxy.getViewport({ scale: 1 })
  const toUpright = (x: number, y: number): readonly [number, number] => {
    const [left = 0, top = 0] = viewport.convertToViewportPoint(x, y)
    return [left, top]
  }
  return inPaperOf(page, { annotations: await proxy.getAnnotations(), toUpright }, limit)
}

describe('annotations that an uploaded paper has itself', () => {
  test('[N68] are listed down the page with author, time, text, answers and state', async () => {
    const pdf = await paper({ rotate: 90, crop: true, unit: 1 })
    const found = await pageOf((await exportPaper(pdf, [layer(everyKind())], options, fonts)).parts)
    expect(found.map(({ kind }) => kind).sort()).toEqual(
      [
        ...['arrow', 'highlight', 'pen', 'pen', 'sticky', 'strikeOut', 'textBox', 'underline'],
        ...Array(6).fill('stamp'),
      ].sort(),
    )
    expect(found.map(({ top }) => top)).toEqual(found.map(({ top }) => top).sort((a, b) => a - b))
    expect(found.find(({ kind }) => kind === 'sticky')).toMatchObject({
      author: 'Bà Trần Thị Bình',
      text: pangram,
      at: at + 60_000,
      colour: '#b45309',
      resolved: true,
      replies: [{ author: 'Ông Nguyễn Văn Ẩn', text: 'Đã rà soát: thiếu 12,5 tỷ đồng.', at: at + 120_000 }],
    })
  })

  test('[N68] are found by the same filter as notes', async () => {
    const pdf = await paper()
    const found = await pageOf((await exportPaper(pdf, [layer(everyKind())], options, fonts)).parts)
    const only = (part: Partial<typeof noFilter>) => matching(found, { ...noFilter, ...part }).length
    expect(only({ kind: 'stamp' })).toBe(6)
    expect(only({ state: 'resolved' })).toBe(1)
    expect(only({ state: 'open' })).toBe(13)
    expect(only({ state: 'discussed' })).toBe(1)
    expect(only({ author: authorValue('Bà Trần Thị Bình') })).toBe(14)
    expect(only({ author: authorValue('Ai đó') })).toBe(0)
  })

  test('[N68] keep their times in any zone', () => {
    expect(dateOf("D:20261123083000+07'00'")).toBe(at)
    expect(dateOf('D:20261123013000Z')).toBe(at)
    expect(dateOf("D:20261122203000-05'00")).toBe(at)
    expect(dateOf('D:2026')).toBe(Date.UTC(2026, 0, 1))
    for (const wrong of ['', 'hôm qua', 'D:0000', 7, null, {}]) expect(dateOf(wrong)).toBeNull()
  })

  test('[N69] links, scripts and forms are not among them', async () => {
    const doc = await PDFDocument.create()
    const page = doc.addPage([595, 842])
    const add = (dict: object): PDFRef =>
      doc.context.register(doc.context.obj({ Type: 'Annot', Rect: [10, 10, 50, 50], ...dict } as never))
    const js = { S: 'JavaScript', JS: PDFString.of('app.alert(1)') }
    page.node.set(
      PDFName.of('Annots'),
      doc.context.obj([
        add({ Subtype: 'Link', A: { S: 'Launch', F: PDFString.of('cmd.exe') } }),
        add({ Subtype: 'Link', A: { S: 'URI', URI: PDFString.of('javascript:alert(1)') } }),
        add({ Subtype: 'Widget', FT: 'Tx', T: PDFString.of('a'), AA: { K: js } }),
        add({ Subtype: 'Screen', AA: { PO: js } }),
        add({ Subtype: 'Text', Contents: PDFHexString.fromText('Thật'), A: js, AA: { E: js } }),
      ]),
    )
    const found = await pageOf([await doc.save()])
    expect(found.map(({ text }) => text)).toEqual(['Thật'])
    expect(JSON.stringify(found)).not.toMatch(/alert|cmd/)
  })

  test('[N69] ten thousand of them, answers in circles and giant places do no harm', async () => {
    const doc = await PDFDocument.create()
    const page = doc.addPage([595, 842])
    const refs = Array.from({ length: 10_000 }, () => doc.context.nextRef())
    for (const [index, ref] of refs.entries())
      doc.context.assign(
        ref,
        doc.context.obj({
          ...{ Type: 'Annot', Subtype: 'Text', Rect: index % 2 ? [-1e9, -1e9, 1e9, 1e9] : [0, 0, 20, 20] },
          IRT: refs[(index + 1) % 700] ?? ref,
          T: PDFHexString.fromText('x'.repeat(130)),
          Contents: PDFHexString.fromText(`Số ${index}`),
        } as never),
      )
    page.node.set(PDFName.of('Annots'), doc.context.obj(refs as never))
    const found = await pageOf([await doc.save()])
    expect(found.length).toBeGreaterThan(0)
    const all = found.length + found.reduce((sum, { replies }) => sum + replies.length, 0)
    expect(all).toBeLessThanOrEqual(mostInPaper)
    for (const note of found) {
      expect(note.top).toBeGreaterThanOrEqual(0)
      expect(note.top).toBeLessThanOrEqual(20_000)
      expect(note.author.length).toBeLessThanOrEqual(120)
    }
  })

  test('[N69] whatever a file says, the list stays a list', () => {
    const odd = fc.object({
      key: fc.constantFrom(
        ...['subtype', 'rect', 'id', 'titleObj', 'contentsObj', 'str', 'color', 'inReplyTo', 'state'],
        ...['stateModel', 'modificationDate', 'textContent', '__proto__'],
      ),
      values: [
        fc.constantFrom(
          'Text',
          'Ink',
          'constructor',
          'R1',
          'R2',
          'Review',
          'Completed',
          '\u202e\ud800',
          null,
        ),
        fc.double(),
        fc.array(fc.double(), { minLength: 4, maxLength: 4 }),
        fc.constant([0, 0, 10, 10]),
      ],
      maxDepth: 2,
    })
    fc.assert(
      fc.property(fc.array(fc.oneof(odd, fc.anything()), { maxLength: 20 }), annotations => {
        for (const note of inPaperOf(1, { annotations, toUpright: asItIs }, 10)) {
          expect(note.text.isWellFormed()).toBe(true)
          expect(Number.isFinite(note.top)).toBe(true)
        }
      }),
      { numRuns: 500, seed: 20_261_124 },
    )
  })
})
