import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { agenda } from '#shared/agenda/agenda.contract.ts'
import { documentsEvents } from '#shared/documents/documents.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { scannedPaper, textPaper } from '#tests/support/pdf/papers.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { axeViolations, smallTargets } from '../support/accessibility.ts'
import { newDevice } from '../support/devices.ts'

jest.setTimeout(120_000)

type Person = Awaited<ReturnType<TestServer['person']>>
const pageLimit = 20
let server: TestServer
let browser: Browser
let context: BrowserContext
let page: Page
let folder = ''
let secretary: Person
let member: Person
let invitee: Person
const meetingId = crypto.randomUUID()

const item = (number: number) => page.locator('tbody').nth(number - 1)
/** The papers of an item, by their titles from top to bottom. */
const titles = (number: number) =>
  item(number)
    .locator('[data-paper] textarea')
    .evaluateAll(cells => cells.map(cell => (cell instanceof HTMLTextAreaElement ? cell.value : '')))
const untilTitles = (number: number, wanted: readonly string[]) =>
  page.waitForFunction(
    ([place, expected]) =>
      JSON.stringify(
        [...(document.querySelectorAll('tbody')[place]?.querySelectorAll('[data-paper] textarea') ?? [])].map(
          cell => ('value' in cell ? cell.value : ''),
        ),
      ) === expected,
    [number - 1, JSON.stringify(wanted)] as const,
  )
const paper = (title: string) =>
  page.locator('[data-paper]').filter({ has: page.getByRole('button', { name: `Việc với ${title}` }) })
