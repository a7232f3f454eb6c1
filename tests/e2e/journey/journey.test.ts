import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { numberedPdf } from '#tests/support/papers.ts'
import { scannedPaper } from '#tests/support/pdf/papers.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { type Device, newDevice } from '../support/devices.ts'

jest.setTimeout(180_000)

/** The scan that is read in the hall. */
const pages = 310
let server: TestServer
let browser: Browser
let desk: Page
let hall: Page
let meetingId = ''
const tablets: Record<'chair' | 'one' | 'two', Device | null> = { chair: null, one: null, two: null }
const tablet = (who: keyof typeof tablets): Page => tablets[who]!.page
const people = {
  chair: 'Nguyễn Hữu Thành',
  one: 'Công Tằng Tôn Nữ Diệu Quỳnh',
  two: 'Phạm Đình Khôi',
} as const
/** Sign-in codes as the secretary's page was answered them. */
const codes: string[] = []

const pageField = (page: Page) => page.getByLabel('Số trang', { exact: true })
const turnTo = async (page: Page, wanted: number) => {
  await pageField(page).fill(String(wanted))
  await pageField(page).press('Enter')
}
const atPage = (page: Page, wanted: number) =>
  page.waitForFunction(
    value =>
      [...document.querySelectorAll('input')].some(
        input => input.inputMode === 'numeric' && input.value === value,
      ),
    String(wanted),
  )
const upload = async (item: number, title: string, bytes: Uint8Array) => {
  await desk
    .locator('tbody')
    .nth(item - 1)
    .locator('input[multiple]')
    .setInputFiles({ name: 'tai-lieu.pdf', mimeType: 'application/pdf', buffer: Buffer.from(bytes) })
  await desk.getByRole('dialog').getByLabel('Tên tài liệu').fill(title)
  await desk.getByRole('dialog').getByRole('button', { name: 'Tải lên 1 tệp' }).click()
  await desk.getByRole('dialog').waitFor({ state: 'detached' })
  await desk.getByText(title, { exact: true }).first().waitFor()
}

