import type { Browser, Page } from 'playwright-core'
import { createAccountWithPassword } from '#server/features/accounts/withPassword.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { agenda } from '#shared/agenda/agenda.contract.ts'
import { type MeetingRole, meetings } from '#shared/meetings/meetings.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { makeMeeting, makePaper } from '#tests/support/papers.ts'
import { textPaper } from '#tests/support/pdf/papers.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { type Device, type DeviceOptions, newDevice } from './devices.ts'

export const password = 'con gà gáy sáng sớm'

interface Member {
  readonly accountId: string
  readonly loginName: string
  readonly displayName: string
}

export interface NotesWorld {
  readonly server: TestServer
  /** Through its own commands, with no browser. */
  readonly secretary: TestClient
  readonly meetingId: string
  readonly itemIds: readonly string[]
  readonly documentId: string
  readonly versionId: string
  readonly title: string
  /** By login name. */
  readonly people: Readonly<Record<string, Member>>
  close(): Promise<void>
}

/** What the paper's pages say. */
export const notesPages = ['Trang dau tien cua bao cao', 'Trang thu hai', 'Trang thu ba'] as const

interface NotesWorldOptions {
  /** Login name, name and role of who takes part; the first is the chair. */
  readonly people: readonly (readonly [loginName: string, displayName: string, role: MeetingRole])[]
  readonly pages?: readonly string[]
  readonly title?: string
  /** Takes the item, so that its paper is presented by whoever begins. */
  readonly open?: boolean
}

/** A published meeting with one paper, and people who sign in by password. */
export const makeNotesWorld = async ({
  people: wanted,
  pages = notesPages,
  title = 'Báo cáo kinh tế - xã hội',
  open = false,
}: NotesWorldOptions): Promise<NotesWorld> => {
  const server = await startServer()
  const { client: secretary } = await server.person({ secretary: true, displayName: 'Vũ Thị Thư Ký' })
  const people: Record<string, Member> = {}
  for (const [loginName, displayName] of wanted) {
    const accountId = crypto.randomUUID()
    people[loginName] = { accountId, loginName, displayName }
    await createAccountWithPassword(server.app.features, {
      ...{ id: accountId, loginName, displayName, password, roles: [] },
      ...{ honorific: 'ba', title: 'Giám đốc Sở Kế hoạch và Đầu tư', unitId: null, rank: 10 },
    })
  }
  const [chair] = wanted
  if (!chair) throw new Error('A meeting needs a chair')
  const made = await makeMeeting(secretary, {
    title: 'Phiên họp thường kỳ tháng 11',
    chairId: people[chair[0]]!.accountId,
    people: wanted.slice(1).map(([loginName, , role]) => ({
      accountId: people[loginName]!.accountId,
      role: role as Exclude<MeetingRole, 'chair'>,
    })),
    items: ['Tình hình kinh tế - xã hội'],
    startsAt: server.clock.now(),
  })
  const { documentId, versionId } = await makePaper(secretary, made.meetingId, {
    itemId: made.itemIds[0]!,
    title,
    bytes: textPaper(pages),
  })
  await secretary.done(meetings.publish, { meetingId: made.meetingId })
  if (open) {
    await secretary.done(meetings.open, { meetingId: made.meetingId })
    await secretary.done(agenda.takeItem, { itemId: made.itemIds[0]! })
  }
  return {
    ...{ server, secretary, documentId, versionId, title, people },
    ...made,
    close: () => server.close(),
  }
}

interface OpenOptions extends DeviceOptions {
  /** Called before the first page is asked for. */
  readonly before?: (device: Device) => void
  /** Takes out the tools. */
  readonly write?: boolean
}

/** A device signed in by password, with the paper on the screen. */
export const openPaper = async (
  browser: Browser,
  world: NotesWorld,
  loginName: string,
  { before, write = true, ...options }: OpenOptions = {},
): Promise<Device> => {
  const { server } = world
  const device = await newDevice(browser, server.url, options)
  before?.(device)
  const { page } = device
  await page.goto(`${server.url}/sign-in?next=${encodeURIComponent(paperPath(world))}`)
  await page.getByLabel('Tên đăng nhập').fill(loginName)
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await paperShown(page, write)
  return device
}

