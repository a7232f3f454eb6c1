import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { documents } from '#shared/documents/documents.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { type PaperWorld, type Published, paperWorld } from '#tests/support/documents/paperWorld.ts'
import { scannedPaper, textPaper } from '#tests/support/pdf/papers.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { axeViolations, sidewaysOverflow, smallTargets } from '../support/accessibility.ts'
import { type Device, newDevice } from '../support/devices.ts'
import { keptIn, swapPieces } from './support.ts'

jest.setTimeout(180_000)

let browser: Browser
let world: PaperWorld
let report: Published
let scan: Published
const lines = Array.from({ length: 30 }, (_, index) => `Trang bao cao so ${index + 1}`)
const lastLine = 'Loi ket ve tieng sao truc'

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await world?.server.close()
})
beforeEach(async () => {
  await world?.server.close()
  world = await paperWorld()
  await world.setState('open')
  report = await world.publish(textPaper([...lines, lastLine]), { title: 'Báo cáo tháng' })
  scan = await world.publish(scannedPaper({ pages: 4, bytesAPage: 700_000 }), { title: 'Công văn chụp' })
})

/** A tablet with its member signed in, after everything has been fetched. */
const tablet = async (person = world.member): Promise<Device> => {
  const device = await newDevice(browser, world.server.url, { cookie: person.client.cookie })
  await device.page.goto(`${world.server.url}/offline`)
  await device.page.getByText('Đã tải đủ').waitFor()
  await device.page.evaluate(() => navigator.serviceWorker.ready)
  return device
}

const openPaper = async (page: Page, title: string) => {
  await page.goto(`${world.server.url}/meetings/${world.meetingId}`)
  await page.getByRole('button', { name: title }).first().click()
}

/** Waits until everything is erased, the key too. */
const untilErased = async (page: Page) => {
  for (;;) {
    const { pieces, views, locked } = await keptIn(page)
    if (pieces === 0 && views === 0 && locked === null) return
    await page.waitForTimeout(100)
  }
}

test('[O1] [O2] [O3] [O5] Papers come by themselves and are read to the last page and searched after a reload without the network', async () => {
  const { context, page } = await tablet()
  expect(await axeViolations(page)).toEqual([])
  expect(await smallTargets(page)).toEqual([])
  expect(await sidewaysOverflow(page)).toBe(0)
  await context.setOffline(true)
  await openPaper(page, 'Báo cáo tháng')
  await page.getByText(lines[0]!).first().waitFor()
  await page.getByLabel('Số trang').fill('31')
  await page.getByLabel('Số trang').press('Enter')
  await page.getByText(lastLine).first().waitFor()
  await page.getByRole('button', { name: 'Tìm trong tài liệu' }).click()
  await page.getByLabel('Từ cần tìm').fill('tieng sao')
  await page.getByText('1 / 1').waitFor()
  await page.getByText('đã tải về máy').first().waitFor()
  await page.reload()
  await page.getByText('Đang kết nối lại').waitFor()
  await openPaper(page, 'Công văn chụp')
  await page.getByText('/ 4').waitFor()
  await context.close()
})

test('[O6] [O7] Nothing of a paper or a view can be read in what the browser stores', async () => {
  const { context, page } = await tablet()
  await openPaper(page, 'Báo cáo tháng')
  await page.getByText(lines[0]!).first().waitFor()
  const kept = await keptIn(page, [
    '%PDF',
    'Báo cáo tháng',
    'Công văn',
    'Phiên họp',
    'endstream',
    'EXTRACTABLE',
    report.versionId,
  ])
  expect(kept.pieces).toBeGreaterThanOrEqual(4)
  expect(kept.views).toBeGreaterThanOrEqual(4)
  // The ids stand in the clear, as [O6] says: so the look finds what is there.
  expect(kept.found).toEqual([report.versionId])
  expect(kept.cached).toEqual([])
  await context.close()
})

test('[O6] A piece that was put in another paper’s place is not shown as that paper', async () => {
  const { context, page } = await tablet()
  await swapPieces(page, report.versionId, scan.versionId)
  await openPaper(page, 'Báo cáo tháng')
  await page.getByText(lines[0]!).first().waitFor()
  await page.getByText('/ 31').waitFor()
  await context.close()
})

test('[O8] An expired login locks; the same person signs in again and reads without fetching anew', async () => {
  const { context, page } = await tablet()
  const { pieces } = await keptIn(page)
  world.server.clock.pass(world.server.config.loginMs + 60_000)
  await page.waitForURL(/sign-in/)
  const locked = await keptIn(page)
  expect(locked).toMatchObject({ locked: true, pieces })
  await context.setOffline(true)
  await page.goto(`${world.server.url}/meetings/${world.meetingId}`)
  await page.getByText('Chưa gặp được máy chủ').first().waitFor()
  expect(await page.getByText('Báo cáo tháng').count()).toBe(0)
  await context.setOffline(false)
  const again = await world.server.device(world.member.accountId)
  const [name = '', value = ''] = again.client.cookie.split('=')
  await context.addCookies([
    {
      ...{ name, value, url: world.server.url.replace('http:', 'https:') },
      ...{ secure: true, httpOnly: true, sameSite: 'Strict' },
    },
  ])
  const asked: string[] = []
  page.on('request', request => {
    if (request.url().includes('/paper')) asked.push(request.url())
  })
  await page.goto(`${world.server.url}/offline`)
  await page.getByText('Đã tải đủ').waitFor()
  expect((await keptIn(page)).locked).toBe(false)
  expect(asked).toEqual([])
  await context.close()
})

