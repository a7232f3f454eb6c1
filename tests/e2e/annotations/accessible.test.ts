import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { startBrowser } from '../reader/support/browser.ts'
import { textPaper } from '../reader/support/papers.ts'
import { type Site, startSite } from '../reader/support/site.ts'
import { axeViolations, sidewaysOverflow, smallTargets } from '../support/accessibility.ts'
import { harnessFolder, Tablet } from './support.ts'

jest.setTimeout(120_000)

let site: Site
let browser: Browser

beforeAll(async () => {
  site = await startSite(harnessFolder)
  site.papers.set('report', await textPaper({ pages: 3 }))
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** Findings on what is ours: how the paper's own invisible text is read is its author's and pdf.js's. */
const ours = (findings: readonly string[]) =>
  findings.filter(finding => !/^(color-contrast|target-size): [^|]*data-page[^|]*text/.test(finding))

describe.each([
  ['a tablet', 1024, 768, ''],
  ['a dark tablet upright', 768, 1024, '&theme=dark'],
  ['a phone', 360, 740, ''],
  ['a phone in English', 390, 844, '&lang=en'],
])('On %s', (_, width, height, query) => {
  test('tools, choices, an open note, a selection and the list keep nobody out', async () => {
    const tablet = await Tablet.open(browser, `${site.origin}/?paper=/papers/report${query}`, {
      viewport: { width, height },
    })
    const { page } = tablet
    const look = async () => {
      expect(ours(await axeViolations(page))).toEqual([])
      expect(await smallTargets(page)).toEqual([])
      expect(await sidewaysOverflow(page)).toBe(0)
    }
    await tablet.key('b')
    await tablet.mouse([0.7, 0.2], [0.8, 0.25])
    await look()
    await tablet.key('s')
    await page.getByRole('dialog').waitFor()
    await look()
    await page.getByRole('dialog').getByRole('button').first().click()
    await tablet.mouse([0.6, 0.12])
    await tablet.key('Shift+N')
    await page.getByRole('textbox').first().waitFor()
    await page.keyboard.type('Cần hỏi lại Sở Tài chính')
    await look()
    await tablet.key('Escape', 'v')
    await tablet.mouse([0.75, 0.225])
    await page.locator('[data-page-selection]').waitFor()
    await look()
    await page.getByRole('button', { name: query.includes('en') ? 'Notes' : 'Ghi chú', exact: true }).click()
    const list = page.getByRole('complementary')
    await list.locator('summary').click()
    await list.getByRole('button', { expanded: false }).first().click()
    await look()
    await tablet.close()
  })
})
