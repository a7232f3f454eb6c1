import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import type { Note } from '#shared/annotations/note.ts'
import { openTestLayer, untilLayer } from '#tests/support/layers.ts'
import { makePaper } from '#tests/support/papers.ts'
import { vietnamesePdf } from '#tests/support/pdf/vietnamesePdf.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { axeViolations, sidewaysOverflow, smallTargets } from '../support/accessibility.ts'
import type { Device } from '../support/devices.ts'
import { makeNotesWorld, type NotesWorld, openPaper, saved, take, writeIn } from '../support/notesWorld.ts'

jest.setTimeout(300_000)

const opening = [
  'ỦY BAN NHÂN DÂN TỈNH LAM SƠN',
  'Tình hình kinh tế - xã hội tháng 11 tiếp tục chuyển biến tích cực.',
  'Chỉ số sản xuất công nghiệp tăng 8,4% so với cùng kỳ năm trước;',
  'thu ngân sách nhà nước đạt 15.230 tỷ đồng, bằng 96,5% dự toán.',
]
const tasks = [
  'Nhiệm vụ trọng tâm tháng 12',
  'Sở Tài chính chủ trì rà soát các dự án chậm tiến độ, báo cáo',
  'trước ngày 25 tháng 11 để trình Chủ tịch xem xét, quyết định.',
]
const dropped = 'Câu này chỉ có trong bản đầu và sẽ được bỏ ở các bản sau.'
const firstVersion = [opening, [...tasks, dropped]]
const altered = opening.map(line => line.replace('tăng 8,4% so với', 'tăng 9,1% so với'))
const secondVersion = [
  ['Trang bìa: Báo cáo trình phiên họp thường kỳ'],
  altered,
  ['Kèm theo Công văn số 123/UBND-TH', ...tasks],
]
const everyone = 'Chung cả phiên họp'

let browser: Browser
let world: NotesWorld
let member: Device
let chair: Device
let first: string
let second: string

const newVersion = (pages: readonly (readonly string[])[]) =>
  vietnamesePdf(pages).then(bytes =>
    makePaper(world.secretary, world.meetingId, {
      ...{ itemId: world.itemIds[0]!, title: 'Báo cáo kinh tế - xã hội tháng 11', bytes },
      documentId: world.documentId,
    }),
  )

