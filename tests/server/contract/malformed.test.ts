import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import type { Call } from '#shared/contract/define.ts'
import { errors } from '#shared/contract/errors.ts'
import type { Failed, Result } from '#shared/contract/result.ts'
import { presenting } from '#shared/presenting/presenting.contract.ts'
import { system } from '#shared/system/system.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { everyCall, inputOf } from '#tests/support/inputs.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

jest.setTimeout(60_000)

let server: TestServer
let accountId: string
let client: TestClient

beforeAll(async () => {
  server = await startServer()
  // Whoever may do everything, so that no missing right hides a message that should not have been read.
  ;({ accountId, client } = await server.person({ administrator: true, secretary: true }))
})
afterAll(() => server.close())

const journalRows = async (): Promise<number> => {
  const { count } = await server.database.kysely
    .selectFrom('journal')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Fits no field of any contract. */
const misfits: readonly unknown[] = [
  { nonsense: true },
  [[null]],
  -1.5,
  '\u0000x',
  'x'.repeat(5_000),
  { toString: 'x' },
]

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`

interface Case {
  readonly label: string
  readonly body: string
  /** What `field` starts with. */
  readonly field: string
}

/** Every malformed message of a call, as JSON. */
const malformed = (call: Call): readonly Case[] => {
  const id = crypto.randomUUID()
  const good = inputOf(call)
  const whole = (label: string, input: unknown, field: string): Case => ({
    ...{ label, field, body: JSON.stringify({ id, input }) },
  })
  const cases = [
    { label: 'null for a message', body: 'null', field: 'envelope' },
    { label: 'an array for a message', body: '[]', field: 'envelope' },
    { label: 'a word for a message', body: '"input"', field: 'envelope' },
    { label: 'the input without its envelope', body: JSON.stringify({ ...good, x: 1 }), field: 'envelope' },
    { label: 'a number for an id', body: JSON.stringify({ id: 7, input: good }), field: 'envelope' },
    { label: 'an id that is none', body: JSON.stringify({ id: 'x', input: good }), field: 'envelope' },
    { label: 'more in the envelope', body: JSON.stringify({ id, input: good, as: 'x' }), field: 'envelope' },
    {
      label: '__proto__ in the envelope',
      body: `{"id":"${id}","input":${JSON.stringify(good)},"__proto__":{"administrator":true}}`,
      field: 'envelope',
    },
    { label: 'no input', body: JSON.stringify({ id }), field: 'envelope' },
    whole('null for input', null, 'input'),
    whole('an array for input', [good], 'input'),
    whole('a number for input', 7, 'input'),
    whole('a word for input', JSON.stringify(good), 'input'),
    whole('one field too many', { ...good, extra: 1 }, 'input'),
    {
      label: '__proto__ in the input',
      body: `{"id":"${id}","input":{"__proto__":{"administrator":true}${Object.entries(good)
        .map(([key, value]) => `,${JSON.stringify(key)}:${JSON.stringify(value)}`)
        .join('')}}}`,
      field: 'input',
    },
    ...(call.maxBytes > 4_000
      ? [{ label: 'deep nesting', body: `{"id":"${id}","input":${nested(1_500)}}`, field: 'input' }]
      : []),
  ]
  for (const field of Object.keys(good)) {
    for (const misfit of misfits) {
      const made = whole(
        `${JSON.stringify(misfit).slice(0, 20)} for ${field}`,
        { ...good, [field]: misfit },
        field,
      )
      if (made.body.length <= call.maxBytes) cases.push(made)
    }
    const { [field]: _, ...rest } = good
    if (!call.input.safeParse(rest).success) cases.push(whole(`${field} left out`, rest, field))
  }
  if (call.kind === 'command')
    cases.push({ label: 'no id', body: JSON.stringify({ input: good }), field: 'id' })
  return cases
}

const summary = (result: Result<unknown>): string =>
  result.ok ? 'accepted' : `${result.error.code} ${result.error.field ?? ''}`.trim()

/** The message of a call, padded to so many bytes by a field that does not belong there. */
const padded = (call: Call, bytes: number): string => {
  const message = JSON.stringify({ id: crypto.randomUUID(), input: inputOf(call), pad: '' })
  return message.replace('"pad":""', `"pad":"${'x'.repeat(bytes - message.length)}"`)
}
const sized = (call: Call, bytes: number): string => {
  const plain = JSON.stringify({ id: crypto.randomUUID(), input: inputOf(call), pad: '' })
  const body = padded(call, bytes + plain.length - Buffer.byteLength(plain))
  expect(Buffer.byteLength(body)).toBe(bytes)
  return body
}

const failure = (code: Failed['error']['code'], more: object = {}) => ({
  ok: false,
  error: { code, ...more },
})

describe.each(everyCall.map(call => [call.name, call] as const))('%s', (_, call) => {
  const vias = (['http', 'socket'] as const).filter(via => call.via === 'both' || call.via === via)

  test.each(vias)('refuses every malformed message over %s, and journals nothing', async via => {
    const device = (await server.device(accountId)).client
    const before = await journalRows()
    const wrong: string[] = []
    for (const { label, body, field } of malformed(call)) {
      let answer: string
      if (via === 'http') {
        const { status, result } = await device.post(call.name, body)
        answer = `${summary(result)}${status === errors['input.invalid'].status ? '' : ` with ${status}`}`
      } else answer = summary(await device.emit(call.name, JSON.parse(body)))
      const expected = `input.invalid ${field}`
      if (answer !== expected && !answer.startsWith(`${expected}.`)) wrong.push(`${label}: ${answer}`)
    }
    expect(wrong).toEqual([])
    expect(await journalRows()).toBe(before)
    expect({}).not.toHaveProperty('administrator')
    device.close()
  })

  test.each(vias)('refuses a message over %s that is a byte too large', async via => {
    const device = (await server.device(accountId)).client
    const send = async (bytes: number) =>
      via === 'http'
        ? (await device.post(call.name, sized(call, bytes))).result
        : device.emit(call.name, JSON.parse(sized(call, bytes)))
    expect(await send(call.maxBytes + 1)).toEqual(
      failure('input.tooLarge', { params: { limit: call.maxBytes } }),
    )
    expect(await send(call.maxBytes)).toEqual(failure('input.invalid', { field: 'envelope' }))
    device.close()
  })

  test('is refused over HTTP where the body is no JSON, or none in UTF-8', async () => {
    const device = (await server.device(accountId)).client
    const expected =
      call.via === 'socket' ? failure('command.socketOnly') : failure('input.invalid', { field: 'envelope' })
    const { name } = call
    const post = async (body: Uint8Array<ArrayBuffer> | string) => {
      const response = await fetch(`${server.url}/api/${name}`, {
        ...{ method: 'POST', headers: { ...device.headers(), 'content-type': 'application/json' }, body },
      })
      return (await response.json()) as unknown
    }
    for (const body of ['', '{', '{"input":', 'undefined', '{input:{}}', "{'input':{}}", '\u0000'])
      expect(await post(body)).toEqual(expected)
    const good = JSON.stringify({ id: crypto.randomUUID(), input: inputOf(call) })
    expect(
      await post(Buffer.concat([Buffer.from(good.slice(0, -1)), Buffer.from([0x20, 0xff, 0x7d])])),
    ).toEqual(expected)
  })

  test('is not taken from a page of another origin', async () => {
    const body = JSON.stringify({ id: crypto.randomUUID(), input: inputOf(call) })
    const { status, result } = await client.post(call.name, body, { origin: 'https://evil.example' })
    expect([status, result]).toEqual([403, failure('origin.foreign')])
  })

  if (call.via !== 'both')
    test('is taken on its own channel alone', async () => {
      const message = { id: crypto.randomUUID(), input: inputOf(call) }
      const before = await journalRows()
      const result =
        call.via === 'http'
          ? await client.emit(call.name, message)
          : (await client.post(call.name, JSON.stringify(message))).result
      expect(result).toEqual(failure(call.via === 'http' ? 'command.httpOnly' : 'command.socketOnly'))
      expect(await journalRows()).toBe(before)
    })
})

test('a name whose bytes are no UTF-8 is refused, not mended: what is stored is what was sent', async () => {
  const id = crypto.randomUUID()
  const body = Buffer.from(JSON.stringify({ id, input: { name: 'UBND x' } }))
  body[body.indexOf('x"')] = 0xe1
  const response = await fetch(`${server.url}/api/${accounts.renameCommittee.name}`, {
    ...{ method: 'POST', headers: client.headers(), body },
  })
  expect([response.status, await response.json()]).toEqual([
    400,
    failure('input.invalid', { field: 'envelope' }),
  ])
})

const unknown = ['no:such', 'accounts', 'constructor', '__proto__', 'toString', 'accounts:me ', 'ACCOUNTS:ME']

test.each(unknown)('a name that no contract has (%p) is unknown, over both channels', async name => {
  const { status, result } = await client.post(encodeURIComponent(name), '{"input":{}}')
  expect([status, result]).toEqual([404, failure('command.unknown')])
  expect(await client.emit(name, { input: {} })).toEqual(failure('command.unknown'))
})

test('a message that is far too large ends its own connection, and no other', async () => {
  const { client: hostile } = await server.device(accountId)
  const socket = await hostile.socket()
  const gone = new Promise(resolve => socket.once('disconnect', resolve))
  socket.emit(accounts.me.name, { input: 'x'.repeat(1_000_000) }, () => undefined)
  await gone
  expect(await client.ask(accounts.me, {})).toMatchObject({ ok: true })
})

test('an HTTP body that never ends is refused as soon as it is too large', async () => {
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull: controller => {
      sent += 4_096
      controller.enqueue(new Uint8Array(4_096).fill(0x20))
    },
  })
  const answered = await fetch(`${server.url}/api/${accounts.me.name}`, {
    ...{ method: 'POST', headers: client.headers(), body, duplex: 'half' },
  }).then(
    response => response.status,
    () => 'cut',
  )
  expect([413, 'cut']).toContain(answered)
  expect(sent).toBeLessThan(64 * 1024 * 1024)
})

test.each([
  ['no JSON', '42["accounts:me"'],
  ['no name', '42[]'],
  ['a number for a name', '421[7,{}]'],
  ['an object for a name', '421[{"a":1},{}]'],
  ['a reserved name', '421["connect",{}]'],
  ['a foreign namespace', '40/admin,'],
  ['an attachment that never comes', '451-["accounts:me",{"_placeholder":true,"num":0}]'],
  ['deep nesting', `421["accounts:me",${nested(20_000)}]`],
  ['nothing', ''],
  ['an unknown packet', '9'],
])('a raw frame with %s harms nobody else', async (_, frame) => {
  const { client: hostile } = await server.device(accountId)
  // Node's own WebSocket takes headers; the browsers' type, which is the one declared, does not know them.
  const socket: WebSocket = Reflect.construct(WebSocket, [
    `${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
    { headers: hostile.headers() },
  ])
  const heard: string[] = []
  const settled = new Promise<void>((resolve, reject) => {
    socket.addEventListener('error', () => resolve())
    socket.addEventListener('close', () => resolve())
    socket.addEventListener('message', ({ data }) => {
      heard.push(String(data))
      if (String(data).startsWith('0')) socket.send('40')
      else if (String(data).startsWith('42["ready"')) {
        socket.send(frame)
        // Whatever the frame did, this is answered, or the connection is closed.
        socket.send('4299["accounts:me",{"input":{}}]')
      } else if (String(data).startsWith('4399')) resolve()
    })
    setTimeout(() => reject(new Error(heard.join('\n'))), 20_000).unref()
  })
  await settled
  socket.close()
  expect(heard.some(text => text.startsWith('42["ready"'))).toBe(true)
  expect(await client.ask(system.time, {})).toMatchObject({ ok: true })
})

test('a message without an answer asked for is not carried out', async () => {
  const before = await journalRows()
  const socket = await client.socket()
  const name = `UBND ${crypto.randomUUID()}`
  socket.emit(accounts.renameCommittee.name, { id: crypto.randomUUID(), input: { name } })
  await client.ask(accounts.me, {})
  expect(await journalRows()).toBe(before)
})

test('after all that the server answers as ever, and logged no fault', async () => {
  expect(await client.call(accounts.me, {})).toMatchObject({ ok: true })
  expect(await client.ask(presenting.move, inputOf(presenting.move) as never)).toMatchObject({
    error: { code: 'object.notFound' },
  })
  expect(server.log()).not.toMatch(/"level":(50|60)/)
})
