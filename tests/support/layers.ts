import type { KeptPlace, KeptUpdate, NotesKeep } from '#client/features/annotations/layers/keep.ts'
import { type Layer, openLayer } from '#client/features/annotations/layers/Layer.ts'
import type { LayerOptions } from '#client/features/annotations/layers/options.ts'
import type { TestClient } from './client.ts'
import { socketOf } from './notes.ts'

interface Held extends KeptUpdate {
  readonly place: string
}

/** A device's store of notes that outlives its pages, without encryption. */
export class TestKeep implements NotesKeep {
  #next = 1
  held: Held[] = []
  readonly #placeOf = ({ meetingId, versionId, layer }: KeptPlace) => `${meetingId} ${versionId} ${layer}`

  async load(place: KeptPlace) {
    return this.held.filter(held => held.place === this.#placeOf(place))
  }
  async add(place: KeptPlace, update: Uint8Array<ArrayBuffer>, unsent: boolean) {
    const key = this.#next
    this.#next += 1
    this.held.push({ key, unsent, update, place: this.#placeOf(place) })
    return key
  }
  async settle(keys: readonly number[]) {
    this.held = this.held.map(held => (keys.includes(held.key) ? { ...held, unsent: false } : held))
  }
  async fold(place: KeptPlace, state: Uint8Array<ArrayBuffer>, keys: readonly number[]) {
    this.held = this.held.filter(({ key }) => !keys.includes(key))
    return this.add(place, state, false)
  }
  async erase(place: KeptPlace) {
    this.held = this.held.filter(held => held.place !== this.#placeOf(place))
  }
  get unsent(): number {
    return this.held.filter(({ unsent }) => unsent).length
  }
}

/** Waits until something holds of a layer, looking whenever it changed. */
export const untilLayer = (
  layer: Layer,
  holds: () => boolean,
  what = 'what was expected',
  ms = 20_000,
): Promise<void> => {
  if (holds()) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop()
      reject(
        new Error(
          `${what} did not come: ${JSON.stringify([layer.state(), layer.refusals(), layer.unsent(), [...layer.notes().keys()]])}`,
        ),
      )
    }, ms)
    const stop = layer.subscribe(() => {
      if (!holds()) return
      clearTimeout(timer)
      stop()
      resolve()
    })
  })
}

/** What a frame of a layer was, and where it went. */
export type Wire = { readonly bytes: Uint8Array; readonly way: 'up' | 'down' }[]

/** A network that a test cuts and heals; keeps every byte that passes. */
export class TestLine {
  readonly wire: Wire = []
  #up = true
  readonly #sockets = new Set<WebSocket>()

  cut(): void {
    this.#up = false
    for (const socket of [...this.#sockets]) socket.close()
  }
  heal(): void {
    this.#up = true
  }

  socket(client: TestClient): typeof WebSocket {
    const line = this
    return class extends socketOf(client) {
      constructor(url: string | URL, protocols?: string | string[]) {
        // Nobody listens on the discard port: the try fails as it does without a network.
        super(line.#up ? url : 'ws://127.0.0.1:9/', protocols)
        line.#sockets.add(this)
        this.addEventListener('close', () => line.#sockets.delete(this))
        this.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
          line.wire.push({ bytes: new Uint8Array(data.slice(0)), way: 'down' })
        })
      }
      override send(data: Uint8Array<ArrayBuffer>): void {
        line.wire.push({ bytes: Uint8Array.from(data), way: 'up' })
        super.send(data)
      }
    }
  }
}

export interface OpenedOptions extends Partial<LayerOptions> {
  readonly line?: TestLine
}

/** The application's own layer against a server that runs. */
export const openTestLayer = (
  client: TestClient,
  where: Pick<LayerOptions, 'name' | 'versionId' | 'meetingId'>,
  { line = new TestLine(), ...options }: OpenedOptions = {},
): Layer =>
  openLayer({
    ...where,
    url: `${client.url.replace('http', 'ws')}/notes`,
    keep: new TestKeep(),
    writable: true,
    socket: line.socket(client),
    ...options,
  })