beforeAll(async () => {
  browser = await startBrowser()
  const made = await makeNotesWorld({
    people: [
      ['chu.toa', 'Trần Thị Chu', 'chair'],
      ['thanh.vien', 'Lê Văn Viên', 'member'],
    ],
  })
  const paper = await makePaper(made.secretary, made.meetingId, {
    ...{ itemId: made.itemIds[0]!, title: 'Báo cáo kinh tế - xã hội tháng 11' },
    bytes: await vietnamesePdf(firstVersion),
  })
  world = { ...made, documentId: paper.documentId }
  first = paper.versionId
  member = await openPaper(browser, world, 'thanh.vien')
  chair = await openPaper(browser, world, 'chu.toa')
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

/** Where words of a page stand on the screen, and in points of the page. */
const wordsAt = async (page: Page, number: number, words: string) => {
  await page.waitForFunction(
    ([at, text]) => document.querySelector(`[data-page="${at}"]`)?.textContent?.includes(`${text}`) === true,
    [number, words] as const,
  )
  return page.evaluate(
    ([at, text]) => {
      const sheet = document.querySelector(`[data-page="${at}"]`)
      const walker = sheet && document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT)
      for (let node = walker?.nextNode(); sheet && node; node = walker?.nextNode()) {
        const from = node.textContent?.indexOf(text) ?? -1
        if (from < 0) continue
        const range = document.createRange()
        range.setStart(node, from)
        range.setEnd(node, from + text.length)
        const box = range.getBoundingClientRect()
        const whole = sheet.getBoundingClientRect()
        // The line's own box is as high as its letters; that of letters alone has the font's leading in it.
        const run = (node.parentElement ?? sheet).getBoundingClientRect()
        const scale = 595 / whole.width
        return {
          ...{ left: box.left, top: box.top, right: box.right, bottom: box.bottom },
          points: [
            (box.left - whole.left) * scale,
            (run.top - whole.top) * scale,
            box.width * scale,
            run.height * scale,
          ],
        }
      }
      throw new Error(`Page ${at} has no “${text}”`)
    },
    [number, words] as const,
  )
}
const leafTo = async (page: Page, number: number) => {
  const field = page.getByRole('textbox', { name: 'Số trang' })
  await field.fill(String(number))
  await field.press('Enter')
  await page.waitForSelector(`[data-page="${number}"][data-painted]`)
}
/** Marks words with the highlighter. */
const mark = async (page: Page, number: number, words: string) => {
  await take(page, 'Tô sáng')
  const { left, right, top, bottom } = await wordsAt(page, number, words)
  const y = (top + bottom) / 2
  await page.mouse.move(left + 3, y)
  await page.mouse.down()
  await page.mouse.move(right - 3, y, { steps: 6 })
  await page.mouse.up()
}
const panelOf = async (page: Page) => {
  const panel = page.getByRole('complementary', { name: 'Ghi chú' })
  if (!(await panel.isVisible()))
    await page.getByRole('button', { name: 'Hiện Ghi chú', exact: true }).click()
  return panel
}
/** What the server has of the layer for everyone, once it holds. */
const stored = async (versionId: string, holds: (notes: readonly Note[]) => boolean): Promise<Note[]> => {
  const client = await world.server.device(world.people['chu.toa']!.accountId)
  const where = { name: 'everyone' as const, versionId, meetingId: world.meetingId }
  const layer = openTestLayer(client.client, where)
  await untilLayer(
    layer,
    () => layer.state() === 'saved' && holds([...layer.notes().values()]),
    'the notes',
    60_000,
  )
  const notes = [...layer.notes().values()]
  layer.close()
  return notes
}

test('[N51] a new version takes the place of the paper that is open, and the notes stand on their words', async () => {
  const { page } = member
  await mark(page, 1, 'tăng 8,4% so với')
  await writeIn(page, everyone)
  await leafTo(page, 2)
  await mark(page, 2, 'rà soát các dự án chậm tiến độ,')
  await mark(page, 2, 'chỉ có trong bản đầu và sẽ được bỏ')
  await saved(page)
  await writeIn(chair.page, everyone)
  await mark(chair.page, 1, 'chuyển biến tích cực.')
  await saved(chair.page)
  await chair.page.close()
  await stored(first, notes => notes.length === 3)

  second = (await newVersion(secondVersion)).versionId
  await page
    .getByText('Đã chuyển 2 ghi chú sang bản mới; 1 ghi chú chưa tìm được chỗ')
    .first()
    .waitFor({ timeout: 60_000 })
  const [carried] = await stored(second, notes => notes.length === 1)
  expect(carried).toMatchObject({
    ...{ kind: 'highlight', page: 3, carriedFrom: first },
    quote: { exact: 'rà soát các dự án chậm tiến độ,' },
  })
  await leafTo(page, 3)
  const { points } = await wordsAt(page, 3, 'rà soát các dự án chậm tiến độ,')
  const [line] = carried && 'lines' in carried ? carried.lines : []
  for (const [at, value] of points.entries()) expect(Math.abs((line?.[at] ?? NaN) - value)).toBeLessThan(0.5)
  // The private one went along too, on words of which a figure was altered.
  const panel = await panelOf(page)
  await panel.getByText('tăng 9,1% so với').first().waitFor()
})

test('[N57] what found no place is listed with others’ notes, and leads to the earlier version and back', async () => {
  const { page } = member
  const panel = await panelOf(page)
  await panel.getByRole('heading', { name: 'Còn ở bản trước (2)' }).waitFor()
  await panel.getByRole('button', { name: 'Còn ở bản trước (2)' }).click()
  await page.waitForFunction(() => document.activeElement?.textContent === 'Còn ở bản trước (2)')
  expect(await axeViolations(page)).toEqual([])
  expect(await smallTargets(page)).toEqual([])
  expect(await sidewaysOverflow(page)).toBe(0)
  await panel.getByTitle('Xem ở bản 1').filter({ hasText: 'chỉ có trong bản đầu' }).click()
  await page.getByText('Bản này chỉ để đọc; bản mới nhất là bản 2.').waitFor()
  await wordsAt(page, 2, dropped)
  // For reading alone: no tool writes here.
  await panel.getByText('chỉ có trong bản đầu').first().waitFor()
  expect(await panel.getByRole('button', { name: 'Đặt vào trang đang xem' }).count()).toBe(0)
  expect(await axeViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Về bản mới nhất' }).click()
  await wordsAt(page, 3, 'rà soát các dự án chậm tiến độ,')
  await panel.getByRole('heading', { name: 'Còn ở bản trước (2)' }).waitFor()
})

test('[N57] it is put on the page that is shown, chosen; undo brings it back to the list', async () => {
  const { page } = member
  const panel = await panelOf(page)
  const put = panel.getByRole('button', { name: 'Đặt vào trang đang xem' })
  await put.click()
  await panel.getByRole('heading', { name: 'Còn ở bản trước (1)' }).waitFor()
  await page.getByText('Đã đặt vào trang 3').first().waitFor()
  await stored(second, notes => notes.length === 2)
  await page.getByRole('button', { name: 'Hoàn tác', exact: true }).click()
  await panel.getByRole('heading', { name: 'Còn ở bản trước (2)' }).waitFor()
  await stored(second, notes => notes.length === 1)
  await put.click()
  await panel.getByRole('heading', { name: 'Còn ở bản trước (1)' }).waitFor()
  const notes = await stored(second, all => all.length === 2)
  const placed = notes.find(note => 'page' in note && note.quote === undefined)
  expect(placed).toMatchObject({ kind: 'highlight', page: 3, carriedFrom: first })
  await stored(first, all => all.filter(({ kind }) => kind === 'carried').length === 2)
})

test('[N51] the other’s note goes with its author, and leaves the list', async () => {
  await chair.context.newPage().then(page => {
    chair = { ...chair, page }
  })
  await chair.page.goto(`${world.server.url}/meetings/${world.meetingId}?paper=${world.documentId}`)
  await chair.page.getByText('Đã chuyển 1 ghi chú sang bản mới.').first().waitFor({ timeout: 60_000 })
  const panel = await panelOf(member.page)
  await panel.getByRole('heading', { name: /Còn ở bản trước/ }).waitFor({ state: 'detached' })
  await panel.getByText('chuyển biến tích cực.').first().waitFor()
})

test('[N52] a carried note that is removed does not come back with the next visit', async () => {
  const { page } = member
  const panel = await panelOf(page)
  await panel.getByTitle('Tới chỗ ghi chú này').filter({ hasText: 'rà soát các dự án' }).click()
  await page.getByRole('button', { name: 'Xóa', exact: true }).click()
  await stored(second, notes => notes.length === 2)
  await page.reload()
  await page.waitForSelector('[data-page="1"][data-painted]')
  await (await panelOf(page)).getByText('chuyển biến tích cực.').first().waitFor()
  await page.getByText('Đang chuyển ghi chú sang bản mới').waitFor({ state: 'detached' })
  const left = await stored(second, notes => notes.length === 2)
  expect(left.some(note => 'page' in note && note.quote?.exact.startsWith('rà soát'))).toBe(false)
})

test('[N56] a note drawn without the network, while the paper was replaced, is carried when it is back', async () => {
  const { page, context } = member
  await page.getByRole('button', { name: 'Ghi lên tài liệu' }).click()
  await writeIn(page, everyone)
  await context.setOffline(true)
  await leafTo(page, 3)
  await mark(page, 3, 'trước ngày 25 tháng 11')
  await page.getByText('Đã lưu trên máy này').waitFor({ timeout: 60_000 })
  const third = await newVersion([...secondVersion, ['Phụ lục số liệu kèm theo báo cáo tháng 11']])
  await context.setOffline(false)
  const notes = await stored(third.versionId, all =>
    all.some(note => 'page' in note && note.quote?.exact === 'trước ngày 25 tháng 11'),
  )
  expect(notes.find(note => 'quote' in note && note.quote?.exact === 'trước ngày 25 tháng 11')).toMatchObject(
    {
      ...{ carriedFrom: second, page: 3 },
    },
  )
})
