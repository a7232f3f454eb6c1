import fontkit from '@cantoo/fontkit'
import { PDFDocument, type PDFFont, PDFName, type PDFPage, type PDFRef } from '@cantoo/pdf-lib'
import { type Face, faceBytes } from './fonts.ts'
import { writeOutline } from './outline.ts'
import { BLACK, type Color, type LaidOut, type Mark, type Page, type Run } from './page.ts'

/** What the PDF says of itself. `moment` is both its creation and its change. */
export interface Facts {
  title: string
  subject: string
  author: string
  moment: Date
  showOutline?: boolean
}

const n = (value: number): string => String(Math.round(value * 100) / 100)
const SUBSET: Record<Face, string> = {
  serif: 'PHSAAA+Tinos-Regular',
  serifBold: 'PHSAAB+Tinos-Bold',
  serifItalic: 'PHSAAC+Tinos-Italic',
  serifBoldItalic: 'PHSAAD+Tinos-BoldItalic',
  sans: 'PHSAAE+BeVietnamPro-Regular',
  sansBold: 'PHSAAF+BeVietnamPro-Bold',
}

/** An empty PDF with its facts set; nothing in it depends on the clock or on chance. */
export async function newPdf(facts: Facts): Promise<PDFDocument> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  pdf.setTitle(facts.title, { showInWindowTitleBar: true })
  pdf.setSubject(facts.subject)
  pdf.setAuthor(facts.author)
  pdf.setProducer('Phòng Họp Số')
  pdf.setCreator('Phòng Họp Số')
  pdf.setLanguage('vi-VN')
  pdf.setCreationDate(facts.moment)
  pdf.setModificationDate(facts.moment)
  return pdf
}

/** Writes the laid-out paper as a PDF with embedded font subsets, outline and links. */
export async function toPdf(laid: LaidOut, facts: Facts): Promise<Uint8Array> {
  const pdf = await newPdf(facts)
  pdf.registerFontkit(fontkit)
  const fonts = new Map<Face, SetFont>()
  for (const face of facesOf(laid))
    fonts.set(face, new SetFont(face, await embed(pdf, face), `F${fonts.size + 1}`))
  const pages = laid.pages.map(page => pdf.addPage([page.width, page.height]))
  laid.pages.forEach((page, index) => {
    const target = pages[index]
    if (!target) return
    const painter = new PagePainter(page, fonts)
    target.node.set(PDFName.of('Contents'), pdf.context.register(pdf.context.flateStream(painter.content())))
    for (const font of painter.used) target.node.setFontDictionary(PDFName.of(font.name), font.ref)
    writeLinks(pdf, target, page, laid, pages)
  })
  writeOutline(pdf, laid.outline, pages)
  if (facts.showOutline) pdf.catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'))
  return pdf.save({ addDefaultPage: false })
}

const embed = (pdf: PDFDocument, face: Face): Promise<PDFFont> =>
  pdf.embedFont(faceBytes(face), { subset: true, customName: SUBSET[face] })

function facesOf(laid: LaidOut): Set<Face> {
  const marks = laid.pages.flatMap(page => page.marks)
  return new Set(marks.flatMap(mark => (mark.kind === 'text' ? mark.runs.map(run => run.face) : [])))
}

/** An embedded font that encodes letter by letter and remembers: shaping every line anew took most of the time. */
class SetFont {
  readonly name: string
  readonly face: Face
  private readonly font: PDFFont
  private readonly codes = new Map<string, string>()

  constructor(face: Face, font: PDFFont, name: string) {
    this.face = face
    this.font = font
    this.name = name
  }
  get ref(): PDFRef {
    return this.font.ref
  }
  encode(text: string): string {
    let codes = ''
    for (const char of text) {
      let code = this.codes.get(char)
      if (code === undefined) {
        code = this.font.encodeText(char).asString()
        this.codes.set(char, code)
      }
      codes += code
    }
    return codes
  }
}

class PagePainter {
  readonly used = new Set<SetFont>()
  private readonly page: Page
  private readonly fonts: Map<Face, SetFont>

  constructor(page: Page, fonts: Map<Face, SetFont>) {
    this.page = page
    this.fonts = fonts
  }

  content(): string {
    return this.page.marks.map(mark => this.paint(mark)).join('\n')
  }

  private y(down: number): number {
    return this.page.height - down
  }

  private paint(mark: Mark): string {
    switch (mark.kind) {
      case 'text':
        return `BT ${n(mark.x)} ${n(this.y(mark.y))} Td ${mark.runs.map(run => this.run(run, mark.gap)).join(' ')} ET`
      case 'line': {
        const dash = mark.dash ? `[${n(mark.dash)}] 0 d` : '[] 0 d'
        const path = `${n(mark.x1)} ${n(this.y(mark.y1))} m ${n(mark.x2)} ${n(this.y(mark.y2))} l S`
        return `${rgb(mark.color)} RG ${n(mark.width)} w ${dash} ${path}`
      }
      case 'rect': {
        const corner = `${n(mark.x)} ${n(this.y(mark.y + mark.height))}`
        return `${rgb(mark.fill)} rg ${corner} ${n(mark.width)} ${n(mark.height)} re f`
      }
      case 'polygon': {
        const [first, ...rest] = mark.points.map(([x, y]) => `${n(x)} ${n(this.y(y))}`)
        const path = `${first} m ${rest.map(point => `${point} l`).join(' ')}`
        const fill = mark.fill ? `${rgb(mark.fill)} rg ` : ''
        const stroke = mark.stroke ? `${rgb(mark.stroke)} RG 0.8 w [] 0 d ` : ''
        return `${fill}${stroke}${path} ${mark.fill ? (mark.stroke ? 'b' : 'f') : 's'}`
      }
      case 'link':
        return ''
    }
  }

  private run(run: Run, gap: number): string {
    const font = this.fonts.get(run.face)
    if (!font) throw new Error(`The face ${run.face} was not embedded.`)
    this.used.add(font)
    const head = `${rgb(run.color ?? BLACK)} rg /${font.name} ${n(run.size)} Tf`
    // Word spacing (Tw) has no effect on two-byte codes, so that each space is moved by itself.
    if (gap === 0) return `${head} <${font.encode(run.text)}> Tj`
    const move = n((-gap * 1000) / run.size)
    const parts = run.text
      .split(/(?<= )/)
      .map(part => `<${font.encode(part)}>${part.endsWith(' ') ? move : ''}`)
    return `${head} [${parts.join('')}] TJ`
  }
}

const rgb = (color: Color): string => color.map(part => String(Math.round(part * 1000) / 1000)).join(' ')

function writeLinks(pdf: PDFDocument, target: PDFPage, page: Page, laid: LaidOut, pages: PDFPage[]): void {
  const links = page.marks.flatMap(mark => {
    const anchor = mark.kind === 'link' ? laid.anchors.get(mark.to) : undefined
    const goal = anchor ? pages[anchor.page] : undefined
    if (mark.kind !== 'link' || !anchor || !goal) return []
    const top = page.height - mark.y
    return [
      pdf.context.register(
        pdf.context.obj({
          Type: 'Annot',
          Subtype: 'Link',
          Rect: [mark.x, top - mark.height, mark.x + mark.width, top],
          Border: [0, 0, 0],
          Dest: [goal.ref, 'XYZ', null, goal.getHeight() - anchor.y, null],
        }),
      ),
    ]
  })
  if (links.length > 0) target.node.set(PDFName.of('Annots'), pdf.context.obj(links))
}
