import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { closeCodes, notLoadedCode } from '#shared/annotations/wire.ts'
import { TestClient } from '#tests/support/client.ts'
import { sticky, TestNotes } from '#tests/support/notes.ts'
import { freePort, startProgram } from '#tests/support/program.ts'
import { makeRoom } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

const makeWorld = async (server: TestServer) => {
  const room = await makeRoom(server)
  const { versionId } = await room.paper(await room.item())
  await room.publish()
  return { room, versionId }
}

test('[N18] [N19] everything acknowledged is there after the program was killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'phs-test-'))
  const server = await startServer({ folder })
  const { room, versionId } = await makeWorld(server)
  const { accountId, client } = room.member
  await server.close({ keep: true })
  const port = await freePort()
  try {
    const acknowledged: string[] = []
    for (let round = 0; round < 2; round += 1) {
      const program = await startProgram({ folder, port })
      const tablet = new TestClient(program.url, client.cookie)
      const one = await new TestNotes(tablet, 'everyone', versionId, {
        stored: true,
      }).synced()
      for (const id of acknowledged) expect([id, one.notes.has(id)]).toEqual([id, true])
      for (let at = 0; at < 30; at += 1) {
        one.notes.set(`r${round}-${at}`, sticky(accountId, `${at}`))
        if (at === 19) await one.until(() => one.stored >= 20)
      }
      for (let at = 0; at < 20; at += 1) acknowledged.push(`r${round}-${at}`)
      await program.end('SIGKILL')
      one.close()
    }
    const last = await startServer({ folder })
    const back = await new TestNotes(new TestClient(last.url, client.cookie), 'everyone', versionId).synced()
    for (const id of acknowledged) expect([id, back.notes.has(id)]).toEqual([id, true])
    back.close()
    await last.close()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('[N19] a stop stores what arrived and tells the clients to come back', async () => {
  const server = await startServer()
  const { room, versionId } = await makeWorld(server)
  const { accountId, client } = room.member
  const one = await new TestNotes(client, 'everyone', versionId, { stored: true }).synced()
  for (let at = 0; at < 50; at += 1) one.notes.set(`n${at}`, sticky(accountId, `${at}`))
  // The first is stored, the others are on their way.
  await one.until(() => one.stored >= 2)
  const { folder } = server
  await server.close({ keep: true })
  expect(await one.closed()).toBe(closeCodes.serverStopping)
  const told = one.stored
  one.close()
  const again = await startServer({ folder })
  const back = await new TestNotes(new TestClient(again.url, client.cookie), 'everyone', versionId).synced()
  // The first message told of was empty: the answer that nothing is there yet.
  expect(back.notes.size).toBeGreaterThanOrEqual(told - 1)
  back.close()
  await again.close()
})

test('[N17] a layer that cannot be loaded says come back, and is served once it can', async () => {
  const first = await startServer()
  const { room, versionId } = await makeWorld(first)
  const { accountId, client } = room.member
  const one = await new TestNotes(client, 'everyone', versionId, { stored: true }).synced()
  one.notes.set('a', sticky(accountId, 'Một'))
  await one.until(() => one.stored >= 2)
  one.close()
  await first.close({ keep: true })
  const server = await startServer({ folder: first.folder })
  const { kysely } = server.database
  const good = await kysely.selectFrom('note_updates').select('bytes').executeTakeFirstOrThrow()
  const spoilt = Uint8Array.of(9, 9)
  await kysely.updateTable('note_updates').set({ bytes: spoilt }).execute()
  const other = new TestNotes(new TestClient(server.url, room.chair.client.cookie), 'everyone', versionId)
  expect(await other.closed()).toBe(notLoadedCode)
  expect(other.provider.shouldConnect).toBe(true)
  expect(await kysely.selectFrom('note_updates').select('bytes').execute()).toEqual([{ bytes: spoilt }])
  await kysely.updateTable('note_updates').set({ bytes: good.bytes }).execute()
  await other.synced()
  expect(other.text('a')).toBe('Một')
  other.close()
  await server.close()
})

test('[N18] while nothing can be stored nothing is said to be, and later everything is there', async () => {
  const server = await startServer()
  const { room, versionId } = await makeWorld(server)
  const { accountId, client } = room.member
  const one = await new TestNotes(client, 'everyone', versionId, { stored: true }).synced()
  const { raw } = server.database.sqlite
  raw.exec("CREATE TRIGGER full BEFORE INSERT ON note_updates BEGIN SELECT RAISE(ABORT, 'full'); END")
  await one.until(() => one.stored === 1)
  const before = one.acknowledgements
  one.notes.set('a', sticky(accountId, 'Một'))
  expect(await one.closed()).toBe(notLoadedCode)
  expect(one.acknowledgements).toBe(before)
  raw.exec('DROP TRIGGER full')
  await one.synced()
  await one.until(() => one.stored > 0)
  const other = await new TestNotes(room.chair.client, 'everyone', versionId).synced()
  expect(other.text('a')).toBe('Một')
  one.close()
  other.close()
  await server.close()
})

test('[N24] erasing a person takes their private notes, and leaves what they shared', async () => {
  const server = await startServer()
  const { room, versionId } = await makeWorld(server)
  const { accountId, client } = room.outsider
  await server.database.kysely
    .insertInto('participants')
    .values({ meeting_id: room.meetingId, account_id: accountId, role: 'member', principal_id: null })
    .execute()
  const own = await new TestNotes(client, 'private', versionId, { stored: true }).synced()
  const shared = await new TestNotes(client, 'everyone', versionId, { stored: true }).synced()
  own.notes.set('a', Uint8Array.of(1))
  shared.notes.set('a', sticky(accountId, 'Chung'))
  await own.until(() => own.stored >= 2)
  await shared.until(() => shared.stored >= 2)
  await server.database.kysely.deleteFrom('participants').where('account_id', '=', accountId).execute()
  await room.administrator.client.done(accounts.erase, { accountId })
  expect(await own.closed()).toBe(closeCodes.deactivated)
  const rows = await server.database.kysely.selectFrom('note_documents').selectAll().execute()
  expect(rows.map(({ layer }) => layer)).toEqual(['everyone'])
  const reader = await new TestNotes(room.teller.client, 'everyone', versionId).synced()
  expect(reader.text('a')).toBe('Chung')
  for (const one of [own, shared, reader]) one.close()
  await server.close()
})