beforeAll(async () => {
  server = await startServer()
  browser = await startBrowser()
  const secretary = await server.person({ secretary: true, displayName: 'Lương Thị Mỹ Duyên' })
  await server.person({ displayName: people.chair, rank: 1 })
  await server.person({ displayName: people.one, rank: 6 })
  await server.person({ displayName: people.two, rank: 6 })
  const device = await newDevice(browser, server.url, {
    cookie: secretary.client.cookie,
    width: 1366,
    height: 768,
  })
  desk = device.page
  desk.on('websocket', socket =>
    socket.on('framereceived', ({ payload }) => {
      const code = /"code":"([A-Za-z0-9_-]{43})"/.exec(payload.toString())?.[1]
      if (code) codes.push(code)
    }),
  )
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

test('the secretary creates the session, its items and people, and uploads a scan of more than 300 pages', async () => {
  await desk.goto(`${server.url}/desk`)
  await desk.getByRole('button', { name: 'Tạo phiên họp' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('Chủ tọa').fill('huu thanh')
  await dialog.getByRole('button', { name: new RegExp(people.chair) }).click()
  await dialog.getByRole('button', { name: 'Tạo phiên họp' }).click()
  await desk.getByRole('heading', { level: 1, name: /Phiên họp thường kỳ/ }).waitFor()
  meetingId = desk.url().split('/').at(-1) ?? ''
  for (const [index, title] of ['Kinh tế - xã hội', 'Đầu tư công'].entries()) {
    await desk.getByLabel('Nội dung tiếp theo').fill(title)
    await desk.keyboard.press('Enter')
    await desk.locator('tbody').nth(index).getByRole('textbox').first().waitFor()
  }
  await upload(1, 'Báo cáo 310 trang', scannedPaper({ pages, bytesAPage: 20_000 }))
  await upload(2, 'Dự thảo kế hoạch', await numberedPdf(5))
  await desk
    .getByText('310 trang', { exact: false })
    .filter({ hasText: 'MB' })
    .first()
    .waitFor({ timeout: 120_000 })
  await desk.getByRole('tab', { name: 'Người dự' }).click()
  await desk.getByRole('button', { name: 'Thêm người dự' }).click()
  for (const name of [people.one, people.two])
    await dialog.getByRole('checkbox', { name: new RegExp(name) }).check()
  await dialog.getByRole('button', { name: 'Thêm 2 người' }).click()
  await desk
    .getByRole('cell', { name: new RegExp(people.two) })
    .first()
    .waitFor()
})

test('a hall screen is paired by the code that it shows', async () => {
  const device = await newDevice(browser, server.url, { width: 1920, height: 1080 })
  hall = device.page
  await hall.goto(`${server.url}/screen`)
  await hall.getByText('Mã ghép màn hình').waitFor()
  const shown = await hall
    .getByText(/^\d{3}\s*\d{3}$/)
    .first()
    .textContent()
  const code = (shown ?? '').replace(/\D/g, '')
  expect(code).toHaveLength(6)
  await desk.getByRole('tab', { name: 'Màn hình' }).click()
  await desk.getByRole('button', { name: 'Ghép màn hình' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('Tên màn hình').fill('Màn hình chính')
  await dialog.getByLabel('Mã trên màn hình').fill(code)
  await dialog.getByRole('button', { name: 'Ghép màn hình' }).click()
  await dialog.waitFor({ state: 'detached' })
  await hall.getByText('Mã ghép màn hình').waitFor({ state: 'detached' })
})

test('[K26] three tablets are signed in by the codes that the secretary’s screen shows, each good once', async () => {
  await desk.getByRole('tab', { name: 'Người dự' }).click()
  for (const who of ['chair', 'one', 'two'] as const) {
    const before = codes.length
    await desk.getByRole('button', { name: `Mã đăng nhập máy tính bảng của Ông ${people[who]}` }).click()
    await desk.getByRole('img', { name: new RegExp(people[who]) }).waitFor()
    expect(codes.length).toBe(before + 1)
    const address = `${server.url}/qr/${codes.at(-1)}`
    const device = await newDevice(browser, server.url)
    tablets[who] = device
    await device.page.goto(address)
    await device.page.getByRole('button', { name: 'Đăng nhập' }).click()
    await device.page.getByText(`Xin chào Ông ${people[who]}`).waitFor()
    await desk.keyboard.press('Escape')
    await desk.getByRole('dialog').waitFor({ state: 'detached' })
  }
  const second = await newDevice(browser, server.url)
  await second.page.goto(`${server.url}/qr/${codes.at(-1)}`)
  await second.page.getByRole('button', { name: 'Đăng nhập' }).click()
  await second.page.getByRole('alert').waitFor()
  await second.context.close()
})

test('publishing shows the session on every tablet; opening and taking an item turns all of them and the hall to it', async () => {
  await desk.getByRole('tab', { name: 'Chương trình, tài liệu' }).click()
  await desk.getByRole('button', { name: 'Phát hành' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Phát hành' }).click()
  for (const who of ['chair', 'one', 'two'] as const) {
    await tablet(who).getByRole('link', { name: 'Xem tài liệu' }).click()
    await tablet(who).getByText('Báo cáo 310 trang').first().waitFor()
  }
  await desk.getByRole('tab', { name: 'Điều hành' }).click()
  await desk.getByRole('button', { name: 'Khai mạc phiên họp' }).click()
  await desk.getByRole('button', { name: 'Chuyển sang nội dung 1' }).click()
  for (const who of ['chair', 'one', 'two'] as const) {
    await tablet(who).getByText('Nội dung 1 · Kinh tế - xã hội').waitFor()
    await tablet(who).getByText(`/ ${pages}`).waitFor()
  }
  await hall.getByText('Kinh tế - xã hội').first().waitFor()
})

test('the chair presents: the tablets and the hall screen show the same page', async () => {
  await tablet('chair').getByRole('button', { name: 'Trình chiếu', exact: true }).click()
  await tablet('chair').getByText('Máy này đang trình chiếu').waitFor()
  await turnTo(tablet('chair'), 214)
  await atPage(tablet('one'), 214)
  await atPage(tablet('two'), 214)
  await hall.getByText(`Trang 214/${pages}`).waitFor()
})

test('[P17] [P19] one leafs away and returns by one touch; the other stays with the presenter', async () => {
  await turnTo(tablet('one'), 7)
  await tablet('one').getByRole('button', { name: 'Theo trang trình bày' }).waitFor()
  await turnTo(tablet('chair'), 220)
  await atPage(tablet('two'), 220)
  expect(await pageField(tablet('one')).inputValue()).toBe('7')
  await tablet('one').getByRole('button', { name: 'Theo trang trình bày' }).click()
  await atPage(tablet('one'), 220)
})

test('the network goes and comes back: nothing is lost, nobody reloads', async () => {
  await tablets.two!.context.setOffline(true)
  await tablet('two').getByText('Mất kết nối, đang nối lại').waitFor({ timeout: 60_000 })
  await turnTo(tablet('chair'), 225)
  await hall.getByText(`Trang 225/${pages}`).waitFor()
  await tablets.two!.context.setOffline(false)
  await atPage(tablet('two'), 225)
  await tablet('two').getByText('Mất kết nối, đang nối lại').waitFor({ state: 'detached' })
})

test('the next item turns everyone; the chair closes, and every screen says so', async () => {
  await tablet('chair').getByRole('button', { name: 'Chuyển sang nội dung 2' }).click()
  for (const who of ['one', 'two'] as const) await tablet(who).getByText('/ 5').waitFor()
  const close = tablet('chair').getByRole('button', { name: 'Bế mạc phiên họp' })
  await close.focus()
  await tablet('chair').keyboard.down('Enter')
  await tablet('one').getByText('Phiên họp đã bế mạc').waitFor()
  await tablet('chair').keyboard.up('Enter')
  await hall.getByText('Phiên họp đang diễn ra').waitFor({ state: 'detached' })
  expect(meetingId).not.toBe('')
})
