import type { Announcement, Call, ErrorsOf, Event, InputOf, OutputOf } from '#shared/contract/define.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { fail, type Result } from '#shared/contract/result.ts'
import type { Ids, Log } from '../ports.ts'
import type { Store } from '../storage/database.ts'
import type { Viewer } from './viewer.ts'

/** What a cookie-setting command may do to the answer. */
export interface Cookies {
  /** Sets the cookie of a login (or screen) to `token`, for `maxAgeMs`. */
  set(kind: 'login' | 'screen', token: string, maxAgeMs: number): void
  clear(kind: 'login' | 'screen'): void
}

/** The socket that a subscription belongs to. */
export interface Subscriber {
  /** Every view of the scope follows at once, and on each change. */
  subscribe(scope: 'meeting', scopeId: string): Promise<void>
  unsubscribe(scope: 'meeting', scopeId: string): void
}

/** All that a handler gets besides its input. */
export interface CallContext {
  readonly viewer: Viewer
  /** The login that this device had until it expired; undefined where it had none, or one that ended otherwise. */
  readonly expiredLoginId: string | undefined
  /** For a command: the transaction that the journal's row joins; a refusal rolls it back. */
  readonly store: Store
  /** The server's wall clock when the message came, milliseconds since the epoch. */
  readonly now: number
  readonly ids: Ids
  readonly log: Log
  /** The caller's network address, for rate limits. */
  readonly address: string
  /** After the commit: present this event anew to everyone subscribed to its scope. */
  touch(event: Event, scopeId: string): void
  /** Sends one view at once, encoded once, to those of its scope's listeners that may hear it. */
  broadcast(event: Event, message: Announcement, mayHear: (viewer: Viewer) => boolean): void
  /** Runs after the commit, before the answer; what it does must be safe to lose. */
  afterCommit(act: () => void | Promise<void>): void
  /** Completes the journal's row: the meeting it is about, or who acted where nobody was signed in yet. */
  note(about: { meetingId?: string; actorId?: string; loginId?: string }): void
  /** Over HTTP only. */
  readonly cookies: Cookies
  /** Over the socket only. */
  readonly subscriber: Subscriber
}

export type Permission<S> =
  | { readonly allowed: true; readonly subject: S }
  | { readonly allowed: false; readonly code: Denial }
export type Denial = Extract<ErrorCode, 'login.required' | 'right.missing' | 'object.notFound'>

/** Allowed; `subject` is what the policy had to load, handed on to `run`. */
export const allow = <S>(subject: S): Permission<S> => ({ allowed: true, subject })
/** Denied; `object.notFound` where the viewer may not even know that it exists. */
export const deny = (code: Denial): Permission<never> => ({ allowed: false, code })

export interface Handler<C extends Call> {
  readonly contract: C
  handle(context: CallContext, input: InputOf<C>): Promise<Result<OutputOf<C>, ErrorsOf<C>>>
}

/** One handler for each call of a contract: a missing one does not compile. */
export type Handlers<T extends Record<string, Call>> = { readonly [K in keyof T]: Handler<T[K]> }

/** Joins a contract, who may (policy) and what happens (run) to a handler. */
export const handler = <C extends Call, S>(
  contract: C,
  parts: {
    policy(context: CallContext, input: InputOf<C>): Permission<S> | Promise<Permission<S>>
    run(context: CallContext, input: InputOf<C>, subject: S): Promise<Result<OutputOf<C>, ErrorsOf<C>>>
  },
): Handler<C> => ({
  contract,
  handle: async (context, input) => {
    const permission = await parts.policy(context, input)
    return permission.allowed ? parts.run(context, input, permission.subject) : fail(permission.code)
  },
})
