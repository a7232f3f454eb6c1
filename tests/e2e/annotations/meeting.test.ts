import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { createAccountWithPassword } from '#server/features/accounts/withPassword.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { makeMeeting, makePaper, numberedPdf } from '#tests/support/papers.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { axeViolations, sidewaysOverflow, smallTargets } from '../support/accessibility.ts'
import { type Device, newDevice } from '../support/devices.ts'

jest.setTimeout(180_000)

const password = 'con gà gáy sáng sớm'
let browser: Browser
let server: TestServer
let chair: Device
let member: Device
let teller: Device

const signIn = async (loginName: string): Promise<Device> => {
  const device = await newDevice(browser, server.url)
  const { page } = device
  await page.goto(`${server.url}/sign-in`)
  await page.getByLabel('Tên đăng nhập').fill(loginName)
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByRole('link', { name: 'Xem tài liệu' }).click()
  await page.getByRole('button', { name: /Báo cáo kinh tế/ }).click()
  await page.waitForSelector('[data-page="1"][data-painted]')
  await page.getByRole('button', { name: 'Ghi lên tài liệu' }).click()
  return device
}

beforeAll(async () => {
  server = await startServer()
  browser = await startBrowser()
  const secretary = await server.person({ secretary: true })
  const people = [
    { id: crypto.randomUUID(), loginName: 'chu.toa', displayName: 'Trần Thị Chu' },
    { id: crypto.randomUUID(), loginName: 'thanh.vien', displayName: 'Lê Văn Viên' },
    { id: crypto.randomUUID(), loginName: 'kiem.phieu', displayName: 'Phạm Thị Phiếu' },
  ] as const
  for (const person of people)
    await createAccountWithPassword(server.app.features, {
      ...{ ...person, password, roles: [], honorific: 'ba', title: '', unitId: null, rank: 10 },
    })
  const made = await makeMeeting(secretary.client, {
    title: 'Phiên họp thường kỳ',
    chairId: people[0].id,
    people: [
      { accountId: people[1].id, role: 'member' },
      { accountId: people[2].id, role: 'teller' },
    ],
    items: ['Kinh tế - xã hội'],
    startsAt: server.clock.now(),
  })
  await makePaper(secretary.client, made.meetingId, {
    itemId: made.itemIds[0]!,
    title: 'Báo cáo kinh tế',
    bytes: await numberedPdf(2),
  })
  await secretary.client.done(meetings.publish, { meetingId: made.meetingId })
  chair = await signIn('chu.toa')
  member = await signIn('thanh.vien')
  teller = await signIn('kiem.phieu')
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** Chooses the layer that is written in. */
const writeIn = async (page: Page, title: string) => {
  await page.getByRole('button', { name: /^Viết vào/ }).click()
  await page.getByRole('radio', { name: title }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: `Viết vào: ${title}` }).waitFor()
}
/** Draws a stroke across the upper half of page one, at a height from 0 to 1 of what is seen of it. */
const draw = async (page: Page, height: number) => {
  const pen = page.getByRole('button', { name: 'Bút viết' })
  if ((await pen.getAttribute('aria-pressed')) !== 'true') await pen.click()
  const box = await page.locator('[data-page="1"]').first().boundingBox()
  if (!box) throw new Error('page one is not on the screen')
  const y = box.y + Math.min(box.height, 400) * height
  await page.mouse.move(box.x + box.width * 0.3, y)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.6, y, { steps: 8 })
  await page.mouse.up()
}
/** How many notes the list names, once it names so many. */
const listed = async (page: Page, count: number) => {
  const panel = page.getByRole('complementary', { name: 'Ghi chú' })
  if (!(await panel.isVisible()))
    await page.getByRole('button', { name: 'Hiện Ghi chú', exact: true }).click()
  await page.waitForFunction(
    wanted => document.querySelectorAll('aside[aria-label="Ghi chú"] li').length === wanted,
    count,
  )
}

test('[N2] what one writes privately is on no other tablet', async () => {
  await chair.page.getByText('Đã lưu').first().waitFor()
  await draw(chair.page, 0.4)
  await listed(chair.page, 1)
  await chair.page.getByText('Đã lưu').first().waitFor()
  await listed(member.page, 0)
  await listed(teller.page, 0)
})

test('[N4] a shared stroke arrives on the others’ tablets, and who only reads cannot write there', async () => {
  await writeIn(chair.page, 'Chung cả phiên họp')
  await draw(chair.page, 0.6)
  await listed(chair.page, 2)
  await listed(member.page, 1)
  await listed(teller.page, 1)
  await teller.page.getByRole('button', { name: /^Viết vào/ }).click()
  await teller.page.getByRole('radio', { name: 'Riêng tôi' }).waitFor()
  expect(await teller.page.getByRole('radio', { name: 'Chung cả phiên họp' }).count()).toBe(0)
  await teller.page.keyboard.press('Escape')
})

test('[N46] a stroke that is drawn without the network is kept and arrives after it', async () => {
  await writeIn(member.page, 'Chung cả phiên họp')
  await member.context.setOffline(true)
  await draw(member.page, 0.8)
  await listed(member.page, 2)
  await member.page.getByText('Đã lưu trên máy này').waitFor({ timeout: 60_000 })
  await listed(chair.page, 2)
  await member.context.setOffline(false)
  await listed(chair.page, 3)
  await listed(teller.page, 2)
})

test('the screen with tools and list fits, and has no barrier', async () => {
  expect(await axeViolations(chair.page)).toEqual([])
  expect(await smallTargets(chair.page)).toEqual([])
  expect(await sidewaysOverflow(chair.page)).toBe(0)
})
