import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { exportPaper } from '#client/features/annotations/export/core/exportPaper.ts'
import type { Note } from '#shared/annotations/note.ts'
import { packStroke } from '#shared/annotations/stroke.ts'
import { an, at, binh, everyKind, fonts, joined, layer, options, pangram } from './support/notes.ts'
import { type Lie, listed, openPdf, paper, textOf } from './support/reading.ts'

const annotated = async (notes: ReadonlyMap<string, Note>, pdf?: Uint8Array<ArrayBuffer>) =>
  exportPaper(pdf ?? (await paper()), [layer(notes)], options, fonts)
const flattened = async (notes: ReadonlyMap<string, Note>, pdf?: Uint8Array<ArrayBuffer>) =>
  exportPaper(pdf ?? (await paper()), [layer(notes)], { ...options, form: 'flattened' }, fonts)
const flat = (text: string) => text.replace(/\s+/g, ' ').trim()

const rotations = [0, 90, 180, 270] as const
const lies: Lie[] = rotations.flatMap(rotate => [
  { rotate, crop: false, unit: 1 },
  { rotate, crop: true, unit: 2 },
])

describe('a paper taken home with its notes', () => {
  test('[N60] leaves the paper as it was, and the same notes make the same file', async () => {
    const pdf = await paper()
    const before = pdf.slice()
    const one = joined((await annotated(everyKind(), pdf)).parts)
    expect(pdf).toEqual(before)
    expect(joined((await annotated(everyKind(), pdf)).parts)).toEqual(one)
  })

  test('[N61] lists in another reader every kind of note with its author, text, time and colour', async () => {
    const pdf = await openPdf((await annotated(everyKind())).parts)
    const found = await listed(pdf, 1)
    const kinds = found.filter(({ inReplyTo }) => !inReplyTo).map(({ subtype }) => subtype)
    expect(kinds.sort()).toEqual(
      [
        ...['Ink', 'Ink', 'Highlight', 'Underline', 'StrikeOut', 'Text', 'FreeText', 'Line'],
        ...Array(6).fill('Stamp'),
      ].sort(),
    )
    for (const each of found) {
      expect(each.hasAppearance).toBe(true)
      expect(['Bà Trần Thị Bình', 'Ông Nguyễn Văn Ẩn']).toContain(each.author)
    }
    const highlight = found.find(({ subtype }) => subtype === 'Highlight')
    expect(highlight?.contents).toBe('điều chỉnh kế hoạch đầu tư công')
    expect(highlight?.creationDate).toBe("D:20261123083000+07'00'")
    expect(highlight?.modificationDate).toBe("D:20261123083100+07'00'")
    expect([...(highlight?.color ?? [])]).toEqual([250, 204, 21])
    expect(found.find(({ subtype }) => subtype === 'Stamp')?.contents).toBe('Đồng ý')
    expect((await listed(pdf, 2)).map(({ subtype }) => subtype)).toEqual(['Text'])
  })

  test.each(lies)(
    '[N61] puts notes where they lie: turned by $rotate, cropped: $crop, unit $unit',
    async lie => {
      const { parts } = await annotated(everyKind(), await paper(lie))
      const pdf = await openPdf(parts)
      const found = await listed(pdf, 1)
      const boxOf = (subtype: string) => found.find(each => each.subtype === subtype)?.box
      const near = (box: readonly number[] | undefined, expected: readonly number[]) =>
        expect(expected.filter((value, index) => Math.abs((box?.[index] ?? 1e9) - value) > 0.5)).toEqual([])
      near(boxOf('Stamp'), [90, 420, 130, 36])
      near(boxOf('Highlight'), [72, 90, 200, 36])
      near(boxOf('Underline'), [71, 139, 162, 18])
      near(boxOf('FreeText')?.slice(0, 3), [320, 200, 200])
      const page = await pdf.getPage(1)
      const viewport = page.getViewport({ scale: 1 })
      // pdf.js orders the ends of a line by their place: which end has the head is read by the other library.
      const doc = await PDFDocument.load(joined(parts))
      const dict = annotationsOf(doc, 0).find(each => nameOf(each, 'Subtype') === 'Line')
      const ends = dict?.lookup(PDFName.of('L'), PDFArray).asArray().map(Number) ?? []
      near(viewport.convertToViewportPoint(ends[0] ?? 0, ends[1] ?? 0), [320, 430])
      near(viewport.convertToViewportPoint(ends[2] ?? 0, ends[3] ?? 0), [240, 380])
      const ink =
        found.find(({ subtype, contents }) => subtype === 'Ink' && contents === '')?.inkLists?.[0] ?? []
      expect(ink.length).toBeGreaterThan(2)
      // A sign stays upright about its upper left corner, so that corner is what must be right.
      const sign = ((await page.getAnnotations()) as { subtype: string; rect: number[] }[]).find(
        ({ subtype }) => subtype === 'Text',
      )
      const [left = 0, , , top = 0] = sign?.rect ?? []
      near(viewport.convertToViewportPoint(left, top), [410, 110])
    },
  )

  test('[N61] names the layer and the note itself', async () => {
    const doc = await PDFDocument.load(joined((await annotated(everyKind())).parts))
    const all = annotationsOf(doc, 0)
    const sticky = all.find(dict => nameOf(dict, 'Subtype') === 'Text' && !dict.has(PDFName.of('IRT')))
    expect(textIn(sticky, 'NM')).toBe('n-sticky')
    expect(textIn(sticky, 'Subj')).toBe('Chung cả phiên họp')
    expect(sticky?.has(PDFName.of('Popup'))).toBe(true)
    for (const dict of all) expect(dict.lookup(PDFName.of('F'))).toBeDefined()
  })

  test('[N61] keeps the annotations that the paper had', async () => {
    const first = joined((await annotated(new Map([...everyKind()].slice(0, 3)))).parts)
    const again = await annotated(new Map([['another', everyKind().get('n-stamp') as Note]]), first)
    const found = await listed(await openPdf(again.parts), 1)
    expect(found.map(({ subtype }) => subtype).sort()).toEqual(['Highlight', 'Ink', 'Ink', 'Stamp'])
  })

  test('[N62] lists answers under the note that they answer, and its state in the review model', async () => {
    const { parts } = await annotated(everyKind())
    const found = await listed(await openPdf(parts), 1)
    const sticky = found.find(({ subtype, inReplyTo }) => subtype === 'Text' && !inReplyTo)
    const reply = found.find(({ inReplyTo }) => inReplyTo)
    expect(reply).toMatchObject({
      inReplyTo: sticky?.id,
      replyType: 'R',
      author: 'Ông Nguyễn Văn Ẩn',
      contents: 'Đã rà soát: thiếu 12,5 tỷ đồng.',
    })
    expect(found.find(({ stateModel }) => stateModel)).toMatchObject({
      inReplyTo: sticky?.id,
      stateModel: 'Review',
      state: 'Completed',
      author: 'Bà Trần Thị Bình',
    })
  })

  test('[N63] has every letter of Vietnamese in lists, in text boxes and on printed pages', async () => {
    const found = await listed(await openPdf((await annotated(everyKind())).parts), 1)
    expect(found.find(({ subtype, inReplyTo }) => subtype === 'Text' && !inReplyTo)?.contents).toBe(pangram)
    const box = found.find(({ subtype }) => subtype === 'FreeText')
    expect(flat(box?.textContent?.join(' ') ?? '')).toBe(flat(`Nguồn vốn?\n${pangram}`))
    const printed = await openPdf((await flattened(everyKind())).parts)
    expect(await textOf(printed, 1)).toContain(flat(`Nguồn vốn? ${pangram}`))
    expect(await textOf(printed, 3)).toContain(flat(pangram))
  })

  test('[N63] writes decomposed letters composed, and keeps what no typeface has in the text', async () => {
    const text = 'Đề nghị xem lại 你好 🙂👩‍👩‍👧 Ω Ж ✓ \u0000\u202e\ud800'
    const notes = new Map<string, Note>([
      ['a', { ...(everyKind().get('n-sticky') as Note & { kind: 'sticky' }), text: text.normalize('NFD') }],
      ['b', { ...(everyKind().get('n-box') as Note & { kind: 'textBox' }), text: text.normalize('NFD') }],
    ])
    const found = await listed(await openPdf((await annotated(notes)).parts), 1)
    expect(found.find(({ subtype }) => subtype === 'Text')?.contents).toContain(
      'Đề nghị xem lại 你好 🙂👩‍👩‍👧 Ω Ж ✓',
    )
    const printed = await textOf(await openPdf((await flattened(notes)).parts), 1)
    expect(printed).toContain('Đề nghị xem lại')
    expect(printed).toMatch(/Ω\s*Ж/)
  })

  test('[N64] keeps every byte of a signed paper in front of what is new', async () => {
    const doc = await PDFDocument.load(await paper())
    doc.catalog.set(PDFName.of('AcroForm'), doc.context.obj({ Fields: [], SigFlags: 3 }))
    for (const useObjectStreams of [true, false]) {
      const pdf = (await doc.save({ useObjectStreams })) as Uint8Array<ArrayBuffer>
      const { parts, signed, appended } = await annotated(everyKind(), pdf)
      expect([signed, appended]).toEqual([true, true])
      expect(joined(parts).subarray(0, pdf.length)).toEqual(pdf)
      expect(await listed(await openPdf(parts), 1)).toHaveLength(16)
    }
  })

  test('[N64] writes a paper anew that is protected against changes, or whose end leads nowhere', async () => {
    const doc = await PDFDocument.load(await paper())
    doc.encrypt({ ownerPassword: 'chủ', userPassword: '', permissions: { modifying: false } })
    const locked = await annotated(everyKind(), (await doc.save()) as Uint8Array<ArrayBuffer>)
    expect(locked.appended).toBe(false)
    expect(await listed(await openPdf(locked.parts), 1)).toHaveLength(16)
    const text = Buffer.from(await paper())
      .toString('latin1')
      .replace(/startxref\s+\d+/, 'startxref\n7')
    const broken = await annotated(everyKind(), new Uint8Array(Buffer.from(text, 'latin1')))
    expect(broken.appended).toBe(false)
    expect(await listed(await openPdf(broken.parts), 1)).toHaveLength(16)
  })

  test('[N64] says in a word why a paper takes no notes', async () => {
    const doc = await PDFDocument.load(await paper())
    doc.encrypt({ ownerPassword: 'chủ', userPassword: 'khách' })
    const secret = (await doc.save()) as Uint8Array<ArrayBuffer>
    await expect(annotated(everyKind(), secret)).rejects.toMatchObject({ code: 'export.locked' })
    const rubbish = new TextEncoder().encode('%PDF-1.7\nno paper at all')
    await expect(annotated(everyKind(), rubbish)).rejects.toMatchObject({ code: 'export.damaged' })
    const other = exportPaper(
      await paper(),
      [layer(everyKind())],
      { ...options, paper: { ...options.paper, pageCount: 3 } },
      fonts,
    )
    await expect(other).rejects.toMatchObject({ code: 'export.damaged' })
  })

  test('[N65] makes notes part of the pages, numbers what is said and says it on pages at the end', async () => {
    const pdf = await openPdf((await flattened(everyKind())).parts)
    expect(pdf.numPages).toBe(3)
    expect(await listed(pdf, 1)).toEqual([])
    const first = await textOf(pdf, 1)
    for (const word of ['Đồng ý', 'Xem lại', 'Đã ký nháy', 'Không đồng ý', 'Đã xem', 'Khẩn'])
      expect(first).toContain(word)
    const last = await textOf(pdf, 3)
    expect(last).toMatch(/^Ghi chú Tờ trình về việc/)
    expect(last).toContain('Đã rà soát: thiếu 12,5 tỷ đồng.')
    expect(last).toContain('Bà Trần Thị Bình đánh dấu đã giải quyết')
    expect(last).toContain('Ghi chú, trang 1/1')
  })

  test('[N65] adds no page where nothing needs words, and draws on turned pages too', async () => {
    const stamp = new Map([['s', everyKind().get('n-stamp') as Note]])
    for (const rotate of rotations) {
      const pdf = await openPdf((await flattened(stamp, await paper({ rotate, crop: true, unit: 1 }))).parts)
      expect(pdf.numPages).toBe(2)
      const page = await pdf.getPage(1)
      const { items } = await page.getTextContent()
      const [word] = items.flatMap(item => ('str' in item && item.str.trim() !== '' ? [item] : []))
      expect(word?.str).toBe('Đồng ý')
      const [, , , , x = 0, y = 0] = word?.transform ?? []
      const [left, top] = page.getViewport({ scale: 1 }).convertToViewportPoint(x, y) as [number, number]
      expect(left).toBeGreaterThan(90)
      expect(left).toBeLessThan(220)
      expect(top).toBeGreaterThan(420)
      expect(top).toBeLessThan(456)
    }
  })

  test('[N66] sums up page by page what was written, by whom and when, over as many pages as it takes', async () => {
    const long = `${pangram} `.repeat(18)
    const notes = everyKind()
    for (let index = 0; index < 8; index++)
      notes.set(`long-${index}`, {
        ...(notes.get('n-sticky') as Note & { kind: 'sticky' }),
        text: `Mục ${index}. ${long}`,
      })
    const { parts } = await exportPaper(
      null,
      [layer(notes), layer(new Map(), true)],
      { ...options, form: 'summary' },
      fonts,
    )
    const pdf = await openPdf(parts)
    expect(pdf.numPages).toBeGreaterThan(4)
    const texts = await Promise.all(
      Array.from({ length: pdf.numPages }, (_, index) => textOf(pdf, index + 1)),
    )
    expect(texts[0]).toMatch(/^Tổng hợp ghi chú Tờ trình về việc điều chỉnh kế hoạch đầu tư công trung hạn/)
    expect(texts[0]).toContain('Phiên bản 2')
    expect(texts[0]).toContain('Phiên họp thường kỳ tháng 11 · 8 giờ 30, 23/11/2026')
    expect(texts[0]).toContain('Riêng tôi (ghi chú cá nhân của tôi) (0)')
    expect(texts[0]).toContain('“điều chỉnh kế hoạch đầu tư công”')
    for (const [index, text] of texts.entries()) expect(text).toContain(`Trang ${index + 1}/${pdf.numPages}`)
    const body = texts
      .map((text, index) =>
        text
          .replace(`Trang ${index + 1}/${pdf.numPages}`, ' ')
          .replace(index === 0 ? '' : options.paper.title, ' '),
      )
      .join(' ')
      .replace(/\s+/g, ' ')
    for (let index = 0; index < 8; index++) expect(body).toContain(flat(`Mục ${index}. ${long}`))
    expect(body).toContain('Ông Nguyễn Văn Ẩn · 8 giờ 32, 23/11/2026 Đã rà soát')
    expect(texts.at(-1)).toContain('Trang hai')
  })

  test('[N67] leaves resolved notes out where they are not wanted, and marks private ones', async () => {
    const resolved = { ...options, resolved: false }
    const { parts, notes } = await exportPaper(await paper(), [layer(everyKind(), true)], resolved, fonts)
    expect(notes).toBe(14)
    const all = annotationsOf(await PDFDocument.load(joined(parts)), 0)
    expect(all.some(dict => nameOf(dict, 'Subtype') === 'Text')).toBe(false)
    const subjects = all.filter(dict => dict.has(PDFName.of('Subj'))).map(dict => textIn(dict, 'Subj'))
    expect(new Set(subjects)).toEqual(new Set(['Riêng tôi (ghi chú cá nhân của tôi)']))
  })

  test('[N63] takes any notes at all: each is listed where it lies, with its text', async () => {
    const length = fc.double({ min: 5, max: 500, noNaN: true })
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    const common = { author: fc.constantFrom(binh, an), at: fc.constant(at), changedAt: fc.constant(at) }
    const own = { ...common, page: fc.constantFrom(1, 2), ink: fc.constantFrom('ink', 'red', 'yellow') }
    const box = fc.tuple(length, length, length, length)
    const note = fc.oneof(
      fc.record({ kind: fc.constant('sticky'), ...own, point: fc.tuple(length, length), text }),
      fc.record({
        kind: fc.constant('textBox'),
        ...own,
        box,
        text,
        size: fc.double({ min: 4, max: 40, noNaN: true }),
      }),
      fc.record({ kind: fc.constant('stamp'), ...own, box, stamp: fc.constantFrom('agreed', 'urgent') }),
      fc.record({
        kind: fc.constant('highlight'),
        ...own,
        lines: fc.array(box, { minLength: 1, maxLength: 4 }),
      }),
      fc.record({
        kind: fc.constant('pen'),
        ...own,
        width: fc.double({ min: 0.25, max: 20, noNaN: true }),
        stroke: fc
          .array(fc.record({ x: length, y: length, pressure: fc.double({ min: 0, max: 1, noNaN: true }) }), {
            minLength: 1,
            maxLength: 40,
          })
          .map(packStroke),
      }),
    ) as fc.Arbitrary<Note & { page: number }>
    await fc.assert(
      fc.asyncProperty(
        fc.array(note, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...lies),
        async (list, lie) => {
          const notes = new Map<string, Note>(list.map((each, index) => [`note-${index}`, each]))
          const pdf = await paper(lie)
          const file = await openPdf((await annotated(notes, pdf)).parts)
          const found = [...(await listed(file, 1)), ...(await listed(file, 2))]
          expect(found).toHaveLength(list.length)
          for (const each of list) {
            if (each.kind !== 'sticky') continue
            const clean = each.text.normalize('NFC').replace(/\r\n?/g, '\n')
            expect(found.map(({ contents }) => contents.replace(/\r/g, '\n'))).toContain(
              clean.replace(/[^\P{Cc}\t\n]/gu, '').toWellFormed(),
            )
          }
          const summary = await exportPaper(null, [layer(notes)], { ...options, form: 'summary' }, fonts)
          expect((await openPdf(summary.parts)).numPages).toBeGreaterThan(0)
          expect((await openPdf((await flattened(notes, pdf)).parts)).numPages).toBeGreaterThan(1)
        },
      ),
      { numRuns: 25, seed: 20_261_123 },
    )
  })
})

function annotationsOf(doc: PDFDocument, page: number): PDFDict[] {
  const list = doc.getPage(page).node.lookup(PDFName.of('Annots'), PDFArray)
  return list.asArray().map(each => doc.context.lookup(each, PDFDict))
}

const nameOf = (dict: PDFDict, key: string) => dict.lookup(PDFName.of(key), PDFName).decodeText()
const textIn = (dict: PDFDict | undefined, key: string) =>
  dict?.lookup(PDFName.of(key), PDFString, PDFHexString).decodeText()
