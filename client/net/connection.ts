import { io, type Socket } from 'socket.io-client'
import { z } from 'zod'
import { create } from 'zustand'
import {
  type CloseReason,
  closeReasons,
  type LoginEndReason,
  loginEndReasons,
} from '#shared/contract/close.ts'
import { contractVersion } from '#shared/contract/version.ts'
import { deviceNow, jitter } from './ports.ts'

/** How this device stands with the server. */
export type ConnectionState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** The line is gone; it comes back by itself. */
  | { readonly kind: 'lost'; readonly since: number }
  /** Nobody is signed in here (any more). */
  | { readonly kind: 'ended'; readonly reason: LoginEndReason | 'none' }

interface ConnectionStore {
  readonly state: ConnectionState
  /** Server's clock minus this device's, milliseconds: every time shown is the server's. */
  readonly clockOffset: number
  /** The server speaks a newer contract: reload when nothing is lost by it. */
  readonly outdated: boolean
}

export const useConnection = create<ConnectionStore>()(() => ({
  state: { kind: 'idle' },
  clockOffset: 0,
  outdated: false,
}))

const Ready = z.object({ contractVersion: z.number(), now: z.number() })
const Closing = z.object({
  reason: z.custom<CloseReason>(reason => typeof reason === 'string' && reason in closeReasons),
})
const Refused = z.object({
  code: z.string(),
  params: z.object({ reason: z.string().optional() }).partial().optional(),
})

type EventListener = (name: string, message: unknown) => void

const endReason = (text: unknown): LoginEndReason | 'none' =>
  loginEndReasons.find(reason => reason === text) ?? 'none'

/** The one socket of this page: opened after sign-in, reopened by itself, closed for good when the login ends. */
class Connection {
  #socket: Socket | undefined
  readonly #listeners = new Set<EventListener>()
  readonly #onReady = new Set<() => void>()

  /** Opens the socket; harmless when it is open. */
  open(): void {
    if (this.#socket !== undefined) return
    useConnection.setState({ state: { kind: 'connecting' } })
    const socket = io({
      transports: ['websocket'],
      reconnectionDelay: 300,
      reconnectionDelayMax: 3_000,
      randomizationFactor: 0.6,
      timeout: 6_000,
    })
    this.#socket = socket
    socket.on('ready', (message: unknown) => {
      const ready = Ready.safeParse(message)
      if (!ready.success) return
      useConnection.setState({
        state: { kind: 'connected' },
        clockOffset: ready.data.now - deviceNow(),
        outdated: ready.data.contractVersion > contractVersion,
      })
      for (const act of this.#onReady) act()
    })
    socket.on('closing', (message: unknown) => {
      const closing = Closing.safeParse(message)
      if (closing.success && closeReasons[closing.data.reason] === 'stop') this.ended(closing.data.reason)
    })
    socket.on('disconnect', reason => {
      if (this.#socket !== socket) return
      useConnection.setState({ state: { kind: 'lost', since: performance.now() } })
      // socket.io does not come back by itself when the server closed the connection.
      if (reason === 'io server disconnect') setTimeout(() => this.#socket?.connect(), jitter(300, 1_000))
    })
    socket.on('connect_error', error => {
      const refused = Refused.safeParse('data' in error ? error.data : undefined)
      if (refused.success && (refused.data.code === 'login.required' || refused.data.code === 'login.ended'))
        return this.ended(refused.data.params?.reason)
      if (useConnection.getState().state.kind !== 'lost')
        useConnection.setState({ state: { kind: 'lost', since: performance.now() } })
      // A refusal by the server stops socket.io's own tries.
      if (!socket.active) setTimeout(() => this.#socket?.connect(), jitter(2_000, 4_000))
    })
    socket.onAny((name: string, message: unknown) => {
      for (const listener of this.#listeners) listener(name, message)
    })
    addEventListener('online', this.#wake)
    document.addEventListener('visibilitychange', this.#wake)
  }

  /** Closes the socket; the page goes on without. */
  close(): void {
    removeEventListener('online', this.#wake)
    document.removeEventListener('visibilitychange', this.#wake)
    const socket = this.#socket
    this.#socket = undefined
    socket?.disconnect()
    useConnection.setState({ state: { kind: 'idle' } })
  }

  /** The login is over: no more tries. */
  ended(reason: unknown): void {
    this.close()
    useConnection.setState({ state: { kind: 'ended', reason: endReason(reason) } })
  }

  connected(): boolean {
    return this.#socket?.connected === true && useConnection.getState().state.kind === 'connected'
  }

  /** Sends a message and waits for its answer. @throws when none came within `timeoutMs`. */
  emit(name: string, message: unknown, timeoutMs: number): Promise<unknown> {
    const socket = this.#socket
    if (socket === undefined) return Promise.reject(new Error('closed'))
    return new Promise((resolve, reject) => {
      const lost = () => reject(new Error('lost'))
      socket.once('disconnect', lost)
      socket.timeout(timeoutMs).emit(name, message, (error: Error | null, answer: unknown) => {
        socket.off('disconnect', lost)
        if (error) reject(error)
        else resolve(answer)
      })
    })
  }

  /** Sends what may be lost: the next one replaces it. */
  emitVolatile(name: string, message: unknown): void {
    this.#socket?.volatile.emit(name, message, () => undefined)
  }

  /** Hears every event. @returns how to stop. */
  onEvent(listener: EventListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Runs now if connected, and after every reconnect. @returns how to stop. */
  onReady(act: () => void): () => void {
    this.#onReady.add(act)
    if (this.connected()) act()
    return () => this.#onReady.delete(act)
  }

  /** The tablet woke or its Wi-Fi is back: do not wait for the next try. */
  readonly #wake = (): void => {
    const socket = this.#socket
    if (socket !== undefined && !socket.connected && document.visibilityState === 'visible') {
      socket.disconnect()
      socket.connect()
    }
  }
}

export const connection = new Connection()

/** The server's clock, milliseconds since the epoch. */
export const serverNow = (): number => deviceNow() + useConnection.getState().clockOffset

/** Sets the clock by the server's, where no socket has told it yet. */
export const tellServerTime = (now: number): void =>
  useConnection.setState({ clockOffset: now - deviceNow() })
