import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { agenda } from '#shared/agenda/agenda.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { screens } from '#shared/screens/screens.contract.ts'
import { type PaperWorld, paperWorld } from '#tests/support/documents/paperWorld.ts'
import { startServer } from '#tests/support/server.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { newDevice } from '../support/devices.ts'
import { isNewer, lookForNewer, makeNewer, type NewerClient } from '../support/newerClient.ts'

jest.setTimeout(180_000)

/** A new version is fetched whole before it is offered. */
const patience = { timeout: 90_000 }
/** What a display that waits to be paired shows. */
const code = /^[0-9 ]{6,}$/

let browser: Browser
let world: PaperWorld
let newer: NewerClient

beforeAll(async () => {
  browser = await startBrowser()
  world = await paperWorld()
  newer = await makeNewer()
})
afterAll(async () => {
  await browser?.close()
  await world?.server.close()
  await newer?.remove()
})

/** A display with the application kept on it. */
const display = async (): Promise<Page> => {
  const { page } = await newDevice(browser, world.server.url, { width: 1920, height: 1080 })
  await page.goto(`${world.server.url}/screen`)
  await page.getByRole('img', { name: code }).waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready)
  return page
}

const codeOn = async (page: Page): Promise<string> =>
  ((await page.getByRole('img', { name: code }).getAttribute('aria-label')) ?? '').replaceAll(' ', '')

test('[H13] A new version is taken at once where no meeting sits, and elsewhere when the meeting is over', async () => {
  const { secretary, meetingId, itemId } = world
  const sitting = await display()
  await secretary.client.done(screens.pair, {
    ...{ screenId: crypto.randomUUID(), name: 'Màn hình chính', meetingId },
    code: await codeOn(sitting),
  })
  await secretary.client.done(meetings.open, { meetingId })
  await secretary.client.done(agenda.takeItem, { itemId })
  await sitting.getByRole('heading', { name: 'Nội dung 1' }).waitFor()
  const idle = await display()

  const { url, folder } = world.server
  await world.server.close({ keep: true })
  const port = Number(new URL(url).port)
  const server = await startServer({ folder, port, clientFolder: newer.folder })
  Object.assign(world, { server })

  await lookForNewer(sitting)
  await sitting.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    while (!registration?.waiting) await new Promise(resolve => setTimeout(resolve, 50))
  })
  const begunAnew = idle.waitForEvent('load', patience)
  await lookForNewer(idle)
  await begunAnew
  expect(await isNewer(idle)).toBe(true)
  await sitting.getByRole('heading', { name: 'Nội dung 1' }).waitFor()
  expect(await isNewer(sitting)).toBe(false)

  const over = sitting.waitForEvent('load', patience)
  await secretary.client.done(meetings.close, { meetingId })
  await over
  expect(await isNewer(sitting)).toBe(true)
})
