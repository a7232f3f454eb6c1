import * as decoding from 'lib0/decoding'
import { WebsocketProvider } from 'y-websocket'
import type { Doc } from 'yjs'
import { messages, type NoteRefusal, noteRefusals } from '#shared/annotations/wire.ts'
import type { Gesture, OthersGesture } from '../layer.ts'
import { gestureOf } from './gestures.ts'

/** What happens on a layer's connection. */
export interface LinkEvents {
  /** Connected, synced, or neither any more. */
  changed(): void
  /** [N23] The connection's update of this number left; `whole` where it answers all that the server lacks. */
  sent(number: number, whole: boolean): void
  stored(count: number): void
  refused(code: NoteRefusal, number: number): void
  /** The connection is gone; what was not stored will be sent again. */
  lost(): void
  /** The server said "stop", with one of shared/annotations/wire.ts's codes. */
  ended(code: number): void
  gestures(): void
}

const syncStep2 = 1
const syncUpdate = 2

/** What a frame of y-websocket brings, as far as it matters here. */
const kindOf = (frame: Uint8Array, ownClient: number): 'whole' | 'update' | 'others' | 'rest' => {
  const decoder = decoding.createDecoder(frame)
  const kind = decoding.readVarUint(decoder)
  if (kind === messages.sync) {
    const step = decoding.readVarUint(decoder)
    return step === syncStep2 ? 'whole' : step === syncUpdate ? 'update' : 'rest'
  }
  if (kind !== messages.awareness) return 'rest'
  const entries = decoding.createDecoder(decoding.readVarUint8Array(decoder))
  const count = decoding.readVarUint(entries)
  for (let at = 0; at < count; at += 1) {
    if (decoding.readVarUint(entries) === ownClient) return 'rest'
    decoding.readVarUint(entries)
    decoding.readVarString(entries)
  }
  return 'others'
}

/** At most so often others are shown what is being drawn: 20 times a second, well under what the server takes. */
const showEveryMs = 50

/** One layer's connection: y-websocket's provider as it is, told apart by the frames that pass. */
export class LayerLink {
  readonly #provider: WebsocketProvider
  readonly #doc: Doc
  #everTried = false
  #gesture: Gesture | null = null
  #showing: ReturnType<typeof setTimeout> | undefined
  #closed = false

  /** @param url of the endpoint, as wss://committee/notes. */
  constructor(url: string, room: string, doc: Doc, events: LinkEvents, socket: typeof WebSocket) {
    this.#doc = doc
    class CountingSocket extends socket {
      #sent = 0
      override send(data: ArrayBuffer | Blob | Uint8Array<ArrayBuffer> | string): void {
        const frame = data instanceof ArrayBuffer ? new Uint8Array(data) : data
        const kind = frame instanceof Uint8Array ? kindOf(frame, doc.clientID) : 'rest'
        // The stock client sends others' awareness on again: the server drops it, and counts it against us.
        if (kind === 'others') return
        super.send(data)
        if (kind === 'rest') return
        this.#sent += 1
        events.sent(this.#sent, kind === 'whole')
      }
    }
    const provider = new WebsocketProvider(url, room, doc, {
      ...{ connect: false, disableBc: true, params: { stored: '1' }, WebSocketPolyfill: CountingSocket },
    })
    this.#provider = provider
    provider.messageHandlers[messages.stored] = (_encoder, decoder) => {
      events.stored(decoding.readVarUint(decoder))
    }
    provider.messageHandlers[messages.refused] = (_encoder, decoder) => {
      const text = decoding.readVarString(decoder)
      const number = decoding.readVarUint(decoder)
      events.refused(noteRefusals.find(code => code === text) ?? 'notes.invalid', number)
    }
    provider.on('connection-close', () => {
      this.#everTried = true
      events.lost()
      events.changed()
    })
    provider.on('sync', () => events.changed())
    provider.on('status', () => events.changed())
    provider.on('closed', ({ code }) => events.ended(code))
    provider.awareness.on('change', (_changes: unknown, origin: unknown) => {
      if (origin !== 'local') events.gestures()
    })
  }

  open(): void {
    this.#provider.connect()
    globalThis.addEventListener?.('online', this.#wake)
  }

  /**
   * The network is back. The line that was may hang for half a minute before anybody knows that it is dead, and so may
   * a try to connect that began meanwhile: both are given up for a new one.
   */
  readonly #wake = (): void => {
    this.#provider.disconnect()
    this.#provider.connect()
  }

  get synced(): boolean {
    return this.#provider.wsconnected && this.#provider.synced
  }

  /** At least one try to connect is over. */
  get tried(): boolean {
    return this.#everTried || this.#provider.synced
  }

  /** Whether a change has the provider for its origin: it came over the line. */
  brought(origin: unknown): boolean {
    return origin === this.#provider
  }

  /** [N45] Others' pointers and half-drawn strokes. */
  others(): readonly OthersGesture[] {
    const found: OthersGesture[] = []
    for (const [id, state] of this.#provider.awareness.getStates()) {
      const shown = id === this.#doc.clientID ? null : gestureOf(state)
      if (shown) found.push({ id, ...shown })
    }
    return found
  }

  /** [N45] Shows others what is being drawn, the newest after a blink; what ends is shown at once. */
  show(gesture: Gesture | null): void {
    if (this.#closed) return
    this.#gesture = gesture
    if (gesture === null) {
      clearTimeout(this.#showing)
      this.#showing = undefined
      this.#tell()
      return
    }
    if (this.#showing !== undefined) return
    this.#tell()
    this.#showing = setTimeout(() => {
      this.#showing = undefined
      if (this.#gesture !== gesture) this.show(this.#gesture)
    }, showEveryMs)
  }

  #tell(): void {
    const { awareness } = this.#provider
    const shown = awareness.getLocalState()
    if (this.#gesture === null && shown?.gesture === undefined) return
    awareness.setLocalState(this.#gesture === null ? {} : { gesture: this.#gesture })
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#showing)
    globalThis.removeEventListener?.('online', this.#wake)
    this.#provider.destroy()
    this.#provider.awareness.destroy()
  }
}
