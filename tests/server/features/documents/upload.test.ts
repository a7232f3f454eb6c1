import { readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { Upload } from 'tus-js-client'
import { documents, documentsEvents } from '#shared/documents/documents.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import {
  askOffset,
  beginSending,
  fetchFile,
  type PaperWorld,
  paperWorld,
  send,
} from '#tests/support/documents/paperWorld.ts'
import { scannedPaper, textPaper } from '#tests/support/pdf/papers.ts'
import { startServer } from '#tests/support/server.ts'

/** Each paper is prepared in a process of its own, which takes seconds on a busy machine. */
jest.setTimeout(60_000)

let world: PaperWorld | undefined
afterEach(async () => {
  await world?.server.close()
  world = undefined
})

const paper = textPaper(['Mot', 'Hai', 'Ba'])

describe('the way of a paper from its announcement', () => {
  test('[D7][D8] a paper is sent in pieces over a line that breaks, prepared, and read by members', async () => {
    world = await paperWorld()
    const { secretary, member, server, stored } = world
    await member.client.ask(meetings.join, { meetingId: world.meetingId })
    const file = scannedPaper({ pages: 6, bytesAPage: 100_000 })
    const { documentId, versionId } = await world.announce({
      byteLength: file.length,
      fileName: 'Bản quét.pdf',
    })

    expect((await askOffset(secretary.client, versionId)).offset).toBe(0)
    expect((await send(secretary.client, versionId, 0, file.subarray(0, 200_000))).status).toBe(204)
    const { sending } = beginSending(secretary.client, versionId, 200_000, 300_000)
    sending.write(file.subarray(200_000, 350_000))
    await secretary.client.until(documentsEvents.changed, ({ documents }) => {
      const pending = documents[0]?.pending
      return pending?.state === 'uploading' && pending.receivedBytes === 350_000
    })
    sending.destroy()
    const { offset, response } = await askOffset(secretary.client, versionId)
    expect(offset).toBe(350_000)
    expect(response.headers.get('upload-length')).toBe(String(file.length))
    expect(response.headers.get('cache-control')).toBe('no-store')
    const last = await send(secretary.client, versionId, offset, file.subarray(offset))
    expect([last.status, last.headers['upload-offset']]).toEqual([204, String(file.length)])

    const ready = await world.until(versionId, 'ready')
    expect(ready).toMatchObject({
      pageCount: 6,
      pageRuns: [[6, 595, 842]],
      fileName: 'Bản quét.pdf',
      number: 1,
    })
    const seen = await member.client.until(documentsEvents.changed, ({ documents }) =>
      documents.some(({ version }) => version?.state === 'ready' && version.thumbnails === 6),
    )
    expect(seen.documents).toHaveLength(1)
    expect(seen.documents[0]).toMatchObject({ id: documentId, late: false, order: 1, pending: null })
    // What members heard before it was ready held no paper at all.
    const before = member.client.heard
      .filter(({ name }) => name === 'documents:changed')
      .map(({ view }) => documentsEvents.changed.view.parse(view).documents)
      .filter(papers => papers.some(({ version }) => version === null))
    expect(before).toEqual([])
    // The preparing process tidies up after it has told of the last thumbnails.
    const left = async () => (await stored()).filter(path => !path.startsWith('papers/'))
    for (let round = 0; round < 500 && (await left()).length > 0; round += 1) await setTimeout(20)
    expect(await left()).toEqual([])
    const journal = await server.database.kysely
      .selectFrom('journal')
      .select(['command', 'actor_id'])
      .orderBy('seq')
      .execute()
    expect(journal).toEqual([
      { command: 'documents:announce', actor_id: secretary.accountId },
      { command: 'documents:received', actor_id: secretary.accountId },
      { command: 'documents:prepared', actor_id: '' },
    ])
  })

  test('[D7] the tus client that browsers use goes on after a break, by what the server tells it', async () => {
    world = await paperWorld()
    const { client } = world.secretary
    const { versionId } = await world.announce({ byteLength: paper.length })
    const upload = () =>
      new Promise<number>((resolve, reject) => {
        const sent: number[] = []
        const sending = new Upload(paper, {
          uploadUrl: `${client.url}/upload/${versionId}`,
          headers: client.headers(),
          chunkSize: 400,
          retryDelays: null,
          onError: reject,
          onSuccess: () => resolve(sent.length),
          onChunkComplete: size => sent.push(size),
        })
        sending.start()
      })
    await send(client, versionId, 0, paper.subarray(0, 450))
    expect(await upload()).toBe(Math.ceil((paper.length - 450) / 400))
    await world.until(versionId, 'ready')
    // All of it has come: nothing is sent a second time.
    expect(await upload()).toBe(0)
  })

  test('[D7] two papers that are sent at once do not disturb each other', async () => {
    world = await paperWorld()
    const [first, second] = [
      scannedPaper({ pages: 3, bytesAPage: 150_000 }),
      scannedPaper({ pages: 4, bytesAPage: 150_000 }),
    ]
    const ready = await Promise.all([world.publish(first), world.publish(second)])
    expect(ready.map(({ version }) => version.pageCount)).toEqual([3, 4])
    expect(ready.map(({ version }) => version.byteLength)).toEqual([first.length, second.length])
  })

  test('[D7] another secretary may go on with an upload; nobody else hears of it', async () => {
    world = await paperWorld()
    const { versionId } = await world.announce({ byteLength: paper.length })
    const other = await world.server.person({ secretary: true })
    await send(world.secretary.client, versionId, 0, paper.subarray(0, 100))
    for (const { client } of [world.chair, world.member, world.invitee, world.outsider]) {
      expect((await askOffset(client, versionId)).status).toBe(404)
      expect((await send(client, versionId, 100, paper.subarray(100))).status).toBe(404)
    }
    expect((await askOffset(world.server.anonymous(), versionId)).status).toBe(401)
    expect((await send(other.client, versionId, 100, paper.subarray(100))).status).toBe(204)
    await world.until(versionId, 'ready')
  })

  test('[D7] a request that does not speak the protocol is refused by name, and changes nothing', async () => {
    world = await paperWorld()
    const { client } = world.secretary
    const { versionId } = await world.announce({ byteLength: 1_000 })
    const bytes = Buffer.alloc(100)
    const codes = async (offset: number, body: Buffer, headers: Record<string, string> = {}) => {
      const { status, text, headers: answered } = await send(client, versionId, offset, body, headers)
      return [status, JSON.parse(text).error.code, answered['upload-offset']]
    }
    expect(await codes(0, bytes, { 'tus-resumable': '0.2.2' })).toEqual([412, 'input.invalid', undefined])
    expect(await codes(0, bytes, { 'content-type': 'application/pdf' })).toEqual([
      400,
      'input.invalid',
      undefined,
    ])
    expect(await codes(0, bytes, { 'upload-offset': '-1' })).toEqual([400, 'input.invalid', undefined])
    expect(await codes(5, bytes)).toEqual([409, 'revision.stale', '0'])
    expect(await codes(0, Buffer.alloc(1_001))).toEqual([409, 'document.sizeMismatch', undefined])
    expect(await codes(0, bytes, { origin: 'https://evil.example' })).toEqual([
      403,
      'origin.foreign',
      undefined,
    ])
    expect((await askOffset(client, versionId)).offset).toBe(0)
    expect((await askOffset(client, crypto.randomUUID())).status).toBe(404)
    const options = await fetch(`${client.url}/upload/${versionId}`, {
      method: 'OPTIONS',
      headers: client.headers(),
    })
    expect([options.status, options.headers.get('tus-version'), options.headers.get('tus-max-size')]).toEqual(
      [204, '1.0.0', '500000000'],
    )
  })

  test('[D8] a sender that lost the last answer learns that all has come, and does not send twice', async () => {
    world = await paperWorld()
    const { versionId } = await world.publish(paper)
    expect((await askOffset(world.secretary.client, versionId)).offset).toBe(paper.length)
    const again = await send(world.secretary.client, versionId, 0, paper)
    expect([again.status, again.headers['upload-offset']]).toEqual([409, String(paper.length)])
  })

  test('[D2] a meeting that was closed meanwhile takes no more bytes', async () => {
    world = await paperWorld()
    const { versionId } = await world.announce({ byteLength: paper.length })
    await world.setState('closed')
    const answer = await send(world.secretary.client, versionId, 0, paper)
    expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([409, 'meeting.wrongState'])
  })
})

