import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import * as encoding from 'lib0/encoding'
import type { Browser, Page } from 'playwright-core'
import { extract } from 'tar'
import * as Y from 'yjs'
import { readRecoveryCode } from '#client/features/annotations/keys/recoveryCode.ts'
import { makeBackup } from '#server/commands/archive/make.ts'
import { messages } from '#shared/annotations/wire.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { listed as listedIn, openPdf } from '#tests/client/features/annotations/export/support/reading.ts'
import { filesOf, privateNotesOf, valuesOf } from '#tests/support/evidence/dataFolder.ts'
import { exportKeyOf } from '#tests/support/evidence/exportKey.ts'
import { Openings } from '#tests/support/evidence/openings.ts'
import { findWord, findWords, type Piece } from '#tests/support/evidence/words.ts'
import { changeOf, sticky } from '#tests/support/notes.ts'
import { makePaper } from '#tests/support/papers.ts'
import { textPaper } from '#tests/support/pdf/papers.ts'
import { startBrowser } from '../reader/support/browser.ts'
import type { Device } from '../support/devices.ts'
import {
  draw,
  listed,
  makeNotesWorld,
  type NotesWorld,
  notesPages,
  openPaper,
  paperShown,
  password,
  saved,
  stick,
  writeIn,
} from '../support/notesWorld.ts'
import { Recorder } from '../support/recorder.ts'

jest.setTimeout(600_000)

/** What each wrote privately. No other text of the meeting has any of these words. */
const secrets = {
  'chu.toa': 'Mật ước bến Nghé 7391',
  'thanh.vien': 'Đường về Cẩm Phả 2846',
  'bich.dang': 'Gió lộng Trường Sơn 5172',
  'kiem.phieu': 'Thuyền neo Vân Đồn 9063',
} as const
type Who = keyof typeof secrets
const everybody = Object.keys(secrets) as Who[]
/** In the layer for everyone: what the searches must find. */
const openWord = 'Lời chung sông Hậu 4418'
const everyoneLayer = 'Chung cả phiên họp'

let browser: Browser
let world: NotesWorld
let devices: Record<Who, Device>
let recoveryCode = ''
let scratch = ''
const recorder = new Recorder()
const page = (who: Who): Page => devices[who].page
const accountOf = (who: Who): string => world.people[who]!.accountId

beforeAll(async () => {
  browser = await startBrowser()
  scratch = await mkdtemp(join(tmpdir(), 'phs-together-'))
  world = await makeNotesWorld({
    people: [
      ['chu.toa', 'Trần Thị Chu', 'chair'],
      ['thanh.vien', 'Lê Văn Viên', 'member'],
      ['bich.dang', 'Đặng Thị Ngọc Bích', 'member'],
      ['kiem.phieu', 'Phạm Thị Phiếu', 'teller'],
    ],
  })
  const opened: Partial<Record<Who, Device>> = {}
  for (const who of everybody)
    opened[who] = await openPaper(browser, world, who, {
      before: device => recorder.watch(who, device.context, device.page),
    })
  devices = opened as Record<Who, Device>
})
afterAll(async () => {
  await browser?.close()
  await world?.close()
  if (scratch) await rm(scratch, { recursive: true, force: true })
})

/** Everything that anybody but the writers' own browsers could ever have read. */
const evidence = async (): Promise<readonly Piece[]> => {
  const { folder } = world.server
  const file = join(scratch, `${crypto.randomUUID()}.tar`)
  const made = await makeBackup({ dataFolder: folder, file, withKeys: true, now: Date.now() })
  if (!made.ok) throw new Error(made.error.code)
  const unpacked = await mkdtemp(join(scratch, 'backup-'))
  await extract({ file, cwd: unpacked })
  const columns = [folder, unpacked].flatMap(where =>
    valuesOf(join(where, 'phong-hop-so.sqlite')).map(({ where: column, value }) => ({
      where: column,
      bytes: Buffer.from(value),
    })),
  )
  return [
    ...(await filesOf(folder)),
    ...(await filesOf(scratch)),
    ...columns,
    { where: 'the log', bytes: Buffer.from(world.server.log()) },
    ...(await recorder.all()),
  ]
}

