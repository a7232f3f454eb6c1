import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { attendance } from '#shared/attendance/attendance.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { makeMeeting } from '#tests/support/papers.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { axeViolations, sidewaysOverflow, smallTargets } from '../support/accessibility.ts'
import { newDevice } from '../support/devices.ts'

jest.setTimeout(120_000)

type Person = Awaited<ReturnType<TestServer['person']>>

let server: TestServer
let browser: Browser
let meetingId = ''
let secretary: Person
let chair: Person
let quynh: Person
let nam: Person
let thay: Person
/** The secretary's desk, two members' devices, and the hall's screen. */
let desk: Page
let tablet: Page
let phone: Page
let hall: Page

const open = async (cookie: string, path: string, width: number, height: number): Promise<Page> => {
  const { page } = await newDevice(browser, server.url, { cookie, width, height })
  await page.goto(server.url + path)
  return page
}
const looksRight = async (page: Page) => {
  expect(await axeViolations(page)).toEqual([])
  expect(await smallTargets(page)).toEqual([])
  expect(await sidewaysOverflow(page)).toBe(0)
}

beforeAll(async () => {
  server = await startServer()
  browser = await startBrowser()
  const administrator = await server.person({ administrator: true })
  await administrator.client.done(accounts.renameCommittee, { name: 'Ủy ban nhân dân tỉnh Sông Đà' })
  secretary = await server.person({ secretary: true, displayName: 'Lương Thị Mỹ Duyên' })
  chair = await server.person({ displayName: 'Nguyễn Hữu Thành', rank: 1 })
  quynh = await server.person({ displayName: 'Công Tằng Tôn Nữ Diệu Quỳnh', rank: 6 })
  nam = await server.person({ displayName: 'Đỗ Khắc Nam', rank: 7 })
  thay = await server.person({ displayName: 'Phạm Văn Thay', rank: 30 })
  const made = await makeMeeting(secretary.client, {
    title: 'Phiên họp thường kỳ tháng 11 năm 2026 của Ủy ban nhân dân tỉnh Sông Đà',
    chairId: chair.accountId,
    people: [quynh, nam].map(({ accountId }) => ({ accountId, role: 'member' as const })),
    items: ['Báo cáo tình hình kinh tế - xã hội'],
    startsAt: server.clock.now(),
  })
  meetingId = made.meetingId
  await secretary.client.done(meetings.setParticipant, {
    ...{ meetingId, accountId: thay.accountId, role: 'standIn', principalId: nam.accountId },
  })
  await secretary.client.done(meetings.publish, { meetingId })
  const screen = await server.screen(meetingId)
  desk = await open(secretary.client.cookie, `/desk/meetings/${meetingId}?part=attendance`, 1366, 768)
  tablet = await open(quynh.client.cookie, `/meetings/${meetingId}`, 1024, 768)
  phone = await open(thay.client.cookie, `/meetings/${meetingId}`, 390, 844)
  hall = await open(screen.client.cookie, '/screen', 1920, 1080)
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const line = (name: string) => desk.getByRole('row').filter({ hasText: name })
const choose = async (name: string, entry: string) => {
  await desk.getByRole('button', { name: `Việc khác với Ông ${name}` }).click()
  await desk.getByRole('menuitem', { name: entry }).click()
}

describe('before the meeting', () => {
  test('[C4] [C5] a member asks to be excused and takes it back; the secretary reads why', async () => {
    await tablet.getByRole('button', { name: 'Xin vắng có lý do' }).click()
    const dialog = tablet.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Gửi' }).click()
    await dialog.getByText('Xin ghi lý do.').waitFor()
    await dialog.getByRole('textbox', { name: 'Lý do' }).fill('Họp tại Bộ Tài chính')
    await looksRight(tablet)
    await dialog.getByRole('button', { name: 'Gửi' }).click()
    await tablet.getByText('Ông/bà đã xin vắng có lý do.').waitFor()
    await line('Quỳnh').getByText('Họp tại Bộ Tài chính').waitFor()
    await tablet.getByRole('button', { name: 'Tôi dự được' }).click()
    await line('Quỳnh').getByText('chưa điểm danh').waitFor()
  })

  test('[C1] [C19] the secretary opens check-in: every tablet offers it, the hall shows how and the code', async () => {
    await desk.getByText('Chưa mở điểm danh.').waitFor()
    await desk.getByRole('button', { name: 'Mở điểm danh' }).click()
    await tablet.getByRole('button', { name: 'Tôi có mặt' }).waitFor()
    await hall.getByRole('heading', { name: 'Điểm danh' }).waitFor()
    await hall.getByRole('img', { name: 'Mã QR để điểm danh' }).waitFor()
    await hall.getByText('Chưa đủ, cần 2 thành viên').waitFor()
    await desk.getByRole('button', { name: 'Hiện mã điểm danh' }).click()
    await desk.getByRole('img', { name: 'Mã QR để điểm danh' }).waitFor()
    for (const page of [desk, tablet, phone]) await looksRight(page)
    expect(await axeViolations(hall)).toEqual([])
    expect(await sidewaysOverflow(hall)).toBe(0)
  })
})

describe('checking in', () => {
  test('[C2] [C16] one touch on the own tablet, and desk, hall and tablet count it at once', async () => {
    await tablet.getByRole('button', { name: 'Tôi có mặt' }).click()
    await tablet.getByText(/^Đã điểm danh lúc/).waitFor()
    await tablet.getByRole('button', { name: 'Tôi có mặt' }).waitFor({ state: 'detached' })
    await line('Quỳnh').getByText('máy tính bảng').waitFor()
    await hall.getByText('1/3 thành viên có mặt').waitFor()
    await tablet.getByText('1/3 có mặt').first().waitFor()
  })

  test('[C21] the code leads to a page that checks in by one touch; opening it alone does nothing', async () => {
    const { code } = await secretary.client.done(attendance.code, { meetingId })
    const page = await open(chair.client.cookie, `/here/${meetingId}/${code}`, 390, 844)
    await page.getByText('Ông Nguyễn Hữu Thành điểm danh có mặt tại phiên họp này.').waitFor()
    await looksRight(page)
    await line('Thành').getByText('chưa điểm danh').waitFor()
    await page.getByRole('button', { name: 'Tôi có mặt' }).click()
    await page.getByRole('heading', { name: 'Đã điểm danh' }).waitFor()
    await looksRight(page)
    await line('Thành').getByText('quét mã').waitFor()
    await hall.getByText('Đủ số thành viên dự họp').waitFor()
    await page.getByRole('link', { name: 'Vào phiên họp' }).click()
    await page
      .getByRole('button', { name: 'Khai mạc phiên họp' })
      .or(page.getByText('Điều hành'))
      .first()
      .waitFor()
    await page.context().close()
  })

  test('[C20] an old code says so, and what to do', async () => {
    const page = await open(nam.client.cookie, `/here/${meetingId}/${'A'.repeat(22)}`, 390, 844)
    await page.getByRole('button', { name: 'Tôi có mặt' }).click()
    await page.getByText('Xin quét lại mã đang hiện trên màn hình.').waitFor()
    await looksRight(page)
    await page.context().close()
  })

  test('[C11] [C17] a stand-in checks in, and counts for nothing', async () => {
    await phone.getByRole('button', { name: 'Tôi có mặt' }).click()
    await line('Phạm Văn Thay').getByText('có mặt', { exact: true }).waitFor()
    await line('Đỗ Khắc Nam').getByText('người dự thay: Ông Phạm Văn Thay').waitFor()
    await hall.getByText('2/3 thành viên có mặt').waitFor()
  })

  test('[C6] the secretary checks somebody in by one touch, from elsewhere by two', async () => {
    await desk.getByLabel('Chỉ người chưa có mặt').click()
    await choose('Đỗ Khắc Nam', 'Dự từ xa')
    await desk.getByText('Không có đại biểu nào khớp.').waitFor()
    await desk.getByLabel('Chỉ người chưa có mặt').click()
    await line('Đỗ Khắc Nam').getByText('dự từ xa').waitFor()
    await hall.getByText('3/3 thành viên có mặt').waitFor()
  })
})

describe('while the meeting sits', () => {
  test('[C16] the hall, the chair and the desk see whether they are enough', async () => {
    await chair.client.done(meetings.open, { meetingId })
    await hall.getByText('3/3 có mặt · đủ số thành viên dự họp').waitFor()
    const page = await open(chair.client.cookie, `/meetings/${meetingId}`, 1024, 768)
    await page.getByText('3/3 có mặt · đủ số thành viên dự họp').waitFor()
    await looksRight(page)
    await page.context().close()
  })

  test('[C10] a member leaves and comes back, and everybody sees the quorum go and come', async () => {
    await choose('Đỗ Khắc Nam', 'Đã rời phiên họp')
    await tablet.getByRole('button', { name: 'Hiện Đại biểu' }).click()
    await looksRight(tablet)
    await tablet.getByRole('button', { name: 'Rời phiên họp' }).click()
    await tablet.getByRole('dialog').getByRole('button', { name: 'Rời phiên họp' }).click()
    await tablet.getByText(/^Ông\/bà đã rời phiên họp lúc/).waitFor()
    await hall.getByText('1/3 có mặt · chưa đủ, cần 2 thành viên').waitFor()
    await tablet.getByRole('button', { name: 'Tôi đã trở lại' }).click()
    await hall.getByText('2/3 có mặt · đủ số thành viên dự họp').waitFor()
    await line('Quỳnh').getByText('máy tính bảng').waitFor()
  })

  test('[C13] a wrong mark is struck out with the reason', async () => {
    await choose('Đỗ Khắc Nam', 'Bỏ lần ghi cuối…')
    const dialog = desk.getByRole('dialog')
    await dialog.getByText('Lần ghi cuối: đã rời').waitFor()
    await dialog.getByLabel('Lý do sửa').fill('Ghi nhầm người')
    await looksRight(desk)
    await dialog.getByRole('button', { name: 'Ghi' }).click()
    await line('Đỗ Khắc Nam').getByText('dự từ xa').waitFor()
    await hall.getByText('3/3 có mặt').waitFor()
  })

  test('[C13] a time that cannot be is refused in words, and one that can is kept', async () => {
    await choose('Đỗ Khắc Nam', 'Sửa giờ…')
    const dialog = desk.getByRole('dialog')
    const right = await dialog.getByLabel('Ngày').inputValue()
    await dialog.getByLabel('Ngày').fill('2031-01-01')
    await dialog.getByLabel('Lý do sửa').fill('Nối máy muộn')
    await dialog.getByRole('button', { name: 'Ghi' }).click()
    await desk.getByText('Giờ này không đúng').waitFor()
    await dialog.getByLabel('Ngày').fill(right)
    await dialog.getByLabel('Giờ đúng').fill('00:00')
    await dialog.getByRole('button', { name: 'Ghi' }).click()
    await dialog.waitFor({ state: 'detached' })
    await line('Đỗ Khắc Nam').getByText('0:00 – …').waitFor()
  })

  test('[C22] the list is taken as a document and as a table', async () => {
    for (const [name, file] of [
      ['Danh sách PDF', 'danh-sach-diem-danh.pdf'],
      ['Bảng tính CSV', 'danh-sach-diem-danh.csv'],
    ] as const) {
      const waiting = desk.waitForEvent('download')
      await desk.getByRole('link', { name }).click()
      const download = await waiting
      expect(download.suggestedFilename()).toBe(file)
      expect(await download.failure()).toBeNull()
    }
  })
})

describe('after the meeting', () => {
  test('[C1] [C15] nobody checks in any more, and whoever did not come was absent', async () => {
    await secretary.client.done(meetings.close, { meetingId })
    await desk.getByText('Phiên họp đã kết thúc.').waitFor()
    await tablet.getByRole('button', { name: 'Rời phiên họp' }).waitFor({ state: 'detached' })
    expect(await desk.getByRole('button', { name: /^Điểm danh có mặt/ }).count()).toBe(0)
    expect(await desk.getByRole('button', { name: /mã điểm danh/ }).count()).toBe(0)
    await looksRight(desk)
  })
})
