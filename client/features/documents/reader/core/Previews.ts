import type { Picture } from './types.ts'

export interface PreviewSources {
  /** A picture of page one, shown before the paper is opened. */
  readonly first?: Picture
  /** A small picture of a page; asked for once a page, again after null or a failure. */
  readonly thumbnail?: (page: number) => Picture | Promise<Picture>
}

/** Pixels across a picture that is made of a painted page. */
const KEPT_WIDTH = 220

/** Small pictures of pages: the server's where there are some, else made of pages that were painted. */
export class Previews {
  readonly #sources: PreviewSources
  readonly #urls = new Map<number, string>()
  readonly #made = new Set<string>()
  readonly #asked = new Map<number, Promise<string | null>>()
  readonly #changed: (page: number, url: string) => void
  #draw: ((page: number) => Promise<HTMLCanvasElement | null>) | null = null
  #closed = false

  /** `changed` is told of every picture that arrives. */
  constructor(sources: PreviewSources, changed: (page: number, url: string) => void) {
    this.#sources = sources
    this.#changed = changed
    if (sources.first) this.#store(1, sources.first)
  }

  /** Whether the server's pictures are used. */
  get provided(): boolean {
    return this.#sources.thumbnail !== undefined
  }

  /** Makes pictures that nobody provides out of the paper itself. */
  drawWith(draw: (page: number) => Promise<HTMLCanvasElement | null>): void {
    this.#draw = draw
  }

  /** The picture's address if it is there now. */
  peek(page: number): string | null {
    const known = this.#urls.get(page)
    if (known) return known
    const given = this.#sources.thumbnail?.(page)
    if (typeof given === 'string' || given instanceof Blob) return this.#store(page, given)
    if (given instanceof Promise) this.#await(page, given)
    return null
  }

  /** The picture's address, made if need be; null where there is none now. */
  async want(page: number): Promise<string | null> {
    const known = this.peek(page) ?? (await this.#asked.get(page))
    if (known || this.#closed || !this.#draw) return known ?? null
    const canvas = await this.#draw(page)
    return canvas ? this.keep(page, canvas) : null
  }

  /** Keeps a small picture of a painted page; resolves to its address. */
  async keep(page: number, canvas: HTMLCanvasElement): Promise<string | null> {
    if (this.#urls.has(page) || canvas.width === 0) return this.#urls.get(page) ?? null
    const small = document.createElement('canvas')
    small.width = Math.min(KEPT_WIDTH, canvas.width)
    small.height = Math.max(1, Math.round((canvas.height * small.width) / canvas.width))
    small.getContext('2d', { alpha: false })?.drawImage(canvas, 0, 0, small.width, small.height)
    const blob = await new Promise<Blob | null>(resolve => small.toBlob(resolve, 'image/jpeg', 0.7))
    small.width = 0
    return blob && !this.#closed ? this.#store(page, blob) : null
  }

  close(): void {
    this.#closed = true
    for (const url of this.#made) URL.revokeObjectURL(url)
    this.#made.clear()
    this.#urls.clear()
  }

  #await(page: number, given: Promise<Picture>): void {
    if (this.#asked.has(page)) return
    const done = given.then(
      picture => (picture && !this.#closed ? this.#store(page, picture) : null),
      () => null,
    )
    this.#asked.set(page, done)
    done.finally(() => this.#asked.delete(page))
  }

  #store(page: number, picture: string | Blob): string {
    const known = this.#urls.get(page)
    if (known) return known
    const url = typeof picture === 'string' ? picture : URL.createObjectURL(picture)
    if (typeof picture !== 'string') this.#made.add(url)
    this.#urls.set(page, url)
    this.#changed(page, url)
    return url
  }
}
