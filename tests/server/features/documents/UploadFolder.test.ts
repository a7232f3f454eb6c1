import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  type Appended,
  type OpenUpload,
  UploadFolder,
  uploadPace,
} from '#server/features/documents/UploadFolder.ts'

const versionId = '3f2b6c1e-8a54-4f0e-9a30-6f2f5b1c7d10'
const total = 300_000
const bytes = randomBytes(total)
const openReally: OpenUpload = path => open(path, constants.O_RDWR | constants.O_CREAT, 0o600)

let folder: string
let server: Server | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phs-uploads-'))
})
afterEach(async () => {
  server?.closeAllConnections()
  server?.close()
  await rm(folder, { recursive: true, force: true })
})

/** Uploads behind a bare server that takes `?offset`; what each request came to is kept in order. */
const serve = async (options: { pace?: typeof uploadPace; openUpload?: OpenUpload } = {}) => {
  const uploads = new UploadFolder(folder, options.pace ?? uploadPace, options.openUpload ?? openReally)
  await uploads.start()
  const ends: Appended[] = []
  const progress = new EventTarget()
  server = createServer(async (req, res) => {
    const offset = Number(new URL(req.url ?? '', 'http://x').searchParams.get('offset'))
    const end = await uploads.append(req, {
      versionId,
      offset,
      total,
      signal: new AbortController().signal,
      onBytes: () => progress.dispatchEvent(new Event('bytes')),
    })
    req.resume()
    ends.push(end)
    progress.dispatchEvent(new Event('end'))
    res.end(JSON.stringify(end))
  })
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const begin = (offset: number) => {
    const sending = request({ port, method: 'PATCH', path: `/?offset=${offset}` })
    const answer = new Promise<Appended>((resolve, reject) => {
      sending.on('error', reject)
      sending.on('response', async response => {
        let text = ''
        for await (const chunk of response) text += chunk
        resolve(JSON.parse(text))
      })
    })
    answer.catch(() => undefined)
    return { sending, answer }
  }
  const send = (offset: number, body: Buffer) => {
    const { sending, answer } = begin(offset)
    sending.end(body)
    return answer
  }
  const until = async (event: 'bytes' | 'end', holds: () => boolean | Promise<boolean>) => {
    while (!(await holds()))
      await new Promise(resolve => progress.addEventListener(event, resolve, { once: true }))
  }
  return { uploads, begin, send, until, ends }
}

describe('an upload', () => {
  test('[D7] grows piece by piece, and its file holds what was sent', async () => {
    const { uploads, send } = await serve()
    expect(await uploads.received(versionId)).toBe(0)
    expect(await send(0, bytes.subarray(0, 100_000))).toEqual({ kind: 'at', offset: 100_000 })
    expect(await uploads.received(versionId)).toBe(100_000)
    expect(await send(100_000, bytes.subarray(100_000))).toEqual({ kind: 'at', offset: total })
    expect((await readFile(uploads.pathOf(versionId))).equals(bytes)).toBe(true)
  })

  test('[D7] keeps what came before its sender went away, and goes on from there', async () => {
    const { uploads, begin, send, until, ends } = await serve()
    const { sending } = begin(0)
    sending.write(bytes.subarray(0, 150_000))
    await until('bytes', async () => (await uploads.received(versionId)) === 150_000)
    sending.destroy()
    await until('end', () => ends.length === 1)
    expect(ends).toEqual([{ kind: 'cut' }])
    expect(await send(150_000, bytes.subarray(150_000))).toEqual({ kind: 'at', offset: total })
    expect((await readFile(uploads.pathOf(versionId))).equals(bytes)).toBe(true)
  })

  test('[D7] stays as it was when a sender thinks that it ends elsewhere', async () => {
    const { uploads, send } = await serve()
    await send(0, bytes.subarray(0, 1_000))
    for (const offset of [0, 999, 1_001])
      expect(await send(offset, bytes.subarray(0, 10))).toEqual({ kind: 'moved', offset: 1_000 })
    expect((await readFile(uploads.pathOf(versionId))).equals(bytes.subarray(0, 1_000))).toBe(true)
  })

  test('[D7] takes nothing of a body that is longer than was announced', async () => {
    const { uploads, send } = await serve()
    await send(0, bytes.subarray(0, 1_000))
    expect(await send(1_000, Buffer.concat([bytes, bytes]))).toEqual({ kind: 'tooMuch' })
    expect(await uploads.received(versionId)).toBe(1_000)
  })

  test('[D7] is taken over by the later of two senders, and no byte is mixed up', async () => {
    const { uploads, begin, send, until, ends } = await serve()
    const { sending } = begin(0)
    sending.write(bytes.subarray(0, 120_000))
    await until('bytes', async () => (await uploads.received(versionId)) === 120_000)
    expect(await send(120_000, bytes.subarray(120_000))).toEqual({ kind: 'at', offset: total })
    await until('end', () => ends.length === 2)
    expect(ends[0]).toEqual({ kind: 'cut' })
    expect((await readFile(uploads.pathOf(versionId))).equals(bytes)).toBe(true)
  })

  test('[D7] ends one of twenty senders at once after another; what the last one wrote is whole', async () => {
    const { uploads, send } = await serve()
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(0, bytes)))
    const whole = answers.filter(({ kind }) => kind === 'at')
    expect(whole).toHaveLength(1)
    expect((await readFile(uploads.pathOf(versionId))).equals(bytes)).toBe(true)
    expect(uploads.active).toBe(0)
  })

  test('[D7] that brings a byte now and then is ended, and may go on', async () => {
    const { uploads, begin, send } = await serve({ pace: { windowMs: 50, bytes: 1_000 } })
    const { sending, answer } = begin(0)
    sending.write(bytes.subarray(0, 1))
    expect(await answer).toEqual({ kind: 'slow' })
    sending.destroy()
    expect(await uploads.received(versionId)).toBe(1)
    expect(await send(1, bytes.subarray(1))).toEqual({ kind: 'at', offset: total })
  })

  test('[D11] on a full disk is refused, leaves nothing behind, and can be sent again when there is room', async () => {
    let room = 100_000
    const { uploads, send } = await serve({
      openUpload: async path => {
        const file = await openReally(path)
        return {
          stat: file.stat.bind(file),
          truncate: file.truncate.bind(file),
          datasync: file.datasync.bind(file),
          close: file.close.bind(file),
          write: (async (buffer: Buffer, from: number, length: number, position: number) => {
            if (position + length > room)
              throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
            return file.write(buffer, from, length, position)
          }) as typeof file.write,
        }
      },
    })
    expect(await send(0, bytes)).toEqual({ kind: 'full' })
    expect(await readdir(folder)).toEqual([])
    expect(await uploads.received(versionId)).toBe(0)
    room = total
    expect(await send(0, bytes)).toEqual({ kind: 'at', offset: total })
  })

  test('[D10] is listed with the time at which something last came; strange files are left alone', async () => {
    const { uploads, send } = await serve()
    await send(0, bytes.subarray(0, 10))
    await writeFile(join(folder, 'readme.txt'), 'x')
    const listed = await uploads.list()
    expect(listed.map(({ versionId }) => versionId)).toEqual([versionId])
    expect(listed[0]?.at).toBeGreaterThan(0)
    await uploads.remove(versionId)
    await uploads.remove(versionId)
    expect(await readdir(folder)).toEqual(['readme.txt'])
  })

  test('is named by an id alone: no path can be smuggled in', async () => {
    const { uploads } = await serve()
    for (const name of ['../../etc/passwd', '', `${versionId}/..`])
      expect(() => uploads.pathOf(name)).toThrow(TypeError)
  })
})
