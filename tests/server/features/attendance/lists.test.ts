import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { csvCell } from '#server/features/attendance/lists/csv.ts'
import { attendance } from '#shared/attendance/attendance.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { makeRoom, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { oneSpace, openPdf, textOfPdf } from '../../demo/support/readPdf.ts'

let server: TestServer
let room: Room
beforeAll(async () => {
  server = await startServer()
  room = await makeRoom(server)
  await room.item()
  await room.publish()
  const { meetingId, secretary } = room
  const hostile = await server.person({ displayName: '=HYPERLINK("http://x")', rank: 90 })
  await secretary.client.done(meetings.setParticipant, {
    ...{ meetingId, accountId: hostile.accountId, role: 'invitee' as const },
  })
  await server.database.kysely
    .updateTable('accounts')
    .set({ honorific: 'none' })
    .where('id', '=', hostile.accountId)
    .execute()
  await secretary.client.done(attendance.mark, {
    ...{ meetingId, accountId: room.member.accountId, standing: 'excused' as const },
    reason: '+Chữa bệnh, "bệnh viện" Bạch Mai',
  })
  await room.open()
  for (const who of [room.chair, room.standIn]) await who.client.done(attendance.checkIn, { meetingId })
  server.clock.pass(40 * 60_000)
  await room.standIn.client.done(attendance.leave, { meetingId })
})
afterAll(() => server.close())

const fetchList = (client: TestClient, kind: 'pdf' | 'csv', meetingId = room.meetingId) =>
  fetch(`${server.url}/files/meetings/${meetingId}/attendance.${kind}`, { headers: client.headers() })
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer())
const textOfList = async () =>
  textOfPdf(await openPdf(await bytesOf(await fetchList(room.secretary.client, 'pdf'))))

/** The cells of a table as RFC 4180 reads them. */
const cellsOf = (text: string): string[][] =>
  text
    .split('\r\n')
    .filter(Boolean)
    .map(line => [...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"')))

describe('the attendance list', () => {
  test('[C22] is for secretaries and the chair, and for nobody else', async () => {
    const status = async (client: TestClient, kind: 'pdf' | 'csv' = 'csv') =>
      (await fetchList(client, kind)).status
    for (const kind of ['pdf', 'csv'] as const) {
      expect(await status(room.secretary.client, kind)).toBe(200)
      expect(await status(room.chair.client, kind)).toBe(200)
      expect(await status(room.member.client, kind)).toBe(403)
      expect(await status(room.invitee.client, kind)).toBe(403)
      expect(await status(room.outsider.client, kind)).toBe(404)
      expect(await status(room.administrator.client, kind)).toBe(404)
      expect(await status(server.anonymous(), kind)).toBe(401)
    }
    expect(await status((await server.screen(room.meetingId)).client)).toBe(403)
    expect((await fetchList(room.secretary.client, 'csv', crypto.randomUUID())).status).toBe(404)
    expect((await fetchList(room.secretary.client, 'csv', 'khong')).status).toBe(404)
  })

  test('[C22] [C11] as a document names everyone with times, ways and reasons, and the quorum with its rule', async () => {
    const answer = await fetchList(room.chair.client, 'pdf')
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="danh-sach-diem-danh.pdf"')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const text = oneSpace(await textOfPdf(await openPdf(await bytesOf(answer))))
    for (const said of [
      'DANH SÁCH ĐIỂM DANH',
      'Phiên họp: Phiên họp thường kỳ tháng 11.',
      'Thành viên: 2 người; có mặt: 1; đã rời: 0; vắng có lý do: 1; vắng không lý do: 0; chưa điểm danh: 0.',
      'Yêu cầu ít nhất 2/3 tổng số thành viên có mặt, tức 2 người (quy chế, bản số 1)',
      'chưa đủ số thành viên dự họp',
      'Ông Nguyễn Văn Chủ',
      'trên máy tính bảng',
      'Bạch Mai',
      'CHỦ TỌA',
    ])
      expect(text).toContain(said)
    // The chair stands first, by protocol.
    expect(text.indexOf('Nguyễn Văn Chủ')).toBeLessThan(text.indexOf('Ông Lê Thị Viên'))
  })

  test('[C22] [C15] after the close says who was there until then, and who was absent', async () => {
    const other = await makeRoom(server)
    await other.item()
    await other.publish()
    await other.open()
    const { meetingId } = other
    for (const who of [other.chair, other.member]) await who.client.done(attendance.checkIn, { meetingId })
    await other.chair.client.done(meetings.close, { meetingId })
    const text = oneSpace(
      await textOfPdf(
        await openPdf(await bytesOf(await fetchList(other.secretary.client, 'pdf', meetingId))),
      ),
    )
    expect(text).toContain('có mặt đến khi bế mạc: 2')
    expect(text).toContain('đủ số thành viên dự họp')
    expect(text).toContain('Vắng không lý do')
    expect(text).not.toContain('– nay')
  })

  test('[C22] [C25] as a table is read as Vietnamese, cell by cell', async () => {
    const answer = await fetchList(room.secretary.client, 'csv')
    const bytes = await bytesOf(answer)
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const [head = [], ...rows] = cellsOf(new TextDecoder().decode(bytes))
    expect(head).toHaveLength(12)
    expect(rows.every(row => row.length === head.length)).toBe(true)
    expect(rows.map(([, name]) => name)).toContain('Ông Lê Thị Viên')
    const standIn = rows.find(([, name]) => name === 'Ông Phạm Văn Thay')
    expect(standIn?.slice(4, 8)).toEqual(['Người dự thay', 'Ông Lê Thị Viên', '', 'Đã rời phiên họp'])
    expect(standIn?.[8]).toMatch(/^\d\d\/\d\d\/\d{4} \d\d:\d\d$/)
    const member = rows.find(([, name]) => name === 'Ông Lê Thị Viên')
    expect(member?.[6]).toBe('Ông Phạm Văn Thay')
  })

  test('[C25] a name or reason that would be a formula is text', async () => {
    const rows = cellsOf(await (await fetchList(room.secretary.client, 'csv')).text())
    const cells = rows.flat()
    expect(cells).toContain('\'=HYPERLINK("http://x")')
    expect(cells).toContain('\'+Chữa bệnh, "bệnh viện" Bạch Mai')
    expect(cells.filter(cell => /^[=+\-@]/.test(cell))).toEqual([])
  })

  test('[C25] whatever is typed stays one cell, and none begins as a formula does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const cell = csvCell(text)
        expect(cell).toMatch(/^"(?:[^"]|"")*"$/)
        const read = cell.slice(1, -1).replaceAll('""', '"')
        expect(read.endsWith(text)).toBe(true)
        expect(/^\s*[=+\-@＝＋－＠]/.test(read)).toBe(false)
      }),
    )
  })

  test('marks of setting in what people typed change nothing', async () => {
    const { meetingId, secretary, member } = room
    const reason = 'Họp **Bộ** tại http://bo.gov.vn'
    await secretary.client.done(attendance.mark, {
      ...{ meetingId, accountId: member.accountId, standing: 'excused' as const, reason },
    })
    expect((await textOfList()).replaceAll(' ', '')).toContain('Họp**Bộ**tạihttp://bo.gov.vn')
  })
})
