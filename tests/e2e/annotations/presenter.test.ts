import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from '../reader/support/browser.ts'
import { axeViolations, sidewaysOverflow, smallTargets } from '../support/accessibility.ts'
import { newDevice } from '../support/devices.ts'
import {
  draw,
  listed,
  makeNotesWorld,
  type NotesWorld,
  openByCode,
  openPaper,
  password,
  pointOf,
  saved,
  stick,
  take,
  writeIn,
} from '../support/notesWorld.ts'

jest.setTimeout(300_000)

let browser: Browser
let world: NotesWorld

beforeAll(async () => {
  browser = await startBrowser()
  world = await makeNotesWorld({
    people: [
      ['chu.toa', 'Trần Thị Chu', 'chair'],
      ['thanh.vien', 'Lê Văn Viên', 'member'],
    ],
    open: true,
  })
})
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

/** Presses on page one and moves, without letting go. */
const press = async (page: Page, height: number) => {
  const from = await pointOf(page, 0.3, height)
  const to = await pointOf(page, 0.6, height)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 8 })
}
const beingDrawn = '[data-page="1"] svg[preserveAspectRatio="none"] > path'
const pointer = '[data-page="1"] [data-laser]'
/** Whether ink of stored notes is seen on page one. */
const inked = (page: Page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLCanvasElement>('[data-page="1"] [data-notes] canvas')].some(canvas => {
      if (canvas.width === 0 || canvas.height === 0) return false
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      return data.some((value, at) => at % 4 === 3 && value > 40)
    }),
  )

test('[N5] [N45] the presenter’s strokes and pointer are on followers’ tablets and in the hall as they are drawn', async () => {
  const chair = await openPaper(browser, world, 'chu.toa')
  const follower = await openPaper(browser, world, 'thanh.vien', { width: 768, height: 1024, write: false })
  const { client } = await world.server.screen(world.meetingId)
  const hall = await newDevice(browser, world.server.url, {
    width: 1920,
    height: 1080,
    cookie: client.cookie,
  })
  await hall.page.goto(`${world.server.url}/screen`)
  await chair.page.getByRole('button', { name: 'Trình chiếu', exact: true }).click()
  await hall.page.waitForSelector('[data-page="1"][data-painted]')
  const watching = [follower.page, hall.page]

  await writeIn(chair.page, 'Người trình chiếu')
  await take(chair.page, 'Bút viết')
  await press(chair.page, 0.6)
  for (const page of watching) await page.waitForSelector(beingDrawn, { state: 'attached' })
  await chair.page.mouse.up()
  for (const page of watching) {
    await page.waitForSelector(beingDrawn, { state: 'detached' })
    await inked(page)
  }

  // What the presenter writes privately meanwhile is theirs, and the pointer is everybody's still.
  await writeIn(chair.page, 'Riêng tôi')
  await stick(chair.page, 0.8, 'Chỉ mình tôi biết')
  await take(chair.page, 'Chỉ trỏ')
  await press(chair.page, 0.4)
  for (const page of watching) await page.waitForSelector(pointer, { state: 'attached' })
  await follower.page.locator(pointer).getByText('Bà Trần Thị Chu').waitFor({ state: 'attached' })
  await chair.page.mouse.up()
  for (const page of watching) await page.waitForSelector(pointer, { state: 'detached' })
  for (const page of watching) expect(await page.locator('body').textContent()).not.toContain('Chỉ mình tôi')
  expect(await axeViolations(hall.page)).toEqual([])
  for (const { context } of [chair, follower, hall]) await context.close()
})

test('[N34] a tablet signed in by QR code says that private notes are locked, and opens them in the meeting', async () => {
  const own = await openPaper(browser, world, 'thanh.vien')
  await saved(own.page)
  await stick(own.page, 0.3, 'Ý riêng của tôi')
  await saved(own.page)
  const tablet = await openByCode(browser, world, 'thanh.vien')
  const { page } = tablet
  await page.getByText('Đang khóa', { exact: true }).waitFor()
  expect(await page.locator('body').textContent()).not.toContain('Ý riêng của tôi')
  await page.getByRole('button', { name: 'Mở khóa', exact: true }).click()
  await page.getByRole('button', { name: 'Nhập mật khẩu' }).click()
  expect(await axeViolations(page)).toEqual([])
  await page.getByLabel('Mật khẩu của ông/bà').fill(password)
  await page.getByRole('dialog').getByRole('button', { name: 'Mở khóa', exact: true }).click()
  await saved(page)
  // With the presenter's mark.
  await listed(page, 2)
  await draw(page, 0.6)
  await listed(page, 3)
  await listed(own.page, 3)
  for (const { context } of [own, tablet]) await context.close()
})

test('on a phone notes have a tab of their own, which leads to their place', async () => {
  const phone = await openPaper(browser, world, 'thanh.vien', { width: 390, height: 844 })
  const { page } = phone
  await saved(page)
  await draw(page, 0.8, 'Tô sáng')
  await saved(page)
  await page.getByRole('tab', { name: 'Ghi chú' }).click()
  await page.getByText('Ý riêng của tôi').waitFor()
  expect(await axeViolations(page)).toEqual([])
  expect(await smallTargets(page)).toEqual([])
  expect(await sidewaysOverflow(page)).toBe(0)
  await page.getByText('Ý riêng của tôi').click()
  await page.getByRole('tab', { name: 'Tài liệu', selected: true }).waitFor()
  await page.waitForSelector('[data-page="1"][data-painted]')
  await page.getByRole('button', { name: /^Ghi chú của/ }).waitFor()
  await phone.context.close()
})
