import { Server as Engine } from 'engine.io'
import { type Socket, Server as SocketServer } from 'socket.io'
import type { CloseReason } from '#shared/contract/close.ts'
import type { Announcement, Event } from '#shared/contract/define.ts'
import { fail, type Result } from '#shared/contract/result.ts'
import { contractVersion } from '#shared/contract/version.ts'
import type { Ports } from '../ports.ts'
import { callerAddress } from './address.ts'
import { Announcer, type AnnouncerParts, type Listener } from './announcer.ts'
import type { Authentication } from './authenticate.ts'
import type { Connections } from './connections.ts'
import { cookieJar, readTokens } from './cookies.ts'
import { limits } from './limits.ts'
import { Newest } from './newest.ts'
import type { Pipeline } from './pipeline.ts'
import type { UpgradeTarget } from './upgrade.ts'
import { channelOf, type Viewer } from './viewer.ts'

export interface SocketParts {
  readonly ports: Ports
  readonly connections: Connections
  readonly announcer: Omit<AnnouncerParts, 'send' | 'denied'>
  readonly trustedProxies: ReadonlySet<string>
  /** [K29] Who the tokens stand for; moves the login's expiry where this `isUse`. */
  authenticate(tokens: { login?: string; screen?: string }, isUse?: boolean): Promise<Authentication>
  /** Somebody came to or left a scope: presence is to be told anew. */
  presenceChanged(scope: 'meeting' | 'screen', scopeId: string): void
}

/** The socket side: the same calls as over HTTP, and events to whoever subscribed. WebSocket alone. */
export class Sockets {
  readonly announcer: Announcer
  /** For the one owner of upgrades. */
  readonly upgrade: UpgradeTarget
  readonly #io: SocketServer
  readonly #engine: Engine
  readonly #parts: SocketParts
  readonly #newest = new Newest()
  #pipeline: Pipeline | undefined