test('[N30] four people write privately and together on one paper', async () => {
  for (const who of everybody) {
    await saved(page(who))
    await stick(page(who), 0.3, secrets[who])
    await draw(page(who), 0.5)
    await saved(page(who))
    await listed(page(who), 2)
  }
  await writeIn(page('chu.toa'), everyoneLayer)
  await stick(page('chu.toa'), 0.7, openWord)
  for (const who of everybody) await listed(page(who), 3)
  // A recovery code is made, so that there is a wrap under it too.
  await page('bich.dang').goto(`${world.server.url}/account`)
  await page('bich.dang').getByRole('button', { name: 'Tạo mã khôi phục' }).click()
  const dialog = page('bich.dang').getByRole('dialog', { name: 'Mã khôi phục' })
  recoveryCode = (await dialog.getByRole('listitem').allTextContents()).join('-')
  await dialog.getByRole('button', { name: 'Tôi đã in hoặc chép lại' }).click()
  await page('bich.dang').goBack()
  await paperShown(page('bich.dang'))
  await listed(page('bich.dang'), 3)
})

test('[N2] nobody’s screen shows what another wrote privately, and everybody’s what was shared', async () => {
  for (const who of everybody) {
    const text = (await page(who).locator('body').textContent()) ?? ''
    for (const other of everybody)
      expect([who, other, text.includes(secrets[other])]).toEqual([who, other, who === other])
    expect(text).toContain(openWord)
  }
})

test('[N30] no private word is in any frame, body, address, stored byte, log or backup, in whatever way written', async () => {
  const all = await evidence()
  const found = await findWords([openWord, ...Object.values(secrets)], all)
  // The search finds what is there: the shared word on every way, and planted ones however they are hidden.
  const shared = found.get(openWord)?.join('\n')
  for (const place of [
    'chu.toa up frame /notes/everyone',
    'kiem.phieu down frame /notes/everyone',
    'phong-hop-so.sqlite',
    '.tar',
    'note_updates.bytes',
  ])
    expect(shared).toContain(place)
  expect(recorder.passed.some(({ where }) => where.includes('frame /socket.io'))).toBe(true)
  expect(recorder.passed.some(({ where }) => where.includes('up body /api/'))).toBe(true)
  expect(recorder.missed).toEqual([])
  const { deflateRawSync, gzipSync } = await import('node:zlib')
  const word = secrets['chu.toa']
  const planted: Record<string, Buffer> = {
    plain: Buffer.from(`…${word}…`),
    decomposed: Buffer.from(word.normalize('NFD')),
    utf16: Buffer.from(`x${word}`, 'utf16le'),
    first: Buffer.from(Buffer.from(`${word}.`).toString('base64')),
    second: Buffer.from(Buffer.from(`a${word}..`).toString('base64url')),
    third: Buffer.from(Buffer.from(`ab${word}...`).toString('base64')),
    hex: Buffer.from(Buffer.from(word).toString('hex')),
    gzip: gzipSync(`{"note":"${word}"}`),
    raw: deflateRawSync(`{"note":"${word}"}`),
    folded: Buffer.from('mat uoc ben nghe 7391'),
    address: Buffer.from(`/find?q=${encodeURIComponent(word)}`),
  }
  for (const [where, bytes] of Object.entries(planted))
    expect(await findWord(word, [{ where, bytes }])).toContainEqual(expect.stringContaining(where))
  for (const who of everybody) expect(found.get(secrets[who])).toEqual([])
})

