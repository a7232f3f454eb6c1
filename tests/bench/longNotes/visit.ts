import { once } from 'node:events'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { stroke } from '#tests/support/notes.ts'
import { deviceSocket } from '../notes/deviceSocket.ts'

/** Where a layer is, and who asks for it. */
export interface Door {
  readonly url: string
  readonly room: string
  readonly origin: string
  readonly people: readonly { readonly cookie: string; readonly accountId: string }[]
}

/** Milliseconds each. */
export interface Visit {
  /** From connecting to the last byte of the layer. */
  readonly arrived: number
  /** From connecting until an unmodified client has it. */
  readonly synced: number
  /** From connecting to the last byte, for one who opens it after a stroke was added. */
  readonly next: number
  /** From adding a stroke until it is stored and somebody else has it. */
  readonly added: readonly number[]
  /** The longest that an answer to a ping took, of all while the layer was stored in one piece. */
  readonly longest: number
}

const sync = 0
const [step2, update] = [1, 2]
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** A client that keeps nothing: what it is sent is looked at by its first bytes. */
const lookIn = async ({ url, room, origin }: Door, cookie: string) => {
  const from = performance.now()
  const socket = new WebSocket(`${url}/${room}`, { headers: { origin, cookie }, rejectUnauthorized: false })
  socket.binaryType = 'nodebuffer'
  await once(socket, 'open')
  const answered = new Promise<number>(resolve => {
    socket.on('message', (data: Buffer) => {
      if (data[0] === sync && data[1] === step2) resolve(performance.now() - from)
    })
  })
  socket.send(Uint8Array.of(sync, 0, 1, 0))
  return { socket, arrived: await answered }
}

const nextUpdate = (socket: WebSocket): Promise<void> =>
  new Promise(resolve => {
    const hear = (data: Buffer) => {
      if (data[0] !== sync || data[1] !== update) return
      socket.off('message', hear)
      resolve()
    }
    socket.on('message', hear)
  })

/** Pings while something is done and a while longer. @returns the longest that one waited for its answer. */
const longestWait = async (socket: WebSocket, act: () => Promise<void>, forMs: number): Promise<number> => {
  let longest = 0
  let over = false
  const pinging = (async () => {
    while (!over) {
      const from = performance.now()
      const answered = once(socket, 'pong')
      socket.ping()
      await answered
      longest = Math.max(longest, performance.now() - from)
      await pause(2)
    }
  })()
  await act()
  await pause(forMs)
  over = true
  await pinging
  return longest
}

/** Opens a layer that the server has not loaded yet, adds strokes, and goes on until it is stored in one piece. */
export const visit = async (
  door: Door,
  adds: number,
  untilWhole: number,
  wholeMs: number,
): Promise<Visit> => {
  const [writer, reader] = door.people
  if (writer === undefined || reader === undefined) throw new Error('It takes two')
  const doc = new Y.Doc()
  const notes = doc.getMap<unknown>('notes')
  let arrived = Number.NaN
  const from = performance.now()
  class Socket extends deviceSocket(door.origin, writer.cookie) {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
        if (Number.isNaN(arrived) && data.byteLength > 1_000_000) arrived = performance.now() - from
      })
    }
  }
  const provider = new WebsocketProvider(door.url, door.room, doc, {
    disableBc: true,
    WebSocketPolyfill: Socket,
  })
  await new Promise<void>(resolve => {
    provider.once('sync', () => resolve())
  })
  const synced = performance.now() - from
  const add = () => notes.set(crypto.randomUUID(), stroke(writer.accountId, 40))
  const first = await lookIn(door, reader.cookie)
  const added: number[] = []
  try {
    for (let at = 0; at < adds; at += 1) {
      const heard = nextUpdate(first.socket)
      const made = performance.now()
      add()
      await heard
      added.push(performance.now() - made)
    }
    const next = await lookIn(door, reader.cookie)
    next.socket.terminate()
    const fill = async () => {
      for (let at = 0; at < untilWhole; at += 1) {
        const heard = nextUpdate(first.socket)
        add()
        await heard
      }
    }
    const longest = await longestWait(first.socket, fill, wholeMs)
    return { arrived, synced, next: next.arrived, added, longest }
  } finally {
    first.socket.terminate()
    provider.destroy()
    provider.awareness.destroy()
    doc.destroy()
  }
}
