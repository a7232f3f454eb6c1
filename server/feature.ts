import type { Call, Event } from '#shared/contract/define.ts'
import type { Config } from './config.ts'
import type { Ports } from './ports.ts'
import type { BlobStore } from './storage/blobs.ts'
import type { Database } from './storage/database.ts'
import type { Connections } from './transport/connections.ts'
import type { DirectRoute } from './transport/direct.ts'
import type { Handler, Handlers } from './transport/handler.ts'
import type { RawRoute } from './transport/http.ts'
import type { Presenter } from './transport/presenter.ts'
import type { Viewer } from './transport/viewer.ts'

/** What the composition root gives each feature. */
export interface FeatureParts {
  readonly config: Config
  readonly ports: Ports
  readonly database: Database
  readonly blobs: BlobStore
  readonly connections: Connections
  /** For work in the background: present an event anew to its scope. */
  announce(event: Event, scopeId: string): void
  /** Who is connected to a meeting, or which sockets a screen has, now. */
  connected(scope: 'meeting' | 'screen', scopeId: string): readonly Viewer[]
}

/** What a feature brings. */
export interface Feature {
  readonly handlers: readonly Handler<Call>[]
  readonly presenters?: readonly Presenter[]
  readonly routes?: readonly RawRoute[]
  /** Raw routes past Koa, for what is asked for many times a second. */
  readonly directRoutes?: readonly DirectRoute[]
  /** Somebody came or went. */
  presenceChanged?(scope: 'meeting' | 'screen', scopeId: string): void
  /** An event is being announced: what else follows from the same change is announced with it. */
  announced?(event: Event, scopeId: string): void
  /** Takes up work that a stop or crash left behind. */
  start?(): Promise<void>
  /** Ends what it began; called once. */
  close?(): Promise<void>
}

/** A feature's handlers as the pipeline takes them. */
export const handlersOf = <T extends Record<string, Call>>(handlers: Handlers<T>): readonly Handler<Call>[] =>
  Object.values<Handler<Call>>(handlers)
