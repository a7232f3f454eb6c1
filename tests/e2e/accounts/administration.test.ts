import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { axeViolations, sidewaysOverflow, smallTargets } from '../support/accessibility.ts'
import { type Device, newDevice } from '../support/devices.ts'

jest.setTimeout(120_000)

let browser: Browser
let server: TestServer
let admin: Device

beforeAll(async () => {
  server = await startServer()
  browser = await startBrowser()
  const { client } = await server.person({ displayName: 'Nguyễn Văn An', administrator: true })
  admin = await newDevice(browser, server.url, { cookie: client.cookie, width: 1366, height: 900 })
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const looksRight = async (page: Page) => {
  expect(await axeViolations(page)).toEqual([])
  expect(await smallTargets(page)).toEqual([])
  expect(await sidewaysOverflow(page)).toBe(0)
}

const save = async (page: Page) => {
  await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

test('The administrator names the committee, and sees it at once', async () => {
  const { page } = admin
  await page.goto(`${server.url}/admin/committee`)
  await page.getByLabel('Tên cơ quan').fill('Ủy ban nhân dân tỉnh Sông Đà')
  await looksRight(page)
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.getByText('Đã lưu.').waitFor()
  const visitor = await newDevice(browser, server.url)
  await visitor.page.goto(server.url)
  await visitor.page.getByRole('heading', { name: 'Ủy ban nhân dân tỉnh Sông Đà' }).waitFor()
  await visitor.context.close()
})

test('[K9] [K10] Units are made, placed below one another, dated and removed', async () => {
  const { page } = admin
  await page.getByRole('tab', { name: 'Đơn vị' }).click()
  await page.getByText('Chưa có đơn vị nào.').waitFor()
  await looksRight(page)
  await page.getByRole('button', { name: 'Thêm đơn vị' }).click()
  await page.getByLabel('Tên đơn vị').fill('Sở Tài chính')
  await page.getByLabel('Tên ngắn').fill('STC')
  await looksRight(page)
  await save(page)
  await page.getByRole('button', { name: 'Thêm đơn vị' }).click()
  await page.getByLabel('Tên đơn vị').fill('Phòng Ngân sách')
  await page.getByLabel('Tên ngắn').fill('PNS')
  await page.getByLabel('Trực thuộc').selectOption({ label: 'Sở Tài chính' })
  await page.getByLabel('Có hiệu lực từ').fill('2025-07-01')
  await save(page)
  await page.getByRole('cell', { name: '01/07/2025 – …' }).waitFor()
  await looksRight(page)
  await page.getByRole('button', { name: 'Xóa Sở Tài chính' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Xóa' }).click()
  await page.getByRole('alert').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Xóa Phòng Ngân sách' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Xóa' }).click()
  await page.getByRole('cell', { name: 'Phòng Ngân sách', exact: true }).waitFor({ state: 'detached' })
})

test('[K1] [K4] [K22] An account is made, invited by a link, and chooses its password', async () => {
  const { page } = admin
  await page.getByRole('tab', { name: 'Tài khoản' }).click()
  await page.getByRole('button', { name: 'Thêm tài khoản' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Họ và tên').fill('Trần Thị Bình')
  await form.getByLabel('Xưng hô').selectOption({ label: 'Bà' })
  await form.getByLabel('Chức vụ').fill('Giám đốc Sở Tài chính')
  await form.getByLabel('Tên đăng nhập').fill('Trần Bình')
  await form.getByLabel('Đơn vị').selectOption({ label: 'Sở Tài chính' })
  await form.getByLabel('Thư ký').check()
  await form.getByRole('button', { name: 'Lưu' }).click()
  await form.getByText('Tên đăng nhập cần từ 2 đến 40 ký tự').waitFor()
  await looksRight(page)
  await form.getByLabel('Tên đăng nhập').fill('binh.tran')
  await save(page)
  await page.getByRole('row', { name: /Bà Trần Thị Bình.*Thư ký.*Chưa đặt mật khẩu/ }).waitFor()
  await looksRight(page)

  await page.getByRole('button', { name: 'Việc khác với Trần Thị Bình' }).click()
  await looksRight(page)
  await page.getByRole('menuitem', { name: 'Cấp liên kết mời' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cấp liên kết mời' }).click()
  const address = await page.getByText('/invite/').textContent()
  await looksRight(page)
  await page.getByRole('button', { name: 'Đóng' }).click()

  const tablet = await newDevice(browser, server.url, { width: 360, height: 740 })
  await tablet.page.goto(address ?? '')
  await tablet.page.getByRole('heading', { name: 'Chào Trần Thị Bình' }).waitFor()
  await tablet.page.getByLabel('Mật khẩu mới', { exact: true }).fill('nắng lên từ núi')
  await tablet.page.getByLabel('Nhập lại mật khẩu mới').fill('nắng lên từ núi khác')
  await tablet.page.getByRole('button', { name: 'Lưu mật khẩu và đăng nhập' }).click()
  await tablet.page.getByText('Hai lần nhập chưa giống nhau.').waitFor()
  await looksRight(tablet.page)
  await tablet.page.getByLabel('Nhập lại mật khẩu mới').fill('nắng lên từ núi')
  await tablet.page.getByRole('button', { name: 'Lưu mật khẩu và đăng nhập' }).click()
  await tablet.page.getByRole('button', { name: 'TTB' }).waitFor()
  await tablet.context.close()
})

test('[K24] A reset says before what it loses, to the administrator and on its page', async () => {
  const { page } = admin
  await page.reload()
  await page.getByLabel('Tìm theo tên').fill('tran binh')
  await page.getByRole('button', { name: 'Việc khác với Trần Thị Bình' }).click()
  await page.getByRole('menuitem', { name: 'Cấp liên kết đặt lại mật khẩu' }).click()
  await page.getByRole('dialog').getByText('ghi chú cá nhân sẽ mất nếu người đó').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Cấp liên kết đặt lại mật khẩu' }).click()
  await page.getByText('ghi chú cá nhân sẽ mất nếu họ').waitFor()
  const address = await page.getByText('/invite/').textContent()
  await page.getByRole('button', { name: 'Đóng' }).click()
  const tablet = await newDevice(browser, server.url)
  await tablet.page.goto(address ?? '')
  await tablet.page.getByText('ghi chú cá nhân sẽ mất, trừ khi').waitFor()
  await looksRight(tablet.page)
  await tablet.context.close()
})

test('[K8] [K31] [K34] Devices of others are seen; deactivating signs them out, reactivating lets them in', async () => {
  const { page } = admin
  const { client } = await server.person({ displayName: 'Đỗ Khắc Nam' })
  const tablet = await newDevice(browser, server.url, { cookie: client.cookie })
  await tablet.page.goto(server.url)
  await tablet.page.getByText('Đã kết nối').waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Việc khác với Đỗ Khắc Nam' }).click()
  await page.getByRole('menuitem', { name: 'Thiết bị đang đăng nhập' }).click()
  await page.getByRole('dialog').getByText('Máy thử').waitFor()
  await looksRight(page)
  await page.getByRole('button', { name: 'Đóng' }).click()
  await page.getByRole('button', { name: 'Việc khác với Đỗ Khắc Nam' }).click()
  await page.getByRole('menuitem', { name: 'Ngừng hoạt động' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Ngừng hoạt động' }).click()
  await tablet.page.getByText('Tài khoản đã ngừng hoạt động.').waitFor()
  await page.getByRole('row', { name: /Đỗ Khắc Nam.*Ngừng hoạt động/ }).waitFor()
  await page.getByRole('button', { name: 'Việc khác với Đỗ Khắc Nam' }).click()
  await page.getByRole('menuitem', { name: 'Cho hoạt động lại' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cho hoạt động lại' }).click()
  await page.getByRole('row', { name: /Đỗ Khắc Nam.*Chưa đặt mật khẩu/ }).waitFor()
  await tablet.context.close()
})

test('[K4] Erasing a person is held for a second, and the name goes from the list', async () => {
  const { page } = admin
  await page.getByRole('button', { name: 'Việc khác với Đỗ Khắc Nam' }).click()
  await page.getByRole('menuitem', { name: 'Xóa người này' }).click()
  const hold = page.getByRole('dialog').getByRole('button', { name: 'Xóa vĩnh viễn' })
  await looksRight(page)
  await hold.focus()
  await page.keyboard.press('Enter')
  expect(await page.getByRole('dialog').isVisible()).toBe(true)
  await page.keyboard.down('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.up('Enter')
  await page.getByText('Đỗ Khắc Nam').waitFor({ state: 'detached' })
})

test('The tables are read on a phone without scrolling sideways', async () => {
  const { page } = admin
  await page.setViewportSize({ width: 360, height: 740 })
  for (const part of ['accounts', 'units', 'committee']) {
    await page.goto(`${server.url}/admin/${part}`)
    await page.getByRole('heading', { name: 'Quản trị' }).waitFor()
    await page.getByText('Đã kết nối').waitFor()
    await looksRight(page)
  }
})
