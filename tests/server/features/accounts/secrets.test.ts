import { randomBytes } from 'node:crypto'
import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import * as opaque from '@serenity-kit/opaque'
import { createAccounts } from '#server/features/accounts/accounts.feature.ts'
import { opaqueKeyFile } from '#server/features/accounts/opaque.ts'
import { issueSetUpLink } from '#server/features/accounts/setUpLink.ts'
import { createAccountWithPassword } from '#server/features/accounts/withPassword.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { beginSignIn, device, fields, keyStretching, register, signIn } from './support.ts'

const password = 'bí mật của tôi 42'
const servers: TestServer[] = []
const start = async (folder?: string) => {
  const server = await startServer(folder === undefined ? {} : { folder })
  servers.push(server)
  return server
}
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

const person = {
  ...fields('binhtt'),
  id: '0b0e0000-0000-4000-8000-000000000001',
  ...{ password, keyStretching },
}

test('[K41] passwords, proofs, tokens and codes are in no byte of the database, nor in the log', async () => {
  const server = await start()
  const secrets: string[] = [password]
  const anonymous = server.anonymous()
  const setUpLink = await issueSetUpLink(server.app.features)
  const accountId = crypto.randomUUID()
  const { token } = await anonymous.done(accounts.setUp, {
    ...{ token: setUpLink.token, accountId, committeeName: 'UBND', loginName: 'quantri' },
    displayName: 'Trịnh Quốc Bảo',
  })
  secrets.push(setUpLink.token, token)
  const administrator = server.anonymous()
  const registered = await register(administrator, token, password)
  if (!registered.ok) throw new Error(registered.error.code)
  secrets.push(registered.data.exportKey, administrator.cookie.slice('__Host-login='.length))
  const invited = crypto.randomUUID()
  await administrator.done(accounts.create, { ...fields('binhtt'), accountId: invited })
  const link = await administrator.done(accounts.issueLink, { accountId: invited })
  // Over the socket too, where answers are stored for a retry.
  const other = await administrator.ask(accounts.issueLink, { accountId: invited })
  const own = await administrator.ask(accounts.issueTabletCode, { accountId })
  if (!other.ok || !own.ok) throw new Error('refused')
  secrets.push(link.token, other.data.token, own.data.code)
  await server.anonymous().done(accounts.redeemTabletCode, { code: own.data.code, device })
  const { finished, attemptId } = await beginSignIn(anonymous, 'quantri', password)
  const finishLoginRequest = finished?.finishLoginRequest ?? ''
  await anonymous.done(accounts.signIn, { attemptId, finishLoginRequest, device })
  secrets.push(finishLoginRequest, attemptId, finished?.sessionKey ?? '', anonymous.cookie.slice(13))

  const { kysely } = server.database
  const journal = JSON.stringify(await kysely.selectFrom('journal_details').selectAll().execute())
  const records = await kysely.selectFrom('accounts').select('registration_record').execute()
  for (const { registration_record } of records)
    if (registration_record !== null) expect(journal).not.toContain(registration_record)
  for (const name of await readdir(server.folder)) {
    if (!name.startsWith('phong-hop-so.sqlite')) continue
    const bytes = await readFile(join(server.folder, name))
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(10)
      expect([name, bytes.includes(Buffer.from(secret))]).toEqual([name, false])
    }
  }
  expect(server.log()).toContain('accounts:signIn')
  for (const secret of secrets) expect(server.log()).not.toContain(secret)
})

test('[K13] the OPAQUE key is its owner’s alone, outside the database', async () => {
  const server = await start()
  const file = opaqueKeyFile(server.folder)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const key = (await readFile(file, 'utf8')).trim()
  const bytes = await readFile(join(server.folder, 'phong-hop-so.sqlite-wal'))
  expect(bytes.includes(Buffer.from(key))).toBe(false)
})

test('[K13] [K16] passwords work after a restart, on another port', async () => {
  const first = await start()
  await createAccountWithPassword(first.app.features, person)
  await first.close({ keep: true })
  servers.pop()
  const second = await start(first.folder)
  expect(second.url).not.toBe(first.url)
  expect(await signIn(second.anonymous(), 'binhtt', password)).toMatchObject({ ok: true })
})

test('[K14] without the key, or with another one, nothing starts, and no new key is made', async () => {
  const first = await start()
  await createAccountWithPassword(first.app.features, person)
  const file = opaqueKeyFile(first.folder)
  // As a server that starts on this data would.
  const starting = async () => createAccounts(first.app.features).start?.()
  await rename(file, `${file}.away`)
  await expect(starting()).rejects.toMatchObject({ code: 'keys.missing', file })
  expect(await stat(file).catch(() => 'absent')).toBe('absent')
  await opaque.ready
  for (const wrong of [opaque.server.createSetup(), randomBytes(128).toString('base64url')]) {
    await writeFile(file, wrong)
    await expect(starting()).rejects.toMatchObject({ code: 'keys.foreign' })
  }
  await rename(`${file}.away`, file)
  await starting()
})

test('an account made with its password signs in from a keyboard that composes letters otherwise', async () => {
  const server = await start()
  await createAccountWithPassword(server.app.features, {
    ...{ ...person, password: password.normalize('NFD'), roles: ['administrator', 'secretary'] },
  })
  const signed = await signIn(server.anonymous(), 'binhtt', password.normalize('NFC'))
  expect(signed).toMatchObject({
    data: { me: { account: { state: 'active', roles: ['administrator', 'secretary'] } } },
  })
  const rows = await server.database.kysely.selectFrom('journal').select('command').execute()
  expect(rows.map(({ command }) => command)).toContain('accounts:create')
})
