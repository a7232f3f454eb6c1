import { useCallback, useEffect, useState } from 'react'
import { call } from '#client/net/call.ts'
import { connection } from '#client/net/connection.ts'
import type { Call, OutputOf, RawInputOf } from '#shared/contract/define.ts'
import type { Failure } from '#shared/contract/result.ts'

export interface Queried<C extends Call> {
  /** The last answer; stays while a newer one is fetched or failed. Null before the first. */
  readonly data: OutputOf<C> | null
  readonly error: Failure | null
  readonly reload: () => void
}

/** Asks a query when shown, when its input changes, and again after the connection was away. */
export function useQuery<C extends Call>(contract: C, input: RawInputOf<C>): Queried<C> {
  const [data, setData] = useState<OutputOf<C> | null>(null)
  const [error, setError] = useState<Failure | null>(null)
  const [round, setRound] = useState(0)
  const text = JSON.stringify(input)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the input is compared by its text, and a round repeats it.
  useEffect(() => {
    let wanted = true
    void call(contract, input).then(result => {
      if (!wanted) return
      if (result.ok) setData(result.data)
      setError(result.ok ? null : result.error)
    })
    return () => {
      wanted = false
    }
  }, [contract, text, round])
  const reload = useCallback(() => setRound(before => before + 1), [])
  useEffect(() => {
    let first = connection.connected()
    return connection.onReady(() => {
      // onReady runs at once where the connection stands: that answer is under way already.
      if (first) first = false
      else reload()
    })
  }, [reload])
  return { data, error, reload }
}
