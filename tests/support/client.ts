import { parseCookie, parseSetCookie } from 'cookie'
import { io, type Socket } from 'socket.io-client'
import { systemClock } from '#server/ports.ts'
import type { Call, Event, OutputOf, RawInputOf, ViewOf } from '#shared/contract/define.ts'
import type { Result } from '#shared/contract/result.ts'

/** Browsers keep no cookie longer (RFC 6265bis §5.5). */
const longestCookieMs = 400 * 24 * 3_600_000

/** An answer with its HTTP status (0 over the socket). */
export interface Answered {
  readonly status: number
  readonly result: Result<unknown>
  readonly cookies: readonly string[]
}

/** A view, checked against its own contract. */
const parseView = <E extends Event>(event: E, view: unknown): ViewOf<E> => event.view.parse(view) as ViewOf<E>

/** A signed-in (or anonymous) device as tests drive it: over HTTP and over a real socket. */
export class TestClient {
  readonly url: string
  readonly #now: () => number
  /** Until when each cookie is kept, as its Set-Cookie said; without end where a test put it in. */
  readonly #cookies = new Map<string, { value: string; until: number }>()
  #socket: Socket | undefined
  /** Every event heard, in order. */
  readonly heard: { name: string; scopeId: string; revision: number; view: unknown }[] = []

  /** `now` is the device's clock, by which it forgets cookies as a browser does. */
  constructor(url: string, cookie = '', now: () => number = () => systemClock.now()) {
    this.url = url
    this.#now = now
    this.cookie = cookie
  }

  /** The Cookie header that the device sends now; '' where it has none. */
  get cookie(): string {
    const now = this.#now()
    return [...this.#cookies]
      .filter(([, { until }]) => until > now)
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ')
  }

  /** Puts cookies in place of those that are there, to stay whatever the time. */
  set cookie(header: string) {
    this.#cookies.clear()
    for (const [name, value = ''] of Object.entries(parseCookie(header)))
      this.#cookies.set(name, { value, until: Number.POSITIVE_INFINITY })
  }

  /** Takes Set-Cookie headers as a browser does (RFC 6265bis §5.5): Max-Age goes before Expires. */
  takeCookies(headers: readonly string[]): void {
    const now = this.#now()
    for (const header of headers) {
      const { name, value = '', maxAge, expires } = parseSetCookie(header)
      const until =
        maxAge === undefined ? (expires?.getTime() ?? Number.POSITIVE_INFINITY) : now + maxAge * 1_000
      if (until <= now) this.#cookies.delete(name)
      else this.#cookies.set(name, { value, until: Math.min(until, now + longestCookieMs) })
    }
  }

  headers(): Record<string, string> {
    return { origin: this.url, ...(this.cookie === '' ? {} : { cookie: this.cookie }) }
  }

  /** Posts any body to a name, as a hostile client would. */
  async post(name: string, body: string, headers: Record<string, string> = {}): Promise<Answered> {
    const response = await fetch(`${this.url}/api/${name}`, {
      method: 'POST',
      headers: { ...this.headers(), 'content-type': 'application/json', ...headers },
      body,
    })
    return {
      status: response.status,
      result: (await response.json()) as Result<unknown>,
      cookies: response.headers.getSetCookie(),
    }
  }

  /** A call over HTTP; commands get a new id unless one is given. Takes the cookies that the answer sets. */
  async call<C extends Call>(
    contract: C,
    input: RawInputOf<C>,
    id: string = crypto.randomUUID(),
  ): Promise<Result<OutputOf<C>>> {
    const { result, cookies } = await this.post(contract.name, JSON.stringify({ id, input }))
    this.takeCookies(cookies)
    return result as Result<OutputOf<C>>
  }

  /** As call, and fails the test where the answer is a refusal. */
  async done<C extends Call>(contract: C, input: RawInputOf<C>): Promise<OutputOf<C>> {
    const result = await this.call(contract, input)
    if (!result.ok) throw new Error(`${contract.name}: ${JSON.stringify(result.error)}`)
    return result.data
  }

  /** The socket, connected and greeted; opened on first use. */
  async socket(): Promise<Socket> {
    if (this.#socket !== undefined) return this.#socket
    const socket = io(this.url, {
      transports: ['websocket'],
      extraHeaders: this.headers(),
      reconnection: false,
      forceNew: true,
    })
    this.#socket = socket
    socket.onAny((name: string, message: { scopeId: string; revision: number; view: unknown }) => {
      this.heard.push({ name, ...message })
    })
    await new Promise<void>((resolve, reject) => {
      socket.once('ready', () => resolve())
      socket.once('connect_error', reject)
    })
    return socket
  }

  /** Sends anything under any name over the socket. */
  async emit(name: string, message: unknown): Promise<Result<unknown>> {
    return (await this.socket()).timeout(5_000).emitWithAck(name, message)
  }

  /** A call over the socket. */
  async ask<C extends Call>(
    contract: C,
    input: RawInputOf<C>,
    id: string = crypto.randomUUID(),
  ): Promise<Result<OutputOf<C>>> {
    return (await this.emit(contract.name, { id, input })) as Result<OutputOf<C>>
  }

  /** The last view heard of an event, or null. */
  view<E extends Event>(event: E, scopeId?: string): ViewOf<E> | null {
    const found = this.heard.findLast(
      ({ name, scopeId: scope }) => name === event.name && (scopeId === undefined || scope === scopeId),
    )
    return found === undefined ? null : parseView(event, found.view)
  }

  /** Waits until a view of the event that the test asks for has come. */
  async until<E extends Event>(
    event: E,
    holds: (view: ViewOf<E>) => boolean,
    ms = 45_000,
  ): Promise<ViewOf<E>> {
    const socket = await this.socket()
    const now = this.view(event)
    if (now !== null && holds(now)) return now
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        socket.off(event.name, look)
        reject(new Error(`${event.name} did not come as expected; last: ${JSON.stringify(this.view(event))}`))
      }, ms)
      const look = (message: { view: unknown }) => {
        const view = parseView(event, message.view)
        if (!holds(view)) return
        clearTimeout(timer)
        socket.off(event.name, look)
        resolve(view)
      }
      socket.on(event.name, look)
    })
  }

  close(): void {
    this.#socket?.disconnect()
    this.#socket = undefined
  }
}
