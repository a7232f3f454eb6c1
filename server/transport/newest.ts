import type { Socket } from 'socket.io'
import type { Announcement, Event } from '#shared/contract/define.ts'

/**
 * Sends what changes many times a second. Socket.IO's own `volatile` drops a message whenever the one before it has
 * not left yet, the last one too, and a reader who hears nothing after it stays behind; here the newest of each kind
 * waits until the socket takes it, and older ones that waited are let go.
 */
export class Newest {
  readonly #waiting = new WeakMap<Socket, Map<string, { event: Event; message: Announcement }>>()

  /** Keeps the message for a socket that is busy. @returns false where the socket takes it at once. */
  hold(socket: Socket, event: Event, message: Announcement): boolean {
    const waiting = this.#waiting.get(socket)
    const { transport } = socket.conn
    if (waiting === undefined && transport.writable) return false
    const kept = waiting ?? new Map<string, { event: Event; message: Announcement }>()
    kept.set(`${event.name} ${message.scopeId}`, { event, message })
    if (waiting !== undefined) return true
    this.#waiting.set(socket, kept)
    transport.once('ready', () => {
      this.#waiting.delete(socket)
      for (const late of kept.values()) socket.emit(late.event.name, late.message)
    })
    return true
  }
}
