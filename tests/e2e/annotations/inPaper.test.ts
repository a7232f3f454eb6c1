import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { exportPaper } from '#client/features/annotations/export/core/exportPaper.ts'
import { createAccountWithPassword } from '#server/features/accounts/withPassword.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import {
  everyKind,
  fonts,
  joined,
  layer,
  options,
} from '#tests/client/features/annotations/export/support/notes.ts'
import { listed, openPdf } from '#tests/client/features/annotations/export/support/reading.ts'
import { makeMeeting, makePaper } from '#tests/support/papers.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { textPaper } from '../reader/support/papers.ts'
import { axeViolations, smallTargets } from '../support/accessibility.ts'
import { type Device, newDevice } from '../support/devices.ts'

jest.setTimeout(180_000)

const password = 'con gà gáy sáng sớm'
let browser: Browser
let server: TestServer
let chair: Device

beforeAll(async () => {
  server = await startServer()
  browser = await startBrowser()
  const secretary = await server.person({ secretary: true })
  const account = { id: crypto.randomUUID(), loginName: 'chu.toa', displayName: 'Trần Thị Chủ' }
  await createAccountWithPassword(server.app.features, {
    ...{ ...account, password, roles: [], honorific: 'ba', title: '', unitId: null, rank: 10 },
  })
  const made = await makeMeeting(secretary.client, {
    title: 'Phiên họp thường kỳ',
    chairId: account.id,
    people: [],
    items: ['Kinh tế - xã hội'],
    startsAt: server.clock.now(),
  })
  const bare = new Uint8Array(await textPaper({ pages: 2 }))
  const marked = await exportPaper(bare, [layer(everyKind())], options, fonts)
  await makePaper(secretary.client, made.meetingId, {
    itemId: made.itemIds[0]!,
    title: 'Báo cáo kinh tế',
    bytes: joined(marked.parts),
  })
  await secretary.client.done(meetings.publish, { meetingId: made.meetingId })
  chair = await newDevice(browser, server.url, { width: 1280, height: 900 })
  const { page } = chair
  await page.goto(`${server.url}/sign-in`)
  await page.getByLabel('Tên đăng nhập').fill(account.loginName)
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByRole('link', { name: 'Xem tài liệu' }).click()
  await page.getByRole('button', { name: /Báo cáo kinh tế/ }).click()
  await page.waitForSelector('[data-page="1"][data-painted]')
  await page.getByRole('button', { name: 'Hiện Ghi chú', exact: true }).click()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const ofPaper = (page: Page) => page.getByRole('region', { name: 'Có sẵn trong tài liệu' })

/** The colour of page one's canvas at a point of the page. */
const colourAt = (page: Page, x: number, y: number): Promise<number[]> =>
  page.evaluate(
    ([left, top]) => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-page="1"] canvas')
      const context = canvas?.getContext('2d')
      if (!canvas || !context) return []
      const data = context.getImageData((left / 595) * canvas.width, (top / 842) * canvas.height, 1, 1).data
      return [...data.slice(0, 3)]
    },
    [x, y] as const,
  )

describe('what an uploaded paper has itself', () => {
  test('[N68] is listed beside the notes, and has no barrier', async () => {
    const { page } = chair
    const list = ofPaper(page)
    await list.getByText('Trang hai 你好 🙂 ✓ Ω').waitFor()
    expect(await list.getByRole('button', { name: /Dấu ý kiến/ }).count()).toBe(6)
    await list.getByText('Đã rà soát: thiếu 12,5 tỷ đồng.').waitFor()
    await list.getByText('Bà Trần Thị Bình', { exact: false }).first().waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(await smallTargets(page)).toEqual([])
  })

  test('[N68] is painted once, and can be hidden and shown again', async () => {
    const { page } = chair
    const once = [251, 219, 91]
    const seen = await colourAt(page, 180, 94)
    expect(once.every((part, index) => Math.abs(part - (seen[index] ?? 0)) <= 8)).toBe(true)
    await ofPaper(page).getByRole('switch', { name: 'Hiện trên trang' }).uncheck()
    await expectColour(page, [255, 255, 255])
    await ofPaper(page).getByRole('switch', { name: 'Hiện trên trang' }).check()
    await expectColour(page, seen)
  })

  test('[N68] leads to its place, by the filter of all notes', async () => {
    const { page } = chair
    await page.getByText('Lọc ghi chú').click()
    await page.getByLabel('Phần', { exact: true }).selectOption({ label: 'Có sẵn trong tài liệu' })
    await page.getByLabel('Loại', { exact: true }).selectOption({ label: 'Ghi chú dán' })
    const rows = ofPaper(page).getByRole('button', { name: /Ghi chú dán/ })
    expect(await rows.count()).toBe(2)
    await rows.last().click()
    await page.waitForSelector('[data-page="2"][data-painted]')
    await page.waitForFunction(() => {
      const second = document.querySelector('[data-page="2"]')?.getBoundingClientRect()
      return second !== undefined && second.top < innerHeight / 2
    })
  })

  test('[N68] goes home once, with one’s own notes beside it', async () => {
    const { page } = chair
    await page.getByRole('button', { name: 'Ghi lên tài liệu' }).click()
    await page.getByText('Đã lưu').first().waitFor()
    await page.getByRole('button', { name: 'Bút viết', exact: true }).first().click()
    const box = await page.locator('[data-page="2"]').first().boundingBox()
    if (!box) throw new Error('page two is not on the screen')
    await page.mouse.move(box.x + 100, box.y + 300)
    await page.mouse.down()
    await page.mouse.move(box.x + 200, box.y + 320, { steps: 5 })
    await page.mouse.up()
    await page.getByRole('button', { name: 'Tải về bản có ghi chú' }).click()
    const dialog = page.getByRole('dialog', { name: 'Tải về bản có ghi chú' })
    await dialog.getByRole('button', { name: 'Tạo tệp' }).click()
    const link = dialog.getByRole('link', { name: 'Lưu tệp' })
    await link.waitFor()
    const download = page.waitForEvent('download')
    await link.click()
    const pdf = await openPdf([new Uint8Array(await readFile(await (await download).path()))])
    expect(await listed(pdf, 1)).toHaveLength(16)
    const second = await listed(pdf, 2)
    expect(second.map(({ subtype, author }) => [subtype, author])).toEqual([
      ['Text', 'Bà Trần Thị Bình'],
      ['Ink', 'Bà Trần Thị Chủ'],
    ])
  })
})

/** Waits until the highlight's place has a colour. */
async function expectColour(page: Page, wanted: readonly number[]): Promise<void> {
  await page.waitForFunction(
    colour => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-page="1"][data-painted] canvas')
      const context = canvas?.getContext('2d')
      if (!canvas || !context) return false
      const data = context.getImageData((180 / 595) * canvas.width, (94 / 842) * canvas.height, 1, 1).data
      return colour.every((part, index) => Math.abs(part - (data[index] ?? 0)) <= 8)
    },
    [...wanted],
  )
}
