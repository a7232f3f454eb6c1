import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { contracts, routeContracts } from '#shared/contract/all.ts'
import type { Call, Route } from '#shared/contract/define.ts'
import { system } from '#shared/system/system.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

/** The first column and the cells of a specification's table of rights, row by row. */
const rightsOf = (feature: string): readonly (readonly string[])[] => {
  const text = readFileSync(join(import.meta.dirname, '../../../shared', feature, 'SPEC.md'), 'utf8')
  return (text.split('\n## Rights\n')[1] ?? '')
    .split('\n')
    .filter(line => line.startsWith('| '))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim().replaceAll('`', '')),
    )
    .filter(cells => !/^-+$/.test(cells[0] ?? ''))
}

/** Refusals that who somebody is can bring about. */
const answers = ['yes', 'login.required', 'right.missing', 'object.notFound', 'presenting.notPresenter']

describe.each(Object.entries(contracts))('the table of rights in %s', (feature, contract) => {
  const [head = [], ...rows] = rightsOf(feature)

  test('has a row for every call, and none for a call that is not there', () => {
    const named = rows
      .map(([name = '']) => name.replace(/ \((own|foreign)\)$/, ''))
      .filter(name => !name.includes('/'))
    expect([...new Set(named)].sort()).toEqual(
      Object.values<Call>(contract)
        .map(({ name }) => name)
        .sort(),
    )
  })

  test('answers in every cell, with a code that exists', () => {
    for (const [name, ...cells] of rows) {
      expect([name, cells.length]).toEqual([name, head.length - 1])
      for (const cell of cells) expect(answers).toContain(cell)
    }
  })
})

test('the papers’ routes have their rows, each file and each step of an upload', () => {
  const rows = rightsOf('documents').map(([name]) => name)
  expect(rows).toEqual(
    expect.arrayContaining(
      Object.values<Route>(routeContracts.documents).map(({ method, path }) => `${method} ${path}`),
    ),
  )
})

describe('system:time', () => {
  let server: TestServer
  let clients: Record<string, TestClient>

  beforeAll(async () => {
    server = await startServer()
    clients = {
      anonymous: server.anonymous(),
      administrator: (await server.person({ administrator: true })).client,
      secretary: (await server.person({ secretary: true })).client,
      person: (await server.person()).client,
      screen: (await server.screen()).client,
    }
  })
  afterAll(() => server.close())

  const [head = [], ...rows] = rightsOf('system')
  const cells = rows.flatMap(([name, ...row]) => row.map((cell, at) => [name, head[at + 1], cell] as const))

  test.each(cells)('[Y1] %s by %s: %s', async (name, column, expected) => {
    expect([name, expected]).toEqual([system.time.name, 'yes'])
    const client = clients[column ?? '']!
    expect(await client.call(system.time, {})).toMatchObject({ ok: true })
    if (column !== 'anonymous') expect(await client.ask(system.time, {})).toMatchObject({ ok: true })
  })
})
