import { PDFDocument, rgb, StandardFonts } from '@cantoo/pdf-lib'
import { agenda } from '#shared/agenda/agenda.contract.ts'
import { documents } from '#shared/documents/documents.contract.ts'
import { type Audience, type MeetingRole, meetings } from '#shared/meetings/meetings.contract.ts'
import type { TestClient } from './client.ts'

/** A PDF whose pages say their numbers in large figures. */
export const numberedPdf = async (pages: number, word = 'TRANG'): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.HelveticaBold)
  for (let page = 1; page <= pages; page += 1) {
    const sheet = pdf.addPage([595, 842])
    sheet.drawText(`${word} ${page}`, { x: 120, y: 420, size: 90, font, color: rgb(0.1, 0.1, 0.1) })
  }
  return pdf.save()
}

/** Sends an announced paper's bytes in one request, from an offset on. */
export const sendPaper = (
  client: TestClient,
  path: string,
  bytes: Uint8Array,
  offset = 0,
): Promise<Response> =>
  fetch(`${client.url}${path}`, {
    method: 'PATCH',
    headers: {
      ...client.headers(),
      'tus-resumable': '1.0.0',
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    },
    body: Buffer.from(bytes.subarray(offset)),
  })

export interface MadePaper {
  readonly documentId: string
  readonly versionId: string
}

/** Announces and uploads a paper (or a new version of one), and waits until it can be read. */
export const makePaper = async (
  secretary: TestClient,
  meetingId: string,
  paper: { itemId: string; title: string; bytes: Uint8Array; audience?: Audience; documentId?: string },
): Promise<MadePaper> => {
  const documentId = paper.documentId ?? crypto.randomUUID()
  const versionId = crypto.randomUUID()
  const { uploadUrl } = await secretary.done(documents.announce, {
    documentId,
    versionId,
    itemId: paper.itemId,
    title: paper.title,
    fileName: 'tai-lieu.pdf',
    byteLength: paper.bytes.length,
    audience: paper.audience ?? { kind: 'everyone' },
    secrecy: null,
  })
  const answer = await sendPaper(secretary, uploadUrl, paper.bytes)
  if (answer.status !== 204) throw new Error(`The upload was answered with ${answer.status}.`)
  await paperReady(secretary, meetingId, versionId)
  return { documentId, versionId }
}

const paperReady = async (client: TestClient, meetingId: string, versionId: string): Promise<void> => {
  const { documentsEvents } = await import('#shared/documents/documents.contract.ts')
  const joined = await client.ask(meetings.join, { meetingId })
  if (!joined.ok) throw new Error(joined.error.code)
  await client.until(
    documentsEvents.changed,
    view => view.documents.some(({ version }) => version?.id === versionId && version.state === 'ready'),
    60_000,
  )
}

export interface MadeMeeting {
  readonly meetingId: string
  readonly itemIds: readonly string[]
}

/** A draft meeting with its people and items, made by the secretary's own commands. */
export const makeMeeting = async (
  secretary: TestClient,
  meeting: {
    title: string
    chairId: string
    people: readonly { accountId: string; role: Exclude<MeetingRole, 'chair'> }[]
    items: readonly string[]
    reporterId?: string
    startsAt: number
  },
): Promise<MadeMeeting> => {
  const meetingId = crypto.randomUUID()
  await secretary.done(meetings.create, {
    meetingId,
    kind: 'regular',
    title: meeting.title,
    place: 'Phòng họp số 1',
    startsAt: meeting.startsAt,
    endsAt: meeting.startsAt + 3 * 3_600_000,
    chairId: meeting.chairId,
  })
  for (const { accountId, role } of meeting.people)
    await secretary.done(meetings.setParticipant, { meetingId, accountId, role, principalId: null })
  const itemIds: string[] = []
  for (const title of meeting.items) {
    const itemId = crypto.randomUUID()
    itemIds.push(itemId)
    await secretary.done(agenda.addItem, {
      meetingId,
      itemId,
      beforeItemId: null,
      title,
      durationMinutes: 20,
      reporterId: meeting.reporterId ?? null,
      reporterNote: '',
      audience: { kind: 'everyone' },
    })
  }
  return { meetingId, itemIds }
}
