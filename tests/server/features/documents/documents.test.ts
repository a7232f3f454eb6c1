import { afterEach, describe, expect, jest, test } from '@jest/globals'
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
import { textPaper } from '#tests/support/pdf/papers.ts'

/** Each paper is prepared in a process of its own, which takes seconds on a busy machine. */
jest.setTimeout(60_000)

let world: PaperWorld | undefined
afterEach(async () => {
  await world?.server.close()
  world = undefined
})

const paper = textPaper(['Mot', 'Hai', 'Ba'])
const everyone = { kind: 'everyone' } as const
const members = { kind: 'members' } as const

const announcement = (itemId: string) => ({
  itemId,
  documentId: crypto.randomUUID(),
  versionId: crypto.randomUUID(),
  title: 'Dự thảo nghị quyết',
  fileName: 'du-thao.pdf',
  byteLength: 1_000,
  audience: everyone,
  secrecy: null,
})

describe('announcing', () => {
  test('[D1][D3][D4] is refused by name, and nothing of what was refused is stored', async () => {
    world = await paperWorld()
    const { secretary, itemId, outsider, server } = world
    const codeFor = async (change: object) => {
      const result = await secretary.client.call(documents.announce, { ...announcement(itemId), ...change })
      return result.ok ? 'ok' : result.error.code
    }
    expect(await codeFor({ secrecy: 'secret' })).toBe('document.stateSecret')
    expect(await codeFor({ byteLength: 500_000_001 })).toBe('document.tooLarge')
    const chosen = (...accountIds: string[]) => codeFor({ audience: { kind: 'chosen', accountIds } })
    expect(await chosen(outsider.accountId)).toBe('audience.empty')
    expect(await chosen(outsider.accountId, world.member.accountId)).toBe('participant.missing')
    expect(await codeFor({ itemId: crypto.randomUUID() })).toBe('object.notFound')
    expect(await codeFor({ byteLength: 0 })).toBe('input.invalid')
    for (const table of ['documents', 'document_versions', 'journal'] as const)
      expect(await server.database.kysely.selectFrom(table).selectAll().execute()).toEqual([])
  })

  test('[D2][D5] is refused in a meeting that is over, and under an item that was dealt with', async () => {
    world = await paperWorld()
    const { secretary, itemId, server } = world
    await world.setState('open')
    expect(await secretary.client.call(documents.announce, announcement(itemId))).toMatchObject({ ok: true })
    await server.database.kysely.updateTable('items').set({ state: 'done' }).execute()
    expect(await secretary.client.call(documents.announce, announcement(itemId))).toMatchObject({
      error: { code: 'item.done' },
    })
    await world.setState('closed')
    expect(await secretary.client.call(documents.announce, announcement(itemId))).toMatchObject({
      error: { code: 'meeting.wrongState', params: { state: 'closed' } },
    })
  })

  test('[D6] takes each version’s id once, keeps a paper under its item, and gives up what was on its way', async () => {
    world = await paperWorld()
    const { secretary, itemId } = world
    const first = await world.announce()
    await send(secretary.client, first.versionId, 0, Buffer.alloc(100))
    expect(
      await secretary.client.call(documents.announce, {
        ...announcement(itemId),
        versionId: first.versionId,
      }),
    ).toMatchObject({ error: { code: 'object.exists' } })
    const elsewhere = { ...announcement(await world.addItem()), documentId: first.documentId }
    expect(await secretary.client.call(documents.announce, elsewhere)).toMatchObject({
      error: { code: 'object.exists' },
    })
    const again = await world.announce({ documentId: first.documentId, byteLength: paper.length })
    expect((await askOffset(secretary.client, first.versionId)).status).toBe(404)
    await send(secretary.client, again.versionId, 0, paper)
    expect(await world.until(again.versionId, 'ready')).toMatchObject({ number: 1 })
    await world.server.app.close()
    expect((await world.stored()).filter(path => path.startsWith('uploads'))).toEqual([])
  })
})

