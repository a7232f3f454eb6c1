import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import {
  type Answer,
  PaperServer,
  type PaperServerOptions,
} from '#server/features/documents/serving/PaperServer.ts'
import { PIECE_BYTES } from '#server/features/documents/serving/PieceCache.ts'

const MIB = PIECE_BYTES
const bytes = randomBytes(8 * MIB + 12_345)
const hash = createHash('sha256').update(bytes).digest('hex')

// Processes take their time on a busy machine.
jest.setTimeout(60_000)

let folder: string
let server: Server
let papers: PaperServer
let failures: unknown[]
let more: Partial<Answer>
const open: Socket[] = []

async function start(options: PaperServerOptions): Promise<string> {
  papers = new PaperServer(options)
  server = createServer((request, response) => {
    const blob = { path: join(folder, 'paper'), size: bytes.length, hash }
    papers.serve({ request, response, blob, contentType: 'application/pdf', ...more }).catch(error => {
      failures.push(error)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serving-'))
  await writeFile(join(folder, 'paper'), bytes)
  failures = []
  more = {}
})
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy()
  server.closeAllConnections()
  server.close()
  papers.close()
  await rm(folder, { recursive: true, force: true })
})

/** Asks over a connection of its own and reads nothing. */
async function askAndNotRead(url: string, headers = ''): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  open.push(socket)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(`GET / HTTP/1.1\r\nHost: x\r\n${headers}\r\n`)
  return socket
}