describe('a meeting that ends while a paper is on its way', () => {
  /** Everything that a version left: its row, its paper's row, its bytes. */
  const left = async ({ server, stored }: PaperWorld, versionId: string) => {
    const { kysely } = server.database
    const versions = await kysely.selectFrom('document_versions').select('id').execute()
    const papers = await kysely.selectFrom('documents').select('id').execute()
    return {
      version: versions.some(({ id }) => id === versionId),
      papers: papers.length,
      bytes: (await stored()).filter(path => path.startsWith('uploads/')),
    }
  }
  const nothing = { version: false, papers: 0, bytes: [] }

  test.each(['closed', 'cancelled'] as const)(
    '[D26] bytes under way may come to their end, but of a paper for a %s meeting nothing stays',
    async state => {
      world = await paperWorld()
      const { secretary, server } = world
      const { versionId } = await world.announce({ byteLength: paper.length })
      const { sending, answer } = beginSending(secretary.client, versionId, 0, paper.length)
      sending.write(paper.subarray(0, 300))
      await secretary.client.until(documentsEvents.changed, ({ documents }) => {
        const pending = documents[0]?.pending
        return pending?.state === 'uploading' && pending.receivedBytes === 300
      })
      await world.setState(state)
      sending.end(paper.subarray(300))
      const { status, text } = await answer
      expect([status, JSON.parse(text).error]).toMatchObject([
        409,
        { code: 'meeting.wrongState', params: { state } },
      ])
      expect(await left(world, versionId)).toEqual(nothing)
      await secretary.client.until(documentsEvents.changed, ({ documents }) => documents.length === 0)
      const journal = await server.database.kysely
        .selectFrom('journal')
        .select(['command', 'actor_id'])
        .where('command', 'not like', '%announce')
        .execute()
      expect(journal).toEqual([{ command: 'documents:lapsed', actor_id: secretary.accountId }])
    },
  )

  test('[D26] a new version that comes too late leaves the one that is read as it was', async () => {
    world = await paperWorld()
    const { secretary, member } = world
    const { documentId, versionId } = await world.publish(paper)
    const next = await world.announce({ documentId, byteLength: paper.length })
    const { sending, answer } = beginSending(secretary.client, next.versionId, 0, paper.length)
    sending.write(paper.subarray(0, 300))
    await secretary.client.until(documentsEvents.changed, ({ documents }) => {
      const pending = documents[0]?.pending
      return pending?.state === 'uploading' && pending.receivedBytes === 300
    })
    await world.setState('closed')
    sending.end(paper.subarray(300))
    expect((await answer).status).toBe(409)
    expect(await left(world, next.versionId)).toEqual({ version: false, papers: 1, bytes: [] })
    const whole = await fetchFile(member.client, versionId, 'original')
    expect(Buffer.from(await whole.arrayBuffer()).equals(paper)).toBe(true)
    await secretary.client.until(
      documentsEvents.changed,
      ({ documents: [found] }) => found?.version?.id === versionId && found.pending === null,
    )
  })

  test('[D26] whoever asks how much has come, when all had, hears that it came too late', async () => {
    world = await paperWorld()
    const { versionId } = await world.announce({ byteLength: paper.length })
    await writeFile(join(world.server.folder, 'uploads', versionId), paper)
    await world.setState('closed')
    expect((await askOffset(world.secretary.client, versionId)).status).toBe(409)
    expect(await left(world, versionId)).toEqual(nothing)
    expect((await askOffset(world.secretary.client, versionId)).status).toBe(404)
  })

  test('[D26] a paper that was whole before the end is prepared after it', async () => {
    world = await paperWorld()
    const { versionId } = await world.announce({ byteLength: paper.length })
    expect((await send(world.secretary.client, versionId, 0, paper)).status).toBe(204)
    await world.setState('closed')
    await world.until(versionId, 'ready')
  })
})

