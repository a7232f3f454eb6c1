import { PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { scannedLetter } from '#server/demo/papers/scan/scan.ts'
import { openPdf, piecesOf } from './support/readPdf.ts'

interface Picture {
  width: number
  height: number
  /** 0 black to 255 white. */
  grey: Uint8Array
}

let bytes: Uint8Array
const pictures: Picture[] = []

beforeAll(async () => {
  bytes = await scannedLetter(new Date(0))
  const pdf = await PDFDocument.load(bytes)
  for (const [, object] of pdf.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream)) continue
    if (object.dict.get(PDFName.of('Subtype')) !== PDFName.of('Image')) continue
    const image = await loadImage(Buffer.from(object.getContents()))
    const context = createCanvas(image.width, image.height).getContext('2d')
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, image.width, image.height)
    const grey = Uint8Array.from({ length: image.width * image.height }, (_, index) => data[index * 4]!)
    pictures.push({ width: image.width, height: image.height, grey })
  }
}, 60_000)

/** Where the ink is, thinned out, away from the edges' shadows. */
function inkOf({ width, height, grey }: Picture): [x: number, y: number][] {
  const ink: [number, number][] = []
  for (let y = 150; y < height - 150; y += 1)
    for (let x = 150; x < width - 150; x += 11) if (grey[y * width + x]! < 110) ink.push([x - width / 2, y])
  return ink
}

/** The angle at which ink lies most unevenly over rows: along the lines of text. */
function skew(picture: Picture): number {
  const ink = inkOf(picture)
  let best = { degrees: 0, value: -1 }
  for (let degrees = -2.5; degrees <= 2.5; degrees += 0.1) {
    const slope = Math.tan((degrees * Math.PI) / 180)
    const rows = new Float64Array(picture.height)
    for (const [x, y] of ink) rows[Math.round(y - x * slope)]! += 1
    const value = rows.reduce((sum, dots, at) => sum + (dots - (rows[at - 1] ?? 0)) ** 2, 0)
    if (value > best.value) best = { degrees, value }
  }
  return best.degrees
}

describe('the scan', () => {
  test('has 6 to 8 pages, each one picture, and no text to find', async () => {
    const pdf = await openPdf(bytes)
    expect(pdf.numPages).toBeGreaterThanOrEqual(6)
    expect(pdf.numPages).toBeLessThanOrEqual(8)
    expect(pictures).toHaveLength(pdf.numPages)
    for (let page = 1; page <= pdf.numPages; page += 1) expect(await piecesOf(pdf, page)).toEqual([])
  })

  test('lies askew by half a degree to two, not all pages the same way', () => {
    const angles = pictures.slice(0, 5).map(skew)
    for (const angle of angles) {
      expect(Math.abs(angle)).toBeGreaterThanOrEqual(0.4)
      expect(Math.abs(angle)).toBeLessThanOrEqual(1.9)
    }
    expect(new Set(angles.map(angle => angle.toFixed(1))).size).toBeGreaterThan(2)
  })

  test('is noisy: grey pages have grain on bare paper, black and white ones have dust', () => {
    pictures.forEach((picture, index) => {
      const { width, height, grey } = picture
      const strip = grey.subarray(width * (height - 60), width * (height - 30))
      const mean = strip.reduce((sum, value) => sum + value, 0) / strip.length
      const spread = Math.sqrt(strip.reduce((sum, value) => sum + (value - mean) ** 2, 0) / strip.length)
      expect(spread).toBeGreaterThan(index % 3 === 2 ? 3 : 6)
    })
    const extremes = pictures[2]!.grey.filter(value => value < 40 || value > 215).length
    expect(extremes / pictures[2]!.grey.length).toBeGreaterThan(0.97)
  })
})
