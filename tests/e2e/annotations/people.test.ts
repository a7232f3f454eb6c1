import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { annotations } from '#shared/annotations/annotations.contract.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { axeViolations, sidewaysOverflow, smallTargets } from '../support/accessibility.ts'
import type { Device } from '../support/devices.ts'
import {
  draw,
  listed,
  makeNotesWorld,
  type NotesWorld,
  openPaper,
  paperShown,
  pointOf,
  saved,
  stick,
  take,
  writeIn,
} from '../support/notesWorld.ts'

jest.setTimeout(300_000)

const everyone = 'Chung cả phiên họp'
let browser: Browser
let world: NotesWorld
let an: Device
let binh: Device

beforeAll(async () => {
  browser = await startBrowser()
  world = await makeNotesWorld({
    people: [
      ['an.nguyen', 'Công Tằng Tôn Nữ Hoàng Diệu Linh An', 'chair'],
      ['binh.tran', 'Trần Thị Bình', 'member'],
    ],
  })
  an = await openPaper(browser, world, 'an.nguyen')
  binh = await openPaper(browser, world, 'binh.tran')
})
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

/** Takes what is selected on the page under a point. */
const choose = async (page: Page, x: number, y: number) => {
  await take(page, 'Chọn ghi chú')
  const at = await pointOf(page, x, y)
  await page.mouse.click(at.x, at.y)
}
const panel = (page: Page) => page.getByRole('complementary', { name: 'Ghi chú' })
const undo = (page: Page) => page.getByRole('button', { name: 'Hoàn tác', exact: true }).click()
const redo = (page: Page) => page.getByRole('button', { name: 'Làm lại', exact: true }).click()

test('[N12] two people answer each other under a note, settle it and open it again', async () => {
  await writeIn(an.page, everyone)
  await stick(an.page, 0.3, 'Số liệu này lấy từ đâu?')
  await listed(binh.page, 1)
  await choose(binh.page, 0.7, 0.3)
  const card = binh.page.getByRole('region', { name: 'Ghi chú dán' })
  await card.getByLabel('Trả lời', { exact: true }).fill('Từ báo cáo của Sở Tài chính.')
  await card.getByRole('button', { name: 'Gửi trả lời' }).click()
  await listed(an.page, 1)
  await panel(an.page).getByRole('button', { name: '1 trả lời' }).click()
  await panel(an.page).getByText('Từ báo cáo của Sở Tài chính.').waitFor()
  // One's own reply is changed in its place.
  await card.getByRole('button', { name: 'Sửa trả lời này' }).click()
  await card.getByLabel('Sửa trả lời này').and(binh.page.locator('textarea')).fill('Từ báo cáo quý ba.')
  await card.getByRole('button', { name: 'Sửa trả lời này' }).click()
  await panel(an.page).getByText('Từ báo cáo quý ba.').waitFor()
  await panel(an.page).getByRole('button', { name: 'Đánh dấu đã giải quyết' }).click()
  await card.getByText('đánh dấu đã giải quyết').waitFor()
  expect(await axeViolations(binh.page)).toEqual([])
  await card.getByRole('button', { name: 'Mở lại trao đổi' }).click()
  await panel(an.page).getByText('Bà Trần Thị Bình mở lại trao đổi').waitFor()
  // What the other wrote is theirs: it is read here, and can be neither changed nor removed.
  expect(await card.getByLabel('Nội dung ghi chú').count()).toBe(0)
  expect(await card.getByRole('button', { name: 'Xóa', exact: true }).count()).toBe(0)
  expect(await panel(an.page).getByRole('button', { name: 'Xóa trả lời này' }).count()).toBe(0)
  await card.getByRole('button', { name: 'Đóng ghi chú' }).click()
  await panel(an.page).getByRole('button', { name: '1 trả lời' }).click()
})

test('[N42] the eraser takes one’s own strokes and leaves the others’', async () => {
  await draw(an.page, 0.6)
  await listed(binh.page, 2)
  await draw(binh.page, 0.6, 'Tẩy')
  await writeIn(binh.page, everyone)
  await draw(binh.page, 0.75)
  await listed(an.page, 3)
  await draw(an.page, 0.75, 'Tẩy')
  await draw(an.page, 0.6, 'Tẩy')
  await listed(binh.page, 2)
  await listed(an.page, 2)
})

