import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { createAccountWithPassword } from '#server/features/accounts/withPassword.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { listed, openPdf, textOf } from '#tests/client/features/annotations/export/support/reading.ts'
import { makeMeeting, makePaper } from '#tests/support/papers.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { textPaper } from '../reader/support/papers.ts'
import { axeViolations, sidewaysOverflow, smallTargets } from '../support/accessibility.ts'
import { type Device, newDevice } from '../support/devices.ts'

jest.setTimeout(180_000)

declare global {
  interface Window {
    keptPieces(erase?: boolean): Promise<number>
  }
}

const password = 'con gà gáy sáng sớm'
const words = 'Đề nghị làm rõ nguồn vốn của dự án đường Ngã Ba – Ỷ La'
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
  await makePaper(secretary.client, made.meetingId, {
    itemId: made.itemIds[0]!,
    title: 'Báo cáo kinh tế: quý 3/2026',
    bytes: await textPaper({ pages: 2 }),
  })
  await secretary.client.done(meetings.publish, { meetingId: made.meetingId })
  chair = await newDevice(browser, server.url, { width: 1280, height: 900 })
  const { page } = chair
  await page.addInitScript(addKeptPieces)
  await page.goto(`${server.url}/sign-in`)
  await page.getByLabel('Tên đăng nhập').fill(account.loginName)
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByRole('link', { name: 'Xem tài liệu' }).click()
  await page.getByRole('button', { name: /Báo cáo kinh tế/ }).click()
  await page.waitForSelector('[data-page="1"][data-painted]')
  await page.getByRole('button', { name: 'Ghi lên tài liệu' }).click()
  await page.getByText('Đã lưu').first().waitFor()
  await writeEveryKind(page)
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** A point of page one as it is seen; fractions of its width. */
async function at(page: Page, [x, y]: readonly [number, number]): Promise<[number, number]> {
  const box = await page.locator('[data-page="1"]').first().boundingBox()
  if (!box) throw new Error('page one is not on the screen')
  return [box.x + box.width * x, box.y + box.width * y]
}

async function drag(page: Page, tool: string, from: [number, number], to: [number, number]): Promise<void> {
  const button = page.getByRole('button', { name: tool, exact: true }).first()
  if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click()
  await page.mouse.move(...(await at(page, from)))
  await page.mouse.down()
  await page.mouse.move(...(await at(page, to)), { steps: 8 })
  await page.mouse.up()
}

/** A note of every kind, on page one, in the private layer. */
async function writeEveryKind(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelectorAll('[data-page="1"] span').length > 10)
  await drag(page, 'Bút viết', [0.6, 0.12], [0.8, 0.14])
  await drag(page, 'Tô sáng', [0.13, 0.194], [0.4, 0.194])
  await drag(page, 'Gạch chân', [0.13, 0.287], [0.5, 0.287])
  await drag(page, 'Gạch bỏ', [0.13, 0.32], [0.5, 0.32])
  await drag(page, 'Mũi tên', [0.85, 0.3], [0.7, 0.35])
  await page.getByRole('button', { name: 'Dán ghi chú', exact: true }).first().click()
  await page.mouse.click(...(await at(page, [0.9, 0.1])))
  await page.getByRole('textbox', { name: 'Nội dung ghi chú' }).first().fill(words)
  await page.getByRole('button', { name: 'Đóng ghi chú' }).click()
  await page.getByRole('button', { name: 'Viết chữ', exact: true }).first().click()
  await page.mouse.click(...(await at(page, [0.7, 0.42])))
  await page.getByRole('textbox', { name: 'Nội dung ghi chú' }).first().fill('Xem phụ lục số 2')
  await page.getByRole('button', { name: 'Đóng dấu ý kiến', exact: true }).first().click()
  await page.getByRole('button', { name: 'Xem lại', exact: true }).click()
  await page.mouse.click(...(await at(page, [0.72, 0.22])))
  await page.getByRole('button', { name: 'Hiện Ghi chú', exact: true }).click()
  await page.waitForFunction(() => document.querySelectorAll('aside[aria-label="Ghi chú"] li').length === 8)
  await page.getByText('Đã lưu').first().waitFor()
}

/** Makes a file of a kind and takes it; what pdf.js finds in it. */
async function takeHome(kind: string) {
  const { page } = chair
  await page.getByRole('button', { name: 'Tải về bản có ghi chú' }).click()
  const dialog = page.getByRole('dialog', { name: 'Tải về bản có ghi chú' })
  await dialog.getByRole('radio', { name: kind }).check()
  await dialog.getByRole('button', { name: 'Tạo tệp' }).click()
  const link = dialog.getByRole('link', { name: 'Lưu tệp' })
  await link.waitFor()
  const download = page.waitForEvent('download')
  await link.click()
  const file = await download
  const pdf = await openPdf([new Uint8Array(await readFile(await file.path()))])
  await dialog.getByRole('button', { name: 'Đóng', exact: true }).last().click()
  await dialog.waitFor({ state: 'hidden' })
  return { name: file.suggestedFilename(), pdf }
}

