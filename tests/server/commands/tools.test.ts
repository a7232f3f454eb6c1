import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { verifyJournal } from '#server/storage/journal.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { fields, register, signIn, withPassword } from '../features/accounts/support.ts'
import { clean, folder } from './support.ts'

const password = 'mùa thu lá bay 7'
// Each tool is a program of its own, which a busy machine starts slowly.
jest.setTimeout(60_000)

let server: TestServer

beforeEach(async () => {
  server = await startServer()
})
afterEach(async () => {
  await server.close()
  await clean()
})

/** Runs a tool as its user does, beside the running server. */
const run = (name: string, arguments_: string[] = [], environment: Record<string, string> = {}) =>
  new Promise<{ code: number; out: string; err: string }>(resolve => {
    const program = join(import.meta.dirname, '..', '..', '..', 'server', 'commands', `${name}.ts`)
    const env = { PHS_DATA: server.folder, PHS_ORIGIN: 'https://hop.example', LANG: 'en', ...environment }
    execFile(process.execPath, [program, ...arguments_], { env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })

const tokenIn = (out: string) => /https:\/\/hop\.example\/\w+\/([\w-]{43})/.exec(out)?.[1] ?? ''

describe('journal:verify', () => {
  test('says that the journal is sound, while the server runs, in either language', async () => {
    const { client } = await server.person({ administrator: true })
    await client.done(accounts.renameCommittee, { name: 'UBND' })
    expect(await run('verifyJournal')).toMatchObject({
      code: 0,
      out: expect.stringContaining('The journal is sound: 1 rows'),
    })
    expect((await run('verifyJournal', [], { LANG: 'vi_VN.UTF-8' })).out).toContain('Nhật ký nguyên vẹn')
  })

  test('names the row that was altered, and ends with 1', async () => {
    const { client } = await server.person({ administrator: true })
    for (const name of ['a', 'b', 'c']) await client.done(accounts.renameCommittee, { name })
    server.database.sqlite.raw.exec('UPDATE journal SET at = 1 WHERE seq = 2')
    const { code, err } = await run('verifyJournal')
    expect(code).toBe(1)
    expect(err).toContain('at row 2 (hash)')
  })

  test('says where no data is', async () => {
    const { code, err } = await run('verifyJournal', [], { PHS_DATA: await folder() })
    expect(code).toBe(1)
    expect(err).toContain('Set PHS_DATA')
  })
})

describe('backup and restore', () => {
  test('go from one data folder to another by their commands', async () => {
    await server.person()
    const file = join(await folder(), 'backup.tar')
    const made = await run('backup', [file])
    expect([made.code, made.err]).toEqual([0, ''])
    expect(made.out).toContain('Backed up to')
    expect(made.out).toContain('Keep it as safe as the server itself')
    const other = await folder()
    const restored = await run('restore', [file], { PHS_DATA: other })
    expect([restored.code, restored.err]).toEqual([0, ''])
    expect(restored.out).toContain('hashes and journal were verified')
    expect((await run('verifyJournal', [], { PHS_DATA: other })).code).toBe(0)
  })

  test('say how they are used, and refuse while the server runs', async () => {
    expect((await run('backup')).err).toContain('npm run backup -- FILE')
    expect((await run('restore')).err).toContain('npm run restore -- FILE')
    const { code, err } = await run('restore', ['/nowhere.tar', '--replace'])
    expect(code).toBe(1)
    expect(err).toContain('Stop it and run this command again')
  })
})

describe('reset-administrator', () => {
  test('[K22] gives the only administrator a link to a new password, beside the running server', async () => {
    const first = await server.person({ administrator: true })
    await withPassword(server, first.client, 'quantri', password, ['administrator'])
    await server.database.kysely
      .updateTable('accounts')
      .set({ state: 'deactivated' })
      .where('id', '=', first.accountId)
      .execute()
    const { code, out } = await run('resetAdministrator')
    expect(code).toBe(0)
    expect(out).toContain('Notes encrypted under the old password are lost')
    const client = server.anonymous()
    expect(await client.done(accounts.describeLink, { token: tokenIn(out) })).toMatchObject({
      ...{ purpose: 'reset', loginName: 'quantri' },
    })
    expect(await register(client, tokenIn(out), 'mùa đông tuyết rơi')).toMatchObject({ ok: true })
    expect(await signIn(server.anonymous(), 'quantri', password)).toMatchObject({ ok: false })
    const journal = await server.database.kysely.selectFrom('journal').select('command').execute()
    expect(journal.filter(({ command }) => command === 'accounts:issueLink')).toHaveLength(2)
    expect(verifyJournal(server.database.sqlite.raw)).toMatchObject({ sound: true })
  })

  test('[K22] asks which of several, and takes the one that is named', async () => {
    const one = await server.person({ administrator: true, loginName: 'mot' })
    await server.person({ administrator: true, loginName: 'hai' })
    const asked = await run('resetAdministrator')
    expect(asked.code).toBe(1)
    expect(asked.err).toContain('hai, mot')
    expect((await run('resetAdministrator', ['binhtt'])).code).toBe(1)
    const { out } = await run('resetAdministrator', ['MOT'])
    expect(await server.anonymous().done(accounts.describeLink, { token: tokenIn(out) })).toMatchObject({
      loginName: 'mot',
    })
    await one.client.done(accounts.create, { ...fields('binhtt'), accountId: crypto.randomUUID() })
  })

  test('[K21] gives a set-up link where nobody has set the system up', async () => {
    const { out } = await run('resetAdministrator')
    expect(out).toContain('/setup/')
    expect(await server.anonymous().done(accounts.describeLink, { token: tokenIn(out) })).toMatchObject({
      purpose: 'setUp',
    })
  })
})
