import { z } from 'zod'
import type { Call, ErrorsOf, OutputOf, RawInputOf } from '#shared/contract/define.ts'
import { type ErrorCode, errors } from '#shared/contract/errors.ts'
import { fail, type Result } from '#shared/contract/result.ts'
import { connection } from './connection.ts'

/** What a call can end with besides its own errors: no answer came. */
export type CallError<C extends Call> = ErrorsOf<C> | 'network.lost'

const FailureSchema = z.object({
  code: z.custom<ErrorCode>(code => typeof code === 'string' && code in errors),
  retryAfterMs: z.number().optional(),
  field: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
const AnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: FailureSchema }),
])

export interface CallOptions {
  /** The command's id, where the caller repeats an earlier command; made anew otherwise. */
  readonly id?: string
  /** How long to wait for an answer, and to try again over a healed connection, in milliseconds. */
  readonly patienceMs?: number
}

/** A hall's Wi-Fi is often gone for seconds: a command is repeated, with its id, for this long. */
const ordinaryPatienceMs = 15_000
const attemptMs = 6_000
const pauseMs = 600

const overHttp = async (name: string, message: unknown, timeoutMs: number): Promise<unknown> => {
  const response = await fetch(`/api/${name}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(message),
    credentials: 'same-origin',
    signal: AbortSignal.timeout(timeoutMs),
  })
  return response.json()
}

/** The answer as it came, parsed; null where none came in time. */
const attempt = async (
  contract: Call,
  message: unknown,
  timeoutMs: number,
): Promise<Result<unknown> | null> => {
  try {
    const raw =
      contract.via !== 'http' && connection.connected()
        ? await connection.emit(contract.name, message, timeoutMs)
        : contract.via === 'socket'
          ? null
          : await overHttp(contract.name, message, timeoutMs)
    const answer = AnswerSchema.safeParse(raw)
    if (!answer.success) return null
    if (answer.data.ok) return { ok: true, data: answer.data.data }
    const { code, retryAfterMs, field, params } = answer.data.error
    return fail(code, {
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(field === undefined ? {} : { field }),
      ...(params === undefined ? {} : { params }),
    })
  } catch {
    return null
  }
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/**
 * Makes a call and parses its answer. Over the socket when it is connected, else over HTTP; when no answer comes it
 * is repeated with the same command id, which the server answers once, until `patienceMs` is over ('network.lost').
 */
export const call = async <C extends Call>(
  contract: C,
  input: RawInputOf<C>,
  options: CallOptions = {},
): Promise<Result<OutputOf<C>, CallError<C>>> => {
  const message = contract.kind === 'command' ? { id: options.id ?? crypto.randomUUID(), input } : { input }
  const until = performance.now() + (options.patienceMs ?? ordinaryPatienceMs)
  do {
    const left = Math.max(1_000, until - performance.now())
    const result = await attempt(contract, message, Math.min(attemptMs, left))
    if (result !== null) {
      if (!result.ok) {
        if (result.error.code === 'login.ended') connection.ended(result.error.params?.reason)
        return { ok: false, error: { ...result.error, code: narrow<C>(result.error.code) } }
      }
      const data = contract.output.safeParse(result.data)
      if (data.success) return { ok: true, data: output<C>(data.data) }
      return fail('server.failed')
    }
    await pause(pauseMs)
  } while (performance.now() < until)
  return fail('network.lost')
}

/** The contract says which codes can come; every code has its words in any case. */
const narrow = <C extends Call>(code: ErrorCode): CallError<C> => code as CallError<C>
/** Parsed by the contract's own schema just before. */
const output = <C extends Call>(data: unknown): OutputOf<C> => data as OutputOf<C>
