import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { agenda } from '#shared/agenda/agenda.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { presenting, presentingEvents } from '#shared/presenting/presenting.contract.ts'
import { screens } from '#shared/screens/screens.contract.ts'
import { pairingMs } from '#shared/screens/screens.rules.ts'
import { type PaperWorld, type Published, paperWorld } from '#tests/support/documents/paperWorld.ts'
import { textPaper } from '#tests/support/pdf/papers.ts'
import { startServer } from '#tests/support/server.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { axeViolations, sidewaysOverflow } from '../support/accessibility.ts'
import { newDevice } from '../support/devices.ts'

jest.setTimeout(180_000)

let browser: Browser
let world: PaperWorld
let paper: Published

beforeAll(async () => {
  browser = await startBrowser()
  world = await paperWorld()
  await world.server.database.kysely
    .insertInto('settings')
    .values({ key: 'committee.name', value: 'Ủy ban nhân dân tỉnh Sông Đà' })
    .execute()
  paper = await world.publish(textPaper(['Trang dau tien', 'Trang thu hai', 'Trang thu ba']))
})
afterAll(async () => {
  await browser?.close()
  await world?.server.close()
})

const display = (width = 1920, height = 1080) => newDevice(browser, world.server.url, { width, height })

/** The code that the display shows, once it shows one other than `before`. */
const codeOn = async (page: Page, before = ''): Promise<string> => {
  for (;;) {
    const label = (await page.getByRole('img').first().getAttribute('aria-label')) ?? ''
    const code = label.replaceAll(' ', '')
    if (/^[0-9]{6}$/.test(code) && code !== before) return code
    await page.waitForTimeout(100)
  }
}

/** Pairs what the display shows. @returns the screen's id. */
const pair = async (page: Page, meetingId: string | null): Promise<string> => {
  const screenId = crypto.randomUUID()
  const code = await codeOn(page)
  await world.secretary.client.done(screens.pair, { screenId, code, name: 'Màn hình chính', meetingId })
  return screenId
}

/** Letters smaller than `least` CSS pixels, as words. */
const smallLetters = (page: Page, least: number): Promise<readonly string[]> =>
  page.evaluate(size => {
    const found: string[] = []
    const walk = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const element = node.parentElement
      // The paper's own pages are as large as they are shown.
      if (!element || !node.nodeValue?.trim() || element.closest('[inert]') || !element.checkVisibility())
        continue
      const letters = Number.parseFloat(getComputedStyle(element).fontSize)
      if (letters < size - 0.1) found.push(`${node.nodeValue.slice(0, 30)} ${letters}`)
    }
    return found
  }, least)

const looksRight = async (page: Page, least = 40) => {
  expect(await axeViolations(page)).toEqual([])
  expect(await smallLetters(page, least)).toEqual([])
  expect(await sidewaysOverflow(page)).toBe(0)
}

/** The top edge of the presented page, relative to the room for it, in CSS pixels; null while it is not there. */
const pageTop = (page: Page, number: number): Promise<number | null> =>
  page.evaluate(wanted => {
    const slot = document.querySelector(`[aria-label="Trang ${wanted}"]`)
    const room = document.querySelector('[inert]')
    return slot && room ? slot.getBoundingClientRect().top - room.getBoundingClientRect().top : null
  }, number)

const untilPage = async (page: Page, number: number) => {
  for (;;) {
    const top = await pageTop(page, number)
    if (top !== null && Math.abs(top) < 40) return
    await page.waitForTimeout(100)
  }
}

