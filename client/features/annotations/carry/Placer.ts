import type { PlacedNote } from '#shared/annotations/note.ts'
import { PaperWords } from '#shared/annotations/PaperWords.ts'
import type { PageOfText } from '#shared/annotations/pageWords.ts'
import { Placing } from '#shared/annotations/placing.rules.ts'
import { boundsOf } from '../paper/geometry.ts'
import { carriedNote } from './carriedNote.ts'

/** One version of a paper, as far as places in it are found by. Rejects where the network is gone. */
export interface VersionPages {
  readonly pageCount: number
  /** Whether any page has text. */
  readonly hasText: boolean
  /** Points. Pages count from 1. */
  size(page: number): { readonly width: number; readonly height: number }
  text(page: number): Promise<PageOfText>
  /** The server's small picture of a page; null where there is none. */
  picture(page: number): Promise<Uint8Array | null>
  close(): void
}

export interface Placer {
  /** The note where it belongs in the newer version; null where no place was found. */
  place(versionId: string, note: PlacedNote): Promise<PlacedNote | null>
  close(): void
}

/** Longest time without letting the screen go on, milliseconds: half a frame. */
const slice = 8
/** A scanned page is looked for this far from where it was. */
const pagesAround = 12
const near = 1.5

/** Reads versions as far as notes need it, and finds places without holding the screen up. */
export class PagePlacer implements Placer {
  readonly #newer: VersionPages
  readonly #open: (versionId: string) => VersionPages | null
  readonly #older = new Map<string, VersionPages | null>()
  readonly #texts = new Map<string, Promise<PageOfText>>()
  readonly #pictures = new Map<string, Promise<string | null>>()
  #placing: Promise<Placing> | null = null
  #since = performance.now()
  #closed = false

  constructor(newer: VersionPages, open: (versionId: string) => VersionPages | null) {
    this.#newer = newer
    this.#open = open
  }

  async place(versionId: string, note: PlacedNote): Promise<PlacedNote | null> {
    const older = this.#version(versionId)
    if (older === null || note.page > older.pageCount) return null
    const text = await this.#text(versionId, older, note.page)
    await this.#breathe()
    const { quote } = note
    if (quote === undefined && text.lines.length === 0) return this.#byPicture(versionId, older, note)
    this.#placing ??= this.#read()
    const placing = await this.#placing
    const found = placing.place(text, { quote, box: boundsOf(note, 1) })
    await this.#breathe()
    if (!found.placed) return null
    return carriedNote(note, found, { from: versionId, size: this.#newer.size(found.page) })
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#newer.close()
    for (const older of this.#older.values()) older?.close()
  }

  #version(versionId: string): VersionPages | null {
    const known = this.#older.get(versionId)
    if (known !== undefined) return known
    const opened = this.#open(versionId)
    this.#older.set(versionId, opened)
    return opened
  }

  #text(versionId: string, older: VersionPages, page: number): Promise<PageOfText> {
    const key = `${versionId} ${page}`
    const known = this.#texts.get(key)
    if (known) return known
    const text = older.text(page)
    this.#texts.set(key, text)
    return text
  }

  async #read(): Promise<Placing> {
    const words = new PaperWords()
    for (let page = 1; this.#newer.hasText && page <= this.#newer.pageCount; page += 1) {
      if (this.#closed) throw new Error('The paper was closed')
      words.add(await this.#newer.text(page))
      await this.#breathe()
    }
    return new Placing(words)
  }

  /** [N55] A page without text goes where its very picture is: only there, and near where it was. */
  async #byPicture(versionId: string, older: VersionPages, note: PlacedNote): Promise<PlacedNote | null> {
    const { page } = note
    const was = await this.#picture(versionId, older, page)
    if (was === null) return null
    const size = older.size(page)
    const alike: number[] = []
    const last = Math.min(this.#newer.pageCount, page + pagesAround)
    for (let at = Math.max(1, page - pagesAround); at <= last; at += 1) {
      const other = this.#newer.size(at)
      if (Math.abs(other.width - size.width) > near || Math.abs(other.height - size.height) > near) continue
      if ((await this.#picture('', this.#newer, at)) === was) alike.push(at)
    }
    const [only] = alike
    if (only === undefined || alike.length > 1) return null
    return carriedNote(
      note,
      { placed: true, page: only, lines: [], by: { x: 0, y: 0 }, score: 1 },
      { from: versionId, size: this.#newer.size(only) },
    )
  }

  #picture(versionId: string, of: VersionPages, page: number): Promise<string | null> {
    const key = `${versionId} ${page}`
    const known = this.#pictures.get(key)
    if (known) return known
    const picture = of.picture(page).then(async bytes => {
      if (bytes === null) return null
      const hash = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes))
      return [...new Uint8Array(hash)].join(' ')
    })
    this.#pictures.set(key, picture)
    return picture
  }

  async #breathe(): Promise<void> {
    if (performance.now() - this.#since < slice) return
    await new Promise(resolve => setTimeout(resolve))
    this.#since = performance.now()
  }
}
