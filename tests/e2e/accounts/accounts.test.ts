import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { issueSetUpLink } from '#server/features/accounts/setUpLink.ts'
import { createAccountWithPassword } from '#server/features/accounts/withPassword.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { axeViolations, sidewaysOverflow, smallTargets } from '../support/accessibility.ts'
import { newDevice } from '../support/devices.ts'

jest.setTimeout(120_000)

let browser: Browser
let server: TestServer

beforeAll(async () => {
  server = await startServer()
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const password = 'con gà gáy sáng sớm'

const person = async (
  loginName: string,
  displayName: string,
  roles: ('administrator' | 'secretary')[] = [],
) => {
  const id = crypto.randomUUID()
  await createAccountWithPassword(server.app.features, {
    ...{ id, loginName, displayName, password, roles },
    ...{ honorific: 'ba', title: 'Phó Chủ tịch', unitId: null, rank: 10 },
  })
  return id
}

const signIn = async (page: Page, loginName: string, typed = password) => {
  await page.getByLabel('Tên đăng nhập').fill(loginName)
  await page.getByLabel('Mật khẩu', { exact: true }).fill(typed)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
}

/** What every screen must be: accessible, touchable, no wider than the window. */
const looksRight = async (page: Page) => {
  expect(await axeViolations(page)).toEqual([])
  expect(await smallTargets(page)).toEqual([])
  expect(await sidewaysOverflow(page)).toBe(0)
}

test('[K21] [K23] The set-up link names the committee, makes the administrator, and signs the device in', async () => {
  const { token } = await issueSetUpLink(server.app.features)
  const { context, page } = await newDevice(browser, server.url)
  await page.goto(`${server.url}/setup/${token}`)
  await page.getByLabel('Tên cơ quan').fill('Ủy ban nhân dân tỉnh Sông Đà')
  await page.getByLabel('Họ và tên của ông/bà').fill('Nguyễn Văn An')
  await page.getByLabel('Tên đăng nhập').fill('an.nguyen')
  await looksRight(page)
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByLabel('Mật khẩu mới', { exact: true }).fill(password)
  await page.getByLabel('Nhập lại mật khẩu mới').fill(password)
  await looksRight(page)
  await page.getByRole('button', { name: 'Lưu mật khẩu và đăng nhập' }).click()
  await page.getByRole('button', { name: 'NVA' }).waitFor()
  await page.getByText('Đã kết nối').waitFor()
  // The link is used up, and gone from the history.
  await page.goto(`${server.url}/setup/${token}`)
  await page.getByText('đã dùng rồi hoặc đã hết hạn').waitFor()
  await context.close()
})

describe('Signing in', () => {
  beforeAll(() => person('binh.tran', 'Trần Thị Bình'))

  test('shows the committee’s name, and leads back to where one wanted to go', async () => {
    const { context, page } = await newDevice(browser, server.url)
    await page.goto(`${server.url}/account`)
    await page.getByRole('heading', { name: 'Ủy ban nhân dân tỉnh Sông Đà' }).waitFor()
    await looksRight(page)
    await signIn(page, 'Binh.Tran')
    await page.getByRole('heading', { name: 'Bà Trần Thị Bình' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/account')
    await context.close()
  })

  test('[K12] keeps the password from the server, and a key of the password that no script can read', async () => {
    const { context, page } = await newDevice(browser, server.url)
    const sent: string[] = []
    page.on('request', request => sent.push(request.postData() ?? ''))
    await page.goto(server.url)
    await signIn(page, 'binh.tran')
    await page.getByRole('button', { name: 'TTB' }).waitFor()
    expect(sent.some(body => body.includes('accounts') || body.includes('binh.tran'))).toBe(true)
    expect(sent.filter(body => body.includes(password))).toEqual([])
    const key = await page.evaluate(
      () =>
        new Promise<{ extractable: boolean; algorithm: string }>((found, failed) => {
          const opening = indexedDB.open('phong-hop-so.keys')
          opening.onerror = failed
          opening.onsuccess = () => {
            const all = opening.result.transaction('keys').objectStore('keys').getAll()
            all.onsuccess = () => {
              const [first] = all.result as CryptoKey[]
              found({ extractable: first!.extractable, algorithm: first!.algorithm.name })
            }
          }
        }),
    )
    expect(key).toEqual({ extractable: false, algorithm: 'HKDF' })
    await context.close()
  })

  test('[K15] [K35] a wrong password is refused in a sentence, and too many have to wait', async () => {
    await person('khoa.le', 'Lê Đăng Khoa')
    const { context, page } = await newDevice(browser, server.url)
    await page.goto(server.url)
    await signIn(page, 'khoa.le', 'không phải mật khẩu')
    await page.getByText('Tên đăng nhập hoặc mật khẩu không đúng').waitFor()
    await looksRight(page)
    const button = page.getByRole('button', { name: 'Đăng nhập' })
    const waiting = page.getByText('Thử lại được sau')
    for (let tries = 1; tries < 12 && !(await waiting.isVisible()); tries += 1) {
      await button.click()
      await page.locator('[role=alert]').or(waiting).first().waitFor()
    }
    await waiting.waitFor()
    expect(await button.isDisabled()).toBe(true)
    await context.close()
  })

  test('says what is missing before anything is sent', async () => {
    const { context, page } = await newDevice(browser, server.url)
    await page.goto(server.url)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.getByText('Xin nhập tên đăng nhập.').waitFor()
    await page.getByText('Xin nhập mật khẩu.').waitFor()
    await context.close()
  })

  test('an address of another site is not led to after sign-in', async () => {
    const { context, page } = await newDevice(browser, server.url)
    await page.goto(`${server.url}/sign-in?next=//example.org/`)
    await signIn(page, 'binh.tran')
    await page.getByRole('button', { name: 'TTB' }).waitFor()
    await page.waitForURL(`${server.url}/`)
    await context.close()
  })
})

describe('One’s own devices', () => {
  test('[K25] [K31] a tablet is signed in by a code, is listed, and is signed out at once', async () => {
    const id = await person('chi.vo', 'Võ Thị Chi')
    const { client } = await server.device(id)
    const desk = await newDevice(browser, server.url, { cookie: client.cookie })
    await desk.page.goto(`${server.url}/account`)
    await desk.page.getByRole('button', { name: 'Hiện mã QR' }).click()
    const shown = await desk.page.getByRole('img', { name: 'Mã QR đăng nhập cho Bà Võ Thị Chi' })
    await shown.waitFor()
    await looksRight(desk.page)
    const { code } = await client.done(accounts.issueTabletCode, {
      accountId: id,
    })
    const tablet = await newDevice(browser, server.url, { width: 768, height: 1024 })
    await tablet.page.goto(`${server.url}/qr/${code}`)
    await looksRight(tablet.page)
    await tablet.page.getByRole('button', { name: 'Đăng nhập trên máy này' }).click()
    await tablet.page.getByRole('button', { name: 'VTC' }).waitFor()
    await tablet.page.getByText('Đã kết nối').waitFor()
    // Good once.
    await tablet.page.goto(`${server.url}/qr/${code}`)
    await tablet.page.getByText('tài khoản đó sẽ được đăng xuất').waitFor()
    await tablet.page.getByRole('button', { name: 'Đăng nhập trên máy này' }).click()
    await tablet.page.getByText('đã dùng rồi hoặc đã hết hạn').waitFor()
    await tablet.page.goto(`${server.url}/account`)
    await tablet.page.getByText('Đã kết nối').waitFor()

    await desk.page.reload()
    const row = desk.page.getByRole('listitem').filter({ hasText: 'bằng mã QR' })
    await row.getByRole('button', { name: /Đăng xuất/ }).click()
    await tablet.page.getByText('Máy này đã được đăng xuất từ nơi khác.').waitFor()
    await row.waitFor({ state: 'detached' })
    await tablet.context.close()
    await desk.context.close()
  })

  test('[K33] a wiped device forgets who was signed in', async () => {
    const id = await person('dung.ho', 'Hồ Văn Dũng')
    const lost = await newDevice(browser, server.url)
    await lost.page.goto(server.url)
    await signIn(lost.page, 'dung.ho')
    await lost.page.getByText('Đã kết nối').waitFor()
    const desk = await newDevice(browser, server.url, { cookie: (await server.device(id)).client.cookie })
    await desk.page.goto(`${server.url}/account`)
    await desk.page.getByRole('button', { name: 'Xóa dữ liệu trên Linux · Chrome' }).click()
    await desk.page.getByRole('dialog').waitFor()
    await looksRight(desk.page)
    await desk.page.getByRole('button', { name: 'Đăng xuất và xóa dữ liệu' }).click()
    await lost.page.getByText('đã được đăng xuất và xóa dữ liệu').waitFor()
    expect(await lost.page.evaluate(() => localStorage.getItem('phong-hop-so.me'))).toBe('')
    await lost.context.close()
    await desk.context.close()
  })

  test('[K20] changing the password keeps this device, and signs the others out', async () => {
    const id = await person('giang.ly', 'Lý Thu Giang')
    const desk = await newDevice(browser, server.url, { cookie: (await server.device(id)).client.cookie })
    const other = await newDevice(browser, server.url, { cookie: (await server.device(id)).client.cookie })
    await other.page.goto(server.url)
    await other.page.getByText('Đã kết nối').waitFor()
    await desk.page.goto(`${server.url}/account`)
    const form = desk.page.getByRole('form', { name: 'Đổi mật khẩu' })
    await form.getByLabel('Mật khẩu hiện tại').fill(password)
    await form.getByLabel('Mật khẩu mới', { exact: true }).fill('lythugiang1980')
    await form.getByLabel('Nhập lại mật khẩu mới').fill('lythugiang1980')
    await form.getByRole('button', { name: 'Đổi mật khẩu' }).click()
    await form.getByText('Mật khẩu có chứa tên của ông/bà').waitFor()
    await form.getByLabel('Mật khẩu mới', { exact: true }).fill('mưa rơi trên mái ngói')
    await form.getByLabel('Nhập lại mật khẩu mới').fill('mưa rơi trên mái ngói')
    await form.getByRole('button', { name: 'Đổi mật khẩu' }).click()
    await desk.page.getByText('Đã đổi mật khẩu.').waitFor()
    await other.page.getByText('Máy này đã được đăng xuất từ nơi khác.').waitFor()
    await signIn(other.page, 'giang.ly', 'mưa rơi trên mái ngói')
    await other.page.getByRole('button', { name: 'LTG' }).waitFor()
    await desk.context.close()
    await other.context.close()
  })

  test('[K32] signing out is asked once and ends at the sign-in page', async () => {
    const id = await person('hoa.mai', 'Mai Thị Hoa')
    const { context, page } = await newDevice(browser, server.url, {
      cookie: (await server.device(id)).client.cookie,
    })
    await page.goto(server.url)
    await page.getByRole('button', { name: 'MTH' }).click()
    await looksRight(page)
    await page.getByRole('menuitem', { name: 'Đăng xuất' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Đăng xuất' }).click()
    await page.getByText('Đã đăng xuất khỏi máy này.').waitFor()
    await page.reload()
    await page.getByLabel('Tên đăng nhập').waitFor()
    await context.close()
  })
})

describe('The secretary', () => {
  test('[K26] shows a code for somebody else, found by name without marks', async () => {
    const id = await person('lan.dang', 'Đặng Ngọc Lan', ['secretary'])
    const { context, page } = await newDevice(browser, server.url, {
      cookie: (await server.device(id)).client.cookie,
    })
    await page.goto(server.url)
    await page.getByRole('button', { name: 'ĐNL' }).click()
    await page.getByRole('menuitem', { name: 'Cấp máy tính bảng' }).click()
    await page.getByLabel('Tìm theo tên').fill('binh tran')
    await looksRight(page)
    await page.getByRole('button', { name: 'Bà Trần Thị Bình' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Hiện mã QR' }).click()
    await page.getByRole('img', { name: 'Mã QR đăng nhập cho Bà Trần Thị Bình' }).waitFor()
    await looksRight(page)
    await context.close()
  })

  test('does not see the administrator’s screens', async () => {
    const id = await person('tam.bui', 'Bùi Minh Tâm', ['secretary'])
    const { context, page } = await newDevice(browser, server.url, {
      cookie: (await server.device(id)).client.cookie,
    })
    await page.goto(`${server.url}/admin/accounts`)
    await page.getByRole('button', { name: 'BMT' }).click()
    await page.getByRole('menuitem', { name: 'Tài khoản của tôi' }).waitFor()
    expect(await page.getByRole('menuitem', { name: 'Quản trị' }).count()).toBe(0)
    expect(new URL(page.url()).pathname).toBe('/')
    await context.close()
  })
})
