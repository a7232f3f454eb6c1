/**
 * The peers of B4 behind TLS, with a journal of updates in SQLite of the product's own durability: what a peer would
 * send of an update waits until that update is committed. Arguments: kind, certificate with key, database, port,
 * milliseconds within which updates are stored and sent together.
 */
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { DatabaseSync } from 'node:sqlite'
import { Hocuspocus } from '@hocuspocus/server'
import { setPersistence, setupWSConnection } from '@y/websocket-server/utils'
import * as decoding from 'lib0/decoding'
import { type WebSocket, WebSocketServer } from 'ws'

/** Message kinds of @hocuspocus/server (types.ts). */
const hocuspocusKinds = { sync: 0, syncStatus: 8 }
const syncUpdate = 2

/** Updates that came, stored with one sync for all that came together. */
class Journal {
  readonly #database: DatabaseSync
  #waiting: Uint8Array[] = []

  constructor(file: string) {
    this.#database = new DatabaseSync(file)
    this.#database.exec(
      'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE updates (id INTEGER PRIMARY KEY, bytes BLOB)',
    )
  }

  add(update: Uint8Array): void {
    this.#waiting.push(update)
  }

  commit(): void {
    if (this.#waiting.length === 0) return
    const insert = this.#database.prepare('INSERT INTO updates (bytes) VALUES (?)')
    this.#database.exec('BEGIN IMMEDIATE')
    for (const update of this.#waiting) insert.run(update)
    this.#database.exec('COMMIT')
    this.#waiting = []
  }
}

/** Gives a socket another way to send. */
const sendThrough = (socket: WebSocket, way: (frame: Uint8Array, send: () => void) => void): void => {
  const send = socket.send.bind(socket)
  Object.assign(socket, {
    send: (frame: Uint8Array, options: object = {}, done?: (error?: Error) => void) =>
      way(frame, () => send(frame, options, done)),
  })
}

/** It sends an update on in the moment it came: those frames wait for the commit that takes in all of a window. */
const openYWebsocket = (sockets: WebSocketServer, journal: Journal, togetherMs: number): void => {
  setPersistence({
    provider: null,
    bindState: (_name, doc) => {
      doc.on('update', (update: Uint8Array) => journal.add(update))
    },
    writeState: async () => undefined,
  })
  let held: (() => void)[] = []
  let timer: NodeJS.Timeout | undefined
  const tell = () => {
    timer = undefined
    const all = held
    held = []
    journal.commit()
    for (const send of all) send()
  }
  sockets.on('connection', (socket, request) => {
    sendThrough(socket, (frame, send) => {
      if (frame[0] !== 0 || frame[1] !== syncUpdate) return send()
      held.push(send)
      if (timer === undefined) timer = setTimeout(tell, togetherMs)
    })
    setupWSConnection(socket, request)
  })
}

/** It sends updates together by itself: the first frame of them commits, and acknowledgements wait for that. */
const openHocuspocus = (sockets: WebSocketServer, journal: Journal, togetherMs: number): void => {
  const hocuspocus = new Hocuspocus({
    quiet: true,
    flushDelay: togetherMs,
    onAuthenticate: async ({ token }) => {
      if (token === '') throw new Error('no token')
    },
    onChange: async ({ update }) => journal.add(update),
  })
  let held: (() => void)[] = []
  sockets.on('connection', (socket, request) => {
    sendThrough(socket, (frame, send) => {
      const decoder = decoding.createDecoder(frame)
      decoding.readVarString(decoder)
      const kind = decoding.readVarUint(decoder)
      if (kind === hocuspocusKinds.syncStatus) {
        held.push(send)
        return
      }
      if (kind === hocuspocusKinds.sync && decoding.readVarUint(decoder) === syncUpdate) {
        journal.commit()
        const all = held
        held = []
        for (const acknowledge of all) acknowledge()
      }
      send()
    })
    const url = new URL(request.url ?? '/', 'https://127.0.0.1')
    const connection = hocuspocus.handleConnection(socket, new Request(url))
    socket.on('message', data => {
      if (data instanceof ArrayBuffer) connection.handleMessage(new Uint8Array(data))
    })
    socket.on('close', (code, reason) => connection.handleClose({ code, reason: String(reason) }))
    socket.on('error', () => socket.terminate())
  })
}

const [kind = '', pem = '', file = '', port = '', togetherMs = ''] = process.argv.slice(2)
const key = readFileSync(pem)
const server: Server = createServer({ cert: key, key })
const sockets = new WebSocketServer({ server, perMessageDeflate: false, skipUTF8Validation: true })
sockets.on('connection', socket => {
  socket.binaryType = 'arraybuffer'
})
const open = kind === 'hocuspocus' ? openHocuspocus : openYWebsocket
open(sockets, new Journal(file), Number(togetherMs))
server.listen(Number(port), '127.0.0.1', () => process.send?.('listening'))
process.once('SIGTERM', () => process.exit(0))
process.once('disconnect', () => process.exit(0))