test('[N30] nothing that the server stores or has seen opens a private note; its owner’s password and code do', async () => {
  const database = join(world.server.folder, 'phong-hop-so.sqlite')
  const { notes, wraps } = privateNotesOf(database)
  expect(notes.length).toBeGreaterThanOrEqual(2 * everybody.length)
  expect(wraps.length).toBe(everybody.length + 1)

  // The trial opens what it should: so it would tell.
  for (const who of everybody) {
    const own = new Openings(notes, wraps)
    const exportKey = await exportKeyOf(world.server.anonymous(), who, password)
    await own.tryAll([{ where: 'a leak', value: `{"leak":"${exportKey}"}` }])
    expect(own.opened.map(({ text }) => text)).toContain(secrets[who])
    expect(new Set(own.opened.map(({ accountId }) => accountId))).toEqual(new Set([accountOf(who)]))
  }
  const code = await readRecoveryCode(recoveryCode)
  if (!code.ok) throw new Error('the recovery code cannot be read')
  const byCode = new Openings(notes, wraps)
  byCode.try(
    'a run in something longer',
    Buffer.concat([Buffer.alloc(7, 1), Buffer.from(code.bytes), Buffer.alloc(9, 2)]),
  )
  expect(byCode.opened.map(({ text }) => text)).toContain(secrets['bich.dang'])

  const openings = new Openings(notes, wraps)
  await openings.tryAll(valuesOf(database))
  const files = await filesOf(world.server.folder)
  await openings.tryAll(
    files
      .filter(({ where }) => /^(?:keys|tls)\//.test(where))
      .map(({ where, bytes }) => ({ where, value: bytes })),
  )
  const passed = (await recorder.all()).filter(({ isPublic }) => !isPublic)
  await openings.tryAll(passed.map(({ where, bytes }) => ({ where, value: bytes })))
  for (const who of everybody)
    await openings.tryAll(
      (await devices[who].context.cookies()).map(({ name, value }) => ({ where: `cookie ${name}`, value })),
    )
  await openings.tryAll([{ where: 'the log', value: world.server.log() }])
  expect(openings.opened).toEqual([])
  expect(openings.keysTried).toBeGreaterThan(10_000)
})

/** A message with an update that puts one note into a layer, as any program can send it. */
const frameWith = (accountId: string, text: string): number[] => {
  const doc = new Y.Doc()
  const update = changeOf(doc, () => doc.getMap('notes').set(crypto.randomUUID(), sticky(accountId, text)))
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, messages.sync)
  encoding.writeVarUint(encoder, 2)
  encoding.writeVarUint8Array(encoder, update)
  return [...encoding.toUint8Array(encoder)]
}
/** Sends a frame to a layer past the program, with the device's own login. @returns the refusal, or the close's code. */
const sendRaw = (who: Who, layer: string, frame: number[]): Promise<string> =>
  page(who).evaluate(
    ({ path, bytes, refused }) =>
      new Promise<string>(resolve => {
        const socket = new WebSocket(`${location.origin.replace('http', 'ws')}${path}?stored=1`)
        socket.binaryType = 'arraybuffer'
        socket.onopen = () => socket.send(Uint8Array.from(bytes))
        socket.onclose = ({ code }) => resolve(String(code))
        socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
          if (new Uint8Array(data)[0] === refused) resolve(new TextDecoder().decode(data))
        }
      }),
    { path: `/notes/${layer}/${world.versionId}`, bytes: frame, refused: messages.refused },
  )
/** How many updates the device keeps of each layer. */
const keptLayers = (who: Who): Promise<readonly string[]> =>
  page(who).evaluate(async () => {
    const ask = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const database = await ask(indexedDB.open('phong-hop-so.offline'))
    const rows: { layer: string }[] = await ask(database.transaction('notes').objectStore('notes').getAll())
    database.close()
    return rows.map(({ layer }) => layer)
  })
