import { layOut } from '#server/pdf/flow.ts'
import type { Page } from '#server/pdf/page.ts'
import { newPdf } from '#server/pdf/toPdf.ts'
import { oldLetter } from './letter.ts'
import { type Seal, scanPage } from './scanner.ts'

/** The old letter as a scan: pictures of pages, askew and noisy, without a layer of text. */
export async function scannedLetter(moment: Date): Promise<Uint8Array> {
  const paper = oldLetter()
  const pdf = await newPdf({ ...paper, moment })
  const { pages } = layOut(paper)
  for (const [index, page] of pages.entries()) {
    const picture = await pdf.embedJpg(await scanPage(page, index, sealOn(page)))
    const { width, height } = page
    pdf.addPage([width, height]).drawImage(picture, { x: 0, y: 0, width, height })
  }
  return pdf.save({ addDefaultPage: false })
}

/** The stamp goes left of and above the signer's name. */
function sealOn(page: Page): Seal | undefined {
  for (const mark of page.marks) {
    const found = mark.kind === 'text' && mark.runs.some(run => run.text === 'Nguyễn Khắc Hiếu')
    if (found) return { x: mark.x + 6, y: mark.y - 38 }
  }
  return undefined
}