test('[N43] undo and redo go through the layers in the order in which they were written in', async () => {
  const { page } = an
  await draw(page, 0.85)
  await writeIn(page, 'Riêng tôi')
  await saved(page)
  await draw(page, 0.95)
  await listed(page, 4)
  await undo(page)
  await listed(page, 3)
  await listed(binh.page, 3)
  await undo(page)
  await listed(page, 2)
  await listed(binh.page, 2)
  await redo(page)
  await listed(binh.page, 3)
  await redo(page)
  await listed(page, 4)
})

test('two windows of one person show the same, and lose nothing that either writes', async () => {
  const second = await an.context.newPage()
  second.setDefaultTimeout(30_000)
  await second.goto(an.page.url())
  await paperShown(second)
  await listed(second, 4)
  await saved(second)
  await Promise.all([draw(second, 0.2, 'Tô sáng'), stick(an.page, 0.5, 'Từ cửa sổ đầu')])
  for (const page of [second, an.page]) await panel(page).getByText('Từ cửa sổ đầu').first().waitFor()
  await listed(second, 6)
  await listed(an.page, 6)
  // A card that stands open in one window has the words that were written in the other.
  await choose(second, 0.7, 0.5)
  const card = (page: Page) => page.getByRole('region', { name: 'Ghi chú dán' })
  await card(second).getByLabel('Nội dung ghi chú').waitFor()
  await choose(an.page, 0.7, 0.5)
  await card(an.page).getByLabel('Nội dung ghi chú').fill('Sửa ở cửa sổ đầu')
  await card(an.page).getByRole('button', { name: 'Đóng ghi chú' }).click()
  await panel(second).getByText('Sửa ở cửa sổ đầu').first().waitFor()
  await card(second).getByRole('button', { name: 'Đóng ghi chú' }).click()
  await saved(second)
  await draw(second, 0.1, 'Tô sáng')
  await saved(second)
  await listed(an.page, 7)
  expect(await panel(an.page).getByText('Sửa ở cửa sổ đầu').count()).toBeGreaterThan(0)
  await second.close()
})

test('[N6] [N7] [N8] a group’s layer is made, renamed and removed, and what may not be is said in a sentence', async () => {
  const { page } = an
  const groups = () => page.getByRole('dialog', { name: 'Lớp ghi chú của nhóm' })
  await page.getByRole('button', { name: /^Viết vào/ }).click()
  await page.getByRole('button', { name: 'Lớp ghi chú của nhóm' }).click()
  await groups().getByText('chưa có lớp ghi chú của nhóm nào').waitFor()
  await groups().getByRole('button', { name: 'Tạo lớp cho nhóm' }).click()
  expect(await page.getByRole('button', { name: 'Lưu', exact: true }).isDisabled()).toBe(true)
  await page.getByLabel('Tên lớp').fill('Tổ giúp việc')
  expect(await axeViolations(page)).toEqual([])
  expect(await smallTargets(page)).toEqual([])
  await page.getByRole('button', { name: 'Lưu', exact: true }).click()
  await groups().getByText('Tổ giúp việc').first().waitFor()
  await groups().getByRole('button', { name: 'Sửa lớp “Tổ giúp việc”' }).click()
  await page.getByLabel('Tên lớp').fill('Tổ biên tập')
  await page.getByRole('button', { name: 'Lưu', exact: true }).click()
  await groups().getByText('Tổ biên tập').first().waitFor()
  await binh.page.getByRole('button', { name: /^Viết vào/ }).click()
  await binh.page.getByRole('radio', { name: 'Tổ biên tập' }).waitFor()
  await binh.page.keyboard.press('Escape')
  await writeIn(binh.page, 'Tổ biên tập')
  await stick(binh.page, 0.4, 'Câu này nên viết lại')

  const { client } = await world.server.device(world.people['an.nguyen']!.accountId)
  for (let made = 1; made < 12; made += 1)
    await client.done(annotations.makeLayer, {
      ...{ layerId: crypto.randomUUID(), documentId: world.documentId, name: `Lớp ${made}` },
      ...{ readers: { kind: 'everyone' }, writers: { kind: 'everyone' } },
    })
  await groups().getByText('Lớp 11').waitFor()
  await groups().getByRole('button', { name: 'Tạo lớp cho nhóm' }).click()
  await page.getByLabel('Tên lớp').fill('Một lớp nữa')
  await page.getByRole('button', { name: 'Lưu', exact: true }).click()
  await page.getByText('đã đủ số lớp ghi chú tối đa').waitFor()
  await page.getByRole('button', { name: 'Quay lại' }).click()
  await groups().getByRole('button', { name: 'Gỡ lớp “Tổ biên tập”' }).click()
  await page.getByText('mọi ghi chú trong lớp mất với tất cả mọi người').waitFor()
  await page.getByRole('button', { name: 'Gỡ lớp và mọi ghi chú' }).click()
  await groups().getByText('Lớp 11').waitFor()
  expect(await groups().getByText('Tổ biên tập').count()).toBe(0)
  await binh.page.getByText('Lớp “Tổ biên tập” không còn mở với ông/bà').waitFor()
  expect(await panel(binh.page).getByText('Câu này nên viết lại').count()).toBe(0)
  await page.getByRole('button', { name: 'Đóng', exact: true }).click()
  // With a dozen groups the way to them stays in sight.
  await page.getByRole('button', { name: /^Viết vào/ }).click()
  expect(await page.getByRole('button', { name: 'Lớp ghi chú của nhóm' }).isVisible()).toBe(true)
  expect(await axeViolations(page)).toEqual([])
  await page.keyboard.press('Escape')
})

