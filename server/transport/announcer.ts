import type { Announcement, Event } from '#shared/contract/define.ts'
import type { Log } from '../ports.ts'
import type { Store } from '../storage/database.ts'
import type { Presenter } from './presenter.ts'
import type { Viewer } from './viewer.ts'

/** A connection that views are sent to. */
export interface Listener {
  readonly id: string
  viewer(): Viewer
}

export interface AnnouncerParts {
  readonly store: Store
  readonly log: Log
  readonly presenters: readonly Presenter[]
  /** Sends one message to many listeners, encoded once. */
  send(event: Event, listenerIds: readonly string[], message: Announcement): void
  /** The listener has no right to the scope (any more). */
  denied(listener: Listener, event: Event, scopeId: string): void
}

/**
 * Presents a scope's state to everyone subscribed to it. Announcements of the same event that come while one is
 * being made are joined to the next one: each carries the whole view, so none is missed.
 */
export class Announcer {
  readonly #parts: AnnouncerParts
  readonly #presenters: ReadonlyMap<string, Presenter>
  readonly #listeners = new Map<string, Map<string, Listener>>()
  readonly #pending = new Map<string, 'running' | 'again'>()

  constructor(parts: AnnouncerParts) {
    this.#parts = parts
    this.#presenters = new Map(parts.presenters.map(presenter => [presenter.event.name, presenter]))
  }

  /** Adds a listener to a scope and sends it every view of that scope. */
  async subscribe(scope: Event['scope'], scopeId: string, listener: Listener): Promise<void> {
    const key = `${scope} ${scopeId}`
    const listeners = this.#listeners.get(key) ?? new Map<string, Listener>()
    listeners.set(listener.id, listener)
    this.#listeners.set(key, listeners)
    for (const { event } of this.#presenters.values())
      if (event.scope === scope) await this.#send(event, scopeId, [listener])
  }

  unsubscribe(scope: Event['scope'], scopeId: string, listenerId: string): void {
    const key = `${scope} ${scopeId}`
    const listeners = this.#listeners.get(key)
    listeners?.delete(listenerId)
    if (listeners?.size === 0) this.#listeners.delete(key)
  }

  listeners(scope: Event['scope'], scopeId: string): readonly Listener[] {
    return [...(this.#listeners.get(`${scope} ${scopeId}`)?.values() ?? [])]
  }

  /** Sends one view, as it is, to the listeners of its scope that may hear it. */
  broadcast(event: Event, message: Announcement, mayHear: (viewer: Viewer) => boolean): void {
    const ids = this.listeners(event.scope, message.scopeId)
      .filter(listener => mayHear(listener.viewer()))
      .map(({ id }) => id)
    if (ids.length > 0) this.#parts.send(event, ids, message)
  }

  /** Presents the event anew to all listeners of its scope, soon; joined with others of the same. */
  announce(event: Event, scopeId: string): void {
    const key = `${event.name} ${scopeId}`
    if (this.#pending.has(key)) {
      this.#pending.set(key, 'again')
      return
    }
    this.#pending.set(key, 'running')
    setImmediate(() => this.#run(event, scopeId, key))
  }

  async #run(event: Event, scopeId: string, key: string): Promise<void> {
    try {
      do {
        this.#pending.set(key, 'running')
        await this.#send(event, scopeId, this.listeners(event.scope, scopeId))
      } while (this.#pending.get(key) === 'again')
    } catch (error) {
      this.#parts.log.error({ err: error, event: event.name }, 'an announcement failed')
    } finally {
      this.#pending.delete(key)
    }
  }

  async #send(event: Event, scopeId: string, listeners: readonly Listener[]): Promise<void> {
    const presenter = this.#presenters.get(event.name)
    if (presenter === undefined || listeners.length === 0) return
    const prepared = await presenter.prepare(this.#parts.store, scopeId)
    const classes = new Map<string, { viewer: Viewer; ids: string[] }>()
    for (const listener of listeners) {
      const viewer = listener.viewer()
      const key = prepared?.classOf(viewer) ?? null
      if (prepared === null || key === null) {
        this.#parts.denied(listener, event, scopeId)
        continue
      }
      const found = classes.get(key)
      if (found) found.ids.push(listener.id)
      else classes.set(key, { viewer, ids: [listener.id] })
    }
    if (prepared === null) return
    for (const { viewer, ids } of classes.values())
      this.#parts.send(event, ids, { scopeId, revision: prepared.revision, view: prepared.present(viewer) })
  }
}
