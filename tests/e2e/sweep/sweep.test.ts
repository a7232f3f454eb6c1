import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from '../reader/support/browser.ts'
import { axeViolations, sidewaysOverflow, smallTargets } from '../support/accessibility.ts'
import { tabProblems } from './keyboard.ts'
import { lostTexts } from './layout.ts'
import { makeWorld, type Who, type World } from './world.ts'

jest.setTimeout(120_000)

interface Screen {
  readonly name: string
  readonly who: Who
  readonly path: (world: World) => string
  /** Words by which one sees that the screen is there, at every size. */
  readonly shows: string
  /** Buttons that open a dialog or a menu. */
  readonly opens?: readonly (string | RegExp)[]
  /** Buttons that fold a part away or bring it: focus goes to their counterpart. */
  readonly folds?: readonly string[]
  /** What a phone shows one at a time. */
  readonly phoneTabs?: readonly string[]
  /** Nobody stands before it with fingers or keys. */
  readonly onlySeen?: boolean
  /** Somebody does while it is set up: it is a screen like others, and a display. */
  readonly alsoDisplay?: boolean
  /** Done before it is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>
}

const desk = (meeting: 'draft' | 'sitting', part: string) => (world: World) =>
  `/desk/meetings/${world[meeting]}?part=${part}`
const tabs = ['Chương trình', 'Tài liệu', 'Đại biểu'] as const

/** Every screen of the product. */
const screens: readonly Screen[] = [
  {
    name: 'sign-in',
    who: 'nobody',
    path: () => '/sign-in',
    shows: 'Tên đăng nhập',
    opens: ['Cài đặt màn hình'],
  },
  { name: 'set-up', who: 'nobody', path: ({ paths }) => paths.setUp, shows: 'Tên cơ quan' },
  { name: 'invitation', who: 'nobody', path: ({ paths }) => paths.invitation, shows: 'Chào Mai Thị Vân' },
  {
    name: 'password reset',
    who: 'nobody',
    path: ({ paths }) => paths.reset,
    shows: 'ghi chú cá nhân sẽ mất',
  },
  {
    name: 'a link used up',
    who: 'nobody',
    path: () => `/invite/${'x'.repeat(43)}`,
    shows: 'Đăng nhập bằng mật khẩu',
  },
  { name: 'QR sign-in', who: 'nobody', path: () => `/qr/${'x'.repeat(43)}`, shows: 'Đăng nhập trên máy này' },
  {
    name: 'today',
    who: 'member',
    path: () => '/',
    shows: 'Vào phiên họp',
    opens: ['Tài khoản của tôi'],
  },
  {
    name: 'meeting of a member',
    who: 'member',
    path: ({ sitting }) => `/meetings/${sitting}`,
    shows: 'trình bày, trang',
    folds: ['Gập chương trình', 'Hiện Đại biểu'],
    phoneTabs: tabs,
  },
  {
    name: 'meeting of the chair',
    who: 'chair',
    path: ({ sitting }) => `/meetings/${sitting}`,
    shows: 'trình bày, trang',
    opens: ['Chuyển quyền chủ tọa', 'Thêm nội dung đột xuất'],
    phoneTabs: [...tabs, 'Điều hành'],
  },
  {
    name: 'meeting that is gone',
    who: 'member',
    path: ({ draft }) => `/meetings/${draft}`,
    shows: 'không còn mở',
  },
  {
    name: 'account, devices, password',
    who: 'member',
    path: () => '/account',
    shows: 'Mật khẩu hiện tại',
    opens: ['Đăng xuất mọi máy khác', 'Xóa dữ liệu trên'],
  },
  { name: 'papers kept offline', who: 'member', path: () => '/offline', shows: 'Tài liệu trên máy này' },
  { name: 'not found', who: 'member', path: () => '/khong-co', shows: 'Không có trang này' },
  { name: 'desk, to a member', who: 'member', path: () => '/desk', shows: 'Bàn này dành cho thư ký' },
  {
    name: 'failure',
    who: 'member',
    path: () => '/tablets',
    shows: 'Màn hình này gặp trục trặc',
    prepare: page => page.route(/TabletsPage/, route => route.abort()),
  },
  {
    name: 'tablets',
    who: 'secretary',
    path: () => '/tablets',
    shows: 'Nguyễn Hữu Thành',
    opens: ['Nguyễn Hữu Thành'],
  },
  {
    name: 'administration: accounts',
    who: 'administrator',
    path: () => '/admin/accounts',
    shows: 'van.mai',
    opens: ['Thêm tài khoản', 'Sửa Mai Thị Vân', 'Việc khác với Mai Thị Vân'],
  },
  {
    name: 'administration: units',
    who: 'administrator',
    path: () => '/admin/units',
    shows: 'Chi cục Kiểm lâm',
    opens: ['Thêm đơn vị', 'Xóa Chi cục Kiểm lâm'],
  },
  {
    name: 'administration: committee',
    who: 'administrator',
    path: () => '/admin/committee',
    shows: 'Tên cơ quan',
  },
  {
    name: 'administration: rules',
    who: 'administrator',
    path: () => '/admin/rules',
    shows: 'Có sẵn cùng chương trình',
  },
  {
    name: 'hall’s screens',
    who: 'secretary',
    path: () => '/desk/screens',
    shows: 'Màn hình hội trường',
    opens: ['Ghép màn hình'],
  },
  { name: 'desk', who: 'secretary', path: () => '/desk', shows: 'Đang chuẩn bị', opens: ['Tạo phiên họp'] },
  {
    name: 'desk: agenda of a draft',
    who: 'secretary',
    path: desk('draft', 'agenda'),
    shows: 'Tờ trình về giá đất',
    opens: ['Sửa thông tin phiên họp', 'Việc với nội dung 1', /Ai xem được 1$/, 'Phát hành'],
  },
  {
    name: 'desk: people',
    who: 'secretary',
    path: desk('draft', 'people'),
    shows: 'Bùi Thị Minh Nguyệt',
    opens: ['Thêm người dự'],
  },
  { name: 'desk: preview', who: 'secretary', path: desk('draft', 'preview'), shows: 'Xem như' },
  {
    name: 'desk: attendance',
    who: 'secretary',
    path: desk('sitting', 'attendance'),
    shows: 'chưa điểm danh',
    opens: ['Việc khác với Ông Nguyễn Hữu Thành'],
  },
  {
    name: 'check-in by the code at the door',
    who: 'member',
    path: ({ sitting }) => `/here/${sitting}/${'x'.repeat(22)}`,
    shows: 'Tôi có mặt',
  },
  { name: 'desk: running', who: 'secretary', path: desk('sitting', 'run'), shows: 'Dừng trình chiếu' },
  { name: 'desk: screens', who: 'secretary', path: desk('sitting', 'screens'), shows: 'Màn hình hội trường' },
  {
    name: 'hall screen, unpaired',
    who: 'nobody',
    path: () => '/screen',
    shows: 'Mã ghép màn hình',
    alsoDisplay: true,
  },
  {
    name: 'hall screen, of a signed-in person',
    who: 'member',
    path: () => '/screen',
    shows: 'đang có người đăng nhập',
  },
  {
    name: 'hall screen, waiting',
    who: 'waitingHall',
    path: () => '/screen',
    shows: 'Sông Đà',
    onlySeen: true,
  },
  { name: 'hall screen, live', who: 'hall', path: () => '/screen', shows: 'Trang 2/9', onlySeen: true },
]

/** As browsers zoom: the window's own, twice (and in the dark), and four times, WCAG's 320 pixels (1.4.10). */
const sizes = [
  { name: '100 %', width: 1280, height: 1024, colorScheme: 'light' },
  { name: '200 %, dark', width: 640, height: 512, colorScheme: 'dark' },
  { name: '400 %', width: 320, height: 256, colorScheme: 'light' },
] as const
/** What a display that nobody sits before is: a screen, and a screen on its side. */
const displays = [
  { name: 'display', width: 1920, height: 1080, colorScheme: 'light' },
  { name: 'upright display, dark', width: 1080, height: 1920, colorScheme: 'dark' },
] as const
type Size = (typeof sizes)[number] | (typeof displays)[number]

let browser: Browser
let world: World

beforeAll(async () => {
  browser = await startBrowser()
  world = await makeWorld(browser)
})
afterAll(async () => {
  await world?.close()
  await browser?.close()
})

const settled = (page: Page) =>
  page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
const turnTo = async (page: Page, { width, height, colorScheme }: Size) => {
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await settled(page)
}

/** All that is wrong with what is shown now. */
const wrong = async (page: Page, where: string, looks: { axe: boolean; keys: boolean; within?: string }) => {
  // Where the page was left scrolled, something lies half under the bar above: that makes no target small.
  await page.evaluate(() => scrollTo(0, 0))
  const overflow = await sidewaysOverflow(page)
  const found = [
    ...(looks.axe ? await axeViolations(page, looks.within) : []),
    ...(looks.keys ? (await smallTargets(page)).map(target => `small: ${target}`) : []),
    ...(overflow > 0 ? [`${overflow} px wider than the window`] : []),
    ...(await lostTexts(page)),
    ...(looks.keys ? await tabProblems(page) : []),
  ]
  return found.map(line => `${where}: ${line}`)
}

/** A dialog or a menu by keys alone: opened, walked, closed by Escape, with focus back where it was. */
const wrongInside = async (page: Page, opener: string | RegExp, axe: boolean) => {
  const found: string[] = []
  const button = page.getByRole('button', { name: opener }).first()
  await button.focus()
  await page.keyboard.press('Enter')
  const sheet = page.locator('[role=dialog], [role=menu]')
  await sheet.first().waitFor()
  await page.waitForFunction(() => document.activeElement?.closest('[role=dialog], [role=menu]') !== null)
  const isMenu = (await sheet.first().getAttribute('role')) === 'menu'
  const within = isMenu ? '[role=menu]' : '[role=dialog]'
  found.push(...(await wrong(page, String(opener), { axe, keys: !isMenu, within })))
  await page.keyboard.press('Escape')
  await sheet.first().waitFor({ state: 'detached' })
  await page
    .waitForFunction(wanted => document.activeElement === wanted, await button.elementHandle())
    .catch(() => found.push(`${opener}: Escape does not give focus back`))
  return found
}

const wrongFold = async (page: Page, name: string) => {
  const button = page.getByRole('button', { name, exact: true })
  await button.focus()
  await page.keyboard.press('Enter')
  await button.waitFor({ state: 'detached' })
  return (await page.evaluate(() => document.activeElement !== document.body))
    ? []
    : [`${name}: focus is lost`]
}

describe('Every screen, by keyboard alone, zoomed and in the dark', () => {
  test.each(screens.map(screen => [screen.name, screen] as const))('%s', async (_name, screen) => {
    const page = await world.deviceOf(screen.who)
    const found: string[] = []
    const ready = () => page.getByText(screen.shows).filter({ visible: true }).first().waitFor()
    await screen.prepare?.(page)
    const [first, ...more] = screen.onlySeen
      ? displays
      : ([...sizes, ...(screen.alsoDisplay ? displays : [])] as const)
    await turnTo(page, first)
    await page.goto(world.server.url + screen.path(world))
    await ready()
    for (const size of [first, ...more]) {
      await turnTo(page, size)
      const isPhone = size.width < 600
      const parts = isPhone && screen.phoneTabs ? screen.phoneTabs : [null]
      for (const part of parts) {
        if (part !== null) await page.getByRole('tab', { name: part, exact: true }).click()
        const where = [size.name, part].filter(Boolean).join(', ')
        found.push(...(await wrong(page, where, { axe: !isPhone, keys: !screen.onlySeen })))
      }
      if (size !== first && !(isPhone && screen.phoneTabs))
        for (const opener of screen.opens ?? [])
          found.push(...(await wrongInside(page, opener, !isPhone)).map(line => `${size.name}, ${line}`))
      if (size === first) for (const name of screen.folds ?? []) found.push(...(await wrongFold(page, name)))
    }
    await page.unrouteAll()
    expect(found).toEqual([])
  })
})