test('notes are written, found, moved and removed by keys alone', async () => {
  const { page } = binh
  await writeIn(page, 'Riêng tôi')
  await saved(page)
  await page.keyboard.press('Escape')
  await page.locator('body').click({ position: { x: 300, y: 20 } })
  await page.keyboard.press('Shift+N')
  await page.keyboard.insertText('Viết bằng bàn phím')
  await page.keyboard.press('Escape')
  await panel(page).getByText('Viết bằng bàn phím').first().waitFor()
  await panel(page)
    .getByRole('button', { name: /Viết bằng bàn phím/ })
    .focus()
  await page.keyboard.press('Enter')
  const frame = page.getByRole('group', { name: /^Đã chọn 1 ghi chú/ })
  await frame.waitFor()
  const before = await frame.boundingBox()
  await frame.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await page.waitForFunction(
    left => (document.querySelector('[data-page-selection]')?.getBoundingClientRect().left ?? 0) > left + 5,
    before!.x,
  )
  await page.keyboard.press('Delete')
  await panel(page).getByText('Viết bằng bàn phím').waitFor({ state: 'detached' })
})

test('[N46] who signs out with notes that were not sent is warned, and may stay', async () => {
  const { page, context } = binh
  await saved(page)
  await context.setOffline(true)
  await stick(page, 0.2, 'Chưa gửi được')
  await page.getByText('Đã lưu trên máy này').first().waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: 'TTB' }).click()
  await page.getByRole('menuitem', { name: 'Đăng xuất' }).click()
  const dialog = page.getByRole('dialog', { name: 'Đăng xuất khỏi máy này?' })
  await dialog.getByText(/chưa.*gửi|chưa.*lưu/i).waitFor()
  await page.keyboard.press('Escape')
  await context.setOffline(false)
  await saved(page)
})

test('dark, at 200 % zoom and upright everything can be read and reached', async () => {
  for (const [width, height, colorScheme] of [
    [1024, 768, 'dark'],
    [768, 1024, 'light'],
    [512, 384, 'light'],
  ] as const) {
    const { page, context } = await openPaper(browser, world, 'an.nguyen', { width, height, colorScheme })
    await page.getByRole('button', { name: /^Viết vào/ }).waitFor()
    expect([width, await axeViolations(page)]).toEqual([width, []])
    expect([width, await smallTargets(page)]).toEqual([width, []])
    expect([width, await sidewaysOverflow(page)]).toEqual([width, 0])
    // The paper has room, and nothing hangs out of the window where only keys would scroll to it.
    const room = await page.evaluate(() => {
      let view = document.querySelector('[data-page="1"]')?.parentElement
      while (view && !/auto|scroll/.test(getComputedStyle(view).overflowY)) view = view.parentElement
      const root = document.querySelector('#root')
      return {
        wide: view?.clientWidth ?? 0,
        high: view?.clientHeight ?? 0,
        outside: (root?.scrollWidth ?? 0) - (root?.clientWidth ?? 0),
      }
    })
    expect(room.wide).toBeGreaterThan(width / 3)
    expect([width, room.high]).toEqual([width, Math.max(room.high, 150)])
    expect([width, room.outside]).toEqual([width, 0])
    if (width === 768) {
      // One at a time stands beside the paper.
      await page.getByRole('button', { name: 'Hiện Ghi chú', exact: true }).click()
      await page.getByRole('toolbar', { name: 'Công cụ ghi chú' }).waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Ghi lên tài liệu' }).click()
      await page.getByRole('toolbar', { name: 'Công cụ ghi chú' }).waitFor()
      expect(await panel(page).count()).toBe(0)
    }
    await context.close()
  }
})
