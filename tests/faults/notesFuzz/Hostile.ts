import * as Y from 'yjs'
import { messages } from '#shared/annotations/wire.ts'
import type { TestClient } from '#tests/support/client.ts'
import { changeOf, RawNotes, sticky, stroke } from '#tests/support/notes.ts'
import type { Chance } from '#tests/support/random.ts'
import { awarenessFrame, noise, spoil, syncFrame } from './spoil.ts'

/** As many as are settled before a connection would be cut for what it is refused. */
const atOnce = 12
const layers = ['everyone', 'everyone', 'everyone', 'presenting', 'private']

/** Somebody who sends whatever comes to mind, and comes back whenever they are cut. */
export class Hostile {
  /** Updates that the server looked at: settled, or answered by closing. */
  updates = 0
  readonly closes = new Map<number, number>()
  readonly #client: TestClient
  readonly #accountId: string
  readonly #versionId: string
  readonly #chance: Chance
  /** What everybody sees, to be tampered with. */
  readonly #shared: Y.Doc
  #doc = new Y.Doc()

  constructor(client: TestClient, accountId: string, versionId: string, shared: Y.Doc, chance: Chance) {
    this.#client = client
    this.#accountId = accountId
    this.#versionId = versionId
    this.#shared = shared
    this.#chance = chance
  }

  /** Sends on one connection after another until told to stop. */
  async attack(goesOn: () => boolean): Promise<void> {
    while (goesOn()) await this.#visit()
  }

  async #visit(): Promise<void> {
    const chance = this.#chance
    const layer = chance.pick(layers)
    this.#doc = new Y.Doc()
    // Half of them know what is there, and change others' notes.
    if (layer === 'everyone' && chance.next() < 0.5)
      Y.applyUpdate(this.#doc, Y.encodeStateAsUpdate(this.#shared))
    const raw = new RawNotes(this.#client, layer, this.#versionId, '?stored=1')
    let closed = 0
    void raw.closed.then(code => {
      closed = code
    })
    try {
      await raw.opened()
      let sent = 0
      for (let left = atOnce; left > 0 && closed === 0; left -= 1) {
        const [frame, isUpdate] = this.#frame(layer)
        if (isUpdate) sent += 1
        raw.socket.send(frame)
      }
      const settled = raw.until(told => told[0] === messages.stored && (told[1] ?? 0) >= sent, 60_000)
      await Promise.race([sent === 0 ? undefined : settled, raw.closed])
      settled.catch(() => undefined)
      const counted = raw.heard.filter(([kind]) => kind === messages.stored).map(([, count]) => count ?? 0)
      this.updates += Math.max(0, ...counted) + (closed === 1002 ? 1 : 0)
    } catch (error) {
      if (closed === 0) throw error
    } finally {
      if (closed !== 0) this.closes.set(closed, (this.closes.get(closed) ?? 0) + 1)
      raw.close()
      this.#doc.destroy()
    }
  }

  /** The next message, and whether the server numbers it as an update. */
  #frame(layer: string): [Uint8Array, boolean] {
    const chance = this.#chance
    const kind = chance.next()
    const update = this.#change(layer)
    const step = chance.next() < 0.7 ? 2 : 1
    // An update of which a few bytes are wrong, inside a message that is right.
    if (kind < 0.5) return [syncFrame(step, spoil(chance, update)), true]
    if (kind < 0.7) return [syncFrame(step, update), true]
    if (kind < 0.8) return [syncFrame(step, noise(chance, 1 + chance.below(300))), true]
    if (kind < 0.9) return [syncFrame(step, update.slice(0, chance.below(update.length))), true]
    if (kind < 0.95) return [awarenessFrame(noise(chance, 1 + chance.below(60))), false]
    return [spoil(chance, syncFrame(2, update)), false]
  }

  #change(layer: string): Uint8Array {
    const chance = this.#chance
    const map = this.#doc.getMap<unknown>('notes')
    return changeOf(this.#doc, () => {
      const keys = [...map.keys()]
      const known = keys.length > 0 && chance.next() < 0.5
      const id = known ? chance.pick(keys) : `h${chance.below(60)}`
      const act = chance.next()
      if (act < 0.2 && keys.length > 0) map.delete(id)
      else if (layer === 'private') map.set(id, noise(chance, 64 + chance.below(200)))
      else if (act < 0.3) map.set(id, sticky(crypto.randomUUID(), 'giả'))
      else if (act < 0.4) map.set(id, { kind: 'sticky', text: noise(chance, 20) })
      else if (act < 0.45) map.set(id, new Y.Map())
      else if (act < 0.5) this.#doc.getArray('other').push([chance.below(9)])
      else if (act < 0.7) map.set(id, stroke(this.#accountId, 1 + chance.below(60)))
      else map.set(id, sticky(this.#accountId, `${chance.below(1_000)}`))
    })
  }
}
