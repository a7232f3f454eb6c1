import { createServer, type Server, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { fetchPiece } from '#client/features/offline/fetchPiece.ts'
import { line } from '#client/features/offline/line.ts'

const paper = Buffer.from(Uint8Array.from({ length: 600_000 }, (_, at) => at % 251))
const wanted = { versionId: 'v', documentId: 'd', meetingId: 'm', size: paper.length }

let server: Server
/** What the server saw, in order. */
let seen: string[]
/** Set while the next request for a part of the paper is to stay without an answer. */
let onHeld: (() => void) | null
const realFetch = globalThis.fetch

const answer = (response: ServerResponse, range: string) => {
  const [begin = 0, last = 0] = range.slice('bytes='.length).split('-').map(Number)
  response.writeHead(206, { 'content-range': `bytes ${begin}-${last}/${paper.length}` })
  response.end(paper.subarray(begin, last + 1))
}

beforeEach(async () => {
  seen = []
  onHeld = null
  server = createServer((request, response) => {
    const { url, headers } = request
    if (url !== '/files/v/paper') {
      response.end('the reader’s')
      return
    }
    const range = String(headers.range)
    seen.push(range)
    if (onHeld === null) return answer(response, range)
    const tell = onHeld
    onHeld = null
    response.once('close', () => seen.push(response.writableFinished ? 'answered' : 'broken off'))
    tell()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  // In a browser an address without an origin is of the page's own.
  globalThis.fetch = (path, init) => realFetch(new URL(String(path), `http://127.0.0.1:${port}`), init)
})
afterEach(async () => {
  globalThis.fetch = realFetch
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
})

const parts = ['bytes=0-262143', 'bytes=262144-524287', 'bytes=524288-599999']

test('[O4] a piece that is fetched ahead comes in parts, one after the other', async () => {
  expect(Buffer.from(await fetchPiece(wanted, 0, new AbortController().signal)).equals(paper)).toBe(true)
  expect(seen).toEqual(parts)
})

test('[O4] what is under way is broken off when the reader needs the line, waits, and is asked for again', async () => {
  const held = new Promise<void>(resolve => {
    onHeld = resolve
  })
  const piece = fetchPiece(wanted, 0, new AbortController().signal)
  await held
  await line.forReader(async () => {
    const other = line.forReader(() => fetch('/read/1'))
    for (const path of ['/read/2', '/read/3']) await (await fetch(path)).text()
    await (await other).text()
    expect(line.busy).toBe(true)
    seen.push('read')
  })
  expect(Buffer.from(await piece).equals(paper)).toBe(true)
  expect(seen).toEqual([parts[0], 'broken off', 'read', ...parts])
})

test('[O4] who waits for the line is let go, asking for nothing, when fetching ahead is stopped', async () => {
  const stop = new AbortController()
  let done = () => {}
  const reading = line.forReader(
    () =>
      new Promise<void>(resolve => {
        done = resolve
      }),
  )
  const piece = fetchPiece(wanted, 0, stop.signal)
  stop.abort()
  done()
  await reading
  await expect(piece).rejects.toMatchObject({ name: 'AbortError' })
  expect(seen).toEqual([])
})
