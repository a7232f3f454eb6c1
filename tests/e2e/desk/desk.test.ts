import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { create } from 'qrcode'
import { agenda, agendaEvents } from '#shared/agenda/agenda.contract.ts'
import { meetings, meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { screens } from '#shared/screens/screens.contract.ts'
import { scannedPaper } from '#tests/support/pdf/papers.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { axeViolations, sidewaysOverflow, smallTargets } from '../support/accessibility.ts'
import { newDevice } from '../support/devices.ts'

jest.setTimeout(180_000)

const pages = 310
let server: TestServer
let browser: Browser
let context: BrowserContext
let page: Page
let secretary: Awaited<ReturnType<TestServer['person']>>
let member: Awaited<ReturnType<TestServer['person']>>
let meetingId = ''
/** Sign-in codes that the server has answered this page with. */
const codes: string[] = []

/** The items' titles as they stand on the screen, top to bottom. */
const valuesInOrder = () =>
  page
    .locator('tbody textarea[aria-label^="Sửa Nội dung"]')
    .evaluateAll(cells => cells.map(cell => (cell instanceof HTMLTextAreaElement ? cell.value : '')))
const inOrder = (wanted: readonly string[]) =>
  page.waitForFunction(
    expected =>
      JSON.stringify(
        [...document.querySelectorAll('tbody textarea')]
          .filter(cell => cell.getAttribute('aria-label')?.startsWith('Sửa Nội dung'))
          .map(cell => (cell instanceof HTMLTextAreaElement ? cell.value : '')),
      ) === expected,
    JSON.stringify(wanted),
  )
const files = (item: number) =>
  page
    .locator('tbody')
    .nth(item - 1)
    .locator('input[multiple]')

beforeAll(async () => {
  server = await startServer()
  browser = await startBrowser()
  secretary = await server.person({ secretary: true, displayName: 'Lương Thị Mỹ Duyên' })
  member = await server.person({ displayName: 'Phạm Đình Khôi', rank: 2 })
  await server.person({ displayName: 'Nguyễn Hữu Thành', rank: 1 })
  for (const name of ['Khanh', 'Lan', 'Minh', 'Nam', 'Oanh'])
    await server.person({ displayName: `Nguyễn ${name}`, rank: 50 })
  const device = await newDevice(browser, server.url, {
    cookie: secretary.client.cookie,
    width: 1366,
    height: 768,
  })
  context = device.context
  page = device.page
  page.on('websocket', socket =>
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

describe('The secretary’s desk', () => {
  test('makes a meeting with a proposed title and a chair found without diacritics', async () => {
    await page.goto(`${server.url}/desk`)
    await page.getByText('Chưa có phiên họp nào').waitFor()
    await page.getByRole('button', { name: 'Tạo phiên họp' }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByLabel('Tên phiên họp').inputValue()).toMatch(
      /^Phiên họp thường kỳ tháng \d+ năm 20\d\d$/,
    )
    // Many are found: the list scrolls, and the button stays in the window.
    await dialog.getByLabel('Chủ tọa').fill('n')
    await dialog.getByRole('button', { name: /Nguyễn Hữu Thành/ }).waitFor()
    expect(await dialog.getByRole('list', { name: 'Chủ tọa' }).getByRole('button').count()).toBe(6)
    const make = await dialog.getByRole('button', { name: 'Tạo phiên họp' }).boundingBox()
    expect(make!.y + make!.height).toBeLessThanOrEqual(768)
    await dialog.getByRole('searchbox', { name: 'Chủ tọa' }).fill('huu thanh')
    await dialog.getByRole('button', { name: /Nguyễn Hữu Thành/ }).click()
    await dialog.getByRole('button', { name: 'Tạo phiên họp' }).click()
    await page.getByRole('heading', { level: 1, name: /Phiên họp thường kỳ/ }).waitFor()
    meetingId = page.url().split('/').at(-1) ?? ''
    await page.getByText('Chưa có nội dung nào').first().waitFor()
  })

  test('takes items typed one after another, and puts them in order by mouse, by keys and by the menu', async () => {
    for (const title of ['Kinh tế - xã hội', 'Đầu tư công', 'Quốc phòng']) {
      await page.getByLabel('Nội dung tiếp theo').fill(title)
      await page.keyboard.press('Enter')
      await page.waitForFunction(
        text =>
          [...document.querySelectorAll('tbody textarea')].some(
            cell => 'value' in cell && cell.value === text,
          ),
        title,
      )
    }
    await inOrder(['Kinh tế - xã hội', 'Đầu tư công', 'Quốc phòng'])
    const handle = (number: number) => page.getByRole('button', { name: `Kéo để đổi chỗ nội dung ${number}` })

    const from = (await handle(3).boundingBox())!
    const to = (await handle(1).boundingBox())!
    await page.mouse.move(from.x + 10, from.y + 10)
    await page.mouse.down()
    await page.mouse.move(from.x + 10, from.y - 30, { steps: 4 })
    await page.mouse.move(to.x + 10, to.y - 4, { steps: 8 })
    await page.mouse.up()
    await inOrder(['Quốc phòng', 'Kinh tế - xã hội', 'Đầu tư công'])

    await handle(1).focus()
    await page.keyboard.press('Space')
    await page
      .getByText(/Quốc phòng.*chỗ 1 trong 3\./)
      .first()
      .waitFor({ state: 'attached' })
    await page.keyboard.press('ArrowDown')
    await page.getByText('Quốc phòng đang ở chỗ 2 trong 3.').first().waitFor({ state: 'attached' })
    await page.keyboard.press('Space')
    await inOrder(['Kinh tế - xã hội', 'Quốc phòng', 'Đầu tư công'])

    await page.getByRole('button', { name: 'Việc với nội dung 2' }).click()
    await page.getByRole('menuitem', { name: 'Đưa xuống một chỗ' }).click()
    await inOrder(['Kinh tế - xã hội', 'Đầu tư công', 'Quốc phòng'])
    await page.getByRole('button', { name: 'Hoàn tác' }).first().click()
    await inOrder(['Kinh tế - xã hội', 'Quốc phòng', 'Đầu tư công'])
  })

  test('keeps what is being typed while another secretary changes the same agenda', async () => {
    const cell = page.getByRole('textbox', { name: 'Sửa Nội dung 1' })
    await cell.click()
    await page.keyboard.press('End')
    await page.keyboard.type(' năm 2026')
    const other = await server.person({ secretary: true })
    await other.client.ask(meetings.join, { meetingId })
    const view = await other.client.until(agendaEvents.changed, seen => seen.items.length === 3)
    const first = view.items[0]!
    await other.client.done(agenda.updateItem, {
      itemId: first.id,
      title: first.title,
      durationMinutes: 55,
      reporterId: null,
      reporterNote: '',
      audience: { kind: 'everyone' },
    })
    await page.waitForFunction(() =>
      [...document.querySelectorAll('tbody textarea')].some(one => 'value' in one && one.value === '55'),
    )
    expect((await valuesInOrder())[0]).toBe('Kinh tế - xã hội năm 2026')
    await page.keyboard.press('Enter')
    const after = await other.client.until(
      agendaEvents.changed,
      seen => seen.items[0]?.title === 'Kinh tế - xã hội năm 2026',
    )
    expect(after.items[0]?.durationMinutes).toBe(55)
  })

  test('uploads a scan of more than 300 pages, and goes on from where it stopped after the network was cut', async () => {
    const bytes = scannedPaper({ pages, bytesAPage: 40_000 })
    const offsets: number[] = []
    page.on('request', request => {
      if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']))
    })
    const throttle = await context.newCDPSession(page)
    const line = (offline: boolean, bytesPerSecond: number) =>
      throttle.send('Network.emulateNetworkConditions', {
        offline,
        latency: 5,
        downloadThroughput: -1,
        uploadThroughput: bytesPerSecond,
      })
    await throttle.send('Network.enable')
    await line(false, 2_000_000)
    await files(1).setInputFiles({
      name: 'bao_cao_310_trang.pdf',
      mimeType: 'application/pdf',
      buffer: bytes,
    })
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByLabel('Tên tài liệu').inputValue()).toBe('bao cao 310 trang')
    await dialog.getByLabel('Tên tài liệu').fill('Báo cáo 310 trang')
    await dialog.getByRole('button', { name: 'Tải lên 1 tệp' }).click()
    // A chunk of 4 MiB is at the server when the second one begins.
    await page.waitForRequest(
      request => request.method() === 'PATCH' && request.headers()['upload-offset'] !== '0',
    )
    await line(true, 0)
    await page.locator('[data-upload=waiting]').waitFor()
    await line(false, -1)
    await page
      .getByText('310 trang', { exact: false })
      .filter({ hasText: 'MB' })
      .first()
      .waitFor({ timeout: 120_000 })
    expect(offsets.filter(offset => offset === 0)).toHaveLength(1)
    expect(offsets.length).toBeGreaterThan(2)
    await throttle.detach()
  })

  test('says why a file is refused, and refuses a state secret without sending anything of it', async () => {
    const file = (name: string, text: string) => ({
      name,
      mimeType: 'application/pdf',
      buffer: Buffer.from(text),
    })
    await files(3).setInputFiles([file('anh.pdf', 'GIF89a'), file('hong.pdf', '%PDF-1.7\nnothing more')])
    await page.getByRole('dialog').getByRole('button', { name: 'Tải lên 2 tệp' }).click()
    await page.getByText('Tệp này không phải là PDF nên không được lưu.', { exact: false }).waitFor()
    await page.getByText('Tệp PDF bị hỏng hoặc thiếu nên không được lưu.', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Bỏ tải anh' }).click()
    await page.getByRole('button', { name: 'Bỏ tài liệu này' }).click()
    await page.locator('[data-state=refused]').waitFor({ state: 'detached' })

    const sent: string[] = []
    page.on('request', request => sent.push(request.postData() ?? ''))
    await files(2).setInputFiles(file('phuong-an.pdf', '%PDF-1.7'))
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Độ mật').selectOption('secret')
    await dialog.getByText('Tài liệu mật, phát bản giấy.', { exact: false }).waitFor()
    await dialog.getByRole('button', { name: 'Đánh dấu nội dung' }).click()
    await page.locator('tbody').nth(1).getByText('tài liệu mật, phát bản giấy').waitFor()
    expect(sent.filter(body => body.includes('phuong-an'))).toEqual([])
  })

  test('adds people at once, and publishes after showing what is missing', async () => {
    await page.getByRole('tab', { name: 'Người dự' }).click()
    await page.getByRole('button', { name: 'Thêm người dự' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Tìm người').fill('dinh')
    await dialog.getByRole('checkbox', { name: /Phạm Đình Khôi/ }).check()
    await dialog.getByRole('button', { name: 'Thêm 1 người' }).click()
    await page
      .getByRole('cell', { name: /Phạm Đình Khôi/ })
      .first()
      .waitFor()

    await page.getByRole('tab', { name: 'Xem thử' }).click()
    await page.getByLabel('Xem như').selectOption(member.accountId)
    await page
      .getByText('Xem thử: đây là những gì Ông Phạm Đình Khôi sẽ thấy.', { exact: false })
      .first()
      .waitFor()
    await page.getByText('Báo cáo 310 trang').waitFor()

    await page.getByRole('tab', { name: 'Chương trình, tài liệu' }).click()
    await page.getByRole('button', { name: 'Phát hành' }).click()
    await page.getByRole('dialog').getByText('Nội dung 3: chưa có tài liệu').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Phát hành' }).click()
    await page.getByText('đã phát hành').first().waitFor()
  })

  test('signs a participant’s tablet in by the code it shows', async () => {
    await page.getByRole('tab', { name: 'Người dự' }).click()
    await page.getByRole('button', { name: 'Mã đăng nhập máy tính bảng của Ông Phạm Đình Khôi' }).click()
    const picture = page.getByRole('img', { name: 'Mã đăng nhập của Ông Phạm Đình Khôi' })
    await picture.waitFor()
    await page.getByRole('dialog').getByRole('timer').waitFor()
    const address = `${server.url}/qr/${codes.at(-1)}`
    // Drawn anew from the address by the same standard: the picture says exactly that.
    const { modules } = create(address, { errorCorrectionLevel: 'M' })
    const dark = [...modules.data].filter(Boolean).length
    expect((await picture.locator('path').last().getAttribute('d'))?.match(/M/g)).toHaveLength(dark)

    const tablet = await newDevice(browser, server.url)
    await tablet.page.goto(address)
    await tablet.page.getByRole('button', { name: 'Đăng nhập' }).click()
    await tablet.page.getByRole('button', { name: /^PĐK/ }).waitFor()
    await tablet.page.goto(`${server.url}/meetings/${meetingId}`)
    await tablet.page.getByText('Báo cáo 310 trang').first().waitFor()
    await tablet.context.close()
    await page.keyboard.press('Escape')
  })

  test('pairs a hall screen by the six digits that it shows', async () => {
    const display = server.anonymous()
    const asked = await display.done(screens.requestPairing, {})
    await page.getByRole('tab', { name: 'Màn hình' }).click()
    await page.getByRole('button', { name: 'Ghép màn hình' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Tên màn hình').fill('Màn hình chính')
    await dialog.getByLabel('Mã trên màn hình').fill(asked.code === '000000' ? '000001' : '000000')
    await dialog.getByRole('button', { name: 'Ghép màn hình' }).click()
    await dialog.getByText('Không có màn hình nào đang hiện mã này.', { exact: false }).waitFor()
    await dialog.getByLabel('Mã trên màn hình').fill(`${asked.code.slice(0, 3)} ${asked.code.slice(3)}`)
    await dialog.getByRole('button', { name: 'Ghép màn hình' }).click()
    await page.getByRole('textbox', { name: 'Sửa tên màn hình Màn hình chính' }).waitFor()
    const paired = await display.done(screens.finishPairing, {
      pairingId: asked.pairingId,
      secret: asked.secret,
    })
    expect(paired.screen.name).toBe('Màn hình chính')
  })

  test('runs the meeting: opens it, takes an item, sets a notice for the hall', async () => {
    await page.getByRole('tab', { name: 'Điều hành' }).click()
    await page.getByRole('button', { name: 'Khai mạc phiên họp' }).click()
    await page.getByRole('button', { name: 'Chuyển sang nội dung 1' }).click()
    await page.getByRole('textbox', { name: 'Thông báo' }).fill('Nghỉ mười phút')
    await page.getByRole('button', { name: 'Hiện lên màn hình' }).click()
    await page.getByText('Đang hiện: Nghỉ mười phút').waitFor()
    await page.getByRole('button', { name: 'Trình chiếu tài liệu này' }).click()
    await page.getByText('Lương Thị Mỹ Duyên đang trình chiếu').waitFor()
    await secretary.client.ask(meetings.join, { meetingId })
    const view = await secretary.client.until(meetingsEvents.changed, seen => seen.state === 'open')
    expect(view.currentItemId).not.toBeNull()
  })

  test('breaks no rule of axe, has no small target and nothing to scroll sideways, at any size', async () => {
    const found: string[] = []
    // 683 × 384 is the desk's smallest screen at 200 % zoom.
    for (const [width, height] of [
      [1366, 768],
      [1920, 1080],
      [1024, 768],
      [683, 384],
    ] as const) {
      await page.setViewportSize({ width, height })
      for (const part of ['Chương trình, tài liệu', 'Người dự', 'Xem thử', 'Điều hành', 'Màn hình']) {
        await page.getByRole('tab', { name: part }).click()
        const at = (rule: string) => `${width} ${part}: ${rule}`
        found.push(...(await smallTargets(page)).map(at), ...(await axeViolations(page)).map(at))
        const wider = await sidewaysOverflow(page)
        if (wider > 0) found.push(at(`${wider} px too wide`))
      }
    }
    expect(found).toEqual([])
  })
})