/** Waits until a device has no connection of its notes open any more that `of` names. @returns milliseconds. */
const cutAfter = async (who: Who, since: number, of = '/notes/'): Promise<number> => {
  const isOpen = () => [...(recorder.open.get(who) ?? [])].some(path => path.startsWith(of))
  while (isOpen()) await page(who).waitForTimeout(20)
  return performance.now() - since
}
/** What came to a device over its notes' connections since then. */
const heard = (who: Who, since: number, of = '/notes/') =>
  recorder.passed.filter(
    ({ who: whose, way, when, where }) =>
      whose === who && way === 'down' && when > since && where.includes(`frame ${of}`),
  )

test('[N4] [N16] who only reads is offered no writing, and what a program of theirs sends is refused', async () => {
  const forged = 'Lời giả sông Đáy 6604'
  await page('kiem.phieu')
    .getByRole('button', { name: /^Viết vào/ })
    .click()
  await page('kiem.phieu').getByRole('radio', { name: 'Riêng tôi' }).waitFor()
  expect(await page('kiem.phieu').getByRole('radio', { name: everyoneLayer }).count()).toBe(0)
  await page('kiem.phieu').keyboard.press('Escape')
  const frame = frameWith(accountOf('kiem.phieu'), forged)
  expect(await sendRaw('kiem.phieu', 'everyone', frame)).toContain('notes.readOnly')
  // Nor under the name of somebody who may.
  expect(await sendRaw('kiem.phieu', 'everyone', frameWith(accountOf('chu.toa'), forged))).toContain(
    'notes.readOnly',
  )
  expect(await sendRaw('thanh.vien', 'everyone', frameWith(accountOf('chu.toa'), forged))).toContain(
    'notes.foreign',
  )
  expect(await findWord(forged, await filesOf(world.server.folder))).toEqual([])
  const downwards = (await recorder.all()).filter(({ way }) => way === 'down')
  expect(await findWord(forged, downwards)).toEqual([])
})

const group = 'Tổ thẩm tra dự thảo nghị quyết'
/** The chair's dialog for the group: who reads and who writes, by name. */
const settle = async (open: string, readers: string, writers: string) => {
  const chair = page('chu.toa')
  await chair.getByRole('button', { name: /^Viết vào/ }).click()
  await chair.getByRole('button', { name: 'Lớp ghi chú của nhóm' }).click()
  await chair.getByRole('button', { name: open, exact: true }).click()
  if (open === 'Tạo lớp cho nhóm') await chair.getByLabel('Tên lớp').fill(group)
  for (const [part, name] of [
    ['Ai xem', readers],
    ['Ai viết', writers],
  ] as const) {
    await chair.getByRole('group', { name: part, exact: true }).getByLabel('Những người được chọn').check()
    const people = chair.getByRole('group', { name: `${part}: đã chọn` })
    for (const box of await people.getByRole('checkbox', { checked: true }).all()) await box.uncheck()
    await people.getByRole('checkbox', { name }).check()
  }
  const since = performance.now()
  await chair.getByRole('button', { name: 'Lưu', exact: true }).click()
  await chair.getByRole('dialog', { name: 'Lớp ghi chú của nhóm' }).getByText(group).first().waitFor()
  await chair.getByRole('button', { name: 'Đóng', exact: true }).click()
  return since
}
const change = `Sửa lớp “${group}”`
const inGroup = 'Ý riêng tổ Bạch Long Vĩ 3317'

