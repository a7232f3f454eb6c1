import * as Y from 'yjs'
import { frames } from '#server/transport/notesFrames.ts'

/** What was added since is sent beside the whole as long as it is small: this much, or this share of it. */
const small = { bytes: 256 * 1024, share: 1 / 16 }

/**
 * A layer as whoever has nothing of it is sent it: encoded once, and what was only added since. A hundred thousand
 * notes take half a second to encode, during which nobody else is served, and many open a layer while others draw.
 */
export class Whole {
  readonly bytes: Uint8Array
  #frame: Uint8Array | null = null
  #since: Uint8Array[]
  #added: number

  constructor(bytes: Uint8Array, since: readonly Uint8Array[]) {
    this.bytes = bytes
    this.#since = [...since]
    this.#added = since.reduce((sum, { length }) => sum + length, 0)
  }

  /** The message with everything but what came since. */
  get frame(): Uint8Array {
    this.#frame ??= frames.update(this.bytes)
    return this.#frame
  }

  /** What came since; null where nothing did. */
  get since(): Uint8Array | null {
    if (this.#since.length > 1) this.#since = [Y.mergeUpdates(this.#since)]
    return this.#since[0] ?? null
  }

  /** Takes what was added. @returns false where that became too much: it is time to encode anew. */
  add(update: Uint8Array): boolean {
    this.#since.push(update)
    this.#added += update.length
    return this.#added <= Math.max(small.bytes, this.bytes.length * small.share)
  }
}
