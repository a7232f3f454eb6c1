import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { agenda, agendaEvents } from '#shared/agenda/agenda.contract.ts'
import { type MeetingView, meetings, meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { screens } from '#shared/screens/screens.contract.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { newDevice } from '../support/devices.ts'

jest.setTimeout(120_000)

type Person = Awaited<ReturnType<TestServer['person']>>
let server: TestServer
let browser: Browser
let page: Page
let secretary: Person
let chair: Person
let deputy: Person
const meetingId = crypto.randomUUID()
const chairName = 'Ông Nguyễn Hữu Thành'
const deputyName = 'Ông Huỳnh Nguyễn Thị Ngọc Trường Giang'
const staff = ['Vàng Thị Kim Ngân', 'Lý A Páo', 'Giàng Seo Vần']

const tab = (name: string) => page.getByRole('tab', { name }).click()
const roleOf = (name: string) => page.getByLabel(`Tư cách của ${name}`)
/** The secretary's own view of the meeting, once it is so. */
const until = async (is: (view: MeetingView) => boolean): Promise<MeetingView> => {
  await secretary.client.ask(meetings.join, { meetingId })
  return secretary.client.until(meetingsEvents.changed, is)
}
const roleIn = ({ participants }: MeetingView, { accountId }: Person) =>
  participants.find(person => person.accountId === accountId)?.role
const undo = () => page.getByRole('button', { name: 'Hoàn tác' }).first().click()

const makeMeeting = async (id: string, title: string) => {
  const startsAt = server.clock.now() + 86_400_000
  const fields = { kind: 'thematic', title, place: '' } as const
  await secretary.client.done(meetings.create, {
    ...{ meetingId: id, ...fields, startsAt, endsAt: startsAt + 10_800_000, chairId: chair.accountId },
  })
  await secretary.client.done(agenda.addItem, {
    ...{ meetingId: id, itemId: crypto.randomUUID(), beforeItemId: null, title: 'Đầu tư công' },
    ...{ durationMinutes: 30, reporterId: null, reporterNote: '', audience: { kind: 'everyone' } },
  })
}

beforeAll(async () => {
  server = await startServer()
  browser = await startBrowser()
  const { kysely } = server.database
  const unit = async (name: string, parent_id: string | null, order: number): Promise<string> => {
    const id = crypto.randomUUID()
    const dates = { valid_from: null, valid_until: null, predecessor_ids: '[]' }
    await kysely
      .insertInto('units')
      .values({ id, name, short_name: '', parent_id, order, ...dates })
      .execute()
    return id
  }
  const province = await unit('Ủy ban nhân dân tỉnh', null, 1)
  const department = await unit('Sở Nông nghiệp và Môi trường', province, 1)
  const branch = await unit('Chi cục Kiểm lâm', department, 1)
  secretary = await server.person({ secretary: true, displayName: 'Lương Thị Mỹ Duyên' })
  chair = await server.person({ displayName: 'Nguyễn Hữu Thành', rank: 1 })
  deputy = await server.person({ displayName: 'Huỳnh Nguyễn Thị Ngọc Trường Giang', rank: 2 })
  for (const [place, displayName] of staff.entries()) {
    const { accountId } = await server.person({ displayName, rank: 10 + place })
    await kysely
      .updateTable('accounts')
      .set({ unit_id: place === 0 ? department : branch })
      .where('id', '=', accountId)
      .execute()
  }
  await makeMeeting(meetingId, 'Phiên họp chuyên đề về đầu tư công')
  const { cookie } = secretary.client
  page = (await newDevice(browser, server.url, { cookie, width: 1366, height: 768 })).page
  await page.goto(`${server.url}/desk/meetings/${meetingId}?part=people`)
  await page.getByText(chairName, { exact: true }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

describe('People at the secretary’s desk', () => {
  test('a whole unit is added at once with all that belong to it, and taken back at once', async () => {
    const dialog = page.getByRole('dialog')
    const addUnit = async () => {
      await page.getByRole('button', { name: 'Thêm người dự' }).click()
      await dialog.getByLabel('Đơn vị').selectOption({ label: '\u2003Sở Nông nghiệp và Môi trường' })
      await dialog.getByLabel('Tư cách dự họp').selectOption('invitee')
      await dialog.getByRole('checkbox', { name: 'Chọn cả 3 người đang hiện' }).check()
      await dialog.getByRole('button', { name: 'Thêm 3 người' }).click()
      await dialog.waitFor({ state: 'detached' })
    }
    await addUnit()
    await until(view => view.participants.filter(({ role }) => role === 'invitee').length === 3)
    await page.getByText('Đã thêm 3 người.').waitFor()
    await undo()
    await until(view => view.participants.length === 1)
    await addUnit()
    await page.getByRole('button', { name: 'Thêm người dự' }).click()
    await dialog.getByLabel('Tìm người').fill('truong giang')
    await dialog.getByRole('checkbox', { name: new RegExp(deputyName) }).check()
    await dialog.getByRole('button', { name: 'Thêm 1 người' }).click()
    await until(view => roleIn(view, deputy) === 'member')
  })

  test('[M11] a stand-in is chosen together with whom they stand in for', async () => {
    await roleOf('Ông Lý A Páo').selectOption('standIn')
    await page.getByLabel('Ông Lý A Páo dự thay ai').selectOption({ label: deputyName })
    const view = await until(({ participants }) => participants.some(({ role }) => role === 'standIn'))
    expect(view.participants.find(({ role }) => role === 'standIn')).toMatchObject({
      displayName: 'Lý A Páo',
      principalId: deputy.accountId,
    })
  })

  test('[M12] whom somebody stands in for is not taken out, and the desk says who it is', async () => {
    await page.getByRole('button', { name: `Đưa ${deputyName} ra khỏi danh sách` }).click()
    await page.getByText(`Ông Lý A Páo đang dự thay ${deputyName}.`, { exact: false }).waitFor()
    await roleOf(deputyName).selectOption('invitee')
    const view = await until(({ participants }) => participants.length === 5)
    expect(roleIn(view, deputy)).toBe('member')
    expect(await roleOf(deputyName).inputValue()).toBe('member')
  })

  test('[M13] the chair is handed over after one sentence, and back with everyone’s place as it was', async () => {
    await roleOf('Ông Lý A Páo').selectOption('chair')
    const dialog = page.getByRole('dialog')
    await dialog.getByText(`Ông Lý A Páo sẽ làm chủ tọa từ lúc này; ${chairName} thành thành viên.`).waitFor()
    await dialog.getByRole('button', { name: 'Chuyển quyền chủ tọa' }).click()
    await until(view => roleIn(view, chair) === 'member')
    await undo()
    const view = await until(
      ({ participants, chairId }) =>
        chairId === chair.accountId && participants.some(({ role }) => role === 'standIn'),
    )
    expect(view.participants.find(({ role }) => role === 'standIn')?.principalId).toBe(deputy.accountId)
  })

  test('[M24] somebody is taken out, and put back in the place that they had', async () => {
    await page.getByRole('button', { name: 'Đưa Ông Lý A Páo ra khỏi danh sách' }).click()
    await until(view => view.participants.length === 4)
    await undo()
    const view = await until(({ participants }) => participants.length === 5)
    expect(view.participants.find(({ displayName }) => displayName === 'Lý A Páo')).toMatchObject({
      role: 'standIn',
      principalId: deputy.accountId,
    })
  })
})

describe('Running a meeting from the secretary’s desk', () => {
  test('[M1] a break is taken and ended, and somebody who writes is not turned away by the opening', async () => {
    await secretary.client.done(meetings.publish, { meetingId })
    await page.goto(`${server.url}/desk/meetings/${meetingId}`)
    await page.getByLabel('Nội dung tiếp theo').fill('Chưa gõ xong')
    await secretary.client.done(meetings.open, { meetingId })
    await page.getByText('đang họp', { exact: true }).first().waitFor()
    expect(await page.getByLabel('Nội dung tiếp theo').inputValue()).toBe('Chưa gõ xong')
    await tab('Điều hành')
    await page.getByRole('button', { name: 'Nghỉ giải lao' }).click()
    await until(({ state }) => state === 'paused')
    await page.getByText('đang nghỉ', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: 'Họp tiếp' }).click()
    await until(({ state }) => state === 'open')
  })

  test('[A2] an urgent item is added while the meeting sits, and can be turned to at once', async () => {
    await page.getByRole('button', { name: 'Thêm nội dung đột xuất' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Tên nội dung').fill('Ứng phó bão số 13')
    await dialog.getByLabel('Người báo cáo').selectOption({ label: deputyName })
    await dialog.getByRole('button', { name: 'Thêm vào chương trình' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('đột xuất', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Chuyển sang nội dung này 2' }).click()
    const view = await secretary.client.until(agendaEvents.changed, ({ items }) =>
      items.some(({ state }) => state === 'current'),
    )
    expect(view.items.find(({ state }) => state === 'current')).toMatchObject({
      ...{ title: 'Ứng phó bão số 13', urgent: true, reporterId: deputy.accountId },
    })
  })

  test('[M13] the secretary hands the chair over while the meeting sits, and reads whose it was', async () => {
    await page.getByRole('button', { name: 'Chuyển quyền chủ tọa' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: new RegExp(deputyName) }).check()
    await dialog.getByRole('button', { name: 'Chuyển quyền chủ tọa' }).click()
    await dialog
      .getByText(`${deputyName} điều hành phiên họp từ lúc này; ${chairName} thành thành viên.`)
      .waitFor()
    await dialog.getByRole('button', { name: 'Chuyển quyền chủ tọa' }).click()
    await until(({ chairId }) => chairId === deputy.accountId)
    await dialog.waitFor({ state: 'detached' })
  })

  test('[S10] [S12] a hall screen is given another meeting, renamed and unpaired', async () => {
    const other = crypto.randomUUID()
    await makeMeeting(other, 'Phiên họp đột xuất về phòng chống thiên tai')
    const screenId = crypto.randomUUID()
    const { code } = await server.anonymous().done(screens.requestPairing, {})
    await secretary.client.done(screens.pair, { screenId, code, name: 'Màn hình hội trường', meetingId })
    await tab('Màn hình')
    await page
      .getByLabel('Phiên họp mà Màn hình hội trường chiếu')
      .selectOption({ label: 'Phiên họp đột xuất về phòng chống thiên tai' })
    const name = page.getByRole('textbox', { name: 'Sửa tên màn hình Màn hình hội trường' })
    await page.waitForFunction(
      id => [...document.querySelectorAll('select')].some(select => select.value === id),
      other,
    )
    await name.fill('Màn hình phòng họp số 2')
    await name.press('Enter')
    await page.getByRole('textbox', { name: 'Sửa tên màn hình Màn hình phòng họp số 2' }).waitFor()
    const listed = () => secretary.client.done(screens.list, {})
    expect((await listed()).screens.find(({ id }) => id === screenId)).toMatchObject({
      ...{ name: 'Màn hình phòng họp số 2', meetingId: other },
    })
    await page.getByRole('button', { name: 'Bỏ ghép Màn hình phòng họp số 2' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Bỏ ghép' }).click()
    await page.getByText('Chưa ghép màn hình nào').waitFor()
    expect((await listed()).screens).toEqual([])
  })
})

describe('Meetings that are not held', () => {
  test('[M1] a published one is cancelled with the reason that those invited read', async () => {
    const id = crypto.randomUUID()
    await makeMeeting(id, 'Phiên họp sẽ hủy')
    await secretary.client.done(meetings.publish, { meetingId: id })
    await page.goto(`${server.url}/desk/meetings/${id}`)
    await page.getByRole('button', { name: 'Hủy phiên họp' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Hủy phiên họp' }).click()
    await dialog.getByText('Xin ghi lý do để người dự biết.').waitFor()
    await dialog.getByLabel('Lý do hủy').fill('Bão số 13 đổ bộ')
    await dialog.getByRole('button', { name: 'Hủy phiên họp' }).click()
    await page.getByText('Phiên họp đã hủy: Bão số 13 đổ bộ').waitFor()
    await chair.client.ask(meetings.join, { meetingId: id })
    const view = await chair.client.until(meetingsEvents.changed, ({ state }) => state === 'cancelled')
    expect(view.cancelReason).toBe('Bão số 13 đổ bộ')
    expect(await page.getByLabel('Nội dung tiếp theo').count()).toBe(0)
  })

  test('[M25] a draft is deleted by a button that is held, and the desk is there again', async () => {
    const id = crypto.randomUUID()
    await makeMeeting(id, 'Bản nháp bỏ đi')
    await page.goto(`${server.url}/desk/meetings/${id}`)
    const remove = page.getByRole('button', { name: 'Xóa bản chuẩn bị' })
    await remove.click()
    expect((await secretary.client.done(meetings.list, {})).meetings.some(one => one.id === id)).toBe(true)
    await remove.hover()
    await page.mouse.down()
    await page.getByText('Đã xóa Bản nháp bỏ đi cùng nội dung và tài liệu.').waitFor()
    await page.mouse.up()
    await page.getByRole('heading', { level: 1, name: 'Bàn thư ký' }).waitFor()
    expect((await secretary.client.done(meetings.list, {})).meetings.some(one => one.id === id)).toBe(false)
  })
})