test('[H1] [H3] [H6] [H7] [H9] [H10] [H11] [H12] A display is paired, follows the meeting, and is unpaired from afar', async () => {
  const { secretary, meetingId, itemId } = world
  const { context, page } = await display()
  await page.goto(`${world.server.url}/screen`)
  const first = await codeOn(page)
  await looksRight(page)
  const screenId = await pair(page, null)
  await page.getByRole('heading', { name: 'Ủy ban nhân dân tỉnh Sông Đà' }).waitFor()
  await looksRight(page)
  await secretary.client.done(screens.assign, { screenId, name: 'Màn hình chính', meetingId })
  await page.getByRole('heading', { name: 'Phiên họp thường kỳ tháng 11' }).waitFor()
  await looksRight(page)
  await secretary.client.done(meetings.open, { meetingId })
  await secretary.client.done(agenda.takeItem, { itemId })
  await page.getByRole('heading', { name: 'Nội dung 1' }).waitFor()
  await looksRight(page)
  await secretary.client.done(screens.setNotice, { meetingId, text: 'Mời dùng nước tại sảnh' })
  await page.getByText('Mời dùng nước tại sảnh').waitFor()
  await looksRight(page)
  await secretary.client.done(screens.setNotice, { meetingId, text: '' })
  await page.getByText('Mời dùng nước tại sảnh').waitFor({ state: 'detached' })

  const at = (number: number) => ({ page: number, x: 0.5, y: 0, zoom: 'width' as const })
  await secretary.client.done(presenting.start, { meetingId, versionId: paper.versionId, position: at(2) })
  await page.getByText('Trang thu hai').waitFor()
  await untilPage(page, 2)
  await looksRight(page)
  const { seq } = await secretary.client.until(presentingEvents.changed, view => view.current !== null)
  const moved = await secretary.client.ask(presenting.move, { meetingId, seq: seq + 1, position: at(3) })
  expect(moved.ok).toBe(true)
  await page.getByText('Trang thu ba').waitFor()
  await untilPage(page, 3)
  await secretary.client.done(meetings.pause, { meetingId })
  await page.getByRole('heading', { name: 'Giải lao' }).waitFor()
  await looksRight(page)
  await secretary.client.done(meetings.resume, { meetingId })
  await page.getByText('Trang thu ba').waitFor()

  await secretary.client.done(screens.unpair, { screenId })
  expect(await codeOn(page, first)).not.toBe(first)
  await context.close()
})

test('[H12] Letters keep their share of smaller and larger displays', async () => {
  for (const [width, height] of [
    [1280, 720],
    [3840, 2160],
  ] as const) {
    const { context, page } = await display(width, height)
    await page.goto(`${world.server.url}/screen`)
    await codeOn(page)
    await looksRight(page, (40 * height) / 1080)
    await context.close()
  }
})

test('[H1] A code that the server does not know any more is replaced by itself', async () => {
  const { context, page } = await display()
  await page.goto(`${world.server.url}/screen`)
  const first = await codeOn(page)
  world.server.clock.pass(pairingMs + 1_000)
  expect(await codeOn(page, first)).not.toBe(first)
  await context.close()
})

test('[H4] A browser with a person signed in says why it is no screen', async () => {
  const { context, page } = await newDevice(browser, world.server.url, {
    cookie: world.member.client.cookie,
  })
  await page.goto(`${world.server.url}/screen`)
  await page.getByText('đang có người đăng nhập').waitFor()
  await context.close()
})

test('[H2] [H5] After a restart of the server, and a power cut of the display, everything comes back by itself', async () => {
  const { context, page } = await display()
  await page.goto(`${world.server.url}/screen`)
  await pair(page, world.meetingId)
  await page.getByText('Trang thu ba').waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready)

  const { folder, url } = world.server
  await world.server.close({ keep: true })
  await page.getByText('Mất kết nối, đang tự nối lại').waitFor()
  // The paper stays on the screen meanwhile.
  await page.getByText('Trang thu ba').waitFor()
  // The display's own power was cut too: its page begins anew while the server is down.
  await page.reload()
  await page.getByText('Mất kết nối, đang tự nối lại').waitFor()
  const server = await startServer({ folder, port: Number(new URL(url).port) })
  Object.assign(world, { server })
  await page.getByText('Trang thu ba').waitFor({ timeout: 60_000 })
  await page.getByText('đang tự nối lại').waitFor({ state: 'detached' })
  await context.close()
})

test('[H14] [H11] [S16] A closed meeting is said to be over, after a power cut too, until the screen is given another', async () => {
  const { secretary, meetingId } = world
  const { context, page } = await display()
  await page.goto(`${world.server.url}/screen`)
  const screenId = await pair(page, meetingId)
  await secretary.client.done(screens.setNotice, { meetingId, text: 'Mời dùng nước tại sảnh' })
  await page.getByText('Mời dùng nước tại sảnh').waitFor()
  await secretary.client.done(meetings.close, { meetingId })
  await page.getByRole('heading', { name: 'Phiên họp đã kết thúc' }).waitFor()
  await page.getByText('Phiên họp thường kỳ tháng 11').waitFor()
  await page.getByText('Mời dùng nước tại sảnh').waitFor({ state: 'detached' })
  await looksRight(page)
  await page.reload()
  await page.getByRole('heading', { name: 'Phiên họp đã kết thúc' }).waitFor()
  await page.getByText('Phiên họp thường kỳ tháng 11').waitFor()
  await secretary.client.done(screens.assign, { screenId, name: 'Màn hình chính', meetingId: null })
  await page.getByRole('heading', { name: 'Ủy ban nhân dân tỉnh Sông Đà' }).waitFor()
  await context.close()
})
