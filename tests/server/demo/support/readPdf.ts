import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A piece of text where it stands, in points from the page's top left corner. */
export interface Piece {
  text: string
  x: number
  y: number
  width: number
  size: number
}

/** What pdf.js, the reader on the tablets, finds in a PDF. */
export async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  return getDocument({ data: bytes.slice(), verbosity: 0 }).promise
}

/** All text of one page, in the order of the file. */
export async function piecesOf(pdf: PDFDocumentProxy, number: number): Promise<Piece[]> {
  const page = await pdf.getPage(number)
  const { height } = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent()
  return items.flatMap(item => {
    if (!('str' in item) || item.str === '') return []
    const [, , , size = 0, x = 0, y = 0] = item.transform as number[]
    return [{ text: item.str, x, y: height - y, width: item.width, size }]
  })
}

/** Pieces of one baseline together, each line from left to right; the page's number at its head left out. */
export async function linesOf(pdf: PDFDocumentProxy, number: number): Promise<Piece[][]> {
  const lines: Piece[][] = []
  for (const piece of await piecesOf(pdf, number)) {
    const line = lines.at(-1)
    if (line?.[0] && Math.abs(line[0].y - piece.y) < 1) line.push(piece)
    else lines.push([piece])
  }
  return lines.filter(line => (line[0]?.y ?? 0) > 45 && textOf(line).trim() !== '')
}

const textOf = (line: Piece[]): string => line.map(piece => piece.text).join('')

/** One space for every run of white space. */
export const oneSpace = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** The whole paper's running text, pages joined. */
export async function textOfPdf(pdf: PDFDocumentProxy): Promise<string> {
  const parts: string[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const lines = await linesOf(pdf, number)
    parts.push(...lines.map(textOf))
  }
  return oneSpace(parts.join(' '))
}

/** The pages' paragraphs: body text of 14 points whose first line is moved in 10 mm from the margin of 30 mm. */
export async function paragraphsOf(pdf: PDFDocumentProxy, from: number, to: number): Promise<string[]> {
  const indented = 113.4
  const paragraphs: string[] = []
  for (let number = from; number <= to; number += 1) {
    for (const line of await linesOf(pdf, number)) {
      const first = line[0]
      if (!first || Math.round(first.size) !== 14) continue
      if (Math.abs(first.x - indented) < 1) paragraphs.push(textOf(line))
      else paragraphs.push(`${paragraphs.pop() ?? ''} ${textOf(line)}`)
    }
  }
  return paragraphs.map(oneSpace)
}
