import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { newDevice } from '../support/devices.ts'
import { isNewer, lookForNewer, makeNewer, type NewerClient } from '../support/newerClient.ts'

jest.setTimeout(180_000)

/** A new version is fetched whole before it is offered. */
const patience = { timeout: 90_000 }

let browser: Browser
let server: TestServer
let newer: NewerClient

beforeAll(async () => {
  browser = await startBrowser()
  server = await startServer()
  newer = await makeNewer()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await newer?.remove()
})

test('A new version is offered, and one touch begins anew with it, on a tablet’s first visit too', async () => {
  const { client } = await server.person()
  const { page } = await newDevice(browser, server.url, { cookie: client.cookie })
  await page.goto(`${server.url}/account`)
  await page.getByText('Đã kết nối').waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))

  const { folder, url } = server
  await server.close({ keep: true })
  server = await startServer({ folder, port: Number(new URL(url).port), clientFolder: newer.folder })
  await lookForNewer(page)
  const update = page.getByRole('button', { name: 'Cập nhật' })
  await update.waitFor(patience)
  expect(await isNewer(page)).toBe(false)
  const begunAnew = page.waitForEvent('load', patience)
  await update.click()
  await begunAnew
  expect(await isNewer(page)).toBe(true)
  await page.getByText('Đã kết nối').waitFor()
})
