import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import type { LayerRight } from '#shared/annotations/annotations.rules.ts'
import type { NoteRefusal } from '#shared/annotations/wire.ts'
import type { CloseReason } from '#shared/contract/close.ts'
import type { Ports } from '../ports.ts'
import { limits } from './limits.ts'
import { closeOf, type LayerAddress, type LayerMember, type OpenLayer, type Standing } from './noteLayers.ts'
import { frames, type Heard, readFrame } from './notesFrames.ts'
import { TokenBucket } from './TokenBucket.ts'
import { channelOf, type Viewer } from './viewer.ts'
import { wireFrame } from './wireFrames.ts'

export interface NoteConnectionParts {
  readonly socket: WebSocket
  /** The stream under the socket. */
  readonly line: Duplex
  readonly viewer: Viewer
  readonly address: LayerAddress
  readonly ports: Ports
  /** [N23] It asked to be told what is stored and what was refused. */
  readonly stored: boolean
  leave(layer: OpenLayer, member: LayerMember): void
  /** A message waits for its writer's right to be looked at. */
  stale(): void
}

/** WebSocket close codes (RFC 6455 §7.4.1) for a client that does not speak the protocol. */
const malformed: [number, string] = [1002, 'malformed']
const noText: [number, string] = [1003, 'malformed']

/** One client at one layer. */
export class NoteConnection implements LayerMember {
  readonly accountId: string
  readonly address: LayerAddress
  viewer: Viewer
  /** Until it is closed by either side. */
  open = true
  readonly #parts: NoteConnectionParts
  readonly #socket: WebSocket
  readonly #messages: TokenBucket
  readonly #bytes: TokenBucket
  readonly #asks: TokenBucket
  #right: LayerRight | null = null
  /** The commands that the right takes account of. */
  #epoch = -1
  #layer: OpenLayer | null = null
  /** Messages that wait: for their right, or for the layer to take them. */
  #queue: { bytes: Uint8Array; epoch: number }[] = []
  #queued = 0
  #deaf = false
  #leaving = false
  /** Messages with updates so far; the last of them in the layer's hands; the last that needs nothing stored. */
  #received = 0
  #given = 0
  #passed = 0
  #settled = 0
  #sentAt: number
  #answered = true
  #missed = 0
  #unread = 0
  /** The size of an answer with the whole layer that may still be on its way. */
  #largest = 0

