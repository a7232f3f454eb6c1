import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from '../reader/support/browser.ts'
import { axeViolations, sidewaysOverflow, smallTargets } from '../support/accessibility.ts'
import { type StaticPage, startStaticPage } from '../support/staticPage.ts'

jest.setTimeout(120_000)

let browser: Browser
let site: StaticPage

beforeAll(async () => {
  site = await startStaticPage(join(import.meta.dirname, '../../client/ui/gallery'))
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const open = async (query = '', width = 1024, height = 768): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width, height } })
  await page.goto(`${site.origin}/?${query}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

const sizes = [
  ['a tablet', 1024, 768],
  ['a tablet held upright', 768, 1024],
  ['a phone', 360, 740],
  ['a large tablet', 1366, 1024],
  ['a desk', 1920, 1080],
  ['a tablet at 200 %', 512, 384],
] as const

describe.each(sizes)('On %s', (_name, width, height) => {
  test.each(['light', 'dark'])('every primitive is accessible in the %s theme', async theme => {
    const page = await open(`theme=${theme}`, width, height)
    expect(await axeViolations(page)).toEqual([])
    await page.close()
  })
  test('every target is at least 44 px, and nothing is wider than the screen', async () => {
    const page = await open('', width, height)
    expect(await smallTargets(page)).toEqual([])
    expect(await sidewaysOverflow(page)).toBe(0)
    await page.close()
  })
})

describe('A button that is held', () => {
  const notice = (page: Page) => page.getByText('Đã kết thúc phiên họp')

  test('acts after a second under a finger, and not when let go early', async () => {
    const page = await open()
    const button = page.getByRole('button', { name: 'Kết thúc phiên họp' })
    await button.scrollIntoViewIfNeeded()
    await button.hover()
    await page.mouse.down()
    await page.mouse.up()
    await page.getByText('Đã thả sớm, chưa thực hiện').waitFor({ state: 'attached' })
    expect(await notice(page).count()).toBe(0)
    await page.mouse.down()
    await notice(page).waitFor()
    await page.mouse.up()
    expect(await notice(page).count()).toBe(1)
    await page.close()
  })

  test('acts by the keyboard held, and not by a short press', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Kết thúc phiên họp' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Đã thả sớm, chưa thực hiện').waitFor({ state: 'attached' })
    expect(await notice(page).count()).toBe(0)
    await page.keyboard.down(' ')
    await notice(page).waitFor()
    await page.keyboard.up(' ')
    await page.close()
  })

  test('acts for a screen reader that can only click, when it clicks twice', async () => {
    const page = await open()
    const button = page.getByRole('button', { name: 'Kết thúc phiên họp' })
    await button.dispatchEvent('click')
    expect(await notice(page).count()).toBe(0)
    await button.dispatchEvent('click')
    await notice(page).waitFor()
    await page.close()
  })
})

describe('The keyboard', () => {
  test('“?” lists the shortcuts, and turning single keys off stops them', async () => {
    const page = await open()
    await page.keyboard.press('t')
    await page.getByText('Đang theo trang').waitFor()
    await page.getByRole('button', { name: 'Bỏ qua thông báo' }).click()
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: 'Phím tắt' })
    await help.getByText('Theo trang trình bày').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await help.getByRole('switch', { name: 'Dùng phím tắt một chữ' }).click()
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })
    await page.keyboard.press('t')
    await page.keyboard.press('?')
    await help.waitFor()
    expect(await page.getByText('Đang theo trang').count()).toBe(0)
    await page.close()
  })

  test('letters that are typed into a field are not shortcuts', async () => {
    const page = await open()
    const field = page.getByLabel('Tên nội dung', { exact: true })
    await field.fill('')
    await field.press('t')
    expect(await field.inputValue()).toBe('t')
    expect(await page.getByText('Đang theo trang').count()).toBe(0)
    await page.close()
  })

  test('Enter that confirms a Telex word is left to the composition', async () => {
    const page = await open()
    const field = page.getByLabel('Tên nội dung', { exact: true })
    await field.fill('Biên bản')
    const input = await page.context().newCDPSession(page)
    await field.press('End')
    await input.send('Input.imeSetComposition', { text: 'họp', selectionStart: 3, selectionEnd: 3 })
    await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })
    expect(await page.getByText('Đã nhận: Biên').count()).toBe(0)
    await input.send('Input.insertText', { text: 'họp' })
    await field.press('Enter')
    await page.getByText('Đã nhận: Biên bảnhọp').waitFor()
    await page.close()
  })

  test('Tab first offers the way to the content', async () => {
    const page = await open()
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Tới nội dung chính' })
    expect(await skip.evaluate(link => link === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
    await page.close()
  })
})

describe('A dialog that asks', () => {
  test('is accessible, starts on the way back, and gives the focus back', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Gỡ tài liệu này' }).click()
    const dialog = page.getByRole('dialog', { name: 'Gỡ tài liệu này?' })
    await dialog.waitFor()
    await page.waitForFunction(() => document.activeElement?.textContent === 'Thôi')
    expect(await axeViolations(page)).toEqual([])
    expect(await smallTargets(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement?.textContent === 'Gỡ tài liệu này')
    await page.close()
  })
})

describe('A cell that is edited in place', () => {
  test('saves on Enter and takes back on Escape', async () => {
    const page = await open()
    const cell = page.getByLabel('Sửa tên nội dung 1')
    await cell.fill('Khai mạc')
    await cell.press('Escape')
    expect(await cell.inputValue()).toBe('Thông qua chương trình phiên họp')
    await cell.fill('Khai mạc phiên họp')
    await cell.press('Enter')
    expect(await cell.inputValue()).toBe('Khai mạc phiên họp')
    expect(await cell.evaluate(field => field === document.activeElement)).toBe(false)
    await page.close()
  })
})

test('The menu opens by the keyboard, is accessible and closes with Escape', async () => {
  const page = await open()
  await page.getByRole('button', { name: 'NVA' }).press('Enter')
  const entry = page.getByRole('menuitem', { name: 'Thiết bị của tôi' })
  await entry.waitFor()
  expect(await axeViolations(page)).toEqual([])
  expect(await smallTargets(page)).toEqual([])
  await page.keyboard.press('Escape')
  await entry.waitFor({ state: 'detached' })
  await page.close()
})

test('Nothing moves where the device asks for less motion', async () => {
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(site.origin)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const moving = await page.evaluate(() => document.getAnimations().length)
  expect(moving).toBe(0)
  await context.close()
})

test('A password is shown and hidden by its own button', async () => {
  const page = await open()
  const field = page.getByLabel('Mật khẩu', { exact: true })
  expect(await field.getAttribute('type')).toBe('password')
  await page.getByRole('button', { name: 'Hiện mật khẩu' }).click()
  expect(await field.getAttribute('type')).toBe('text')
  await page.getByRole('button', { name: 'Ẩn mật khẩu' }).click()
  expect(await field.getAttribute('type')).toBe('password')
  await page.close()
})
