/** Entries that one gesture touched, as they are after it: raw values of the layer's map, undefined for none. */
export type RawChanges = readonly (readonly [noteId: string, value: unknown])[]

interface Own {
  /** What this device keeps of it. */
  readonly kept: Promise<number | null> | number | null
  readonly changes: RawChanges
  /** [N23] The number of the message that brought it; null where none has. */
  number: number | null
}

/** [N18] [N23] What was written here and is not stored by the server yet, in order. */
export class OwnChanges {
  #items: Own[] = []

  get count(): number {
    return this.#items.length
  }

  add(kept: Own['kept'], changes: RawChanges): void {
    this.#items.push({ kept, changes, number: null })
  }

  /** A message left: the newest change, or the answer with everything that the server lacks. */
  sent(number: number, whole: boolean): void {
    for (const item of whole ? this.#items : this.#items.slice(-1)) item.number ??= number
  }

  /** The server has stored so many messages. @returns what is kept of the changes that they brought. */
  stored(count: number): readonly Own['kept'][] {
    const done = this.#items.filter(({ number }) => number !== null && number <= count)
    this.#items = this.#items.filter(item => !done.includes(item))
    return done.map(({ kept }) => kept)
  }

  /** The connection is gone: what was not stored will be sent again. */
  lost(): void {
    for (const item of this.#items) item.number = null
  }

  /** The server lacked what a message stood on: it asks for the whole. */
  askedAgain(number: number): void {
    for (const item of this.#items) if (item.number === number) item.number = null
  }

  /** What a message brought was refused: it counts no more. */
  refused(number: number): void {
    this.#items = this.#items.filter(item => item.number !== number)
  }

  /** The newest value of each note. */
  pending(): RawChanges {
    return [...new Map(this.#items.flatMap(({ changes }) => changes))]
  }

  /** Takes everything out, to be written again in another document: the newest value of each note. */
  takeAll(): RawChanges {
    const values = this.pending()
    this.#items = []
    return values
  }
}