  constructor(parts: NoteConnectionParts) {
    this.#parts = parts
    this.#socket = parts.socket
    this.viewer = parts.viewer
    this.address = parts.address
    this.accountId = parts.viewer.kind === 'person' ? parts.viewer.accountId : ''
    const { clock } = parts.ports
    this.#messages = new TokenBucket(clock, limits.notes.messagesPerSecond)
    this.#bytes = new TokenBucket(clock, limits.notes.bytesPerSecond)
    this.#asks = new TokenBucket(clock, limits.notes.asksPerSecond)
    this.#sentAt = clock.monotonic()
    this.#socket.on('pong', () => {
      this.#answered = true
    })
  }

  /** What it may by what was known at `epoch`; whoever may nothing is closed. */
  stand(standing: Standing, epoch: number): void {
    if ('closed' in standing) {
      this.shut(standing.closed)
      return
    }
    this.viewer = standing.viewer
    const begins = this.#right?.write === false && standing.right.write
    const ends = this.#right?.write === true && !standing.right.write
    this.#right = standing.right
    this.#epoch = epoch
    // Whoever may write now brings what was not taken before.
    if (begins && this.#layer !== null) this.#layer.askBack(this)
    if (ends) this.#layer?.presence.hush(this)
    this.#drain()
  }

  /** The layer is loaded. */
  enter(layer: OpenLayer): void {
    this.#layer = layer
    if (this.open) this.#drain()
    else this.#leave()
  }

  /** Takes a message that came at `epoch`; it counts by the right of then or later. */
  hear(data: RawData, isBinary: boolean, epoch: number): void {
    if (!this.open || this.#deaf) return
    this.#answered = true
    if (!isBinary || !(data instanceof Uint8Array)) {
      this.#close(noText)
      return
    }
    if (!this.#messages.take(1) || !this.#bytes.take(data.length)) {
      this.shut('flooding')
      return
    }
    this.#queue.push({ bytes: data, epoch })
    this.#queued += data.length
    this.#drain()
    if (this.#queued > limits.notes.queueBytes) this.#socket.pause()
  }

  send(frame: Uint8Array): void {
    if (!this.open) return
    this.#sentAt = this.#parts.ports.clock.monotonic()
    const { line } = this.#parts
    const waiting = line.writableLength
    if (waiting <= limits.notes.unreadBytes) this.#largest = 0
    if (waiting > limits.notes.unreadBytes + this.#largest) {
      this.shut('slowReader')
      return
    }
    this.#largest = Math.max(this.#largest, frame.length)
    if (frame.length > limits.notes.wireFrameBytes) this.#socket.send(frame)
    else if (this.#socket.readyState === this.#socket.OPEN) line.write(wireFrame(frame))
  }

  settled(count: number): void {
    const reached = count >= this.#given ? Math.max(count, this.#passed) : count
    if (reached <= this.#settled) return
    this.#settled = reached
    if (this.#parts.stored) this.send(frames.stored(reached))
  }

  wake(): void {
    this.#drain()
  }

  end(why: 'notLoaded' | 'removed'): void {
    this.#close(closeOf(why === 'removed' ? 'object.notFound' : 'notes.notLoaded'))
  }

  /** Takes nothing more: the server stops. */
  deaf(): void {
    this.#deaf = true
  }

  /** Closes with a reason; what waited is not taken. @returns once it is closed. */
  async shut(why: CloseReason | 'object.notFound'): Promise<void> {
    if (this.open && (why === 'flooding' || why === 'slowReader'))
      this.#parts.ports.log.warn(
        { reason: why, login: channelOf(this.viewer) },
        'a connection to notes is cut',
      )
    await this.#close(closeOf(why))
  }

  /** The socket is closed. What had come before is taken still, if the right to it stood. */
  left(): void {
    this.open = false
    this.#leaving = true
    this.#drain()
    if (this.#queue.length === 0 || this.#layer?.busy !== true) this.#leave()
  }

  /** Keeps an unmodified client from giving up, and gives up those who answer nothing. */
  keepAlive(): void {
    if (!this.open) return
    const unread = this.#socket.bufferedAmount
    const reads = this.#answered || this.#socket.isPaused || unread < this.#unread
    this.#unread = unread
    this.#missed = reads ? 0 : this.#missed + 1
    if (this.#missed >= 2) return this.#socket.terminate()
    this.#answered = false
    this.#socket.ping()
    const silentMs = this.#parts.ports.clock.monotonic() - this.#sentAt
    if (silentMs > limits.notes.aliveEveryMs / 2) this.send(frames.alive)
  }

  #close([code, reason]: [number, string]): Promise<void> {
    this.#queue = []
    this.#queued = 0
    if (!this.open) return this.#closed()
    this.open = false
    if (this.#socket.isPaused) this.#socket.resume()
    this.#socket.close(code, reason)
    setTimeout(() => this.#socket.terminate(), limits.notes.goodbyeMs).unref()
    return this.#closed()
  }

  #closed(): Promise<void> {
    if (this.#socket.readyState === this.#socket.CLOSED) return Promise.resolve()
    return new Promise(resolve => {
      this.#socket.once('close', () => resolve())
    })
  }

  #leave(): void {
    const layer = this.#layer
    this.#layer = null
    this.#queue = []
    if (layer !== null) this.#parts.leave(layer, this)
  }

  #drain(): void {
    for (;;) {
      const [first] = this.#queue
      const layer = this.#layer
      if (first === undefined || layer === null || layer.busy) break
      if (first.epoch > this.#epoch) {
        this.#parts.stale()
        break
      }
      this.#queue.shift()
      this.#queued -= first.bytes.length
      const heard = readFrame(first.bytes)
      if (heard === null) this.#close(malformed)
      else this.#take(layer, heard)
    }
    if (this.#queued <= limits.notes.queueBytes && this.#socket.isPaused) this.#socket.resume()
    if (this.#leaving && this.#queue.length === 0) this.#leave()
  }

  #take(layer: OpenLayer, heard: Heard): void {
    switch (heard.kind) {
      case 'ask':
        if (!this.#asks.take(1)) this.shut('flooding')
        else if (!layer.ask(this, heard.stateVector, this.#right?.write === true)) this.#close(malformed)
        return
      case 'awareness':
        if (!layer.presence.hear(this, heard.update, this.#right?.write === true)) this.#close(malformed)
        return
      case 'askAwareness': {
        const all = layer.presence.all()
        if (all !== null) this.send(all)
        return
      }
      case 'update':
        this.#takeUpdate(layer, heard.update, heard.live)
    }
  }

  #takeUpdate(layer: OpenLayer, update: Uint8Array, live: boolean): void {
    this.#received += 1
    const number = this.#received
    if (isEmpty(update)) return this.#pass(number)
    if (this.#right?.write !== true) {
      this.#refuse('notes.readOnly', number)
      return this.#pass(number)
    }
    this.#given = number
    const refusal = layer.take(this, update, { removeAny: this.#right.removeAny, live }, number)
    if (refusal === null) return
    this.#refuse(refusal, number)
    // Something was lost on the way, or was refused before: the client is asked for all that the server lacks.
    if (refusal === 'notes.incomplete' && live && this.#asks.take(1)) layer.askBack(this)
  }

  /** An update of which nothing is to be stored. */
  #pass(number: number): void {
    this.#passed = number
    if (this.#settled >= this.#given) this.settled(number)
  }

  #refuse(code: NoteRefusal, number: number): void {
    this.send(this.#parts.stored ? frames.refused(code, number) : frames.denied(code))
    if (!this.#messages.take(limits.notes.refusalCost)) this.shut('flooding')
  }
}

/** What a client that is up to date answers: no structs and no deletions. */
const isEmpty = (update: Uint8Array): boolean => update.length === 2 && update[0] === 0 && update[1] === 0
