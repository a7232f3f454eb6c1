/**
 * The peer of B5: Yjs alone behind a bare WebSocket over TLS, on the same stored updates. It loads the layer for whoever
 * comes first, answers what a client lacks, takes updates together as long as the product does, commits them with
 * the product's durability and sends them on; beyond as many rows it stores one piece. It asks nobody and checks nothing.
 * Arguments: certificate with key, database, port, milliseconds together, most rows.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { DatabaseSync } from 'node:sqlite'
import * as encoding from 'lib0/encoding'
import { type WebSocket, WebSocketServer } from 'ws'
import * as Y from 'yjs'
import { readFrame } from '#server/transport/notesFrames.ts'

const [pem = '', file = '', port = '', togetherMs = '', mostRows = ''] = process.argv.slice(2)
const database = new DatabaseSync(file)
database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL')
const insert = database.prepare('INSERT INTO note_updates (note_document_id, bytes) VALUES (1, ?)')
const open = new Set<WebSocket>()
let doc: Y.Doc | null = null
let rows = 0
let waiting: Uint8Array[] = []
let authors = new Set<WebSocket>()
let timer: NodeJS.Timeout | undefined

const bytesOf = (row: Record<string, unknown> | undefined): Uint8Array =>
  row?.bytes instanceof Uint8Array ? row.bytes : Uint8Array.of(0, 0)

const load = (): Y.Doc => {
  const made = new Y.Doc()
  const updates = database.prepare('SELECT bytes FROM note_updates ORDER BY id').all()
  rows = updates.length
  made.transact(() => {
    Y.applyUpdate(made, bytesOf(database.prepare('SELECT bytes FROM note_snapshots').get()))
    for (const update of updates) Y.applyUpdate(made, bytesOf(update))
  })
  return made
}

const syncFrame = (kind: number, bytes: Uint8Array): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, kind)
  encoding.writeVarUint8Array(encoder, bytes)
  return encoding.toUint8Array(encoder)
}

const storeWhole = (whole: Y.Doc): void => {
  database.exec('BEGIN IMMEDIATE')
  database.prepare('UPDATE note_snapshots SET bytes = ?').run(Y.encodeStateAsUpdate(whole))
  database.exec('DELETE FROM note_updates; COMMIT')
  rows = 0
}

const store = (whole: Y.Doc): void => {
  timer = undefined
  const update = Y.mergeUpdates(waiting)
  insert.run(update)
  rows += 1
  const frame = syncFrame(2, update)
  for (const socket of open) if (authors.size > 1 || !authors.has(socket)) socket.send(frame)
  waiting = []
  authors = new Set()
  if (rows > Number(mostRows)) storeWhole(whole)
}

const key = readFileSync(pem)
const server = createServer({ cert: key, key })
const sockets = new WebSocketServer({ server, perMessageDeflate: false, skipUTF8Validation: true })
sockets.on('connection', socket => {
  socket.binaryType = 'arraybuffer'
  doc ??= load()
  const whole = doc
  open.add(socket)
  socket.on('close', () => open.delete(socket))
  socket.on('message', data => {
    const heard = data instanceof ArrayBuffer ? readFrame(new Uint8Array(data)) : null
    if (heard?.kind === 'ask') {
      socket.send(syncFrame(1, Y.encodeStateAsUpdate(whole, heard.stateVector)))
      socket.send(syncFrame(0, Y.encodeStateVector(whole)))
    }
    if (heard?.kind !== 'update' || heard.update.length <= 2) return
    Y.applyUpdate(whole, heard.update)
    waiting.push(heard.update)
    authors.add(socket)
    if (timer === undefined) timer = setTimeout(() => store(whole), Number(togetherMs))
  })
})
server.listen(Number(port), '127.0.0.1', () => process.send?.('listening'))
process.once('SIGTERM', () => process.exit(0))
process.once('disconnect', () => process.exit(0))
