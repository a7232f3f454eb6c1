import type { Event, ViewOf } from '#shared/contract/define.ts'
import type { Store } from '../storage/database.ts'
import type { Viewer } from './viewer.ts'

/** One scope's state, loaded once for all its viewers. */
export interface Prepared<V> {
  readonly revision: number
  /** Viewers with the same key get the same bytes; null has no right to the view. */
  classOf(viewer: Viewer): string | null
  /** The view for a viewer of that class. */
  present(viewer: Viewer): V
}

/** Makes an event's views, once a class of viewers and not once a socket. */
export interface Presenter<E extends Event = Event> {
  readonly event: E
  /** Null where the scope's object is gone. */
  prepare(store: Store, scopeId: string): Promise<Prepared<ViewOf<E>> | null>
}

/** Declares a presenter for an event. */
export const presenter = <E extends Event>(
  event: E,
  prepare: (store: Store, scopeId: string) => Promise<Prepared<ViewOf<E>> | null>,
): Presenter<E> => ({ event, prepare })