test('[K29] [K47] [O8] A tablet under a hand stays signed in, and its browser keeps the cookie; one that lies open locks', async () => {
  const { context, page } = await tablet()
  const { clock, config } = world.server
  const most = config.loginMs - 3_600_000
  clock.pass(most)
  // Its own clock has gone on too.
  await page.evaluate(ms => {
    const before = Date.now
    Date.now = () => before() + ms
  }, most)
  const expiry = async () =>
    (await context.cookies()).find(({ name }) => name === '__Host-login')?.expires ?? 0
  const until = () =>
    world.server.database.kysely
      .selectFrom('logins')
      .select('expires_at')
      .where('id', '=', world.member.loginId)
      .executeTakeFirstOrThrow()
  const { expires_at: before } = await until()
  await page.mouse.click(2, 2)
  while ((await until()).expires_at === before) await page.waitForTimeout(50)
  expect((await until()).expires_at).toBeGreaterThan(before + most - 60_000)
  await page.reload()
  await page.getByText('Đã tải đủ').waitFor()
  const days = (await expiry()) / 86_400 - Date.now() / 86_400_000
  expect(days).toBeGreaterThan(399)
  const { pieces } = await keptIn(page)
  clock.pass(config.loginMs + 60_000)
  await page.waitForURL(/sign-in/)
  expect(await keptIn(page)).toMatchObject({ locked: true, pieces })
  await context.close()
})

describe('[O10] Everything is erased', () => {
  test('when the person signs out', async () => {
    const { context, page } = await tablet()
    await page.getByRole('button', { name: /Tài khoản của tôi/ }).click()
    await page.getByRole('menuitem', { name: 'Đăng xuất' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Đăng xuất' }).click()
    await page.waitForURL(/sign-in/)
    await untilErased(page)
    await context.close()
  })

  test('when an administrator wipes the tablet, at its next contact', async () => {
    const administrator = await world.server.person({ administrator: true })
    const { context, page } = await tablet()
    await context.setOffline(true)
    await administrator.client.done(accounts.endLogin, { loginId: world.member.loginId, wipe: true })
    expect((await keptIn(page)).pieces).toBeGreaterThan(0)
    await context.setOffline(false)
    await page.waitForURL(/sign-in/)
    await untilErased(page)
    await context.close()
  })

  test('[K33] [K47] when an administrator wipes a tablet whose login had expired, at its next contact', async () => {
    const { context, page } = await tablet()
    world.server.clock.pass(world.server.config.loginMs + 60_000)
    await page.waitForURL(/sign-in/)
    while ((await keptIn(page)).locked !== true) await page.waitForTimeout(50)
    const administrator = await world.server.person({ administrator: true })
    await administrator.client.done(accounts.endLogin, { loginId: world.member.loginId, wipe: true })
    await page.goto(`${world.server.url}/offline`)
    await page.waitForURL(/sign-in/)
    await untilErased(page)
    await context.close()
  })

  test('when somebody else signs in', async () => {
    const { context, page } = await tablet()
    const before = await keptIn(page, [report.versionId])
    expect(before.found).toEqual([report.versionId])
    const [name = '', value = ''] = world.outsider.client.cookie.split('=')
    await context.addCookies([
      {
        ...{ name, value, url: world.server.url.replace('http:', 'https:') },
        ...{ secure: true, httpOnly: true, sameSite: 'Strict' },
      },
    ])
    await page.goto(`${world.server.url}/offline`)
    await page.getByText('Chưa có tài liệu nào trên máy').waitFor()
    expect((await keptIn(page, [report.versionId])).found).toEqual([])
    await context.close()
  })
})

describe('[O11] Papers are erased', () => {
  test('when their reader is taken out of the meeting', async () => {
    const { context, page } = await tablet(world.invitee)
    await world.secretary.client.done(meetings.removeParticipant, {
      meetingId: world.meetingId,
      accountId: world.invitee.accountId,
    })
    await page.getByText('Chưa có tài liệu nào trên máy').waitFor()
    const kept = await keptIn(page, [report.versionId, scan.versionId])
    expect(kept).toMatchObject({ pieces: 0, found: [] })
    await context.close()
  })

  test('when a paper is closed to its reader, and the others stay', async () => {
    const { context, page } = await tablet()
    await world.secretary.client.done(documents.update, {
      documentId: report.documentId,
      title: 'Báo cáo tháng',
      audience: { kind: 'chosen', accountIds: [world.chair.accountId] },
    })
    await page.getByText('Báo cáo tháng').waitFor({ state: 'detached' })
    await page.getByText('Công văn chụp').waitFor()
    const ids = [report.versionId, scan.versionId]
    while ((await keptIn(page, ids)).found.includes(report.versionId)) await page.waitForTimeout(100)
    expect((await keptIn(page, ids)).found).toEqual([scan.versionId])
    await context.close()
  })
})
