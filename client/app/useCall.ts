import { useCallback, useRef, useState } from 'react'
import { type CallError, call } from '#client/net/call.ts'
import type { Call, OutputOf, RawInputOf } from '#shared/contract/define.ts'
import type { Failure, Result } from '#shared/contract/result.ts'

/** A call as a form or button makes it. */
export interface Caller<C extends Call> {
  readonly run: (input: RawInputOf<C>) => Promise<Result<OutputOf<C>, CallError<C>>>
  readonly busy: boolean
  /** Why the last run failed; null before, during and after success. */
  readonly error: Failure | null
  readonly clear: () => void
}

/**
 * Makes one call at a time and keeps what a screen shows of it. When no answer came and the same input is sent
 * again, it goes under the same command id: the server carries it out once.
 */
export function useCall<C extends Call>(contract: C): Caller<C> {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Failure | null>(null)
  const unanswered = useRef<{ readonly id: string; readonly input: string } | null>(null)
  const run = useCallback(
    async (input: RawInputOf<C>) => {
      setBusy(true)
      setError(null)
      const text = JSON.stringify(input)
      const id = unanswered.current?.input === text ? unanswered.current.id : crypto.randomUUID()
      const result = await call(contract, input, { id })
      unanswered.current = !result.ok && result.error.code === 'network.lost' ? { id, input: text } : null
      if (!result.ok) setError(result.error)
      setBusy(false)
      return result
    },
    [contract],
  )
  const clear = useCallback(() => setError(null), [])
  return { run, busy, error, clear }
}