test('[N6] [N15] a group’s layer is its own people’s, and a writer who is taken out is cut within five seconds', async () => {
  await settle('Tạo lớp cho nhóm', 'Bích', 'Viên')
  const writer = page('thanh.vien')
  await writeIn(writer, group)
  await stick(writer, 0.6, inGroup)
  for (const who of ['thanh.vien', 'bich.dang', 'chu.toa'] as const) await listed(page(who), 4)
  await listed(page('kiem.phieu'), 3)
  expect(
    await findWord(
      inGroup,
      recorder.passed.filter(({ who }) => who === 'kiem.phieu'),
    ),
  ).toEqual([])
  const { id } = await world.server.database.kysely
    .selectFrom('note_layers')
    .select('id')
    .executeTakeFirstOrThrow()
  expect(await keptLayers('thanh.vien')).toContain(id)

  const since = await settle(change, 'Bích', 'Bích')
  expect(await cutAfter('thanh.vien', since, `/notes/${id}`)).toBeLessThan(5_000)
  await writer.getByText(`Lớp “${group}” không còn mở với ông/bà`).waitFor()
  await writer.getByRole('button', { name: 'Viết vào: Riêng tôi' }).waitFor()
  await listed(writer, 3)
  expect(await writer.locator('body').textContent()).not.toContain(inGroup)
  await expectSoon(
    () => keptLayers('thanh.vien'),
    kept => !kept.includes(id),
  )
  const after = performance.now()
  await writeIn(page('bich.dang'), group)
  await stick(page('bich.dang'), 0.8, 'Việc còn lại của tổ')
  await listed(page('chu.toa'), 5)
  expect(heard('thanh.vien', after, `/notes/${id}`)).toEqual([])
  expect(await sendRaw('thanh.vien', id, frameWith(accountOf('thanh.vien'), inGroup))).toBe('4440')
})

test('what a writer had not sent when they were taken out is said to be lost, and kept nowhere', async () => {
  await settle(change, 'Bích', 'Viên')
  const { id } = await world.server.database.kysely
    .selectFrom('note_layers')
    .select('id')
    .executeTakeFirstOrThrow()
  const writer = page('thanh.vien')
  await writeIn(writer, group)
  await saved(writer)
  await devices['thanh.vien'].context.setOffline(true)
  await stick(writer, 0.9, 'Chưa kịp gửi')
  await writer.getByText('Đã lưu trên máy này').waitFor({ timeout: 60_000 })
  await settle(change, 'Bích', 'Bích')
  await devices['thanh.vien'].context.setOffline(false)
  await writer.getByText('chưa kịp gửi nên không được nhận').waitFor({ timeout: 60_000 })
  await writer.getByRole('button', { name: 'Viết vào: Riêng tôi' }).waitFor()
  await expectSoon(
    () => keptLayers('thanh.vien'),
    kept => !kept.includes(id),
  )
  expect(await findWord('Chưa kịp gửi', await filesOf(world.server.folder))).toEqual([])
})

test('[N46] strokes that two drew without the network merge with each other when it comes back', async () => {
  const away = ['thanh.vien', 'chu.toa'] as const
  for (const who of away) {
    await writeIn(page(who), everyoneLayer)
    await saved(page(who))
    await devices[who].context.setOffline(true)
  }
  for (const who of away) {
    await draw(page(who), who === 'chu.toa' ? 0.15 : 0.45)
    await draw(page(who), who === 'chu.toa' ? 0.2 : 0.55)
    await page(who).getByText('Đã lưu trên máy này').waitFor({ timeout: 60_000 })
  }
  for (const who of away) await devices[who].context.setOffline(false)
  for (const who of everybody)
    await page(who).waitForFunction(
      () =>
        document.querySelector('aside[aria-label="Ghi chú"]')?.textContent?.match(/2 ghi chú/g)?.length === 2,
      undefined,
      { timeout: 60_000 },
    )
  for (const who of away) await saved(page(who))
})

/** How many entries a device's list of notes has. */
const countListed = (who: Who): Promise<number> =>
  page(who).locator('aside[aria-label="Ghi chú"] section > ul > li').count()

