import { useEffect, useState } from 'react'
import { serverNow } from '#client/net/connection.ts'
import { useNow } from '#client/ui/now.ts'
import type { Failure } from '#shared/contract/result.ts'

/** Until when (server's clock, milliseconds) one has to wait after too many attempts; null while one need not. */
export function useWait(error: Failure | null): number | null {
  const [until, setUntil] = useState<number | null>(null)
  const now = useNow()
  useEffect(() => {
    setUntil(error?.code === 'rate.limited' ? serverNow() + (error.retryAfterMs ?? 5000) : null)
  }, [error])
  return until !== null && now < until ? until : null
}