describe('files that are no papers', () => {
  const cut = paper.subarray(0, paper.length - 400)
  const zip = Buffer.concat([Buffer.from('504b0304140000000800', 'hex'), Buffer.alloc(600)])
  const many = textPaper(Array.from({ length: 12 }, (_, page) => `Trang ${page}`))
  test.each([
    ['a file of another kind, whatever its name', zip, 'document.notPdf'],
    ['plain text', Buffer.from('Kính gửi Ủy ban nhân dân tỉnh'.repeat(50)), 'document.notPdf'],
    ['a PDF cut short', cut, 'document.broken'],
    ['a PDF with too many pages', many, 'document.tooManyPages'],
  ])('[D9] %s is refused with its reason, and nothing of it stays', async (_name, file, code) => {
    world = await paperWorld({ environment: { PHS_PAGE_LIMIT: '10' } })
    const { versionId } = await world.announce({ byteLength: file.length, fileName: 'Tờ trình.pdf' })
    expect((await send(world.secretary.client, versionId, 0, file)).status).toBe(204)
    expect(await world.until(versionId, 'refused')).toMatchObject({ code })
    await world.server.app.close()
    expect(await world.stored()).toEqual([])
  })

  test('[D25] what was refused is given up, and the paper with it', async () => {
    world = await paperWorld()
    const { documentId, versionId } = await world.announce({ byteLength: zip.length })
    await send(world.secretary.client, versionId, 0, zip)
    await world.until(versionId, 'refused')
    await world.secretary.client.done(documents.discardPending, { documentId })
    await world.secretary.client.until(documentsEvents.changed, ({ documents }) => documents.length === 0)
    expect(await world.secretary.client.call(documents.discardPending, { documentId })).toMatchObject({
      error: { code: 'object.notFound' },
    })
  })
})

