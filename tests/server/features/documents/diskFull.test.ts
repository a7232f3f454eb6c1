import { constants } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { handlersOf } from '#server/feature.ts'
import { documentsHandlers } from '#server/features/documents/documents.handlers.ts'
import { Preparation } from '#server/features/documents/documents.preparing.ts'
import { Sweep } from '#server/features/documents/documents.sweep.ts'
import { uploadRoutes } from '#server/features/documents/documents.upload.ts'
import { Queue } from '#server/features/documents/prepare/Queue.ts'
import { UploadFolder, uploadPace } from '#server/features/documents/UploadFolder.ts'
import { BlobStore } from '#server/storage/blobs.ts'
import { authenticate } from '#server/transport/authenticate.ts'
import { createHttp } from '#server/transport/http.ts'
import { Pipeline } from '#server/transport/pipeline.ts'
import { documents } from '#shared/documents/documents.contract.ts'
import { TestClient } from '#tests/support/client.ts'
import { askOffset, type PaperWorld, paperWorld, send } from '#tests/support/documents/paperWorld.ts'
import { textPaper } from '#tests/support/pdf/papers.ts'

jest.setTimeout(60_000)

const paper = textPaper(['Mot', 'Hai', 'Ba'])
const full = () => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })

/** Bytes that the disk still takes, for uploads and for stored files. */
const room = { uploads: Number.POSITIVE_INFINITY, blobs: Number.POSITIVE_INFINITY, announced: true }

let world: PaperWorld
let server: Server
let client: TestClient
let folder: string
let preparation: Preparation
let close: () => Promise<void>

/** The feature's own parts on a disk that the test fills, beside the world's database. */
beforeEach(async () => {
  Object.assign(room, {
    uploads: Number.POSITIVE_INFINITY,
    blobs: Number.POSITIVE_INFINITY,
    announced: true,
  })
  world = await paperWorld()
  folder = join(world.server.folder, 'small')
  const { features } = world.server.app
  const blobs = await BlobStore.open(join(folder, 'papers'), async path => {
    const file = await open(path, 'wx', 0o600)
    return {
      sync: file.sync.bind(file),
      close: file.close.bind(file),
      writev: (async (buffers: Buffer[]) => {
        room.blobs -= Buffer.concat(buffers).length
        if (room.blobs < 0) throw full()
        return file.writev(buffers)
      }) as typeof file.writev,
    }
  })
  const parts = { ...features, blobs, config: { ...features.config, dataFolder: folder } }
  const uploads = new UploadFolder(join(folder, 'uploads'), uploadPace, async path => {
    const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600)
    return {
      stat: file.stat.bind(file),
      truncate: file.truncate.bind(file),
      datasync: file.datasync.bind(file),
      close: file.close.bind(file),
      write: (async (buffer: Buffer, from: number, length: number, position: number) => {
        if (position + length > room.uploads) throw full()
        return file.write(buffer, from, length, position)
      }) as typeof file.write,
    }
  })
  await uploads.start()
  const blobGate = new Queue(1)
  const sweep = new Sweep(parts, uploads, blobGate, () => undefined)
  preparation = new Preparation(parts, uploads, blobGate, () => sweep.soon())
  close = async () => {
    await preparation.close()
    await sweep.close()
  }
  await preparation.start()
  const http = createHttp({
    pipeline: new Pipeline({
      database: parts.database,
      ports: parts.ports,
      announce: parts.announce,
      broadcast: () => undefined,
      handlers: handlersOf(
        documentsHandlers({
          limitBytes: parts.config.paperLimitBytes,
          hasRoom: async () => room.announced,
          giveUp: () => undefined,
          tidy: () => undefined,
        }),
      ),
    }),
    ports: parts.ports,
    routes: uploadRoutes({ ...parts, uploads, preparation }),
    trustedProxies: new Set(),
    mayCall: () => true,
    authenticate: tokens =>
      authenticate(parts.database, tokens, parts.ports.clock.now(), parts.config.loginMs),
    staticFiles: (_context, next) => next(),
  })
  server = createServer(http.callback())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  client = new TestClient(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    world.secretary.client.cookie,
  )
})

afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await close()
  await world.server.close()
})

const stored = async (): Promise<string[]> => {
  const found: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) found.push(entry.name)
  return found
}

test('[D11] an announcement is refused while there is no room for its file', async () => {
  room.announced = false
  const input = {
    documentId: crypto.randomUUID(),
    versionId: crypto.randomUUID(),
    itemId: world.itemId,
    title: 'Tờ trình',
    fileName: 'a.pdf',
    byteLength: 1_000,
    audience: { kind: 'everyone' },
    secrecy: null,
  } as const
  expect(await client.call(documents.announce, input)).toMatchObject({ error: { code: 'disk.full' } })
  room.announced = true
  expect(await client.call(documents.announce, input)).toMatchObject({ ok: true })
})

test('[D11] an upload is answered 507, leaves nothing behind, and is sent again when there is room', async () => {
  const { versionId } = await world.announce({ byteLength: paper.length })
  room.uploads = 500
  const refused = await send(client, versionId, 0, paper)
  expect([refused.status, JSON.parse(refused.text).error.code]).toEqual([507, 'disk.full'])
  expect(await stored()).toEqual([])
  expect((await askOffset(client, versionId)).offset).toBe(0)
  room.uploads = Number.POSITIVE_INFINITY
  expect((await send(client, versionId, 0, paper)).status).toBe(204)
  await world.until(versionId, 'ready')
})

test('[D11] a paper for whose files there is no room is refused visibly, and leaves nothing behind', async () => {
  const { versionId } = await world.announce({ byteLength: paper.length })
  room.blobs = 1_500
  expect((await send(client, versionId, 0, paper)).status).toBe(204)
  expect(await world.until(versionId, 'refused')).toMatchObject({ code: 'disk.full' })
  await close()
  // The original had found its place before the room ended.
  expect(await stored()).toEqual([])
  const rows = await world.server.database.kysely
    .selectFrom('document_versions')
    .select(['original_hash', 'paper_hash', 'page_one_hash'])
    .execute()
  expect(rows).toEqual([{ original_hash: null, paper_hash: null, page_one_hash: null }])
})
