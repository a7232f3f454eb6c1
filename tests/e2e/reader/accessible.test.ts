import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from './support/browser.ts'
import { textPaper } from './support/papers.ts'
import { type Site, startSite } from './support/site.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

let site: Site
let browser: Browser

beforeAll(async () => {
  site = await startSite(join(import.meta.dirname, 'harness'))
  site.papers.set('report', await textPaper({ pages: 8, outline: true, links: true }))
  browser = await startBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

async function opened(width: number, height: number, query = ''): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height }, bypassCSP: true })
  await page.goto(`${site.origin}/?paper=/papers/report${query}`)
  await page.waitForSelector('[data-page="1"][data-painted]')
  await page.waitForSelector('[data-page="1"] a')
  return page
}

/** What axe finds wrong, by rule. How large and near the paper's own text and links are is its author's. */
async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe })
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(c: object, o: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const report = await axe.run(
      { exclude: [['[data-page] [class*="text"]'], ['[data-page] [class*="links"]']] },
      { runOnly: tags, rules: { 'page-has-heading-one': { enabled: false }, region: { enabled: false } } },
    )
    return report.violations.flatMap(({ id, nodes }) =>
      nodes.map(node => `${id}: ${node.html.slice(0, 120)}`),
    )
  })
}

/** Targets of the reader's own (not the paper's links) that are smaller than 44 px either way. */
const small = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input, a, [role="tab"]')]
      .filter(element => !element.closest('[data-page] [class*="links"]') && element.offsetParent !== null)
      .map(element => ({
        name: element.ariaLabel ?? element.textContent,
        rect: element.getBoundingClientRect(),
      }))
      .filter(({ rect }) => rect.width < 44 || rect.height < 44)
      .map(({ name, rect }) => `${name}: ${rect.width} × ${rect.height}`),
  )

describe.each([
  ['tablet', 1024, 768, ''],
  ['dark tablet upright', 768, 1024, '&dark'],
  ['phone', 360, 740, ''],
  ['tablet at 200 %', 512, 384, '&en'],
])('on a %s', (_, width, height, query) => {
  const words =
    query === '&en'
      ? ['Pages and contents', 'Find in this paper', 'More reading tools']
      : ['Trang và mục lục', 'Tìm trong tài liệu', 'Thêm công cụ đọc']

  test('nothing keeps a person out, every target is large, and nothing is cut off sideways', async () => {
    const page = await opened(width, height, query)
    const look = async () => {
      expect(await violations(page)).toEqual([])
      expect(await small(page)).toEqual([])
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0)
    }
    await look()
    await page.getByRole('button', { name: words[2] as string }).click()
    await look()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: words[1] as string }).click()
    await look()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: words[0] as string }).click()
    await look()
    await page.getByRole('tab').last().click()
    await page.getByRole('button', { name: /^Phần 3\./ }).waitFor()
    await look()
    await page.close()
  }, 60_000)
})

test('everything can be done with the keyboard alone, and what has focus is seen', async () => {
  const page = await opened(1024, 768)
  const focused = () =>
    page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
    )
  const seen: (string | null | undefined)[] = []
  for (let i = 0; i < 11; i++) {
    await page.keyboard.press('Tab')
    const name = await focused()
    seen.push(name)
    const ring = await page.evaluate(
      () => document.activeElement && getComputedStyle(document.activeElement).outlineStyle,
    )
    expect([name, ring]).toEqual([name, 'solid'])
  }
  expect(seen).toEqual([
    'Trang và mục lục',
    'Số trang',
    'Trang sau',
    'Thu nhỏ',
    'Phóng to',
    'Vừa chiều rộng',
    'Vừa cả trang',
    'Tìm trong tài liệu',
    'Thêm công cụ đọc',
    'Báo cáo kinh tế - xã hội',
    'Tới trang được dẫn',
  ])
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => window.harness.core?.state.page === 5)
  // The list of pages: open by key, move by arrows, choose by Enter, close by Escape.
  await page.keyboard.press('t')
  await page.getByRole('button', { name: 'Trang 5', exact: true }).focus()
  await page.keyboard.press('ArrowDown')
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Trang 6')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => window.harness.core?.state.page === 6)
  await page.keyboard.press('Escape')
  await page.getByRole('tablist').waitFor({ state: 'detached' })
  await page.close()
}, 60_000)