  constructor(parts: SocketParts) {
    this.#parts = parts
    this.#engine = new Engine({
      transports: ['websocket'],
      // A tablet's Wi-Fi is gone unnoticed for at most this long.
      pingInterval: 10_000,
      pingTimeout: 8_000,
      maxHttpBufferSize: 64 * 1024,
      // Every socket would deflate by itself what is encoded once for its class, small messages too (ws keeps to its
      // threshold only without context takeover), and hold a deflate window; views are a few kilobytes.
      perMessageDeflate: false,
    })
    this.#io = new SocketServer({ connectTimeout: 10_000, serveClient: false })
    this.#io.bind(this.#engine)
    this.upgrade = (request, socket, head) => {
      // The engine's own type asks for its augmented request; it augments the plain one itself.
      this.#engine.handleUpgrade(request, socket, head)
    }
    this.announcer = new Announcer({
      ...parts.announcer,
      send: (event, ids, message) => {
        const now = event.newestOnly ? ids.filter(id => !this.#hold(id, event, message)) : ids
        // To nobody would be to everybody.
        if (now.length > 0) this.#io.to([...now]).emit(event.name, message)
      },
      denied: (listener, event, scopeId) => {
        if (event.name === 'meetings:changed') this.#expel(listener.id, scopeId)
      },
    })
    this.#io.use(async (socket, next) => {
      const { viewer, ended } = await parts.authenticate(readTokens(socket.request))
      if (viewer.kind === 'anonymous')
        return next(
          refusal(
            ended === undefined ? fail('login.required') : fail('login.ended', { params: { reason: ended } }),
          ),
        )
      if (parts.connections.count(channelOf(viewer), 'socket') >= limits.socketsPerLogin)
        return next(refusal(fail('rate.limited', { retryAfterMs: 5_000 })))
      socket.data.viewer = viewer
      next()
    })
    this.#io.on('connection', socket => this.#connected(socket))
  }

  /** The pipeline is made with the announcer, so it comes after. */
  serve(pipeline: Pipeline): void {
    this.#pipeline = pipeline
  }

  /** Whether a screen's or person's viewer is connected; for presence. */
  viewers(scope: 'meeting' | 'screen', scopeId: string): readonly Viewer[] {
    return this.announcer.listeners(scope, scopeId).map(listener => listener.viewer())
  }

  /** Tells every client to come back later, and closes. */
  async close(): Promise<void> {
    this.#io.emit('closing', { reason: 'serverStopping' satisfies CloseReason })
    await new Promise(resolve => setImmediate(resolve))
    this.#io.disconnectSockets(true)
    this.#engine.close()
  }

  #connected(socket: Socket): void {
    const { connections, ports } = this.#parts
    const tokens = readTokens(socket.request)
    const address = callerAddress(socket.request, this.#parts.trustedProxies)
    const current = (): Viewer => socket.data.viewer
    const listener: Listener = { id: socket.id, viewer: current }
    const joined = new Set<string>()
    let second = 0
    let messages = 0

    const authenticate = async (isUse = false): Promise<Authentication> => {
      const authentication = await this.#parts.authenticate(tokens, isUse)
      if (authentication.viewer.kind !== 'anonymous') socket.data.viewer = authentication.viewer
      return authentication
    }
    const shut = (reason: CloseReason) => {
      socket.emit('closing', { reason })
      setImmediate(() => socket.disconnect(true))
    }
    const release = connections.add({
      kind: 'socket',
      loginId: channelOf(current()),
      close: shut,
      recheck: async () => {
        if (buffered(socket) > limits.socketBufferBytes) return 'slowReader'
        const before = rightsOf(current())
        const { viewer, ended } = await authenticate()
        if (viewer.kind === 'anonymous') return ended ?? 'revoked'
        // With other rights the connection begins anew, so that no view of the old ones stays subscribed.
        return rightsOf(viewer) === before ? null : 'rightsChanged'
      },
    })

    const subscriber = {
      subscribe: async (scope: 'meeting', scopeId: string) => {
        joined.add(scopeId)
        await this.announcer.subscribe(scope, scopeId, listener)
        this.#parts.presenceChanged(scope, scopeId)
      },
      unsubscribe: (scope: 'meeting', scopeId: string) => {
        joined.delete(scopeId)
        this.announcer.unsubscribe(scope, scopeId, socket.id)
        this.#parts.presenceChanged(scope, scopeId)
      },
    }
    socket.data.leave = (scopeId: string) => subscriber.unsubscribe('meeting', scopeId)

    socket.onAny(async (name: unknown, ...rest: unknown[]) => {
      const ack = rest.pop()
      const now = Math.floor(ports.clock.monotonic() / 1_000)
      if (now !== second) {
        second = now
        messages = 0
      }
      messages += 1
      if (messages > limits.socketMessagesPerSecond) {
        if (messages === limits.socketMessagesPerSecond + 1) shut('flooding')
        return
      }
      if (typeof name !== 'string' || typeof ack !== 'function' || this.#pipeline === undefined) return
      const pipeline = this.#pipeline
      const message = rest[0]
      const { result } = await pipeline.call(name, message, jsonBytes(message), {
        via: 'socket',
        address,
        authenticate: () => authenticate(pipeline.isUse(name)),
        cookies: cookieJar(),
        subscriber,
      })
      ack(result)
    })

    const personal = personalScopes(current())
    const begin = async () => {
      await authenticate()
      for (const [scope, scopeId] of personal) await this.announcer.subscribe(scope, scopeId, listener)
      socket.emit('ready', { contractVersion, now: ports.clock.now() })
      const viewer = current()
      if (viewer.kind === 'screen') this.#parts.presenceChanged('screen', viewer.screenId)
    }
    begin().catch(error => ports.log.error({ err: error }, 'a connection could not begin'))

    socket.on('disconnect', () => {
      release()
      const viewer = current()
      for (const scopeId of joined) subscriber.unsubscribe('meeting', scopeId)
      for (const [scope, scopeId] of personal) this.announcer.unsubscribe(scope, scopeId, socket.id)
      if (viewer.kind === 'screen') this.#parts.presenceChanged('screen', viewer.screenId)
    })
  }

  #hold(socketId: string, event: Event, message: Announcement): boolean {
    const socket = this.#io.sockets.sockets.get(socketId)
    return socket !== undefined && this.#newest.hold(socket, event, message)
  }

  #expel(socketId: string, meetingId: string): void {
    const socket = this.#io.sockets.sockets.get(socketId)
    if (socket === undefined) return
    socket.emit('meetings:left', { scopeId: meetingId, revision: 0, view: { reason: 'notParticipant' } })
    socket.data.leave(meetingId)
  }
}

/** What everyone hears without asking. */
const personalScopes = (viewer: Viewer): readonly ['account' | 'screen' | 'committee', string][] =>
  viewer.kind === 'person'
    ? [
        ['account', viewer.accountId],
        ['committee', 'committee'],
      ]
    : viewer.kind === 'screen'
      ? [['screen', viewer.screenId]]
      : []

/** The rights that a connection was opened with: an account's roles, or the meeting that a screen belongs to. */
const rightsOf = (viewer: Viewer): string =>
  viewer.kind === 'person'
    ? `${viewer.administrator} ${viewer.secretary}`
    : viewer.kind === 'screen'
      ? `screen ${viewer.meetingId}`
      : viewer.kind

const refusal = (result: Result<never>): Error =>
  Object.assign(new Error('refused'), { data: result.ok ? undefined : result.error })

/** Bytes that wait in the socket's buffer because the reader does not read. */
const buffered = (socket: Socket): number => {
  const { transport } = socket.conn
  const inner: unknown = 'socket' in transport ? transport.socket : undefined
  return typeof inner === 'object' && inner !== null && 'bufferedAmount' in inner
    ? Number(inner.bufferedAmount)
    : 0
}

const jsonBytes = (message: unknown): number => {
  try {
    return Buffer.byteLength(JSON.stringify(message) ?? '')
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
