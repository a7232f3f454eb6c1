import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import fontkit from '@cantoo/fontkit'
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  type PDFFont,
  PDFHexString,
  PDFName,
  type PDFPage,
  type PDFRef,
  PDFString,
  rgb,
} from '@cantoo/pdf-lib'
import { createCanvas } from '@napi-rs/canvas'

const require = createRequire(import.meta.url)
const A4: [number, number] = [595, 842]

/** A number from 0 to 1 for each seed: papers are the same in every run. */
function noise(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const TOPICS = [
  'thu ngân sách',
  'đầu tư công',
  'cải cách hành chính',
  'an sinh xã hội',
  'giáo dục và đào tạo',
  'chuyển đổi số',
]
const VERBS = [
  'Tập trung chỉ đạo',
  'Rà soát, đánh giá',
  'Đẩy mạnh thực hiện',
  'Báo cáo kết quả',
  'Chịu trách nhiệm về',
]

export interface TextPaperOptions {
  pages: number
  /** Adds a landscape page after this one (1-based). */
  landscapeAfter?: number
  outline?: boolean
  links?: boolean
  /** Page labels i, ii for the first two pages. */
  labels?: boolean
}

/** A Vietnamese report with an embedded font, an outline and links, as an office program would make it. */
export async function textPaper(options: TextPaperOptions): Promise<Uint8Array> {
  const doc = await PDFDocument.create()
  doc.registerFontkit(fontkit)
  const face = async (name: string) =>
    doc.embedFont(await readFile(require.resolve(`@expo-google-fonts/tinos/${name}`)), { subset: true })
  const regular = await face('400Regular/Tinos_400Regular.ttf')
  const bold = await face('700Bold/Tinos_700Bold.ttf')
  const pages: PDFPage[] = []
  for (let number = 1; number <= options.pages; number++) {
    const page = doc.addPage(number === (options.landscapeAfter ?? -1) + 1 ? [A4[1], A4[0]] : A4)
    pages.push(page)
    writePage(page, number, regular, bold)
  }
  const first = pages[0]
  if (options.links && first) addLinks(doc, first, pages, regular)
  if (options.outline) addOutline(doc, pages)
  if (options.labels) {
    const nums = doc.context.obj([0, { S: 'r' }, 2, { S: 'D' }])
    doc.catalog.set(PDFName.of('PageLabels'), doc.context.obj({ Nums: nums }))
  }
  return doc.save({ useObjectStreams: true })
}

function writePage(page: PDFPage, number: number, regular: PDFFont, bold: PDFFont): void {
  const { width, height } = page.getSize()
  const random = noise(number)
  const pick = (words: string[]) => words[Math.floor(random() * words.length)] as string
  let y = height - 80
  page.drawText('ỦY BAN NHÂN DÂN TỈNH LAM SƠN', { x: 70, y, size: 13, font: bold })
  y -= 40
  page.drawText(`Phần ${number}. Kết quả ${TOPICS[number % TOPICS.length]}`, {
    x: 70,
    y,
    size: 18,
    font: bold,
  })
  y -= 34
  const line = (text: string) => {
    page.drawText(text, { x: 70, y, size: 12.5, font: regular, color: rgb(0.1, 0.1, 0.1) })
    y -= 20
  }
  // The phrase that searches look for breaks across a line.
  line(`Mục ${number}.1: Hội nghị thống nhất về chủ trương điều chỉnh kế hoạch đầu`)
  line('tư trung hạn của tỉnh; các sở, ngành phối hợp thực hiện.')
  while (y > 90) {
    line(
      `${pick(VERBS)} ${pick(TOPICS)} quý ${1 + Math.floor(random() * 4)}, đạt ${(random() * 100).toFixed(1)}% kế hoạch năm.`,
    )
    if (random() < 0.15) y -= 12
  }
  page.drawText(String(number), { x: width / 2, y: 50, size: 11, font: regular })
}

function addLinks(doc: PDFDocument, first: PDFPage, pages: PDFPage[], font: PDFFont): void {
  const target = pages[Math.min(4, pages.length - 1)] as PDFPage
  first.drawText('Xem phần 5', { x: 400, y: 700, size: 13, font, color: rgb(0, 0, 0.8) })
  first.drawText('Cổng thông tin', { x: 400, y: 670, size: 13, font, color: rgb(0, 0, 0.8) })
  const link = (rect: number[], more: Record<string, unknown>): PDFRef =>
    doc.context.register(
      doc.context.obj({ Type: 'Annot', Subtype: 'Link', Rect: rect, Border: [0, 0, 0], ...more } as never),
    )
  const refs = [
    link([398, 696, 470, 714], { Dest: [target.ref, 'XYZ', 70, target.getHeight() - 100, null] }),
    link([398, 666, 490, 684], { A: { S: 'URI', URI: PDFString.of('https://example.org/cong-thong-tin') } }),
    link([398, 636, 490, 654], { A: { S: 'URI', URI: PDFString.of('javascript:alert(1)') } }),
  ]
  first.node.set(PDFName.of('Annots'), doc.context.obj(refs))
}

function addOutline(doc: PDFDocument, pages: PDFPage[]): void {
  const { context } = doc
  const root = context.nextRef()
  const refs = pages.map(() => context.nextRef())
  pages.forEach((page, index) => {
    const entry = PDFDict.withContext(context)
    const title = `Phần ${index + 1}. Kết quả ${TOPICS[(index + 1) % TOPICS.length]}`
    entry.set(PDFName.of('Title'), utf16(title))
    entry.set(PDFName.of('Parent'), root)
    const dest = PDFArray.withContext(context)
    dest.push(page.ref)
    dest.push(PDFName.of('Fit'))
    entry.set(PDFName.of('Dest'), dest)
    const [previous, next] = [refs[index - 1], refs[index + 1]]
    if (previous) entry.set(PDFName.of('Prev'), previous)
    if (next) entry.set(PDFName.of('Next'), next)
    context.assign(refs[index] as PDFRef, entry)
  })
  const outlines = context.obj({
    Type: 'Outlines',
    First: refs[0],
    Last: refs.at(-1),
    Count: refs.length,
  } as never)
  context.assign(root, outlines)
  doc.catalog.set(PDFName.of('Outlines'), root)
}

/** A PDF text string in UTF-16BE (ISO 32000-2, 7.9.2.2), as hexadecimal digits. */
function utf16(text: string) {
  return PDFHexString.fromText(text)
}

/** One scanned page as JPEG: lines of grey words on noisy paper, 150 dots an inch (times `scale`), askew. */
export function scanPicture(seed: number, scale = 1): Buffer {
  const random = noise(seed)
  const [width, height] = [1240, 1754]
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  const paper = context.createImageData(width, height)
  for (let i = 0; i < paper.data.length; i += 4) {
    const grey = 232 + Math.floor(random() * 20)
    paper.data[i] = grey
    paper.data[i + 1] = grey
    paper.data[i + 2] = grey - 6
    paper.data[i + 3] = 255
  }
  context.putImageData(paper, 0, 0)
  context.rotate((random() - 0.5) * 0.02)
  context.fillStyle = '#333'
  for (let y = 160; y < height - 160; y += 38) {
    let x = 150
    while (x < width - 200) {
      const length = 20 + random() * 90
      context.fillRect(x, y, length, 12 + random() * 6)
      x += length + 14
    }
  }
  context.font = 'bold 90px DejaVu Sans, sans-serif'
  context.fillText(String(seed), width / 2 - 60, 120)
  if (scale === 1) return canvas.toBuffer('image/jpeg', 62)
  const small = createCanvas(Math.round(width * scale), Math.round(height * scale))
  small.getContext('2d').drawImage(canvas, 0, 0, small.width, small.height)
  return small.toBuffer('image/jpeg', 62)
}

/** A scan: pages of pictures and nothing else. `pictures`: how many different ones; each page has its own copy. */
export async function scanPaper(pages: number, pictures = pages): Promise<Uint8Array> {
  const doc = await PDFDocument.create()
  const made = Array.from({ length: Math.min(pages, pictures) }, (_, i) => scanPicture(i + 1))
  for (let number = 0; number < pages; number++) {
    const image = await doc.embedJpg(made[number % made.length] as Buffer)
    const page = doc.addPage(A4)
    page.drawImage(image, { x: 0, y: 0, width: A4[0], height: A4[1] })
  }
  return doc.save({ useObjectStreams: true })
}

/**
 * One page that is black by a JBIG2 image (ITU-T T.88), as black-and-white scanners make them: a page
 * information segment and one generic region of 64 × 64, coded in MMR, every line "as the one above".
 */
export async function jbig2Paper(): Promise<Uint8Array> {
  const side = 64
  const long = (value: number) => [0, 0, value >> 8, value & 255]
  const region = [
    ...long(side),
    ...long(side),
    ...long(0),
    ...long(0),
    0,
    1,
    ...Array(side / 8).fill(255),
    0,
    16,
    1,
  ]
  const page = [...long(side), ...long(side), ...long(0), ...long(0), 0, 0, 0]
  const stream = [
    ...[...long(0), 48, 0, 1, ...long(page.length), ...page],
    ...[...long(1), 38, 0, 1, ...long(region.length), ...region],
  ]
  const doc = await PDFDocument.create()
  const image = doc.context.stream(Uint8Array.from(stream), {
    Type: 'XObject',
    Subtype: 'Image',
    Width: side,
    Height: side,
    ColorSpace: 'DeviceGray',
    BitsPerComponent: 1,
    Decode: [1, 0],
    Filter: 'JBIG2Decode',
  })
  const sheet = doc.addPage(A4)
  const name = sheet.node.newXObject('Scan', doc.context.register(image))
  const content = doc.context.stream(`q ${A4[0]} 0 0 ${A4[1]} 0 0 cm ${name} Do Q`)
  sheet.node.set(PDFName.of('Contents'), doc.context.register(content))
  return doc.save()
}