test('[N51] a new version of the paper takes everybody’s notes along, as private as they were', async () => {
  const before = new Map<Who, number>()
  for (const who of everybody) before.set(who, await countListed(who))
  await makePaper(world.secretary, world.meetingId, {
    ...{ itemId: world.itemIds[0]!, title: world.title, documentId: world.documentId },
    bytes: textPaper(['Trang bia moi them vao', ...notesPages]),
  })
  for (const who of everybody) {
    await page(who).waitForFunction(() =>
      document.querySelector('[data-page="1"]')?.textContent?.includes('Trang bia moi them vao'),
    )
    await listed(page(who), before.get(who) ?? 0)
    const text = (await page(who).locator('body').textContent()) ?? ''
    expect([who, text.includes(secrets[who])]).toEqual([who, true])
    for (const other of everybody)
      expect([who, other, text.includes(secrets[other])]).toEqual([who, other, who === other])
    await saved(page(who))
  }
  const found = await findWords(Object.values(secrets), await evidence())
  for (const who of everybody) expect(found.get(secrets[who])).toEqual([])
})

test('[N61] the PDF that the chair takes home lists the same notes to another reader', async () => {
  const chair = page('chu.toa')
  await chair.getByRole('button', { name: 'Tải về bản có ghi chú' }).click()
  const dialog = chair.getByRole('dialog', { name: 'Tải về bản có ghi chú' })
  await dialog.getByRole('button', { name: 'Tạo tệp' }).click()
  const link = dialog.getByRole('link', { name: 'Lưu tệp' })
  await link.waitFor()
  const coming = chair.waitForEvent('download')
  await link.click()
  const pdf = await openPdf([new Uint8Array(await readFile(await (await coming).path()))])
  expect(pdf.numPages).toBe(notesPages.length + 1)
  const notes = await listedIn(pdf, 2)
  const said = notes.map(({ author, contents }) => [author, contents])
  expect(said).toContainEqual(['Bà Trần Thị Chu', secrets['chu.toa']])
  expect(said).toContainEqual(['Bà Trần Thị Chu', openWord])
  expect(said).toContainEqual(['Bà Đặng Thị Ngọc Bích', 'Việc còn lại của tổ'])
  // Two strokes each that were drawn without the network, and the chair's private one.
  const strokes = notes.filter(({ subtype }) => subtype === 'Ink').map(({ author }) => author)
  expect(strokes.sort()).toEqual([
    ...['Bà Lê Văn Viên', 'Bà Lê Văn Viên', 'Bà Trần Thị Chu', 'Bà Trần Thị Chu', 'Bà Trần Thị Chu'],
  ])
  for (const who of ['thanh.vien', 'bich.dang', 'kiem.phieu'] as const)
    expect(said.map(([, contents]) => contents)).not.toContain(secrets[who])
  await dialog.getByRole('button', { name: 'Đóng', exact: true }).last().click()
})

test('[N15] who is taken out of the meeting is cut within five seconds, told so, and keeps nothing of it', async () => {
  const { accountId } = world.people['bich.dang']!
  const since = performance.now()
  await world.secretary.done(meetings.removeParticipant, { meetingId: world.meetingId, accountId })
  expect(await cutAfter('bich.dang', since)).toBeLessThan(5_000)
  await page('bich.dang').getByRole('heading', { name: 'Phiên họp này không còn mở với ông/bà' }).waitFor()
  await expectSoon(
    () => keptLayers('bich.dang'),
    kept => kept.length === 0,
  )
  const after = performance.now()
  await stick(page('chu.toa'), 0.35, 'Chị Bích không còn ở đây')
  await page('thanh.vien').getByText('Chị Bích không còn ở đây').first().waitFor()
  expect(heard('bich.dang', after)).toEqual([])
})

/** Looks again and again, until something holds of what is found. */
const expectSoon = async <T>(find: () => Promise<T>, holds: (found: T) => boolean): Promise<void> => {
  const until = performance.now() + 30_000
  for (;;) {
    const found = await find()
    if (holds(found)) return
    if (performance.now() > until) throw new Error(`It did not come: ${JSON.stringify(found)}`)
    await page('chu.toa').waitForTimeout(50)
  }
}