const menu = async (title: string, deed: string) => {
  await page.getByRole('button', { name: `Việc với ${title}`, exact: true }).click()
  // The menu before may still be folding.
  const own = page.getByRole('menu', { name: `Việc với ${title}`, exact: true })
  await own.getByRole('menuitem', { name: deed, exact: true }).click()
}
const fileOf = async (name: string, bytes: Buffer): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}
/** Drops files on an item, as a file manager does. */
const drop = async (number: number, files: readonly { name: string; text: string }[]) => {
  const data = await page.evaluateHandle(given => {
    const transfer = new DataTransfer()
    for (const { name, text } of given)
      transfer.items.add(
        new File([Uint8Array.from(atob(text), c => c.charCodeAt(0))], name, { type: 'application/pdf' }),
      )
    return transfer
  }, files)
  for (const kind of ['dragover', 'drop'] as const)
    await item(number).dispatchEvent(kind, { dataTransfer: data })
}
/** What of the page somebody may be unable to read or touch. */
const barriers = async () => [...(await axeViolations(page)), ...(await smallTargets(page))]
const pdf = (...lines: string[]) => textPaper(lines).toString('base64')
/** What a participant's own view shows. */
const seenBy = async (person: Person, sees: (papers: readonly string[]) => boolean) => {
  await person.client.ask(meetings.join, { meetingId })
  const view = await person.client.until(documentsEvents.changed, ({ documents }) =>
    sees(documents.map(({ title }) => title)),
  )
  return view.documents
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phs-desk-'))
  server = await startServer({ environment: { PHS_PAGE_LIMIT: String(pageLimit) } })
  browser = await startBrowser()
  secretary = await server.person({ secretary: true, displayName: 'Lương Thị Mỹ Duyên' })
  const chair = await server.person({ displayName: 'Nguyễn Hữu Thành', rank: 1 })
  member = await server.person({ displayName: 'Huỳnh Nguyễn Thị Ngọc Trường Giang', rank: 2 })
  invitee = await server.person({ displayName: 'Phạm Đình Khôi', rank: 3 })
  const startsAt = server.clock.now() + 86_400_000
  const { client } = secretary
  const fields = { kind: 'regular', title: 'Phiên họp thường kỳ tháng 11', place: '' } as const
  await client.done(meetings.create, {
    ...{ meetingId, ...fields, startsAt, endsAt: startsAt + 10_800_000, chairId: chair.accountId },
  })
  for (const [{ accountId }, role] of [
    [member, 'member'],
    [invitee, 'invitee'],
  ] as const)
    await client.done(meetings.setParticipant, { meetingId, accountId, role })
  for (const title of ['Kinh tế - xã hội', 'Đầu tư công'])
    await client.done(agenda.addItem, {
      ...{ meetingId, itemId: crypto.randomUUID(), beforeItemId: null, title, durationMinutes: 30 },
      ...{ reporterId: null, reporterNote: '', audience: { kind: 'everyone' } },
    })
  await client.done(meetings.publish, { meetingId })
  const device = await newDevice(browser, server.url, { cookie: client.cookie, width: 1366, height: 768 })
  context = device.context
  page = device.page
  await page.goto(`${server.url}/desk/meetings/${meetingId}`)
  await item(2).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

describe('Papers at the secretary’s desk', () => {
  test('[D21] several files dropped at once become papers in the order in which they lay', async () => {
    await drop(
      1,
      [1, 2, 3, 4].map(number => ({ name: `Phu luc ${number}.pdf`, text: pdf(`Phu luc ${number}`) })),
    )
    await page.getByRole('dialog').getByRole('button', { name: 'Tải lên 4 tệp' }).click()
    await untilTitles(
      1,
      [1, 2, 3, 4].map(number => `Phu luc ${number}`),
    )
    await page.waitForFunction(() => document.querySelectorAll('[data-state=ready]').length === 4)
  })

  test('a file that misses its item leaves the desk as it is, and says where it belongs', async () => {
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File(['%PDF-1.7'], 'lac.pdf', { type: 'application/pdf' }))
      return transfer
    })
    await page.locator('h1').dispatchEvent('dragover', { dataTransfer: data })
    const prevented = await page.locator('h1').evaluate((heading, dataTransfer) => {
      const dropped = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })
      heading.dispatchEvent(dropped)
      return dropped.defaultPrevented
    }, data)
    expect(prevented).toBe(true)
    await page.getByText('Chưa thêm tệp nào: xin thả tệp vào đúng nội dung', { exact: false }).waitFor()
  })

  test('[D19] a paper is renamed where it stands, and takes its old name back', async () => {
    const cell = paper('Phu luc 1').getByRole('textbox')
    await cell.fill('Phụ lục 1: số liệu 11 tháng')
    await cell.press('Enter')
    await seenBy(member, seen => seen.includes('Phụ lục 1: số liệu 11 tháng'))
    await page
      .getByRole('region', { name: 'Thông báo' })
      .getByRole('button', { name: 'Hoàn tác' })
      .last()
      .click()
    await untilTitles(1, ['Phu luc 1', 'Phu luc 2', 'Phu luc 3', 'Phu luc 4'])
  })

  test('[D21] a paper is moved within its item and to another one, and back where it stood', async () => {
    await menu('Phu luc 1', 'Đưa xuống một chỗ')
    await untilTitles(1, ['Phu luc 2', 'Phu luc 1', 'Phu luc 3', 'Phu luc 4'])
    await menu('Phu luc 3', 'Chuyển sang nội dung khác')
    await page.getByRole('dialog').getByRole('radio', { name: '2. Đầu tư công' }).check()
    await page.getByRole('dialog').getByRole('button', { name: 'Chuyển', exact: true }).click()
    await untilTitles(2, ['Phu luc 3'])
    expect(await titles(1)).toEqual(['Phu luc 2', 'Phu luc 1', 'Phu luc 4'])
    await page.locator('h1').click()
    await page.keyboard.press('Control+z')
    await untilTitles(1, ['Phu luc 2', 'Phu luc 1', 'Phu luc 3', 'Phu luc 4'])
  })

  test('[D6] [D20] a new version takes the paper’s place when it is ready, under the same title', async () => {
    const row = paper('Phu luc 2')
    const chosen = page.waitForEvent('filechooser')
    await menu('Phu luc 2', 'Thay bằng bản mới')
    await (await chosen).setFiles(await fileOf('ban-hai.pdf', textPaper(['Ban hai', 'Trang hai'])))
    await row.getByText('2 trang', { exact: false }).filter({ hasText: 'bản 2' }).waitFor()
    const [document] = (await seenBy(member, seen => seen.includes('Phu luc 2'))).filter(
      ({ title }) => title === 'Phu luc 2',
    )
    expect(document?.version?.number).toBe(2)
  })

  test('[D9] a new version that is refused says why, and leaves the earlier one to read', async () => {
    const row = paper('Phu luc 2')
    const many = textPaper(Array.from({ length: pageLimit + 1 }, (_, page) => `Trang ${page + 1}`))
    const chosen = page.waitForEvent('filechooser')
    await menu('Phu luc 2', 'Thay bằng bản mới')
    await (await chosen).setFiles(await fileOf('dai.pdf', many))
    await row.getByText(`Tệp có hơn ${pageLimit} trang nên không được lưu.`, { exact: false }).waitFor()
    await row.getByText('Bản trước vẫn đọc được.').waitFor()
    await row.getByRole('button', { name: 'Bỏ bản này' }).click()
    await row.getByText('bản 2', { exact: false }).waitFor()
  })

  test('[D9] a paper with a password is refused with its sentence, and another file takes its place', async () => {
    const plain = await fileOf('thuong.pdf', textPaper(['Khong mat khau']))
    const locked = join(folder, 'khoa.pdf')
    execFileSync('qpdf', ['--encrypt', 'secret', 'owner', '256', '--', plain, locked])
    await item(2).locator('input[multiple]').setInputFiles(locked)
    await page.getByRole('dialog').getByRole('button', { name: 'Tải lên 1 tệp' }).click()
    await paper('khoa')
      .getByText('Tệp PDF có đặt mật khẩu nên không đọc được và không được lưu.', { exact: false })
      .waitFor()
    await page.getByLabel('Còn thiếu, gửi muộn').first().getByText('Không nhận được: khoa').waitFor()
    expect(await barriers()).toEqual([])
    const chosen = page.waitForEvent('filechooser')
    await paper('khoa').getByRole('button', { name: 'Chọn tệp khác' }).click()
    await (await chosen).setFiles(plain)
    await paper('khoa').getByText('1 trang', { exact: false }).waitFor()
  })

  test('[D3] [D12] a paper is for people by name from its first byte on, then for members, then for everyone', async () => {
    await item(2)
      .locator('input[multiple]')
      .setInputFiles(await fileOf('Nhan su.pdf', textPaper(['Nhan su'])))
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: 'Chọn từng người' }).check()
    await dialog.getByRole('button', { name: 'Tải lên 1 tệp' }).click()
    await dialog.getByText('Xin chọn ít nhất một người.').waitFor()
    expect(await barriers()).toEqual([])
    await dialog.getByRole('checkbox', { name: /Phạm Đình Khôi/ }).check()
    await dialog.getByRole('button', { name: 'Tải lên 1 tệp' }).click()
    await seenBy(invitee, seen => seen.includes('Nhan su'))
    expect((await seenBy(member, seen => seen.includes('khoa'))).map(({ title }) => title)).not.toContain(
      'Nhan su',
    )
    const choose = async (now: string, audience: string) => {
      await paper('Nhan su').getByRole('button', { name: now }).click()
      await dialog.getByRole('radio', { name: new RegExp(`^${audience}`) }).check()
      await dialog.getByRole('button', { name: 'Lưu' }).click()
      await dialog.waitFor({ state: 'detached' })
    }
    await choose('1 người được chọn', 'Thành viên')
    await seenBy(member, seen => seen.includes('Nhan su'))
    await seenBy(invitee, seen => !seen.includes('Nhan su'))
    await choose('Thành viên', 'Mọi người dự')
    await seenBy(invitee, seen => seen.includes('Nhan su'))
  })

  test('[A14] [M22] an item for people by name is out of everyone else’s sight, with its papers', async () => {
    await page.getByRole('button', { name: /^Mọi người dự.*Ai xem được 1$/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: 'Chọn từng người' }).check()
    await dialog.getByRole('checkbox', { name: /Trường Giang/ }).check()
    await dialog.getByRole('button', { name: 'Lưu' }).click()
    await page.getByRole('button', { name: /^1 người được chọn.*Ai xem được 1$/ }).waitFor()
    await seenBy(invitee, seen => !seen.includes('Phu luc 1') && seen.includes('Nhan su'))
    await seenBy(member, seen => seen.includes('Phu luc 1'))
    await page.getByRole('tab', { name: 'Xem thử' }).click()
    await page.getByLabel('Xem như').selectOption(invitee.accountId)
    await page.getByText('1 nội dung không hiện với người này.').waitFor()
    await page.getByRole('tab', { name: 'Chương trình, tài liệu' }).click()
  })

  test('[D18] a paper is removed after one question, and is out of everyone’s sight', async () => {
    await menu('khoa', 'Gỡ tài liệu')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('khoa sẽ biến mất khỏi mọi máy', { exact: false }).waitFor()
    await dialog.getByRole('button', { name: 'Gỡ tài liệu' }).click()
    await untilTitles(2, ['Nhan su'])
    await seenBy(member, seen => !seen.includes('khoa'))
  })

  test('[D1] one state secret among several files marks the item, and only the others are sent', async () => {
    const sent: string[] = []
    page.on('websocket', socket => socket.on('framesent', ({ payload }) => sent.push(payload.toString())))
    page.on('request', request => sent.push(request.postData() ?? ''))
    await drop(2, [
      { name: 'Bo tri luc luong.pdf', text: pdf('Bo tri') },
      { name: 'Kinh phi.pdf', text: pdf('Kinh phi') },
    ])
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Độ mật').first().selectOption('topSecret')
    await dialog.getByText('Tài liệu mật, phát bản giấy.', { exact: false }).waitFor()
    expect(await barriers()).toEqual([])
    await dialog.getByRole('button', { name: 'Tải lên 1 tệp' }).click()
    await untilTitles(2, ['Nhan su', 'Kinh phi'])
    await item(2).getByText('tài liệu mật, phát bản giấy').waitFor()
    expect(sent.filter(text => text.includes('Bo tri luc luong'))).toEqual([])
  })
})