describe('taking a paper home from a meeting', () => {
  test('[N67] the choice says whose notes come along, and has no barrier', async () => {
    const { page } = chair
    await page.getByRole('button', { name: 'Tải về bản có ghi chú' }).click()
    const dialog = page.getByRole('dialog', { name: 'Tải về bản có ghi chú' })
    const own = dialog.getByRole('checkbox', { name: /Riêng tôi · \d+ ghi chú/ })
    await own.waitFor()
    expect(await own.isChecked()).toBe(true)
    await dialog.getByText('Chỉ mình ông/bà xem được.', { exact: false }).waitFor()
    expect(await dialog.getByRole('checkbox', { name: /Chung cả phiên họp · chưa có/ }).isDisabled()).toBe(
      true,
    )
    expect(await axeViolations(page)).toEqual([])
    expect(await smallTargets(page)).toEqual([])
    expect(await sidewaysOverflow(page)).toBe(0)
    await own.uncheck()
    await dialog.getByText('Chọn ít nhất một phần có ghi chú.').waitFor()
    expect(await dialog.getByRole('button', { name: 'Tạo tệp' }).isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: 'Đóng', exact: true }).last().click()
  })

  test('[N61] another reader lists what was written in the meeting', async () => {
    const { name, pdf } = await takeHome('Tài liệu kèm ghi chú')
    expect(name).toBe('Báo cáo kinh tế quý 3 2026 (có ghi chú).pdf')
    expect(pdf.numPages).toBe(2)
    const found = await listed(pdf, 1)
    expect(found.map(({ subtype }) => subtype).sort()).toEqual(
      ['FreeText', 'Highlight', 'Ink', 'Line', 'Stamp', 'StrikeOut', 'Text', 'Underline'].sort(),
    )
    expect(new Set(found.map(({ author }) => author))).toEqual(new Set(['Bà Trần Thị Chủ']))
    expect(found.find(({ subtype }) => subtype === 'Text')?.contents).toBe(words)
    expect(found.find(({ subtype }) => subtype === 'FreeText')?.textContent?.join(' ')).toBe(
      'Xem phụ lục số 2',
    )
    expect(found.find(({ subtype }) => subtype === 'Highlight')?.contents).toContain('Phần 1')
    expect(found.find(({ subtype }) => subtype === 'Stamp')?.contents).toBe('Xem lại')
  })

  test('[N65] the copy for printing has them in its pages, and their words at the end', async () => {
    const { pdf } = await takeHome('Bản để in')
    expect(pdf.numPages).toBe(3)
    expect(await listed(pdf, 1)).toEqual([])
    expect(await textOf(pdf, 1)).toContain('Xem phụ lục số 2')
    expect(await textOf(pdf, 3)).toContain(words)
  })

  test('[N66] the summary says them page by page', async () => {
    const { name, pdf } = await takeHome('Bản tổng hợp ghi chú')
    expect(name).toBe('Báo cáo kinh tế quý 3 2026 (tổng hợp ghi chú).pdf')
    const text = await textOf(pdf, 1)
    expect(text).toContain('Báo cáo kinh tế: quý 3/2026')
    expect(text).toContain(words)
    expect(text).toContain('Riêng tôi (ghi chú cá nhân của tôi) (8)')
  })

  test('[N60] a paper that is kept on this device goes home without the network; one that is not says so', async () => {
    const { page, context } = chair
    await page.waitForFunction(async () => (await window.keptPieces()) > 0, undefined, { timeout: 60_000 })
    await context.setOffline(true)
    const { pdf } = await takeHome('Tài liệu kèm ghi chú')
    expect(await listed(pdf, 1)).toHaveLength(8)
    await page.evaluate(() => window.keptPieces(true))
    await page.getByRole('button', { name: 'Tải về bản có ghi chú' }).click()
    const dialog = page.getByRole('dialog', { name: 'Tải về bản có ghi chú' })
    await dialog.getByRole('button', { name: 'Tạo tệp' }).click()
    await dialog.getByText(/máy đang mất mạng và tài liệu chưa được giữ trên máy/).waitFor()
    await dialog.getByRole('button', { name: 'Đóng', exact: true }).last().click()
    expect((await takeHome('Bản tổng hợp ghi chú')).pdf.numPages).toBeGreaterThan(0)
    await context.setOffline(false)
  })
})

/** Run in the page: how many pieces of papers this device keeps; `erase` takes them away. */
function addKeptPieces(): void {
  window.keptPieces = (erase = false) =>
    new Promise(resolve => {
      const open = indexedDB.open('phong-hop-so.offline')
      open.onsuccess = () => {
        const change = open.result.transaction('pieces', 'readwrite')
        const asked = change.objectStore('pieces').count()
        if (erase) change.objectStore('pieces').clear()
        change.oncomplete = () => {
          open.result.close()
          resolve(asked.result)
        }
      }
    })
}
