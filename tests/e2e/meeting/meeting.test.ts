import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { agenda } from '#shared/agenda/agenda.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { makeMeeting, makePaper, numberedPdf } from '#tests/support/papers.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { axeViolations, sidewaysOverflow, smallTargets } from '../support/accessibility.ts'
import { type Device, newDevice } from '../support/devices.ts'

const minutes = 60_000
let server: TestServer
let browser: Browser
let meetingId = ''
let itemIds: readonly string[] = []
let secretary: Awaited<ReturnType<TestServer['person']>>
let reporterId = ''
const devices = new Map<'chair' | 'reporter' | 'member', Device>()
const pageOf = (who: 'chair' | 'reporter' | 'member'): Page => devices.get(who)!.page
const pageNumber = (page: Page) => page.getByLabel('Số trang', { exact: true })
/** Waits until the reader stands at a page. */
const atPage = (page: Page, wanted: string) =>
  page.waitForFunction(
    value =>
      [...document.querySelectorAll('input')].some(
        input => input.inputMode === 'numeric' && input.value === value,
      ),
    wanted,
  )

beforeAll(async () => {
  server = await startServer()
  browser = await startBrowser()
  secretary = await server.person({ secretary: true, displayName: 'Lương Thị Mỹ Duyên' })
  const chair = await server.person({ displayName: 'Nguyễn Hữu Thành', rank: 1 })
  const reporter = await server.person({ displayName: 'Bùi Thị Minh Nguyệt', rank: 6 })
  reporterId = reporter.accountId
  const member = await server.person({ displayName: 'Công Tằng Tôn Nữ Diệu Quỳnh', rank: 6 })
  const made = await makeMeeting(secretary.client, {
    title: 'Phiên họp thường kỳ tháng 11 năm 2026 của Ủy ban nhân dân tỉnh',
    chairId: chair.accountId,
    people: [
      { accountId: reporter.accountId, role: 'member' },
      { accountId: member.accountId, role: 'member' },
    ],
    items: ['Báo cáo tình hình kinh tế - xã hội', 'Dự thảo Kế hoạch đầu tư công'],
    reporterId: reporter.accountId,
    startsAt: server.clock.now(),
  })
  meetingId = made.meetingId
  itemIds = made.itemIds
  await makePaper(secretary.client, meetingId, {
    itemId: itemIds[0]!,
    title: 'Báo cáo kinh tế',
    bytes: await numberedPdf(40),
  })
  await makePaper(secretary.client, meetingId, {
    itemId: itemIds[1]!,
    title: 'Dự thảo kế hoạch',
    bytes: await numberedPdf(5, 'KE HOACH'),
  })
  await secretary.client.done(meetings.publish, { meetingId })
  for (const [who, person] of [
    ['chair', chair],
    ['reporter', reporter],
    ['member', member],
  ] as const) {
    const device = await newDevice(browser, server.url, { cookie: person.client.cookie })
    devices.set(who, device)
    await device.page.goto(server.url)
    await device.page.getByRole('link', { name: 'Xem tài liệu' }).click()
    await device.page.getByRole('heading', { name: 'Chương trình' }).waitFor()
  }
}, 3 * minutes)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

