import type { BrowserContext, Page, Request, Response } from 'playwright-core'
import type { Piece } from '#tests/support/evidence/words.ts'

interface Passed extends Piece {
  /** Whose device. */
  readonly who: string
  readonly way: 'up' | 'down'
  readonly when: number
  /** One of the application's own files or of a paper, which everybody is given. */
  readonly isPublic: boolean
}

/** All but calls and connections: the application's files, and papers. */
const isPublicPath = (path: string): boolean => !/^\/(?:api|socket\.io|notes|upload)\//.test(path)

/** Writes down everything that passes between browsers and the server: frames, bodies, addresses, headers. */
export class Recorder {
  readonly passed: Passed[] = []
  readonly #bodies: Promise<void>[] = []
  /** Answers whose bodies the browser did not keep, as "METHOD path status". */
  readonly missed: string[] = []
  /** Notes' connections that are open, by who and address. */
  readonly open = new Map<string, Set<string>>()

  watch(who: string, context: BrowserContext, page: Page): void {
    const note = (way: Passed['way'], where: string, bytes: Buffer, isPublic = false) =>
      this.passed.push({
        who,
        way,
        where: `${who} ${way} ${where}`,
        bytes,
        isPublic,
        when: performance.now(),
      })
    page.on('websocket', socket => {
      const { pathname, search } = new URL(socket.url())
      const opened = this.open.get(who) ?? new Set<string>()
      this.open.set(who, opened)
      opened.add(pathname)
      note('up', pathname, Buffer.from(pathname + search))
      socket.on('framesent', ({ payload }) => note('up', `frame ${pathname}`, Buffer.from(payload)))
      socket.on('framereceived', ({ payload }) => note('down', `frame ${pathname}`, Buffer.from(payload)))
      socket.on('close', () => opened.delete(pathname))
    })
    context.on('request', request => {
      const { pathname, search } = new URL(request.url())
      note('up', `address ${pathname}`, Buffer.from(pathname + search))
      const sent = request.postDataBuffer()
      if (sent) note('up', `body ${pathname}`, sent)
      this.#bodies.push(
        this.#headers(request).then(headers => {
          note('up', `headers ${pathname}`, Buffer.from(headers))
        }),
      )
    })
    context.on('response', response => {
      const { pathname } = new URL(response.url())
      this.#bodies.push(
        this.#body(response).then(body => {
          if (body) note('down', `body ${pathname}`, body, isPublicPath(pathname))
        }),
      )
    })
  }

  async #headers(request: Request): Promise<string> {
    const headers = await request.allHeaders().catch(() => request.headers())
    return Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n')
  }

  async #body(response: Response): Promise<Buffer | null> {
    const { pathname } = new URL(response.url())
    try {
      return await response.body()
    } catch {
      if (!isPublicPath(pathname)) this.missed.push(`${response.request().method()} ${pathname}`)
      return null
    }
  }

  /** Everything so far, once the bodies under way are here. */
  async all(): Promise<readonly Passed[]> {
    await Promise.all(this.#bodies)
    return this.passed
  }
}
