import { z } from 'zod'
import type { ErrorCode, UniversalError } from './errors.ts'

/** Client-made ids: RFC 9562 UUIDs, globally unique because deployments will meet; in small letters (§4), so that one id has one spelling. */
export const Id = z.uuid().toLowerCase()
export type Id = z.infer<typeof Id>

/** A command's own id; the same id again gets the first answer, so a retry is safe. */
export const CommandId = z.uuid().toLowerCase()

/** Instants travel as milliseconds since the Unix epoch, UTC. */
export const Instant = z.int().min(0).max(8_640_000_000_000_000)

/** One line of text as people type it: trimmed, NFC, no control characters. */
export const Line = (max: number) =>
  z
    .string()
    .max(max * 2)
    .transform(text => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(1)
        .max(max)
        .regex(/^[^\p{Cc}\p{Cs}]*$/u),
    )

/** As Line, but may be empty. */
export const OptionalLine = (max: number) =>
  z
    .string()
    .max(max * 2)
    .transform(text => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .max(max)
        .regex(/^[^\p{Cc}\p{Cs}]*$/u),
    )

/** Where a call may come in: a cookie is set over HTTP only, a subscription belongs to a socket. */
export type Via = 'both' | 'http' | 'socket'

/**
 * command: changes what is stored; journalled; its id makes a retry safe.
 * query: reads.
 * signal: changes what is kept in memory only; neither journalled nor remembered.
 */
export type CallKind = 'command' | 'query' | 'signal'

export interface Call<
  K extends CallKind = CallKind,
  N extends string = string,
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
  E extends ErrorCode = ErrorCode,
> {
  readonly kind: K
  readonly name: N
  readonly summary: string
  readonly input: I
  readonly output: O
  readonly errors: readonly E[]
  readonly via: Via
  /** Top-level input fields that never enter the journal (keys, tokens, proofs of a password). */
  readonly secret: readonly string[]
  /** True where the answer holds a secret: it is remembered in memory only, never stored. */
  readonly secretAnswer: boolean
  /** Largest accepted message in bytes, envelope included. */
  readonly maxBytes: number
}

interface CallOptions<I extends z.ZodType, O extends z.ZodType, E extends ErrorCode> {
  summary: string
  input: I
  output: O
  errors?: readonly E[]
  via?: Via
  secret?: readonly (keyof z.input<I> & string)[]
  secretAnswer?: boolean
  maxBytes?: number
}

/** Ordinary messages are names, times and ids: 16 KiB is ten times the largest of them. */
const ordinaryBytes = 16 * 1024

const call =
  <K extends CallKind>(kind: K) =>
  <N extends string, I extends z.ZodType, O extends z.ZodType, const E extends ErrorCode = never>(
    name: N,
    options: CallOptions<I, O, E>,
  ): Call<K, N, I, O, E> => ({
    kind,
    name,
    summary: options.summary,
    input: options.input,
    output: options.output,
    errors: options.errors ?? [],
    via: options.via ?? 'both',
    secret: options.secret ?? [],
    secretAnswer: options.secretAnswer ?? false,
    maxBytes: options.maxBytes ?? ordinaryBytes,
  })

/** Declares a command: imperative name `feature:doThing`, stored, journalled, safe to repeat. */
export const command = call('command')
/** Declares a query: reads, changes nothing. */
export const query = call('query')
/** Declares a signal: many a second, kept in memory, out of the journal. */
export const signal = call('signal')

export type InputOf<C extends Call> = z.output<C['input']>
/** What a caller may send before parsing (transforms and defaults not yet applied). */
export type RawInputOf<C extends Call> = z.input<C['input']>
export type OutputOf<C extends Call> = z.output<C['output']>
export type ErrorsOf<C extends Call> = C['errors'][number] | UniversalError

/** What an event is about; its scope id is a meeting's, an account's, a screen's, or 'committee'. */
export type Scope = 'meeting' | 'account' | 'screen' | 'committee'

export interface Event<N extends string = string, S extends Scope = Scope, V extends z.ZodType = z.ZodType> {
  readonly name: N
  readonly scope: S
  readonly summary: string
  readonly view: V
  /** True for what is sent many times a second: one that still waits to be sent is replaced by the next. */
  readonly newestOnly: boolean
}

/** Declares an event: past tense, carries a whole view that replaces the last one, never a patch. */
export const event = <N extends string, S extends Scope, V extends z.ZodType>(
  name: N,
  options: { scope: S; summary: string; view: V; newestOnly?: boolean },
): Event<N, S, V> => ({ name, newestOnly: false, ...options })

export type ViewOf<E extends Event> = z.output<E['view']>

/** An event on the wire: the view and its revision; a client keeps the highest revision it has seen. */
export interface Announcement<V = unknown> {
  readonly scopeId: string
  readonly revision: number
  readonly view: V
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'HEAD' | 'DELETE' | 'OPTIONS'
  /** Path with `:name` parameters. */
  readonly path: string
  readonly summary: string
  /** Who is let in, in a sentence for the documentation; the policy enforces it. */
  readonly access: string
  readonly errors: readonly ErrorCode[]
}

/** Declares a raw HTTP route: files, uploads, health; everything else is a command. */
export const route = (
  method: Route['method'],
  path: string,
  options: { summary: string; access: string; errors?: readonly ErrorCode[] },
): Route => ({ method, path, errors: [], ...options })

/** What travels for every call, over HTTP (`POST /api/NAME`) and the socket (`emit(NAME, envelope, ack)`). */
export const Envelope = z.strictObject({
  /** Required for commands; ignored for queries and signals. */
  id: CommandId.optional(),
  input: z.unknown(),
})
export type Envelope = z.infer<typeof Envelope>
