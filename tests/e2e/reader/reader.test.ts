import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { startBrowser } from './support/browser.ts'
import { jbig2Paper, scanPaper, scanPicture, textPaper } from './support/papers.ts'
import { type Site, startSite } from './support/site.ts'

// Waits are for events; this is only for a machine that is busy with something else.
jest.setTimeout(60_000)

let site: Site
let browser: Browser
let page: Page

beforeAll(async () => {
  site = await startSite(join(import.meta.dirname, 'harness'))
  const report = await textPaper({ pages: 12, landscapeAfter: 3, outline: true, links: true, labels: true })
  site.papers.set('report', report)
  site.papers.set('scan', await scanPaper(60, 6))
  site.papers.set('fax', await jbig2Paper())
  site.papers.set('broken', new TextEncoder().encode('%PDF-1.7 and then nothing of the kind'.repeat(50)))
  const picture = scanPicture(7)
  site.thumbnail = () => picture
  browser = await startBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

beforeEach(() => {
  site.refuse = null
  site.offline = false
  site.sent = 0
})

/** Opens the reader on a paper; the page is closed with its test. */
async function open(paper: string, query = '', options: BrowserContextOptions = {}): Promise<Page> {
  await page?.context().close()
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, ...options })
  page = await context.newPage()
  await page.goto(`${site.origin}/?paper=/papers/${paper}${query}`)
  return page
}

async function opened(paper: string, query = '', options: BrowserContextOptions = {}): Promise<Page> {
  await open(paper, query, options)
  await page.waitForFunction(() => window.harness.core?.state.status === 'ready')
  await page.waitForSelector('[data-page="1"][data-painted]')
  return page
}

const where = () => page.evaluate(() => window.harness.core?.getPosition())
const state = () => page.evaluate(() => window.harness.core?.state)
const onPage = (number: number) => page.waitForFunction(n => window.harness.core?.state.page === n, number)
const tool = (name: string) => page.getByRole('button', { name, exact: true })

/** How much of a page's canvas is ink: 0 is blank. */
const ink = (number: number) =>
  page.evaluate(n => {
    const canvas = document.querySelector<HTMLCanvasElement>(`[data-page="${n}"] canvas`)
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
    let dark = 0
    for (let i = 0; i < pixels.length; i += 4) if ((pixels[i] ?? 255) < 128) dark++
    return dark
  }, number)

describe('opening', () => {
  test('a report is painted, and only what is looked at is fetched of a scan', async () => {
    await opened('report')
    expect(await ink(1)).toBeGreaterThan(1000)
    site.sent = 0
    await opened('scan')
    expect(site.sent).toBeLessThan((site.papers.get('scan')?.byteLength ?? 0) / 2)
  })

  test('a black-and-white scan is painted: its decoder is WebAssembly', async () => {
    await opened('fax')
    expect(await ink(1)).toBeGreaterThan(500_000)
  })

  test('the picture of page one is there before the paper is', async () => {
    site.offline = true
    await open('report', '&thumbs&sizes=12,595,842')
    const picture = page.locator('[data-page="1"] img')
    await picture.waitFor()
    expect(
      await picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0),
    ).toBe(true)
    expect((await state())?.status).toBe('opening')
    site.offline = false
    await page.waitForSelector('[data-page="1"][data-painted]')
  })

  test('a paper is read out of pieces that no address gives', async () => {
    await opened('report', '&offline')
    site.offline = true
    await page.keyboard.press('End')
    await page.waitForSelector('[data-page="12"][data-painted]')
    expect(await ink(12)).toBeGreaterThan(1000)
  })

  test('a broken file says what to do', async () => {
    await open('broken')
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await alert.textContent()).toContain('Tệp bị hỏng')
    expect(await page.evaluate(() => window.harness.failed)).toEqual(['reader.broken'])
  })

  test.each([
    [401, 'reader.loginEnded', 'đăng nhập lại'],
    [403, 'reader.forbidden', 'không còn mở cho ông/bà'],
    [404, 'reader.notFound', 'đã được gỡ'],
  ])('an answer of %i is told as %s', async (status, code, words) => {
    site.refuse = status
    await open('report')
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await alert.textContent()).toContain(words)
    expect(await page.evaluate(() => window.harness.failed)).toEqual([code])
  })

  test('a network lost while reading is said quietly and heals by itself', async () => {
    await opened('scan')
    site.offline = true
    await page.evaluate(() => window.harness.core?.goToPage(50))
    await page.getByText('Mất kết nối').waitFor()
    site.offline = false
    await page.waitForSelector('[data-page="50"][data-painted]')
    await page.getByText('Mất kết nối').waitFor({ state: 'detached' })
  })
})

