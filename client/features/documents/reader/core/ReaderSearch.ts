import { type Diacritics, type Find, findAll, type PageText } from './pageText.ts'

export interface SearchState {
  readonly query: string
  readonly diacritics: Diacritics
  /** Still looking through pages. */
  readonly busy: boolean
  /** Finds so far, in the whole paper. */
  readonly total: number
  /** 1-based number of the current find among those so far, in reading order; 0 where there is none. */
  readonly current: number
  /** Every page was looked through and none has any text: a scan. */
  readonly noText: boolean
}

export const NO_SEARCH: SearchState = {
  query: '',
  diacritics: 'ignore',
  busy: false,
  total: 0,
  current: 0,
  noText: false,
}

/** Where a find lies. */
export interface Hit {
  readonly page: number
  /** Which of the page's finds. */
  readonly index: number
}

export interface SearchParts {
  pageCount(): number
  /** The page that is read: the search begins there. */
  here(): number
  text(page: number): Promise<PageText>
  /** The state, or which finds are marked, changed. */
  onChanged(state: SearchState): void
  /** The current find changed: show it. */
  onHit(hit: Hit, find: Find, text: PageText): void
}

const TELL_EVERY_PAGES = 12

/** Finds a text in the paper page by page, from the page that is read on and around. */
export class ReaderSearch {
  readonly #parts: SearchParts
  readonly #finds = new Map<number, readonly Find[]>()
  #state: SearchState = NO_SEARCH
  #hit: Hit | null = null
  #run = 0

  constructor(parts: SearchParts) {
    this.#parts = parts
  }

  get state(): SearchState {
    return this.#state
  }

  /** The finds of one page, for marking; `current` is the index of the one that is shown, or -1. */
  findsOn(page: number): { finds: readonly Find[]; current: number } {
    return { finds: this.#finds.get(page) ?? [], current: this.#hit?.page === page ? this.#hit.index : -1 }
  }

  /** Looks for `query`; an empty one ends the search. Resolves when every page was looked through. */
  async find(query: string, diacritics: Diacritics): Promise<void> {
    const run = ++this.#run
    this.#finds.clear()
    this.#hit = null
    const asked = query.trim()
    this.#set({ ...NO_SEARCH, query, diacritics, busy: asked !== '' })
    if (asked === '') return
    const count = this.#parts.pageCount()
    const first = this.#parts.here()
    let letters = 0
    for (let step = 0; step < count; step++) {
      const page = ((first - 1 + step) % count) + 1
      const text = await this.#parts.text(page)
      if (run !== this.#run) return
      letters += text.folded.text.length
      const finds = findAll(text, query, diacritics)
      if (finds.length > 0) this.#finds.set(page, finds)
      const found = finds[0]
      if (found && !this.#hit) this.#show({ page, index: 0 }, found, text)
      if (finds.length > 0 || step % TELL_EVERY_PAGES === 0) this.#count({})
    }
    this.#count({ busy: false, noText: letters === 0 })
  }

  /** Goes to the next find, around the end. */
  async next(): Promise<void> {
    await this.#step(1)
  }

  /** Goes to the find before, around the beginning. */
  async previous(): Promise<void> {
    await this.#step(-1)
  }

  /** Ends the search and takes the marks off. */
  clear(): void {
    this.#run++
    this.#finds.clear()
    this.#hit = null
    this.#set(NO_SEARCH)
  }

  async #step(by: 1 | -1): Promise<void> {
    const hit = this.#hit
    if (!hit) return
    const pages = [...this.#finds.keys()].sort((a, b) => a - b)
    const finds = this.#finds.get(hit.page) ?? []
    let { page, index } = { page: hit.page, index: hit.index + by }
    if (index < 0 || index >= finds.length) {
      const at = pages.indexOf(page) + by
      page = pages[(at + pages.length) % pages.length] ?? page
      index = by === 1 ? 0 : (this.#finds.get(page)?.length ?? 1) - 1
    }
    const run = this.#run
    const text = await this.#parts.text(page)
    const find = this.#finds.get(page)?.[index]
    if (run !== this.#run || !find) return
    this.#show({ page, index }, find, text)
    this.#count({})
  }

  #show(hit: Hit, find: Find, text: PageText): void {
    this.#hit = hit
    this.#parts.onHit(hit, find, text)
  }

  #count(change: Partial<SearchState>): void {
    let total = 0
    let current = 0
    for (const [page, finds] of this.#finds) {
      total += finds.length
      if (this.#hit && page < this.#hit.page) current += finds.length
    }
    this.#set({ ...this.#state, ...change, total, current: this.#hit ? current + this.#hit.index + 1 : 0 })
  }

  #set(state: SearchState): void {
    this.#state = state
    this.#parts.onChanged(state)
  }
}