describe('a paper over HTTP', () => {
  test('comes whole, with a strong tag, uncompressed and not to be kept unasked', async () => {
    const url = await start({ memoryBytes: 4 * MIB })
    more = { disposition: 'inline; filename="a.pdf"' }
    const response = await fetch(url, { headers: { 'Accept-Encoding': 'gzip, br' } })
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      etag: `"${hash}"`,
      'content-length': String(bytes.length),
      'content-type': 'application/pdf',
      'content-disposition': 'inline; filename="a.pdf"',
      'cache-control': 'private, no-cache, no-transform',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
    })
    expect(response.headers.has('content-encoding')).toBe(false)
    expect(bytes.equals(Buffer.from(await response.arrayBuffer()))).toBe(true)
  })

  test.each([
    ['bytes=0-65535', 0, 65_536],
    ['bytes=1048000-1049000', 1_048_000, 1_049_001],
    ['bytes=-12345', bytes.length - 12_345, bytes.length],
    ['bytes=3000000-', 3_000_000, bytes.length],
  ])('gives the range %s, cold and hot alike', async (range, from, to) => {
    const url = await start({ memoryBytes: 32 * MIB })
    for (let time = 0; time < 4; time += 1) {
      const response = await fetch(url, { headers: { Range: range } })
      expect(response.status).toBe(206)
      expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/${bytes.length}`)
      expect(response.headers.get('content-length')).toBe(String(to - from))
      expect(bytes.subarray(from, to).equals(Buffer.from(await response.arrayBuffer()))).toBe(true)
    }
    expect(papers.pieces.hotPieces).toBeGreaterThan(0)
  })

  test('says what exists when a range lies behind its end', async () => {
    const url = await start({ memoryBytes: 4 * MIB })
    const response = await fetch(url, { headers: { Range: 'bytes=99999999-' } })
    expect(response.status).toBe(416)
    expect(response.headers.get('content-range')).toBe(`bytes */${bytes.length}`)
  })

  test('is not sent again to who has it', async () => {
    const url = await start({ memoryBytes: 4 * MIB })
    const response = await fetch(url, { headers: { 'If-None-Match': `"x", "${hash}"` } })
    expect(response.status).toBe(304)
    expect(await response.text()).toBe('')
    expect((await fetch(url, { headers: { 'If-Match': '"x"' } })).status).toBe(412)
  })

  test('comes whole when the part asked for is of another version, and when several parts are', async () => {
    const url = await start({ memoryBytes: 4 * MIB })
    const ask = (headers: Record<string, string>) =>
      fetch(url, { headers }).then(async r => [r.status, (await r.arrayBuffer()).byteLength])
    expect(await ask({ Range: 'bytes=0-9', 'If-Range': '"other"' })).toEqual([200, bytes.length])
    expect(await ask({ Range: 'bytes=0-9', 'If-Range': `"${hash}"` })).toEqual([206, 10])
    expect(await ask({ Range: 'bytes=0-9,20-29' })).toEqual([200, bytes.length])
  })

  test('answers HEAD without a body and without ranges, and refuses other methods', async () => {
    const url = await start({ memoryBytes: 4 * MIB })
    const head = await fetch(url, { method: 'HEAD', headers: { Range: 'bytes=0-9' } })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)])
    const post = await fetch(url, { method: 'POST' })
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  test('gives a slice as a thing of its own, with ranges and a tag of its own', async () => {
    const url = await start({ memoryBytes: 4 * MIB })
    more = { slice: { start: 2 * MIB - 10, length: 30 } }
    const slice = bytes.subarray(2 * MIB - 10, 2 * MIB + 20)
    const whole = await fetch(url)
    expect(whole.headers.get('etag')).toBe(`"${hash}-${2 * MIB - 10}"`)
    expect(slice.equals(Buffer.from(await whole.arrayBuffer()))).toBe(true)
    const part = await fetch(url, { headers: { Range: 'bytes=-5' } })
    expect(slice.subarray(25).equals(Buffer.from(await part.arrayBuffer()))).toBe(true)
  })

  test('that is gone from the disk is an error, not an empty answer', async () => {
    const url = await start({ memoryBytes: 4 * MIB })
    await rm(join(folder, 'paper'))
    expect((await fetch(url)).status).toBe(500)
    expect(failures).toHaveLength(1)
  })

  test('that is shorter on the disk than it was ends the connection', async () => {
    const url = await start({ memoryBytes: 4 * MIB })
    await writeFile(join(folder, 'paper'), bytes.subarray(0, 2 * MIB))
    await expect(fetch(url).then(r => r.arrayBuffer())).rejects.toThrow()
  })
})

describe('the memory for papers', () => {
  test('stays within its bound while fifty readers take their time and others read on', async () => {
    const url = await start({ memoryBytes: 6 * MIB, stallMs: 60_000 })
    // These fill their sockets' buffers, and as many of them as there are buffers hold a piece each.
    for (let reader = 0; reader < 50; reader += 1) (await askAndNotRead(url)).pause()
    const first = await fetch(url, { method: 'HEAD' })
    expect(first.status).toBe(200)
    expect(papers.pieces.heldBytes).toBeLessThanOrEqual(6 * MIB)
    for (const socket of open.splice(0)) socket.destroy()
    for (let time = 0; time < 3; time += 1) {
      const response = await fetch(url)
      expect(bytes.equals(Buffer.from(await response.arrayBuffer()))).toBe(true)
    }
    expect(papers.pieces.heldBytes).toBeLessThanOrEqual(6 * MIB)
    expect(papers.pieces.hotPieces).toBeLessThanOrEqual(5)
    expect(failures).toEqual([])
  })

  test('keeps what is asked for again, and lets go of what is removed', async () => {
    const url = await start({ memoryBytes: 6 * MIB })
    const ask = (range: string) => fetch(url, { headers: { Range: range } }).then(r => r.arrayBuffer())
    await ask('bytes=0-9')
    expect(papers.pieces.hotPieces).toBe(0)
    await ask('bytes=20-29')
    expect(papers.pieces.hotPieces).toBe(1)
    papers.forget({ path: join(folder, 'paper'), hash })
    expect(papers.pieces.hotPieces).toBe(0)
  })

  test('is given back when a reader leaves in the middle', async () => {
    const url = await start({ memoryBytes: 2 * MIB, stallMs: 60_000 })
    for (let time = 0; time < 6; time += 1) {
      const socket = await askAndNotRead(url)
      await once(socket, 'data')
      socket.destroy()
    }
    const response = await fetch(url)
    expect(bytes.equals(Buffer.from(await response.arrayBuffer()))).toBe(true)
  })

  test('is given back when a reader leaves who had asked for more before the first was there', async () => {
    const url = await start({ memoryBytes: 2 * MIB, stallMs: 60_000 })
    for (let time = 0; time < 6; time += 1) {
      const socket = await askAndNotRead(url)
      socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
      await once(socket, 'data')
      socket.destroy()
    }
    const response = await fetch(url)
    expect(bytes.equals(Buffer.from(await response.arrayBuffer()))).toBe(true)
  })

  test('comes in order to who asks again before the first has come', async () => {
    const url = await start({ memoryBytes: 4 * MIB })
    const socket = await askAndNotRead(url, 'Range: bytes=0-3\r\n')
    const asked = [4, 8, 12].map(at => `GET / HTTP/1.1\r\nHost: x\r\nRange: bytes=${at}-${at + 3}\r\n`)
    socket.write(`${asked.join('\r\n')}Connection: close\r\n\r\n`)
    const came: Buffer[] = []
    for await (const piece of socket) came.push(piece)
    const bodies = Buffer.concat(came)
      .toString('latin1')
      .split('HTTP/1.1 206')
      .slice(1)
      .map(answer => answer.slice(answer.indexOf('\r\n\r\n') + 4))
    expect(bodies.join('')).toBe(bytes.toString('latin1', 0, 16))
  })

  test('is not held by readers that stall: they are cut', async () => {
    const url = await start({ memoryBytes: 2 * MIB, stallMs: 200 })
    const socket = await askAndNotRead(url)
    socket.pause()
    const [, response] = await once(server, 'request')
    await once(response, 'close')
    expect(response.writableFinished).toBe(false)
  })

  test('is not held by readers that crawl: they are cut', async () => {
    const url = await start({ memoryBytes: 2 * MIB, stallMs: 300, slowestBytesPerSecond: 1e9 })
    const socket = await askAndNotRead(url)
    // A little now and then: never stalled, always slow.
    const sip = setInterval(() => socket.read(1000), 20)
    socket.pause()
    const [, response] = await once(server, 'request')
    await once(response, 'close')
    clearInterval(sip)
    expect(response.writableFinished).toBe(false)
  })
})