describe('leafing', () => {
  test('far pages leave the document again, and their slots for notes with them', async () => {
    await opened('scan')
    for (const number of [10, 20, 30, 40, 60]) {
      await page.evaluate(n => window.harness.core?.goToPage(n), number)
      await page.waitForSelector(`[data-page="${number}"][data-painted]`)
    }
    expect(await page.locator('[data-page] canvas').count()).toBeLessThan(8)
    const slots = await page.evaluate(() => [...window.harness.slots].sort((a, b) => a - b))
    expect(slots).toContain(60)
    expect(slots.every(n => n > 50)).toBe(true)
  })

  test('keys leaf, and a page number can be typed', async () => {
    await opened('report')
    await page.keyboard.press('End')
    await onPage(12)
    await page.keyboard.press('Home')
    await onPage(1)
    await page.keyboard.press('ArrowRight')
    await onPage(2)
    const field = page.getByLabel('Số trang')
    await field.fill('7')
    await field.press('Enter')
    await onPage(7)
    // Typing in a field leafs nowhere.
    await field.focus()
    await page.keyboard.press('End')
    expect((await state())?.page).toBe(7)
  })

  test('the paper’s own page labels are shown', async () => {
    await opened('report')
    await page.getByText('(i)').waitFor()
  })

  test('thumbnails and contents lead to their page', async () => {
    await opened('report')
    await tool('Trang và mục lục').click()
    await page.getByRole('button', { name: 'Trang 3', exact: true }).click()
    await onPage(3)
    await page.locator('[data-page="3"] img').last().waitFor()
    await page.getByRole('tab', { name: 'Mục lục' }).click()
    await page.getByRole('button', { name: /^Phần 9\./ }).click()
    await onPage(9)
  })

  test('a link inside leads to its page; one outside asks first; a script is no link', async () => {
    await opened('report')
    const links = page.locator('[data-page="1"] a')
    await links.first().waitFor()
    expect(await links.count()).toBe(2)
    await page.getByRole('link', { name: /Liên kết ra ngoài/ }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.textContent()).toContain('https://example.org/cong-thong-tin')
    const away = dialog.getByRole('link', { name: 'Mở liên kết' })
    expect(await away.getAttribute('rel')).toBe('noopener noreferrer')
    await dialog.getByRole('button', { name: 'Ở lại đây' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Tới trang được dẫn' }).click()
    await onPage(5)
  })
})

describe('zooming', () => {
  test('the point under two fingers stays under them, and the page is painted crisp again', async () => {
    await opened('report', '', { hasTouch: true })
    const client = await page.context().newCDPSession(page)
    const touch = (type: string, gap: number) =>
      client.send('Input.dispatchTouchEvent', {
        type: type as 'touchStart',
        touchPoints:
          type === 'touchEnd' ? [] : [-1, 1].map((side, id) => ({ x: 512 + side * gap, y: 400, id })),
      })
    const under = () =>
      page.evaluate(() => {
        const rect = document.querySelector('[data-page="1"]')?.getBoundingClientRect()
        return rect ? [(512 - rect.left) / rect.width, (400 - rect.top) / rect.height] : []
      })
    const before = await under()
    const width = () =>
      page.evaluate(() => document.querySelector<HTMLCanvasElement>('[data-page="1"] canvas')?.width ?? 0)
    const coarse = await width()
    await touch('touchStart', 100)
    for (const gap of [110, 130, 150, 180, 200]) await touch('touchMove', gap)
    const during = await under()
    await touch('touchEnd', 0)
    await page.waitForFunction(() => (window.harness.core?.state.factor ?? 0) > 1.9)
    const after = await under()
    for (const i of [0, 1]) {
      expect(during[i]).toBeCloseTo(before[i] as number, 2)
      expect(after[i]).toBeCloseTo(before[i] as number, 2)
    }
    await page.waitForFunction(
      w => (document.querySelector<HTMLCanvasElement>('[data-page="1"] canvas')?.width ?? 0) > w * 1.8,
      coarse,
    )
  })

  test('a double tap zooms in and another one out again', async () => {
    await opened('report', '', { hasTouch: true })
    const tap = async () => {
      await page.touchscreen.tap(400, 500)
      await page.touchscreen.tap(400, 500)
    }
    await tap()
    await page.waitForFunction(() => window.harness.core?.state.zoom === 2)
    await tap()
    await page.waitForFunction(() => window.harness.core?.state.zoom === 'width')
  })

  test('Ctrl and the wheel zoom; far in, what is seen is painted at full sharpness', async () => {
    await opened('report')
    await page.mouse.move(500, 400)
    await page.keyboard.down('Control')
    for (let i = 0; i < 12; i++) await page.mouse.wheel(0, -100)
    await page.keyboard.up('Control')
    await page.waitForFunction(() => (window.harness.core?.state.factor ?? 0) > 5.9)
    await page.waitForFunction(() => document.querySelectorAll('[data-page="1"] canvas').length === 2)
    expect((await state())?.canZoomIn).toBe(false)
  })

  test('a turn keeps the page, and its text turns along', async () => {
    await opened('report')
    await page.evaluate(() => window.harness.core?.goToPage(6))
    await page.waitForSelector('[data-page="6"][data-painted]')
    await page.keyboard.press('r')
    expect(await state()).toMatchObject({ page: 6, rotation: 90 })
    const box = await page.locator('[data-page="6"]').boundingBox()
    expect(box && box.width > box.height).toBe(true)
  })
})

describe('searching', () => {
  test('finds with and without marks, across lines, and marks the letters themselves', async () => {
    await opened('report')
    await page.keyboard.press('Control+f')
    await page.keyboard.type('ke hoach dau tu trung han')
    await page.getByText('1 / 12').waitFor()
    await page.waitForFunction(() => document.querySelectorAll('[data-page="1"] [class*="mark"]').length >= 3)
    await page.keyboard.press('Enter')
    await page.getByText('2 / 12').waitFor()
    await onPage(2)
    await page.keyboard.press('Shift+Enter')
    await page.getByText('1 / 12').waitFor()
    await page.getByRole('button', { name: 'Đúng dấu' }).click()
    await page.getByText('Không tìm thấy').waitFor()
    await page.getByLabel('Từ cần tìm').fill('kế hoạch đầu tư')
    await page.getByText('1 / 12').waitFor()
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => document.querySelectorAll('[class*="markNow"]').length === 0)
  })

  test('the mark lies on the words that were looked for', async () => {
    await opened('report')
    await page.keyboard.press('Control+f')
    await page.keyboard.type('Phần 1.')
    // Marks are drawn anew while the page settles: both are measured in one instant.
    await page.waitForFunction(() => {
      const mark = document.querySelector('[class*="markNow"]')?.getBoundingClientRect()
      const text = [...document.querySelectorAll('[data-page="1"] span')]
        .find(span => span.textContent?.startsWith('Phần 1.'))
        ?.getBoundingClientRect()
      return mark && text && Math.abs(mark.x - text.x) < 4 && Math.abs(mark.y - text.y) < 8
    })
  })

  test('a scan says that it has no text', async () => {
    await opened('scan')
    await page.keyboard.press('Control+f')
    await page.keyboard.type('ngân sách')
    await page.getByText('Bản chụp không có chữ để tìm').waitFor()
  })

  test('text can be selected', async () => {
    await opened('report')
    const line = page.locator('[data-page="1"] span', { hasText: /^Phần 1\./ })
    await line.waitFor()
    await line.dblclick({ position: { x: 20, y: 10 } })
    expect(await page.evaluate(() => getSelection()?.toString().trim())).toBe('Phần')
  })
})

describe('following', () => {
  test('another screen shows the same line, in the frame it is told, and is not taken for a hand', async () => {
    await opened('report')
    const position = { page: 5, x: 0.5, y: 0.4, zoom: 'width' as const }
    const top = await page.evaluate(async position => {
      window.harness.core?.goTo(position)
      await new Promise(requestAnimationFrame)
      const page = document.querySelector('[data-page="5"]')?.getBoundingClientRect()
      const view = document.querySelector('[role="region"]')?.getBoundingClientRect()
      return page && view ? (view.top - page.top) / page.height : null
    }, position)
    expect(top).toBeCloseTo(0.4, 2)
    await page.waitForSelector('[data-page="5"][data-painted]')
    expect(await page.evaluate(() => window.harness.userMoves)).toEqual([])
    expect(await where()).toMatchObject({ page: 5, zoom: 'width' })
  })

  test('a page that is not painted yet shows its small picture at once', async () => {
    await opened('scan', '&thumbs&sizes=60,595,842')
    site.offline = true
    const pictured = await page.evaluate(async () => {
      window.harness.core?.goTo({ page: 44, x: 0.5, y: 0, zoom: 'page' })
      const image = document.querySelector<HTMLImageElement>('[data-page="44"] img')
      await image?.decode()
      return image ? image.getBoundingClientRect().height > 300 : false
    })
    expect(pictured).toBe(true)
    expect(await page.locator('[data-page="44"][data-painted]').count()).toBe(0)
  })

  test('a painted page has no small picture under it: browsers keep every one that they decode', async () => {
    await opened('scan', '&thumbs&sizes=60,595,842')
    await page.waitForSelector('[data-page="1"][data-painted] canvas')
    expect(await page.locator('[data-page][data-painted] img').count()).toBe(0)
  })

  test('scrolling, leafing and zooming by hand are told as such', async () => {
    await opened('report')
    const moves = () => page.evaluate(() => window.harness.userMoves.length)
    await page.mouse.move(500, 400)
    await page.mouse.wheel(0, 300)
    await page.waitForFunction(() => window.harness.userMoves.length > 0)
    const scrolled = await moves()
    await page.keyboard.press('PageDown')
    await page.waitForFunction(n => window.harness.userMoves.length > n, scrolled)
    const leafed = await moves()
    await tool('Vừa cả trang').click()
    expect(await moves()).toBeGreaterThan(leafed)
  })

  test('turning the tablet keeps the place and is not a hand’s movement', async () => {
    await opened('report')
    await page.evaluate(() => window.harness.core?.goTo({ page: 6, x: 0.5, y: 0.5, zoom: 'width' }))
    await page.setViewportSize({ width: 768, height: 1024 })
    await page.waitForFunction(() => (document.querySelector('[data-page="6"]')?.clientWidth ?? 999) < 768)
    expect(await where()).toMatchObject({ page: 6, y: 0.5 })
    expect(await page.evaluate(() => window.harness.userMoves)).toEqual([])
  })

  test('positions are told no more often than asked, the last one always', async () => {
    await opened('report')
    const told = await page.evaluate(async () => {
      const core = window.harness.core
      const told: number[] = []
      const off = core?.onPosition(position => told.push(position.page), { throttleMs: 200 })
      for (const page of [2, 3, 4, 5, 6]) core?.goTo({ page, x: 0.5, y: 0, zoom: 'width' })
      await new Promise(done => setTimeout(done, 450))
      off?.()
      return told
    })
    expect(told).toEqual([2, 6])
  })
})
