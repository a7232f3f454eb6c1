import type { ErrorCode } from './errors.ts'

/** What went wrong, as data: a code of the one table in errors.ts and what the sentence needs. */
export interface Failure<C extends ErrorCode = ErrorCode> {
  readonly code: C
  /** Milliseconds after which the same call may succeed; only where waiting helps. */
  readonly retryAfterMs?: number
  /** Dotted path of the input's field at fault. */
  readonly field?: string
  /** Values that the client's sentence for this code names; never a secret. */
  readonly params?: Readonly<Record<string, string | number>>
}

export type Success<T> = { readonly ok: true; readonly data: T }
export type Failed<C extends ErrorCode = ErrorCode> = { readonly ok: false; readonly error: Failure<C> }

/** The answer to every command and query: data or a coded failure, never an exception. */
export type Result<T, C extends ErrorCode = ErrorCode> = Success<T> | Failed<C>

/** A successful result. */
export const ok = <T>(data: T): Success<T> => ({ ok: true, data })

/** A refusal with its code; `extra` names the field, the wait or the values for the sentence. */
export const fail = <C extends ErrorCode>(code: C, extra: Omit<Failure<C>, 'code'> = {}): Failed<C> => ({
  ok: false,
  error: { code, ...extra },
})
