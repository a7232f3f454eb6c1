import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { createAccountWithPassword } from '#server/features/accounts/withPassword.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { axeViolations, sidewaysOverflow, smallTargets } from '../support/accessibility.ts'
import { type Device, newDevice } from '../support/devices.ts'

jest.setTimeout(180_000)

const password = 'con gà gáy sáng sớm'
const changed = 'con mèo trèo cây cau'
let browser: Browser
let server: TestServer
let own: Device
let code = ''
const accountId = crypto.randomUUID()

beforeAll(async () => {
  server = await startServer()
  browser = await startBrowser()
  await createAccountWithPassword(server.app.features, {
    ...{ id: accountId, loginName: 'chu.tran', displayName: 'Trần Thị Chu', password, roles: [] },
    ...{ honorific: 'ba', title: 'Phó Chủ tịch', unitId: null, rank: 10 },
  })
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
const signIn = async (page: Page, typed: string) => {
  await page.goto(`${server.url}/sign-in?next=/account`)
  await page.getByLabel('Tên đăng nhập').fill('chu.tran')
  await page.getByLabel('Mật khẩu', { exact: true }).fill(typed)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByRole('heading', { name: 'Ghi chú cá nhân' }).waitFor()
}
/** A tablet that was signed in by a QR code: without the password. */
const tablet = async (): Promise<Device> => {
  const { client } = await server.device(accountId)
  const issued = await client.done(accounts.issueTabletCode, { accountId })
  const device = await newDevice(browser, server.url)
  await device.page.goto(`${server.url}/qr/${issued.code}`)
  await device.page.getByRole('button', { name: 'Đăng nhập trên máy này' }).click()
  await device.page.getByText('Đã kết nối').waitFor()
  await device.page.goto(`${server.url}/account`)
  await device.page.getByText('Đang khóa trên máy này').waitFor()
  return device
}

test('[N33] a device with the password makes the recovery code, shows it once and prints it alone', async () => {
  own = await newDevice(browser, server.url)
  const { page } = own
  await signIn(page, password)
  await page.getByText('Chưa có ghi chú cá nhân nào').waitFor()
  await page.getByRole('button', { name: 'Tạo mã khôi phục' }).click()
  const dialog = page.getByRole('dialog', { name: 'Mã khôi phục' })
  await dialog.getByRole('listitem').nth(7).waitFor()
  const groups = await dialog.getByRole('listitem').allTextContents()
  expect(groups.length).toBe(8)
  code = groups.join('-')
  await looksRight(page)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('[data-recovery-sheet]').isVisible()).toBe(true)
  expect(await page.locator('#root').isVisible()).toBe(false)
  await page.emulateMedia({ media: null })
  await dialog.getByRole('button', { name: 'Tôi đã in hoặc chép lại' }).click()
  await page.getByText('Đang mở trên máy này').waitFor()
  await page.reload()
  await page.getByText('Đang mở trên máy này').waitFor()
  await page.getByRole('button', { name: 'Tạo mã khác' }).waitFor()
  await looksRight(page)
})

test('[N34] a tablet signed in by code is opened from the own device, after both showed the same digits', async () => {
  const { context, page } = await tablet()
  await page.getByRole('button', { name: 'Mở khóa ghi chú cá nhân' }).click()
  await looksRight(page)
  await page.getByRole('button', { name: 'Mở từ máy khác của ông/bà' }).click()
  await own.page.getByRole('button', { name: 'Cho mở' }).click()
  const digits = await own.page.getByTestId('digits').textContent()
  expect(digits).toMatch(/^\d{3} \d{3}$/)
  expect(await page.getByTestId('digits').textContent()).toBe(digits)
  await looksRight(page)
  await looksRight(own.page)
  await own.page.getByRole('button', { name: 'Giống nhau' }).click()
  await page.getByRole('button', { name: 'Giống nhau' }).click()
  await page.getByText('Đang mở trên máy này').waitFor()
  // It opens notes and gives nothing on.
  await page.getByText('Mã khôi phục được tạo trên máy đã đăng nhập bằng mật khẩu.').waitFor()
  await page.reload()
  await page.getByText('Đang mở trên máy này').waitFor()
  await context.close()
})

test('[N34] digits that differ, and a refusal, leave the tablet shut and say so', async () => {
  const { context, page } = await tablet()
  await page.getByRole('button', { name: 'Mở khóa ghi chú cá nhân' }).click()
  await page.getByRole('button', { name: 'Mở từ máy khác của ông/bà' }).click()
  await own.page.getByRole('button', { name: 'Cho mở' }).click()
  await page.getByRole('button', { name: 'Không giống' }).click()
  await page.getByText('Hai máy hiện số khác nhau').waitFor()
  await page.getByRole('button', { name: 'Xin lại lần nữa' }).click()
  await own.page.getByRole('button', { name: 'Từ chối' }).click()
  await page.getByText('Máy kia đã từ chối').waitFor()
  await context.close()
})

test('[N33] the recovery code opens a tablet, and a slip is told with its group', async () => {
  const { context, page } = await tablet()
  await page.getByRole('button', { name: 'Mở khóa ghi chú cá nhân' }).click()
  await page.getByRole('button', { name: 'Nhập mã khôi phục' }).click()
  const field = page.getByLabel('Mã khôi phục', { exact: true })
  await field.fill('1234-5')
  await page.getByRole('button', { name: 'Mở khóa', exact: true }).click()
  await page.getByText('Mã chưa đủ hoặc thừa ký tự').waitFor()
  await field.fill(code.toLowerCase().replaceAll('-', ' '))
  await page.getByRole('button', { name: 'Mở khóa', exact: true }).click()
  await page.getByText('Đang mở trên máy này').waitFor()
  await context.close()
})

test('[N34] the password opens a tablet without signing it in anew', async () => {
  const { context, page } = await tablet()
  await page.getByRole('button', { name: 'Mở khóa ghi chú cá nhân' }).click()
  await page.getByRole('button', { name: 'Nhập mật khẩu' }).click()
  await page.getByLabel('Mật khẩu của ông/bà').fill('không phải')
  await page.getByRole('button', { name: 'Mở khóa', exact: true }).click()
  await page.getByText('Tên đăng nhập hoặc mật khẩu không đúng').waitFor()
  await page.getByLabel('Mật khẩu của ông/bà').fill(password)
  await page.getByRole('button', { name: 'Mở khóa', exact: true }).click()
  await page.getByText('Đang mở trên máy này').waitFor()
  await context.close()
})

test('[N35] a changed password keeps private notes open here, and opens them on the next device', async () => {
  const { page } = own
  await page.getByLabel('Mật khẩu hiện tại').fill(password)
  await page.getByLabel('Mật khẩu mới', { exact: true }).fill(changed)
  await page.getByLabel('Nhập lại mật khẩu mới').fill(changed)
  await page.getByRole('button', { name: 'Đổi mật khẩu' }).click()
  await page.getByText('Đã đổi mật khẩu').waitFor()
  await page.reload()
  await page.getByText('Đang mở trên máy này').waitFor()
  const next = await newDevice(browser, server.url)
  await signIn(next.page, changed)
  await next.page.getByText('Đang mở trên máy này').waitFor()
  await next.context.close()
})

test('[N32] signing out takes the key from the device', async () => {
  const { context, page } = own
  await page.getByRole('button', { name: 'TTC' }).click()
  await page.getByRole('menuitem', { name: 'Đăng xuất' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Đăng xuất' }).click()
  await page.getByLabel('Tên đăng nhập').waitFor()
  const left = await page.evaluate(async () => {
    const counts: Record<string, number> = {}
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name)
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      for (const store of database.objectStoreNames) {
        const request = database.transaction(store).objectStore(store).count()
        counts[`${name} ${store}`] = await new Promise(resolve => {
          request.onsuccess = () => resolve(request.result)
        })
      }
      database.close()
    }
    return counts
  })
  expect(Object.keys(left)).toContain('phong-hop-so.offline notesKeys')
  expect(Object.entries(left).filter(([, count]) => count > 0)).toEqual([])
  await context.close()
})
