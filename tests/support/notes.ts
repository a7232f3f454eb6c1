import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { Note } from '#shared/annotations/note.ts'
import { packStroke } from '#shared/annotations/stroke.ts'
import { messages } from '#shared/annotations/wire.ts'
import type { TestClient } from './client.ts'

/** A WebSocket as a browser opens it from one of our pages: with its cookie and Origin. */
export const socketOf = (client: TestClient): typeof globalThis.WebSocket =>
  class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers: client.headers() })
    }
  } as unknown as typeof globalThis.WebSocket

export interface OpenOptions {
  readonly doc?: Y.Doc
  /** Asks to be told what is stored. */
  readonly stored?: boolean
  readonly connect?: boolean
}

/** y-websocket's own client at one layer, unmodified. */
export class TestNotes {
  readonly doc: Y.Doc
  readonly notes: Y.Map<unknown>
  readonly provider: WebsocketProvider
  readonly closes: { code: number; reason: string }[] = []
  readonly refusals: { code: string; number: number }[] = []
  /** Reasons that an unmodified client is told. */
  readonly denials: string[] = []
  stored = 0
  /** How often it was told so. */
  acknowledgements = 0
  readonly #watching = new Set<() => void>()

  constructor(client: TestClient, layer: string, versionId: string, options: OpenOptions = {}) {
    this.doc = options.doc ?? new Y.Doc()
    this.notes = this.doc.getMap('notes')
    this.provider = new WebsocketProvider(
      `${client.url.replace('http', 'ws')}/notes/${layer}`,
      versionId,
      this.doc,
      {
        connect: false,
        disableBc: true,
        WebSocketPolyfill: socketOf(client),
        params: options.stored === true ? { stored: '1' } : {},
        maxBackoffTime: 200,
      },
    )
    const { messageHandlers } = this.provider
    messageHandlers[messages.stored] = (_encoder: unknown, decoder: decoding.Decoder) => {
      this.stored = decoding.readVarUint(decoder)
      this.acknowledgements += 1
      this.#look()
    }
    messageHandlers[messages.refused] = (_encoder: unknown, decoder: decoding.Decoder) => {
      this.refusals.push({
        code: decoding.readVarString(decoder),
        number: decoding.readVarUint(decoder),
      })
      this.#look()
    }
    messageHandlers[messages.auth] = (_encoder: unknown, decoder: decoding.Decoder) => {
      decoding.readVarUint(decoder)
      this.denials.push(decoding.readVarString(decoder))
      this.#look()
    }
    this.provider.on('connection-close', event => {
      if (event !== null) this.closes.push({ code: event.code, reason: event.reason })
      this.#look()
    })
    this.provider.on('status', () => this.#look())
    this.provider.on('sync', () => this.#look())
    this.provider.awareness.on('update', () => this.#look())
    this.doc.on('update', () => this.#look())
    if (options.connect !== false) this.provider.connect()
  }

  /** Waits until something holds, looking whenever anything came. */
  until(holds: () => boolean, what = 'what was expected', ms = 20_000): Promise<void> {
    if (holds()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#watching.delete(look)
        reject(
          new Error(
            `${what} did not come: ${JSON.stringify([this.closes, this.refusals, this.denials, this.stored, [...this.notes.keys()].length])}`,
          ),
        )
      }, ms)
      const look = () => {
        if (!holds()) return
        clearTimeout(timer)
        this.#watching.delete(look)
        resolve()
      }
      this.#watching.add(look)
    })
  }

  async synced(): Promise<this> {
    await this.until(() => this.provider.synced, 'the layer')
    return this
  }

  /** Waits for a connection's end. @returns its code. */
  async closed(after = 0): Promise<number> {
    await this.until(() => this.closes.length > after, 'the close')
    return this.closes[after]?.code ?? 0
  }

  /** A text of a note, or undefined. */
  text(id: string): string | undefined {
    const note = this.notes.get(id) as Note | undefined
    return note !== undefined && 'text' in note ? note.text : undefined
  }

  /** The line is gone, without goodbye. */
  drop(): void {
    const socket = this.provider.ws as unknown as WebSocket | null
    socket?.terminate()
  }

  close(): void {
    this.provider.destroy()
    this.provider.awareness.destroy()
    this.doc.destroy()
  }

  #look(): void {
    for (const look of [...this.#watching]) look()
  }
}

/** A note with words. */
export const sticky = (author: string, text: string): Note => ({
  ...{ kind: 'sticky', author, at: 1_000, changedAt: 1_000, page: 1, ink: 'red', point: [10, 20], text },
})

/** A stroke of the pen of so many points. */
export const stroke = (author: string, points = 20): Note => ({
  ...{ kind: 'pen', author, at: 1_000, changedAt: 1_000, page: 1, ink: 'blue', width: 1.5 },
  stroke: packStroke(
    Array.from({ length: points }, (_, at) => ({ x: 100 + at / 2, y: 200 + (at % 9) / 3, pressure: 0.5 })),
  ),
})

/** A client that says what it likes. */
export class RawNotes {
  readonly socket: WebSocket
  readonly heard: Uint8Array[] = []
  readonly closed: Promise<number>

  constructor(client: TestClient, layer: string, versionId: string, query = '') {
    this.socket = new WebSocket(`${client.url.replace('http', 'ws')}/notes/${layer}/${versionId}${query}`, {
      headers: client.headers(),
    })
    this.socket.binaryType = 'arraybuffer'
    this.socket.on('error', () => undefined)
    this.socket.on('message', data => this.heard.push(new Uint8Array(data as ArrayBuffer)))
    this.closed = new Promise(resolve => {
      this.socket.once('close', code => resolve(code))
    })
  }

  async opened(): Promise<this> {
    if (this.socket.readyState !== WebSocket.OPEN)
      await new Promise<void>((resolve, reject) => {
        this.socket.once('open', () => resolve())
        this.socket.once('close', code => reject(new Error(`closed with ${code}`)))
      })
    return this
  }

  send(...bytes: readonly (number | Uint8Array)[]): void {
    this.socket.send(Uint8Array.from(bytes.flatMap(part => (typeof part === 'number' ? [part] : [...part]))))
  }

  /** Sends an update as a change. */
  update(update: Uint8Array): void {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, messages.sync)
    encoding.writeVarUint(encoder, 2)
    encoding.writeVarUint8Array(encoder, update)
    this.socket.send(encoding.toUint8Array(encoder))
  }

  /** Waits for a message that fits. */
  until(fits: (message: Uint8Array) => boolean, ms = 20_000): Promise<Uint8Array> {
    const found = this.heard.find(fits)
    if (found !== undefined) return Promise.resolve(found)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('The message did not come')), ms)
      const look = () => {
        const now = this.heard.find(fits)
        if (now === undefined) return
        clearTimeout(timer)
        this.socket.off('message', look)
        resolve(now)
      }
      this.socket.on('message', look)
    })
  }

  close(): void {
    this.socket.terminate()
  }
}

/** The update that a change to a document makes. */
export const changeOf = (doc: Y.Doc, change: () => void): Uint8Array => {
  const before = Y.encodeStateVector(doc)
  change()
  return Y.encodeStateAsUpdate(doc, before)
}