/** A tablet signed in by QR code, with the paper on the screen: it has not its person's password. */
export const openByCode = async (
  browser: Browser,
  world: NotesWorld,
  loginName: string,
  { before, write = true, ...options }: OpenOptions = {},
): Promise<Device> => {
  const { server } = world
  const { accountId } = world.people[loginName]!
  const { client } = await server.device(accountId)
  const issued = await client.done(accounts.issueTabletCode, { accountId })
  const device = await newDevice(browser, server.url, options)
  before?.(device)
  const { page } = device
  await page.goto(`${server.url}/qr/${issued.code}`)
  await page.getByRole('button', { name: 'Đăng nhập trên máy này' }).click()
  await page.getByText('Đã kết nối').waitFor()
  await page.goto(`${server.url}${paperPath(world)}`)
  await paperShown(page, write)
  return device
}

const paperPath = ({ meetingId, documentId }: NotesWorld) => `/meetings/${meetingId}?paper=${documentId}`

/** The first page is drawn, and the tools are out where they are wanted. */
export const paperShown = async (page: Page, write = true): Promise<void> => {
  const tab = page.getByRole('tab', { name: 'Tài liệu' })
  const tablet = page.getByRole('button', { name: 'Ghi lên tài liệu' })
  await tab.or(tablet).first().waitFor()
  if (await tab.isVisible()) await tab.click()
  await page.waitForSelector('[data-page="1"][data-painted]')
  if (write && (await tablet.getAttribute('aria-pressed')) !== 'true') await tablet.click()
}

/** Chooses the layer that is written in. */
export const writeIn = async (page: Page, title: string): Promise<void> => {
  await page.getByRole('button', { name: /^Viết vào/ }).click()
  await page.getByRole('radio', { name: title, exact: true }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: `Viết vào: ${title}` }).waitFor()
}

/** Takes a tool, unless it is in the hand. */
export const take = async (page: Page, tool: string): Promise<void> => {
  const button = page.getByRole('button', { name: tool, exact: true })
  if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click()
}

/** Where a point of what is seen of page one is: fractions of its width, and of 400 pixels of its height. */
export const pointOf = (page: Page, x: number, y: number): Promise<{ x: number; y: number }> =>
  page.evaluate(
    ([across, down]) => {
      const sheet = document.querySelector('[data-page="1"]')
      let view = sheet?.parentElement
      while (view && !/auto|scroll/.test(getComputedStyle(view).overflowY)) view = view.parentElement
      if (!sheet || !view) throw new Error('Page one is not on the screen')
      const box = sheet.getBoundingClientRect()
      const seen = view.getBoundingClientRect()
      const top = Math.max(box.top, seen.top)
      const height = Math.min(box.bottom, seen.bottom) - top
      return { x: box.left + box.width * across, y: top + Math.min(height, 400) * down }
    },
    [x, y] as const,
  )

/** Draws a stroke across page one, at a height from 0 to 1 of what is seen of it. */
export const draw = async (page: Page, height: number, tool = 'Bút viết'): Promise<void> => {
  await take(page, tool)
  const from = await pointOf(page, 0.3, height)
  const to = await pointOf(page, 0.6, height)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 8 })
  await page.mouse.up()
}

/** Puts a sticky note with words on page one. */
export const stick = async (page: Page, height: number, words: string): Promise<void> => {
  await take(page, 'Dán ghi chú')
  const at = await pointOf(page, 0.7, height)
  await page.mouse.click(at.x, at.y)
  await page.getByLabel('Nội dung ghi chú').fill(words)
  await page.getByRole('button', { name: 'Đóng ghi chú' }).click()
}

/** Opens the list where it is not, and waits until it names so many notes. */
export const listed = async (page: Page, count: number): Promise<void> => {
  const panel = page.getByRole('complementary', { name: 'Ghi chú' })
  if (!(await panel.isVisible()))
    await page.getByRole('button', { name: 'Hiện Ghi chú', exact: true }).click()
  await page.waitForFunction(
    wanted => document.querySelectorAll('aside[aria-label="Ghi chú"] section > ul > li').length === wanted,
    count,
  )
}

/** Everything written is stored by the server. */
export const saved = (page: Page): Promise<void> =>
  page.getByText('Đã lưu', { exact: true }).first().waitFor()
