/** Which layer of which version, of which meeting's paper. */
export interface KeptPlace {
  readonly meetingId: string
  readonly versionId: string
  readonly layer: string
}

export interface KeptUpdate {
  readonly key: number
  /** It is the writer's, and the server has not said that it is stored. */
  readonly unsent: boolean
  readonly update: Uint8Array
}

/**
 * Where updates of layers are kept on this device, encrypted; locked and erased with everything else that it keeps.
 * Joined in client/app. Every method does nothing while nothing may be kept or read.
 */
export interface NotesKeep {
  load(place: KeptPlace): Promise<readonly KeptUpdate[]>
  /** @returns the update's key; null where it is not kept. */
  add(place: KeptPlace, update: Uint8Array<ArrayBuffer>, unsent: boolean): Promise<number | null>
  /** The server has stored these. */
  settle(keys: readonly number[]): Promise<void>
  /** One state in place of many updates. @returns its key; null where nothing is kept. */
  fold(place: KeptPlace, state: Uint8Array<ArrayBuffer>, keys: readonly number[]): Promise<number | null>
  erase(place: KeptPlace): Promise<void>
}

/** Updates since the last fold beyond which one is made. */
const foldAfter = 60

/** What is kept of one layer, one change after the other. A store that fails leaves writing over the network as it is. */
export class LayerKeep {
  readonly #keep: NotesKeep
  readonly #place: KeptPlace
  #queue: Promise<unknown> = Promise.resolve()
  /** Keys of stored updates: what a fold takes the place of. */
  #stored: number[] = []

  constructor(keep: NotesKeep, place: KeptPlace) {
    this.#keep = keep
    this.#place = place
  }

  #then<T>(act: () => Promise<T>, otherwise: T): Promise<T> {
    const next = this.#queue.then(act).catch(() => otherwise)
    this.#queue = next
    return next
  }

  load(): Promise<readonly KeptUpdate[]> {
    return this.#then(async () => {
      const found = await this.#keep.load(this.#place)
      this.#stored = found.filter(({ unsent }) => !unsent).map(({ key }) => key)
      return found
    }, [])
  }

  /** What others wrote, or the server has stored already. */
  addStored(update: Uint8Array<ArrayBuffer>): void {
    void this.#then(async () => {
      const key = await this.#keep.add(this.#place, update, false)
      if (key !== null) this.#stored.push(key)
    }, undefined)
  }

  /** What was written here. @returns its key. */
  addUnsent(update: Uint8Array<ArrayBuffer>): Promise<number | null> {
    return this.#then(() => this.#keep.add(this.#place, update, true), null)
  }

  settle(keys: readonly (Promise<number | null> | number | null)[]): void {
    void this.#then(async () => {
      const known = (await Promise.all(keys)).filter(key => key !== null)
      await this.#keep.settle(known)
      this.#stored.push(...known)
    }, undefined)
  }

  /** Folds where there is much to fold; `state` is asked only then. */
  fold(state: () => Uint8Array<ArrayBuffer>, least = foldAfter): void {
    void this.#then(async () => {
      if (this.#stored.length < least) return
      const folded = this.#stored
      const key = await this.#keep.fold(this.#place, state(), folded)
      if (key !== null) this.#stored = [key]
    }, undefined)
  }

  erase(): Promise<void> {
    return this.#then(async () => {
      this.#stored = []
      await this.#keep.erase(this.#place)
    }, undefined)
  }

  /** Everything that was begun is done. */
  settled(): Promise<unknown> {
    return this.#queue
  }
}
