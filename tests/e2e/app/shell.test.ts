import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { axeViolations, smallTargets } from '../support/accessibility.ts'
import { newDevice } from '../support/devices.ts'

jest.setTimeout(120_000)

let browser: Browser
let server: TestServer
let cookie: string

beforeAll(async () => {
  server = await startServer()
  browser = await startBrowser()
  cookie = (await server.person({ displayName: 'Nguyễn Văn An' })).client.cookie
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

describe('The application', () => {
  test('opens again with the network gone, and says that it is offline', async () => {
    const { context, page } = await newDevice(browser, server.url, { cookie })
    await page.goto(`${server.url}/account`)
    await page.getByText('Đã kết nối').waitFor()
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await context.setOffline(true)
    await page.reload()
    await page.getByRole('heading', { name: 'Nguyễn Văn An' }).waitFor()
    await page.getByText('Đang kết nối lại').waitFor()
    await page.getByText('Ngoại tuyến').waitFor()
    await context.setOffline(false)
    await page.getByText('Đã kết nối').waitFor()
    await context.close()
  })

  test('opens offline at an address that was never visited, but not what only the server answers', async () => {
    const { context, page } = await newDevice(browser, server.url, { cookie })
    await page.goto(server.url)
    await page.getByText('Đã kết nối').waitFor()
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await context.setOffline(true)
    await page.goto(`${server.url}/account`)
    await page.getByRole('heading', { name: 'Nguyễn Văn An' }).waitFor()
    await expect(page.goto(`${server.url}/api/health`)).rejects.toThrow(
      /ERR_INTERNET_DISCONNECTED|ERR_FAILED/,
    )
    await context.close()
  })

  test('a login that ended while the device was away ends here too, as soon as it is back', async () => {
    const { client, loginId } = await server.person({ displayName: 'Trần Thị Bình' })
    const { context, page } = await newDevice(browser, server.url, { cookie: client.cookie })
    await page.goto(server.url)
    await page.getByText('Đã kết nối').waitFor()
    await context.setOffline(true)
    const { accounts } = await import('#shared/accounts/accounts.contract.ts')
    await client.done(accounts.endLogin, { loginId, wipe: true })
    await context.setOffline(false)
    await page.getByText('đã được đăng xuất và xóa dữ liệu').waitFor()
    await context.close()
  })

  test('switches to English and dark, and remembers both', async () => {
    const { context, page } = await newDevice(browser, server.url, { colorScheme: 'light' })
    await page.goto(server.url)
    await page.getByRole('button', { name: 'Cài đặt màn hình' }).click()
    await page.getByRole('menuitem', { name: 'Switch to English' }).click()
    await page.getByRole('button', { name: 'Screen settings' }).click()
    await page.getByRole('menuitem', { name: 'Dark' }).click()
    await page.reload()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    expect(await page.evaluate(() => document.documentElement.dataset.mantineColorScheme)).toBe('dark')
    expect(await axeViolations(page)).toEqual([])
    await context.close()
  })

  test('follows the device’s dark theme by itself', async () => {
    const { context, page } = await newDevice(browser, server.url, { colorScheme: 'dark' })
    await page.goto(server.url)
    await page.getByLabel('Tên đăng nhập').waitFor()
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(ground).toBe('rgb(23, 21, 18)')
    await context.close()
  })

  test('an address that leads nowhere says so, and leads back', async () => {
    const { context, page } = await newDevice(browser, server.url, { cookie })
    await page.goto(`${server.url}/khong-co`)
    await page.getByRole('heading', { name: 'Không có trang này' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(await smallTargets(page)).toEqual([])
    await context.close()
  })

  test('asks for nothing outside the server, and breaks no rule of the content security policy', async () => {
    const { context, page } = await newDevice(browser, server.url, { cookie })
    const outside: string[] = []
    const broken: string[] = []
    context.on('request', request => {
      const { protocol, host } = new URL(request.url())
      if (!['data:', 'blob:'].includes(protocol) && host !== new URL(server.url).host)
        outside.push(request.url())
    })
    page.on('console', message => {
      if (/content security policy/i.test(message.text())) broken.push(message.text())
    })
    await page.goto(`${server.url}/account`)
    await page.getByText('Đã kết nối').waitFor()
    expect(outside).toEqual([])
    expect(broken).toEqual([])
    await context.close()
  })
})

test('Signing in is done by keyboard alone', async () => {
  const { context, page } = await newDevice(browser, server.url)
  await page.goto(server.url)
  await page.getByLabel('Tên đăng nhập').waitFor()
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement
      return element?.getAttribute('aria-label') ?? element?.getAttribute('name') ?? element?.textContent
    })
  const order: (string | null | undefined)[] = []
  for (let stop = 0; stop < 6; stop += 1) {
    await page.keyboard.press('Tab')
    order.push(await focused())
  }
  expect(order).toEqual([
    'Tới nội dung chính',
    'Cài đặt màn hình',
    'username',
    'password',
    'Hiện mật khẩu',
    'Đăng nhập',
  ])
  await page.keyboard.press('Enter')
  await page.getByText('Xin nhập tên đăng nhập.').waitFor()
  await context.close()
})