describe('changing', () => {
  test('[D19] a narrowed audience takes the paper out of an invitee’s view, and leaves it in a member’s', async () => {
    world = await paperWorld()
    const { documentId } = await world.publish(paper)
    for (const { client } of [world.member, world.invitee]) {
      await client.ask(meetings.join, { meetingId: world.meetingId })
      await client.until(documentsEvents.changed, ({ documents }) => documents.length === 1)
    }
    await world.secretary.client.done(documents.update, {
      documentId,
      title: 'Tờ trình mới',
      audience: members,
    })
    await world.invitee.client.until(documentsEvents.changed, ({ documents }) => documents.length === 0)
    const seen = await world.member.client.until(
      documentsEvents.changed,
      ({ documents }) => documents[0]?.title === 'Tờ trình mới',
    )
    expect(seen.documents[0]?.audience).toEqual(members)
  })

  test('[D21] papers are moved within and between items, and numbered without gaps', async () => {
    world = await paperWorld()
    const { secretary, itemId, server } = world
    const other = await world.addItem()
    const ids: string[] = []
    for (const _ of [1, 2, 3]) ids.push((await world.announce()).documentId)
    const [a, b, c] = ids as [string, string, string]
    const orders = async () => {
      const rows = await server.database.kysely
        .selectFrom('documents')
        .select(['id', 'item_id', 'position'])
        .orderBy('position')
        .execute()
      const under = (item: string) =>
        rows.filter(row => row.item_id === item).map(row => [row.id, row.position])
      return [under(itemId), under(other)]
    }
    const move = (documentId: string, to: string, beforeDocumentId: string | null) =>
      secretary.client.call(documents.move, { documentId, itemId: to, beforeDocumentId })
    await move(c, itemId, a)
    expect(await orders()).toEqual([
      [
        [c, 1],
        [a, 2],
        [b, 3],
      ],
      [],
    ])
    await move(a, other, null)
    await move(c, other, a)
    expect(await orders()).toEqual([
      [[b, 1]],
      [
        [c, 1],
        [a, 2],
      ],
    ])
    expect(await move(b, other, crypto.randomUUID())).toMatchObject({ error: { code: 'object.notFound' } })
    expect(await move(b, crypto.randomUUID(), null)).toMatchObject({ error: { code: 'object.notFound' } })
    await server.database.kysely.updateTable('items').set({ state: 'done' }).where('id', '=', other).execute()
    expect(await move(b, other, null)).toMatchObject({ error: { code: 'item.done' } })
    expect(await move(a, itemId, null)).toMatchObject({ error: { code: 'item.done' } })
  })

  test('[D20] a new version leaves those who read or follow the earlier one where they are', async () => {
    world = await paperWorld()
    const { server, meetingId, member } = world
    const first = await world.publish(paper)
    await present(world, first.versionId)
    const second = await world.publish(textPaper(['Bon']), { documentId: first.documentId })
    expect(second.version.number).toBe(2)
    expect((await fetchFile(member.client, first.versionId, 'paper')).status).toBe(200)
    expect((await fetchFile(member.client, second.versionId, 'paper')).status).toBe(200)
    expect(
      await server.database.kysely
        .selectFrom('presenting')
        .select('version_id')
        .where('meeting_id', '=', meetingId)
        .executeTakeFirst(),
    ).toEqual({ version_id: first.versionId })
  })

  test('[D6] a new version that was queued before a paper was narrowed and renamed leaves both as they are', async () => {
    world = await paperWorld()
    const { secretary, member, server } = world
    const first = await world.publish(paper, { title: 'Tờ trình' })
    const named = (accountId: string) => ({ kind: 'chosen' as const, accountIds: [accountId] })
    const chosen = named(member.accountId)
    await secretary.client.done(documents.update, {
      ...{ documentId: first.documentId, title: 'Tờ trình (sửa)', audience: chosen },
    })
    // As it stood when the upload was queued; one of those it names may have left the meeting since.
    for (const audience of [everyone, named(world.outsider.accountId)])
      await world.announce({ documentId: first.documentId, title: 'Tờ trình', audience })
    expect(
      await server.database.kysely
        .selectFrom('documents')
        .select(['title', 'audience'])
        .where('id', '=', first.documentId)
        .executeTakeFirst(),
    ).toEqual({ title: 'Tờ trình (sửa)', audience: JSON.stringify(chosen) })
  })

  test('[D14] while a new version is on its way, members read the one before it', async () => {
    world = await paperWorld()
    const { documentId, versionId } = await world.publish(paper)
    const { client } = world.member
    await client.ask(meetings.join, { meetingId: world.meetingId })
    const next = await world.announce({ documentId, byteLength: 1_000 })
    await world.until(next.versionId, 'uploading')
    const seen = await client.until(documentsEvents.changed, () => true)
    expect(seen.documents[0]).toMatchObject({ pending: null, version: { id: versionId, number: 1 } })
  })

  test('[D18] a paper that is presented is not removed', async () => {
    world = await paperWorld()
    const { documentId, versionId } = await world.publish(paper)
    await present(world, versionId)
    expect(await world.secretary.client.call(documents.remove, { documentId })).toMatchObject({
      error: { code: 'presenting.taken' },
    })
    expect((await fetchFile(world.member.client, versionId, 'paper')).status).toBe(200)
  })

  test('[D18] a removed paper’s files leave the disk, except those that another paper has as well', async () => {
    world = await paperWorld()
    const { secretary, server, member } = world
    const [first, twin, other] = [
      await world.publish(paper),
      await world.publish(paper),
      await world.publish(textPaper(['Bon'])),
    ]
    expect(first.version.originalHash).toBe(twin.version.originalHash)
    await secretary.client.until(
      documentsEvents.changed,
      ({ documents }) =>
        documents.every(
          ({ version }) => version?.state === 'ready' && version.thumbnails === version.pageCount,
        ),
      30_000,
    )
    const whole = (await world.stored()).length
    for (const { documentId } of [first, other]) await secretary.client.done(documents.remove, { documentId })
    expect((await fetchFile(member.client, first.versionId, 'paper')).status).toBe(404)
    expect((await fetchFile(member.client, twin.versionId, 'original')).status).toBe(200)
    // What waits to be swept is swept before the program ends.
    await server.app.close()
    const left = await world.stored()
    expect(left.length).toBeLessThan(whole)
    const rows = await server.database.kysely.selectFrom('document_versions').selectAll().execute()
    const packs = await server.database.kysely.selectFrom('document_thumbnails').selectAll().execute()
    const named = new Set([
      ...rows.flatMap(row => [row.original_hash, row.paper_hash, row.page_one_hash]),
      ...packs.map(({ hash }) => hash),
    ])
    expect(new Set(left.map(path => path.split('/').at(-1)))).toEqual(named)
  })

  test('[D18] removing a paper ends its upload', async () => {
    world = await paperWorld()
    const { secretary } = world
    const { documentId, versionId } = await world.announce({ byteLength: 200_000 })
    const { sending, answer } = beginSending(secretary.client, versionId, 0, 200_000)
    sending.write(Buffer.alloc(100_000))
    await secretary.client.until(documentsEvents.changed, ({ documents }) => {
      const pending = documents[0]?.pending
      return pending?.state === 'uploading' && pending.receivedBytes === 100_000
    })
    await secretary.client.done(documents.remove, { documentId })
    await expect(answer).rejects.toThrow()
    await world.server.app.close()
    expect(await world.stored()).toEqual([])
  })

  test('[D17] an upload is cut when its sender is no secretary any more', async () => {
    world = await paperWorld()
    const sender = await world.server.person({ secretary: true })
    const { versionId } = await world.announce({ byteLength: 200_000 })
    const { sending, answer } = beginSending(sender.client, versionId, 0, 200_000)
    sending.write(Buffer.alloc(100_000))
    await world.secretary.client.until(documentsEvents.changed, ({ documents }) => {
      const pending = documents[0]?.pending
      return pending?.state === 'uploading' && pending.receivedBytes === 100_000
    })
    await world.server.database.kysely
      .updateTable('accounts')
      .set({ secretary: 0 })
      .where('id', '=', sender.accountId)
      .execute()
    await expect(answer).rejects.toThrow()
    expect((await askOffset(sender.client, versionId)).status).toBe(404)
    expect((await askOffset(world.secretary.client, versionId)).offset).toBe(100_000)
  })

  test('[D22] a paper that came after the day when papers go out is labelled late', async () => {
    world = await paperWorld()
    const { server, meetingId } = world
    await server.database.kysely
      .updateTable('meetings')
      .set({ starts_at: server.clock.now() + 3_600_000 })
      .where('id', '=', meetingId)
      .execute()
    const { documentId } = await world.publish(paper)
    const view = await world.secretary.client.until(documentsEvents.changed, ({ documents }) =>
      documents.some(({ id }) => id === documentId),
    )
    expect(view.documents[0]?.late).toBe(true)
  })
})

/** The chair presents a version, as the database holds it. */
const present = async ({ server, meetingId, chair }: PaperWorld, versionId: string): Promise<void> => {
  await server.database.kysely
    .insertInto('presenting')
    .values({
      meeting_id: meetingId,
      presenter_id: chair.accountId,
      login_id: chair.loginId,
      version_id: versionId,
      started_at: server.clock.now(),
      position: '{"page":1,"x":0.5,"y":0,"zoom":"width"}',
    })
    .execute()
}
