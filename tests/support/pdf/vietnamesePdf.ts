import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import fontkit from '@cantoo/fontkit'
import { PDFDocument, rgb } from '@cantoo/pdf-lib'

const require = createRequire(import.meta.url)

/** A PDF in Vietnamese with an embedded font: page by page, line by line, as an office program would make it. */
export const vietnamesePdf = async (pages: readonly (readonly string[])[]): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create()
  pdf.registerFontkit(fontkit)
  const face = await readFile(require.resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'))
  const font = await pdf.embedFont(face, { subset: true })
  for (const lines of pages) {
    const sheet = pdf.addPage([595, 842])
    lines.forEach((text, at) => {
      sheet.drawText(text, { x: 70, y: 760 - at * 24, size: 14, font, color: rgb(0.1, 0.1, 0.1) })
    })
  }
  return pdf.save()
}
