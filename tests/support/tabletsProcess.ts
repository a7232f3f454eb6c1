/**
 * The process of Tablets: many devices that connect and come back as client/net/connection.ts does, with its
 * settings; there is no browser here to hold 500 of them.
 */
import { spawn } from 'node:child_process'
import { io, type Socket } from 'socket.io-client'

export interface TabletOptions {
  readonly url: string
  /** Origin where it is not the address. */
  readonly origin?: string
  /** One tablet for each: its login's cookie. */
  readonly cookies: readonly string[]
  /** Null for a peer that has no meetings: live as soon as it is connected. */
  readonly meetingId: string | null
  /** Events that are reported, with their views where `views` is set. */
  readonly watch: readonly string[]
  readonly views?: boolean
  /** Watches the device's own link, as a browser does, and wakes when it is back. */
  readonly watchLink?: boolean
  /** Milliseconds between the first tries of one tablet and the next. */
  readonly apartMs?: number
}

export type ToTablets =
  | { readonly kind: 'start'; readonly options: TabletOptions }
  /** The first tablet sends it; the answer comes back as `answer`. */
  | { readonly kind: 'ask'; readonly name: string; readonly message: unknown; readonly key: string }
  | { readonly kind: 'stop' }

export type FromTablets = { readonly tablet: number /** Milliseconds, monotonic. */; readonly at: number } & (
  | { readonly kind: 'live' }
  | { readonly kind: 'lost'; readonly reason: string }
  | { readonly kind: 'closing'; readonly reason: string }
  | { readonly kind: 'heard'; readonly name: string; readonly revision: number; readonly view?: unknown }
  | { readonly kind: 'answer'; readonly key: string; readonly result: unknown }
)

const now = (): number => Number(process.hrtime.bigint()) / 1e6
const tell = (message: FromTablets): void => {
  if (process.connected) process.send?.(message)
}
const jitter = (from: number, to: number): number => from + Math.random() * (to - from)
const sockets: Socket[] = []

const open = (options: TabletOptions, cookie: string, tablet: number): void => {
  const { url, meetingId } = options
  const socket = io(url, {
    transports: ['websocket'],
    reconnectionDelay: 300,
    reconnectionDelayMax: 3_000,
    randomizationFactor: 0.6,
    timeout: 6_000,
    forceNew: true,
    rejectUnauthorized: false,
    extraHeaders: { origin: options.origin ?? url, cookie },
  })
  sockets[tablet] = socket
  let joined = false
  const begin = async () => {
    joined = false
    if (meetingId !== null) {
      // As the client's own store does: asked again until it is answered, or the connection is another.
      const { id } = socket
      for (let ok = false; !ok; ) {
        if (socket.id !== id) return
        const result = await socket
          .timeout(5_000)
          .emitWithAck('meetings:join', { id: crypto.randomUUID(), input: { meetingId } })
          .catch(() => ({ ok: false }))
        ok = result.ok === true
      }
    }
    joined = true
    tell({ tablet, at: now(), kind: 'live' })
  }
  socket.on(meetingId === null ? 'connect' : 'ready', begin)
  socket.on('closing', ({ reason }) => tell({ tablet, at: now(), kind: 'closing', reason }))
  socket.on('disconnect', reason => {
    joined = false
    tell({ tablet, at: now(), kind: 'lost', reason })
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), jitter(300, 1_000))
  })
  socket.on('connect_error', () => {
    if (!socket.active) setTimeout(() => socket.connect(), jitter(2_000, 4_000))
  })
  for (const name of options.watch)
    socket.on(name, (message: { revision: number; view: unknown }) => {
      const at = now()
      if (!joined && options.views !== true) return
      const { revision, view } = message
      tell({ tablet, at, kind: 'heard', name, revision, ...(options.views === true ? { view } : {}) })
    })
}

/** Says when the link of this network namespace comes up, as a browser's `online` does. */
const watchLink = (): void => {
  const monitor = spawn('ip', ['monitor', 'link'], { stdio: ['ignore', 'pipe', 'inherit'] })
  monitor.stdout.on('data', text => {
    if (!/LOWER_UP/.test(String(text))) return
    for (const socket of sockets)
      if (!socket.connected) {
        socket.disconnect()
        socket.connect()
      }
  })
  process.once('exit', () => monitor.kill())
}

process.on('message', (message: ToTablets) => {
  if (message.kind === 'start') {
    const { options } = message
    if (options.watchLink === true) watchLink()
    options.cookies.forEach((cookie, tablet) => {
      setTimeout(() => open(options, cookie, tablet), tablet * (options.apartMs ?? 0))
    })
  } else if (message.kind === 'ask') {
    const { name, key } = message
    sockets[0]?.emit(name, message.message, (result: unknown) =>
      tell({ tablet: 0, at: now(), kind: 'answer', key, result }),
    )
  } else process.exit(0)
})
process.once('disconnect', () => process.exit(0))
