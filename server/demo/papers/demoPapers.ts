import type { Paper } from '#server/pdf/blocks.ts'
import { layOut } from '#server/pdf/flow.ts'
import { toPdf } from '#server/pdf/toPdf.ts'
import { type Day, dayInVietnam } from '#server/pdf/vietnamese.ts'
import { communeReview } from './communeReview.ts'
import { draftDecision } from './draftDecision.ts'
import { economicReport } from './economicReport.ts'
import { investmentPlan } from './investmentPlan.ts'
import { scannedLetter } from './scan/scan.ts'
import { slideShow } from './slides.ts'
import { submission } from './submission.ts'

/** A paper of the demonstration, made. */
export interface DemoPaper {
  key: string
  /** Key of the item it belongs to, see `demoMeeting`. */
  itemKey: string
  title: string
  fileName: string
  /** The PDF. */
  bytes: Uint8Array
  audience: 'everyone' | 'members'
  note?: string
}

interface Maker extends Omit<DemoPaper, 'bytes' | 'title'> {
  make(day: Day, moment: Date): Promise<{ title: string; bytes: Uint8Array }>
}

const written =
  (write: (day: Day) => Paper): Maker['make'] =>
  async (day, moment) => {
    const paper = write(day)
    return { title: paper.title, bytes: await toPdf(layOut(paper), { ...paper, moment }) }
  }

const MAKERS: Maker[] = [
  {
    ...{ key: 'economic-report', itemKey: 'economy', audience: 'everyone' },
    fileName: '538-BC-STC.pdf',
    make: written(economicReport),
  },
  {
    ...{ key: 'economic-slides', itemKey: 'economy', audience: 'everyone' },
    fileName: 'trinh-chieu-kinh-te-xa-hoi.pdf',
    make: async (day, moment) => {
      const show = slideShow(day)
      return { title: show.title, bytes: await toPdf(show, { ...show, moment }) }
    },
  },
  {
    ...{ key: 'water-submission', itemKey: 'water', audience: 'everyone' },
    fileName: '412-TTr-SNNMT.pdf',
    make: written(submission),
  },
  {
    ...{ key: 'water-decision', itemKey: 'water', audience: 'everyone' },
    fileName: 'du-thao-quyet-dinh-nuoc-sach.pdf',
    make: written(draftDecision),
  },
  {
    ...{ key: 'water-letter', itemKey: 'water', audience: 'members' },
    fileName: 'cong-van-1126-UBND-NN-ban-quet.pdf',
    note: 'Bản quét, không tìm kiếm được nội dung.',
    make: async (_day, moment) => ({
      title: 'Công văn số 1126/UBND-NN ngày 17/9/2021 của UBND huyện Hải Lộc (bản quét)',
      bytes: await scannedLetter(moment),
    }),
  },
  {
    ...{ key: 'investment-plan', itemKey: 'investment', audience: 'everyone' },
    fileName: 'du-thao-ke-hoach-dau-tu-cong.pdf',
    make: written(investmentPlan),
  },
  {
    ...{ key: 'commune-review', itemKey: 'communes', audience: 'everyone' },
    fileName: '297-BC-SNV.pdf',
    make: written(communeReview),
  },
]

/** How many papers `demoPapers` makes, for showing progress. */
export const DEMO_PAPER_COUNT = MAKERS.length

/**
 * Makes the papers of the session of that day, one after another (about three seconds in all on two cores).
 * The same moment gives the same bytes.
 */
export async function* demoPapers(today: Date): AsyncGenerator<DemoPaper> {
  const day = dayInVietnam(today)
  for (const { make, ...facts } of MAKERS) yield { ...facts, ...(await make(day, today)) }
}