describe('An upload that is interrupted', () => {
  test('[D7] by a reload stands there as unfinished, refuses another file, and goes on from where it was', async () => {
    const path = await fileOf('Bao cao lon.pdf', scannedPaper({ pages: 3, bytesAPage: 3_000_000 }))
    const line = await context.newCDPSession(page)
    const upload = (bytesPerSecond: number) =>
      line.send('Network.emulateNetworkConditions', {
        ...{ offline: false, latency: 1, downloadThroughput: -1, uploadThroughput: bytesPerSecond },
      })
    await line.send('Network.enable')
    await upload(3_000_000)
    await item(2).locator('input[multiple]').setInputFiles(path)
    await page.getByRole('dialog').getByRole('button', { name: 'Tải lên 1 tệp' }).click()
    // A chunk of 4 MiB is at the server when the second one begins.
    await page.waitForRequest(
      request => request.method() === 'PATCH' && request.headers()['upload-offset'] !== '0',
    )
    const questions: string[] = []
    page.once('dialog', asked => {
      questions.push(asked.type())
      void asked.accept()
    })
    await page.reload()
    expect(questions).toEqual(['beforeunload'])
    const row = page.locator('[data-state=unfinished]')
    await row.getByText('Tải dở dang, phần đã nhận vẫn còn').waitFor()
    await upload(-1)
    const other = page.waitForEvent('filechooser')
    await row.getByRole('button', { name: 'Chọn lại tệp để tải tiếp' }).click()
    await (await other).setFiles(await fileOf('Khac.pdf', textPaper(['Khac'])))
    await page.getByText('Đây không phải tệp đã tải dở (Bao cao lon.pdf)', { exact: false }).waitFor()
    const offsets: string[] = []
    page.on('request', request => {
      if (request.method() === 'PATCH') offsets.push(request.headers()['upload-offset'] ?? '')
    })
    // Adding the same file once more is going on with it: nothing is asked again.
    await item(2).locator('input[multiple]').setInputFiles(path)
    await page.getByText('Tải tiếp Bao cao lon từ chỗ dừng.').waitFor()
    await paper('Bao cao lon').getByText('sẵn sàng').waitFor()
    expect(offsets.length).toBeGreaterThan(0)
    expect(offsets).not.toContain('0')
  })
})
