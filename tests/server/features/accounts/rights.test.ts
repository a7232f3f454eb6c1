import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import type { Result } from '#shared/contract/result.ts'
import type { TestClient } from '#tests/support/client.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { device, fields } from './support.ts'

const columns = ['anonymous', 'administrator', 'secretary', 'person', 'screen'] as const
type Column = (typeof columns)[number]

/** The rows of the specification's table: call, whose object, and the answer that each viewer gets. */
const rows = readFileSync(
  join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'accounts', 'SPEC.md'),
  'utf8',
)
  .split('\n')
  .flatMap(line => {
    const found = /^\| `(accounts:\w+)(?: \((own|foreign)\))?` *\|(.+)\|$/.exec(line)
    if (found === null) return []
    const [, name = '', whose = '', cells = ''] = found
    return [{ name, whose, cells: cells.split('|').map(cell => cell.trim()) }]
  })
const cells = rows.flatMap(({ name, whose, cells }) =>
  columns.flatMap((column, at) =>
    (['http', 'socket'] as const).map(via => [column, via, name, whose, cells[at] ?? ''] as const),
  ),
)

let server: TestServer
const viewers = new Map<Column, { client: TestClient; accountId: string; loginId: string }>()
let foreign: { accountId: string; loginId: string }

beforeAll(async () => {
  server = await startServer()
  foreign = await server.person({ displayName: 'Người khác' })
  viewers.set('administrator', await server.person({ administrator: true }))
  // So that the last administrator's rules stay out of the way.
  await server.person({ administrator: true })
  viewers.set('secretary', await server.person({ secretary: true }))
  viewers.set('person', await server.person())
  const { screenId, client } = await server.screen()
  viewers.set('screen', { client, accountId: screenId, loginId: screenId })
  viewers.set('anonymous', {
    client: server.anonymous(),
    accountId: crypto.randomUUID(),
    loginId: crypto.randomUUID(),
  })
})
afterAll(() => server.close())

const message = 'AAAA'
const token = 'A'.repeat(43)

/** Input that fits the schema and names the viewer's own or a foreign object. */
const inputFor = (name: string, whose: string, own: { accountId: string; loginId: string }) => {
  const { accountId, loginId } = whose === 'own' ? own : foreign
  const unit = {
    ...{ unitId: crypto.randomUUID(), name: 'Sở', shortName: 'S', parentId: null, order: 1 },
    ...{ validFrom: null, validUntil: null, predecessorIds: [] },
  }
  const inputs: Record<string, object> = {
    [accounts.startSignIn.name]: { loginName: 'khong.ai', startLoginRequest: message },
    [accounts.signIn.name]: { attemptId: crypto.randomUUID(), finishLoginRequest: message, device },
    [accounts.signOutEverywhere.name]: { here: false },
    [accounts.listLogins.name]: { accountId },
    [accounts.endLogin.name]: { loginId, wipe: false },
    [accounts.startPasswordChange.name]: { startLoginRequest: message, registrationRequest: message },
    [accounts.changePassword.name]: {
      ...{ attemptId: crypto.randomUUID(), finishLoginRequest: message, registrationRecord: message },
    },
    [accounts.describeLink.name]: { token },
    [accounts.setUp.name]: {
      ...{ token, accountId: crypto.randomUUID(), committeeName: 'UBND', loginName: 'ai.do' },
      displayName: 'Ai Đó',
    },
    [accounts.startRegistration.name]: { token, registrationRequest: message },
    [accounts.register.name]: { token, registrationRecord: message, device },
    [accounts.issueTabletCode.name]: { accountId },
    [accounts.redeemTabletCode.name]: { code: token, device },
    [accounts.create.name]: {
      ...fields(`ten.${crypto.randomUUID().slice(0, 8)}`),
      accountId: crypto.randomUUID(),
    },
    [accounts.update.name]: { ...fields(`ten.${foreign.accountId.slice(0, 8)}`), accountId },
    [accounts.deactivate.name]: { accountId: crypto.randomUUID() },
    [accounts.reactivate.name]: { accountId },
    [accounts.erase.name]: { accountId: crypto.randomUUID() },
    [accounts.issueLink.name]: { accountId },
    [accounts.renameCommittee.name]: { name: 'UBND' },
    [accounts.createUnit.name]: unit,
    [accounts.updateUnit.name]: unit,
    [accounts.removeUnit.name]: { unitId: crypto.randomUUID() },
  }
  return inputs[name] ?? {}
}

test('[K43] the table names every call', () => {
  const named = new Set(rows.map(({ name }) => name))
  expect([...named].sort()).toEqual(
    Object.values(accounts)
      .map(({ name }) => name)
      .sort(),
  )
})

/** What the table's `yes` excludes; `object.notFound` may still come of an object that is not there. */
const denials = ['login.required', 'login.ended', 'right.missing']

test.each(cells)('[K43] %s over %s: %s %s → %s', async (column, via, name, whose, expected) => {
  const viewer = viewers.get(column)!
  const contract = Object.values(accounts).find(one => one.name === name)!
  const envelope = { id: crypto.randomUUID(), input: inputFor(name, whose, viewer) }
  let result: Result<unknown>
  // One device for each cell, because some calls sign it out.
  const client =
    viewer.loginId === viewer.accountId || column === 'anonymous'
      ? viewer.client
      : (await server.device(viewer.accountId)).client
  if (via === 'http') result = (await client.post(name, JSON.stringify(envelope))).result
  else {
    // A socket is not opened for nobody at all.
    if (column === 'anonymous') {
      await expect(client.socket()).rejects.toMatchObject({ data: { code: 'login.required' } })
      client.close()
      return
    }
    result = await client.emit(name, envelope)
    client.close()
    if (contract.via === 'http') {
      expect(result).toEqual({ ok: false, error: { code: 'command.httpOnly' } })
      return
    }
  }
  if (expected === 'yes') {
    if (!result.ok)
      expect([...denials, ...(whose === '' ? [] : ['object.notFound'])]).not.toContain(result.error.code)
  } else expect(result).toEqual({ ok: false, error: { code: expected } })
})
