import { Readable } from 'node:stream'
import { createDeflate, deflateSync } from 'node:zlib'
import { PdfWriter } from './PdfWriter.ts'
import { textPaper } from './papers.ts'

/** A page tree whose second node names the first as its kid. */
export function cyclicTree(): Buffer {
  const pdf = new PdfWriter()
  const [top, low] = [pdf.reserve(), pdf.reserve()]
  const page = pdf.add(`<</Type /Page /Parent ${top} 0 R /MediaBox [0 0 100 100]>>`)
  pdf.add(`<</Type /Pages /Count 100 /Kids [${page} 0 R ${low} 0 R]>>`, top)
  pdf.add(`<</Type /Pages /Count 99 /Parent ${top} 0 R /Kids [${top} 0 R]>>`, low)
  return pdf.finish(pdf.add(`<</Type /Catalog /Pages ${top} 0 R>>`))
}

/** Ten levels that each name the next ten times: ten thousand million pages in a kilobyte. */
export function pageBomb(levels = 10): Buffer {
  const pdf = new PdfWriter()
  let node = pdf.add('<</Type /Page /MediaBox [0 0 100 100]>>')
  for (let level = 1; level <= levels; level += 1) {
    node = pdf.add(`<</Type /Pages /Count ${10 ** level} /Kids [${`${node} 0 R `.repeat(10)}]>>`)
  }
  return pdf.finish(pdf.add(`<</Type /Catalog /Pages ${node} 0 R>>`))
}

/** As the page bomb, but of nodes that hold no page in the end. */
export function emptyNodeBomb(): Buffer {
  const pdf = new PdfWriter()
  let node = pdf.add('<</Type /Pages /Count 0 /Kids []>>')
  for (let level = 0; level < 10; level += 1) {
    node = pdf.add(`<</Type /Pages /Count 1 /Kids [${`${node} 0 R `.repeat(10)}]>>`)
  }
  return pdf.finish(pdf.add(`<</Type /Catalog /Pages ${node} 0 R>>`))
}

export function noPages(): Buffer {
  const pdf = new PdfWriter()
  const pages = pdf.add('<</Type /Pages /Count 3 /Kids []>>')
  return pdf.finish(pdf.add(`<</Type /Catalog /Pages ${pages} 0 R>>`))
}

/** The content of its one page is `megabytes` of blanks, compressed. */
export function contentBomb(megabytes: number): Buffer {
  return onePage(pdf => ({
    contents: pdf.addStream(deflateSync(Buffer.alloc(megabytes << 20, ' ')), '/Filter /FlateDecode'),
  }))
}

/** Twice compressed, so that what checks plain streams passes it over and the renderer meets it. */
export async function nestedContentBomb(megabytes: number): Promise<Buffer> {
  const once = await deflatedBlanks(megabytes)
  return onePage(pdf => ({
    contents: pdf.addStream(deflateSync(once), '/Filter [/FlateDecode /FlateDecode]'),
  }))
}

async function deflatedBlanks(megabytes: number): Promise<Buffer> {
  const blanks = Buffer.alloc(1 << 20, ' ')
  const pieces: Buffer[] = []
  const source = Readable.from(Array.from({ length: megabytes }, () => blanks))
  for await (const piece of source.pipe(createDeflate())) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Forms that each draw the next one ten times: the drawing never ends. */
export function formBomb(): Buffer {
  return onePage(pdf => {
    let form = pdf.addStream(Buffer.from('0 0 9 9 re f'), '/Type /XObject /Subtype /Form /BBox [0 0 9 9]')
    for (let level = 0; level < 12; level += 1) {
      const resources = `/Resources <</XObject <</F ${form} 0 R>>>>`
      form = pdf.addStream(
        Buffer.from('/F Do '.repeat(10)),
        `/Type /XObject /Subtype /Form /BBox [0 0 9 9] ${resources}`,
      )
    }
    return {
      contents: pdf.addStream(Buffer.from('/F Do')),
      entries: `/Resources <</XObject <</F ${form} 0 R>>>>`,
    }
  })
}

export function enormousPage(): Buffer {
  return textPaper(['Small', 'Enormous'], { pageEntries: '/MediaBox [0 0 1000000000 1000000000]' })
}

/** Arrays within arrays, 200,000 deep, where the page's resources should be. */
export function deepNesting(): Buffer {
  const depth = 200_000
  return onePage(() => ({ entries: `/Resources ${'['.repeat(depth)}${']'.repeat(depth)}` }))
}

/** A cross-reference table that claims a thousand million objects. */
export function hugeTable(): Buffer {
  const text = textPaper(['x']).toString('latin1')
  return Buffer.from(text.replace(/xref\n0 \d+/, 'xref\n0 999999999'), 'latin1')
}

function onePage(make: (pdf: PdfWriter) => { contents?: number; entries?: string }): Buffer {
  const pdf = new PdfWriter()
  const pages = pdf.reserve()
  const { contents, entries = '' } = make(pdf)
  const drawn = contents === undefined ? '' : `/Contents ${contents} 0 R`
  const page = pdf.add(`<</Type /Page /Parent ${pages} 0 R /MediaBox [0 0 595 842] ${drawn} ${entries}>>`)
  pdf.add(`<</Type /Pages /Count 1 /Kids [${page} 0 R]>>`, pages)
  return pdf.finish(pdf.add(`<</Type /Catalog /Pages ${pages} 0 R>>`))
}