describe('a meeting on three tablets', () => {
  test(
    'the chair opens it and takes the first item: every tablet turns to its paper',
    async () => {
      const chair = pageOf('chair')
      await chair.getByRole('button', { name: 'Khai mạc phiên họp' }).click()
      await chair.getByRole('button', { name: 'Chuyển sang nội dung 1' }).click()
      for (const who of ['chair', 'reporter', 'member'] as const) {
        await pageOf(who).getByText('Nội dung 1 · Báo cáo tình hình kinh tế - xã hội').waitFor()
        await pageOf(who).getByText('/ 40').waitFor()
      }
    },
    minutes,
  )

  test(
    '[P16] the reporter presents, and turning the page turns it for everyone',
    async () => {
      const reporter = pageOf('reporter')
      await reporter.getByRole('button', { name: 'Trình chiếu', exact: true }).click()
      await reporter.getByText('Máy này đang trình chiếu').waitFor()
      await pageNumber(reporter).fill('14')
      await pageNumber(reporter).press('Enter')
      for (const who of ['chair', 'member'] as const)
        await pageOf(who).getByText('Bùi Thị Minh Nguyệt trình bày, trang 14/40').waitFor()
      await atPage(pageOf('member'), '14')
    },
    minutes,
  )

  test(
    '[P8] [P12] the presenter’s other tablet says which one presents, and goes on by one touch',
    async () => {
      const { client } = await server.device(reporterId)
      const { context, page: other } = await newDevice(browser, server.url, { cookie: client.cookie })
      const first = pageOf('reporter')
      const onOther = 'Ông/bà đang trình chiếu từ máy khác, trang'
      await other.goto(`${server.url}/meetings/${meetingId}`)
      await other.getByText(`${onOther} 14/40`).waitFor()
      await atPage(other, '14')
      await other.getByRole('button', { name: 'Trình chiếu tiếp trên máy này' }).click()
      await other.getByText('Máy này đang trình chiếu, trang 14/40').waitFor()
      await first.getByText(`${onOther} 14/40`).waitFor()
      await pageNumber(other).fill('16')
      await pageNumber(other).press('Enter')
      await atPage(pageOf('member'), '16')
      await atPage(first, '16')
      await first.getByRole('button', { name: 'Trình chiếu tiếp trên máy này' }).click()
      await first.getByText('Máy này đang trình chiếu, trang 16/40').waitFor()
      await context.close()
    },
    minutes,
  )

  test(
    '[P17] [P19] leafing away stops following, and one touch returns',
    async () => {
      const member = pageOf('member')
      await pageNumber(member).fill('3')
      await pageNumber(member).press('Enter')
      const back = member.getByRole('button', { name: 'Theo trang trình bày' })
      await back.waitFor()
      await pageNumber(pageOf('reporter')).fill('20')
      await pageNumber(pageOf('reporter')).press('Enter')
      await member.getByText('trang 20/40').waitFor()
      expect(await pageNumber(member).inputValue()).toBe('3')
      await back.click()
      await atPage(member, '20')
      await back.waitFor({ state: 'detached' })
    },
    minutes,
  )

  test(
    '[P18] a late joiner lands where the presenter is',
    async () => {
      await pageOf('member').reload()
      await atPage(pageOf('member'), '20')
    },
    minutes,
  )

  test(
    'a lost connection is said quietly and heals by itself, at the presenter’s page',
    async () => {
      const member = devices.get('member')!
      await member.context.setOffline(true)
      await member.page.getByText('Mất kết nối, đang nối lại').waitFor({ timeout: 40_000 })
      await pageNumber(pageOf('reporter')).fill('22')
      await pageNumber(pageOf('reporter')).press('Enter')
      await pageOf('chair').getByText('trang 22/40').waitFor()
      await member.context.setOffline(false)
      await atPage(member.page, '22')
    },
    2 * minutes,
  )

  test(
    '[P18] when the presenter drops out everyone reads it, and the chair takes over',
    async () => {
      await devices.get('reporter')!.page.close()
      await pageOf('chair').getByText('mất kết nối. Trang vẫn giữ nguyên').waitFor({ timeout: 30_000 })
      await pageOf('chair').getByRole('button', { name: 'Trình chiếu thay' }).click()
      await pageOf('chair').getByText('Máy này đang trình chiếu, trang 22/40').waitFor()
      await pageOf('member').getByText('Nguyễn Hữu Thành trình bày, trang 22/40').waitFor()
    },
    minutes,
  )

  test(
    'taking the next item ends presenting and turns every tablet to its paper',
    async () => {
      await pageOf('chair').getByRole('button', { name: 'Chuyển sang nội dung 2' }).click()
      for (const who of ['chair', 'member'] as const) await pageOf(who).getByText('/ 5').waitFor()
      expect(await pageOf('member').getByText('trình bày, trang').count()).toBe(0)
    },
    minutes,
  )

  test(
    'no axe-core violation, no small target, nothing to scroll sideways, on tablet and phone',
    async () => {
      const { page } = devices.get('member')!
      for (const [width, height] of [
        [1024, 768],
        [768, 1024],
        [360, 740],
      ] as const) {
        await page.setViewportSize({ width, height })
        expect(await axeViolations(page)).toEqual([])
        expect(await smallTargets(page)).toEqual([])
        expect(await sidewaysOverflow(page)).toBe(0)
      }
      await page.setViewportSize({ width: 1024, height: 768 })
    },
    2 * minutes,
  )

  test(
    'the chair closes it by holding for a second; a member taken out is told and shown the way back',
    async () => {
      const chair = pageOf('chair')
      await secretary.client.done(agenda.finishItem, { itemId: itemIds[1]! })
      const close = chair.getByRole('button', { name: 'Bế mạc phiên họp' })
      await close.focus()
      await chair.keyboard.down('Enter')
      await chair.getByText('Phiên họp đã bế mạc').waitFor()
      await chair.keyboard.up('Enter')
      await pageOf('member').getByText('Phiên họp đã bế mạc').waitFor()
    },
    minutes,
  )
})