describe('stops and crashes', () => {
  /** Starts the program again on the same folder, with the same accounts. */
  const startAgain = async (before: PaperWorld): Promise<PaperWorld> => {
    await before.server.close({ keep: true })
    const server = await startServer({ folder: before.server.folder })
    const { client } = await server.device(before.secretary.accountId)
    await client.ask(meetings.join, { meetingId: before.meetingId })
    return { ...before, server, secretary: { ...before.secretary, client } }
  }

  test('[D7] an upload goes on where it was after the server was started again', async () => {
    world = await paperWorld()
    const { versionId } = await world.announce({ byteLength: paper.length })
    await send(world.secretary.client, versionId, 0, paper.subarray(0, 500))
    world = await startAgain(world)
    const { client } = world.secretary
    expect((await askOffset(client, versionId)).offset).toBe(500)
    expect((await send(client, versionId, 500, paper.subarray(500))).status).toBe(204)
    await untilReady(world, versionId)
  })

  test('[D8] a paper whose preparing was interrupted is prepared after the next start', async () => {
    world = await paperWorld()
    const { versionId } = await world.announce({ byteLength: paper.length })
    await send(world.secretary.client, versionId, 0, paper)
    world = await startAgain(world)
    await untilReady(world, versionId)
  })

  test('[D8] a crash between the last byte and its note loses nothing', async () => {
    world = await paperWorld()
    const { versionId } = await world.announce({ byteLength: paper.length })
    await send(world.secretary.client, versionId, 0, paper)
    await world.until(versionId, 'ready')
    // As it was on the disk before the note: the whole file, and a row that waits for it.
    const { database, folder } = world.server
    const original = (await world.server.database.kysely
      .selectFrom('document_versions')
      .select('original_hash')
      .executeTakeFirstOrThrow())!.original_hash!
    const bytes = await readFile(join(folder, 'papers', original.slice(0, 2), original))
    await world.server.app.close()
    await database.kysely
      .updateTable('document_versions')
      .set({ state: 'uploading', original_hash: null, paper_hash: null, page_one_hash: null, thumbnails: 0 })
      .execute()
    await database.kysely.deleteFrom('document_thumbnails').execute()
    await writeFile(join(folder, 'uploads', versionId), bytes)
    world = await startAgain(world)
    await untilReady(world, versionId)
  })

  test('[D10] an upload of which nothing came for a day is given up, one of an hour ago is not', async () => {
    world = await paperWorld()
    const old = await world.announce({ byteLength: paper.length })
    const young = await world.announce({ byteLength: paper.length })
    for (const { versionId } of [old, young])
      await send(world.secretary.client, versionId, 0, paper.subarray(0, 100))
    const { database, folder, clock } = world.server
    const yesterday = clock.now() - 25 * 3_600_000
    await database.kysely.updateTable('document_versions').set({ uploaded_at: yesterday }).execute()
    await utimes(join(folder, 'uploads', old.versionId), yesterday / 1000, yesterday / 1000)
    world = await startAgain(world)
    expect((await askOffset(world.secretary.client, old.versionId)).status).toBe(404)
    expect((await askOffset(world.secretary.client, young.versionId)).offset).toBe(100)
    await expect(stat(join(folder, 'uploads', old.versionId))).rejects.toMatchObject({ code: 'ENOENT' })
    const rows = await world.server.database.kysely
      .selectFrom('journal')
      .select('command')
      .where('command', '=', 'documents:expired')
      .execute()
    expect(rows).toHaveLength(1)
  })
})

/** The paper can be read, by the database: the world's own secretary signed in to an earlier server. */
const untilReady = async (world: PaperWorld, versionId: string): Promise<void> => {
  await world.secretary.client.until(
    documentsEvents.changed,
    ({ documents }) =>
      documents.some(({ version }) => version?.id === versionId && version.state === 'ready'),
    30_000,
  )
}
