import { randomBytes } from 'node:crypto'
import { createCanvas } from '@napi-rs/canvas'
import { PdfWriter } from './PdfWriter.ts'

const A4 = '[0 0 595 842]'

/** A paper of text, a line a page (`lines`, in Latin letters), with a flat page tree. */
export function textPaper(
  lines: readonly string[],
  options: { title?: string; pageEntries?: string } = {},
): Buffer {
  const pdf = new PdfWriter()
  const pages = pdf.reserve()
  const font = pdf.add('<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>')
  const kids = lines.map(line => {
    const contents = pdf.addDeflated(`BT /F 24 Tf 72 700 Td (${line}) Tj ET`)
    return pdf.add(
      `<</Type /Page /Parent ${pages} 0 R /Contents ${contents} 0 R ${options.pageEntries ?? ''}>>`,
    )
  })
  const inherited = `/MediaBox ${A4} /Resources <</Font <</F ${font} 0 R>>>>`
  pdf.add(
    `<</Type /Pages /Count ${kids.length} /Kids [${kids.map(k => `${k} 0 R`).join(' ')}] ${inherited}>>`,
    pages,
  )
  const root = pdf.add(`<</Type /Catalog /Pages ${pages} 0 R>>`)
  const info = options.title === undefined ? '' : `/Info ${pdf.add(`<</Title (${options.title})>>`)} 0 R`
  return pdf.finish(root, info)
}

/**
 * A scan: each page one JPEG of a noisy sheet, `bytesAPage` long or a little more (padded by what a decoder
 * passes over), and as scanners write it: page, contents and picture one after another, in a flat tree.
 */
export function scannedPaper(options: {
  pages: number
  bytesAPage: number
  pixels?: [number, number]
}): Buffer {
  const [width, height] = options.pixels ?? [827, 1169]
  const pdf = new PdfWriter()
  const tree = pdf.reserve()
  const sheets = [0, 1, 2].map(seed => jpegSheet(width, height, seed))
  const kids: number[] = []
  for (let page = 1; page <= options.pages; page += 1) {
    const sheet = padJpeg(sheets[page % 3]!, options.bytesAPage)
    const num = pdf.reserve()
    const image = pdf.addStream(
      sheet,
      `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode`,
    )
    const contents = pdf.addDeflated(`q 595 0 0 842 0 0 cm /I Do Q`)
    pdf.add(
      `<</Type /Page /Parent ${tree} 0 R /MediaBox ${A4} /Contents ${contents} 0 R /Resources <</XObject <</I ${image} 0 R>>>>>>`,
      num,
    )
    kids.push(num)
  }
  pdf.add(`<</Type /Pages /Count ${kids.length} /Kids [${kids.map(k => `${k} 0 R`).join(' ')}]>>`, tree)
  return pdf.finish(pdf.add(`<</Type /Catalog /Pages ${tree} 0 R>>`))
}

/** A fax: one page that is white, black, white in stripes from left to right, as CCITT Group 4 (ITU-T T.6). */
export function faxedPaper(): Buffer {
  // Horizontal mode: white run of 16, black run of 32, then white to the edge as above; each further line as above.
  const bits = `001${'101010'}${'000001101010'}1${'111'.repeat(63)}${'000000000001'.repeat(2)}`
  const codes = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? []
  const pdf = new PdfWriter()
  const image = pdf.addStream(
    Buffer.from(codes.map(code => Number.parseInt(code, 2))),
    '/Type /XObject /Subtype /Image /Width 64 /Height 64 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode /DecodeParms <</K -1 /Columns 64 /Rows 64>>',
  )
  const contents = pdf.addDeflated('q 595 0 0 842 0 0 cm /I Do Q')
  const pages = pdf.reserve()
  const page = pdf.add(
    `<</Type /Page /Parent ${pages} 0 R /MediaBox ${A4} /Contents ${contents} 0 R /Resources <</XObject <</I ${image} 0 R>>>>>>`,
  )
  pdf.add(`<</Type /Pages /Count 1 /Kids [${page} 0 R]>>`, pages)
  return pdf.finish(pdf.add(`<</Type /Catalog /Pages ${pages} 0 R>>`))
}

/** A sheet with lines of dark strokes and noise, as JPEG. */
function jpegSheet(width: number, height: number, seed: number): Buffer {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#f4f1ea'
  context.fillRect(0, 0, width, height)
  context.fillStyle = '#222'
  for (let line = 0; line < 40; line += 1) {
    for (let word = 0; word < 9; word += 1) {
      const length = 20 + ((line * 31 + word * 17 + seed * 7) % 50)
      context.fillRect(60 + word * 80, 60 + line * 26 + (seed % 3), length, 9)
    }
  }
  return canvas.encodeSync('jpeg', 80)
}

/** The JPEG made longer by application segments (each at most 64 KiB) of random bytes after its start. */
function padJpeg(jpeg: Buffer, length: number): Buffer {
  const pieces = [jpeg.subarray(0, 2)]
  for (let missing = length - jpeg.length; missing > 4; ) {
    const size = Math.min(missing - 4, 65_000)
    const head = Buffer.from([0xff, 0xef, 0, 0])
    head.writeUInt16BE(size + 2, 2)
    pieces.push(head, randomBytes(size))
    missing -= size + 4
  }
  return Buffer.concat([...pieces, jpeg.subarray(2)])
}
