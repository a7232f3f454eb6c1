import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Vault } from '#client/features/offline/Vault.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { type StaticPage, startStaticPage } from '../support/staticPage.ts'

jest.setTimeout(120_000)

declare global {
  var vault: Vault
}

let browser: Browser
let served: StaticPage
let context: BrowserContext
let page: Page

beforeAll(async () => {
  served = await startStaticPage(join(import.meta.dirname, 'vault'))
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})
beforeEach(async () => {
  context = await browser.newContext()
  page = await context.newPage()
  await open()
})
afterEach(() => context.close())

const open = async () => {
  await page.goto(served.origin)
  await page.waitForFunction(() => globalThis.vault !== undefined)
  return page.evaluate(() => vault.unlock({ accountId: 'a', expiresAt: 2_000_000_000_000 }, 1, true))
}
/** Keeps three updates of a layer, the last unsent, and one of another meeting. */
const fill = () =>
  page.evaluate(async () => {
    const place = { meetingId: 'm', versionId: 'v', layer: 'private' }
    const keys = [
      await vault.putNotes(place, Uint8Array.of(1), false),
      await vault.putNotes(place, Uint8Array.of(2), false),
      await vault.putNotes(place, new TextEncoder().encode('CHUYỆN RIÊNG'), true),
    ]
    await vault.putNotes({ ...place, meetingId: 'n', versionId: 'w' }, Uint8Array.of(9), true)
    return keys
  })
const kept = () =>
  page.evaluate(async () =>
    (await vault.notes({ meetingId: 'm', versionId: 'v', layer: 'private' })).map(({ unsent, update }) => [
      unsent,
      [...update],
    ]),
  )
const word = [...new TextEncoder().encode('CHUYỆN RIÊNG')]

test('[O14] notes are kept in order over a reload, and what was not sent is known', async () => {
  await fill()
  expect(await open()).toBe('open')
  expect(await kept()).toEqual([
    [false, [1]],
    [false, [2]],
    [true, word],
  ])
  expect(await page.evaluate(() => vault.unsentNotes())).toBe(2)
})

test('[O14] what the server has stored is unsent no more, and many updates become one', async () => {
  const keys = await fill()
  await page.evaluate(async ([first, second, third]) => {
    await vault.settleNotes([third ?? 0])
    await vault.foldNotes({ meetingId: 'm', versionId: 'v', layer: 'private' }, Uint8Array.of(7), [
      first ?? 0,
      second ?? 0,
      third ?? 0,
    ])
  }, keys)
  expect(await kept()).toEqual([[false, [7]]])
  expect(await page.evaluate(() => vault.unsentNotes())).toBe(1)
})

test('[O6] nothing of a note lies on the device in the clear, nor opens in another layer’s place', async () => {
  await fill()
  const found = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>(resolve => {
      const request = indexedDB.open('phong-hop-so.offline')
      request.onsuccess = () => resolve(request.result)
    })
    const store = database.transaction('notes', 'readwrite').objectStore('notes')
    const all = await new Promise<{ bytes: ArrayBuffer; layer: string }[]>(resolve => {
      const request = store.getAll()
      request.onsuccess = () => resolve(request.result)
    })
    const texts = all.map(({ bytes }) => new TextDecoder('latin1').decode(bytes))
    // As if somebody had moved a record to another layer.
    store.put({ ...all[0], layer: 'everyone' })
    await new Promise(resolve => {
      store.transaction.oncomplete = resolve
    })
    const moved = await vault.notes({ meetingId: 'm', versionId: 'v', layer: 'everyone' })
    database.close()
    return { texts, moved: moved.length }
  })
  const latin = Buffer.from(word).toString('latin1')
  expect(found.texts.length).toBe(4)
  expect(found.texts.some(text => text.includes(latin))).toBe(false)
  expect(found.moved).toBe(0)
})

test('[O15] an expired login locks notes and keeps them; the same person’s next one opens them', async () => {
  await fill()
  await page.evaluate(() => vault.lock())
  expect(await kept()).toEqual([])
  expect(
    await page.evaluate(() =>
      vault.putNotes({ meetingId: 'm', versionId: 'v', layer: 'private' }, Uint8Array.of(1), true),
    ),
  ).toBeNull()
  expect(await page.evaluate(() => vault.unsentNotes())).toBe(2)
  expect(await open()).toBe('open')
  expect((await kept()).length).toBe(3)
})

test('[O15] a lost right erases its layer or its meeting, and signing out everything', async () => {
  await fill()
  await page.evaluate(() => vault.eraseNotes({ meetingId: 'm', versionId: 'v', layer: 'private' }))
  expect(await kept()).toEqual([])
  expect(await page.evaluate(() => vault.unsentNotes())).toBe(1)
  await page.evaluate(() => vault.eraseNotes({ meetingId: 'n' }))
  expect(await page.evaluate(() => vault.unsentNotes())).toBe(0)
  await fill()
  await page.evaluate(async () => {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt'])
    await vault.putNotesKey({ accountId: 'a', keyId: 'k', key })
  })
  expect(await page.evaluate(async () => (await vault.notesKey('a'))?.keyId)).toBe('k')
  await page.evaluate(() => vault.erase())
  expect(await page.evaluate(() => vault.notesKey('a'))).toBeNull()
  expect(await open()).toBe('open')
  expect(await kept()).toEqual([])
  expect(await page.evaluate(() => vault.notesKey('a'))).toBeNull()
})
