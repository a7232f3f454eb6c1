import { useCallback } from 'react'
import type { Failure } from '#shared/contract/result.ts'
import { useFormat } from './useFormat.ts'
import { useT } from './useT.ts'

/** The sentence for a coded failure: what happened, what is safe, what to do; never a code. */
export function useErrorSentence(): (failure: Failure) => string {
  const t = useT('errors')
  const format = useFormat()
  return useCallback(
    failure =>
      t(failure.code, {
        ...failure.params,
        wait: format.duration(Math.max(1000, failure.retryAfterMs ?? 5000)),
      }),
    [t, format],
  )
}
