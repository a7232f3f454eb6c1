import { degrees, PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { joined } from './notes.ts'

/** How a page lies: its /Rotate, crop box and /UserUnit. */
export interface Lie {
  readonly rotate: 0 | 90 | 180 | 270
  readonly crop: boolean
  readonly unit: number
}

/** An empty paper of two pages that lie so. */
export async function paper(
  lie: Lie = { rotate: 0, crop: false, unit: 1 },
): Promise<Uint8Array<ArrayBuffer>> {
  const doc = await PDFDocument.create()
  for (let page = 0; page < 2; page++) {
    const sheet = doc.addPage([595, 842])
    sheet.setRotation(degrees(lie.rotate))
    if (lie.crop) sheet.setCropBox(30, 45, 520, 740)
    if (lie.unit !== 1) sheet.node.set(PDFName.of('UserUnit'), doc.context.obj(lie.unit))
  }
  return (await doc.save()) as Uint8Array<ArrayBuffer>
}

/** Opens a file as the readers on the tablets do. */
export const openPdf = (parts: readonly Uint8Array[]): Promise<PDFDocumentProxy> =>
  getDocument({ data: joined(parts), verbosity: 0, useSystemFonts: false }).promise

export interface Listed {
  readonly id: string
  readonly subtype: string
  readonly author: string
  readonly contents: string
  /** left, top, width, height in points of the upright page. */
  readonly box: readonly [number, number, number, number]
  readonly inReplyTo?: string
  readonly replyType?: string
  readonly creationDate: string | null
  readonly modificationDate: string | null
  readonly color: readonly number[] | null
  readonly quadPoints?: readonly number[]
  readonly inkLists?: readonly Float32Array[]
  readonly stateModel?: string | null
  readonly state?: string | null
  readonly textContent?: readonly string[]
  readonly hasAppearance: boolean
}

type Found = Omit<Listed, 'author' | 'contents' | 'box'> & {
  readonly rect: readonly [number, number, number, number]
  readonly titleObj: { readonly str: string }
  readonly contentsObj: { readonly str: string }
}

/** What pdf.js lists on a page, windows left out. */
export async function listed(pdf: PDFDocumentProxy, number: number): Promise<Listed[]> {
  const page = await pdf.getPage(number)
  const viewport = page.getViewport({ scale: 1 })
  const found = (await page.getAnnotations()) as Found[]
  return found
    .filter(({ subtype }) => subtype !== 'Popup')
    .map(({ rect: [x1, y1, x2, y2], titleObj, contentsObj, ...rest }) => {
      const [ax = 0, ay = 0] = viewport.convertToViewportPoint(x1, y1)
      const [bx = 0, by = 0] = viewport.convertToViewportPoint(x2, y2)
      const box = [Math.min(ax, bx), Math.min(ay, by), Math.abs(bx - ax), Math.abs(by - ay)] as const
      return { ...rest, author: titleObj.str, contents: contentsObj.str, box }
    })
}

/** A page's text, its lines joined by spaces. */
export async function textOf(pdf: PDFDocumentProxy, number: number): Promise<string> {
  const { items } = await (await pdf.getPage(number)).getTextContent()
  return items
    .map(item => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
    .join('')
    .replace(/\s+/g, ' ')
}
