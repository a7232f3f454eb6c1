import { useEffect, useState } from 'react'
import { call } from '#client/net/call.ts'
import { connection } from '#client/net/connection.ts'
import { attendance } from '#shared/attendance/attendance.contract.ts'

/** Where no code could be had, milliseconds until it is asked for again. */
const againMs = 3_000

/**
 * The address behind the code at the door, as it is now; null while there is none. `shown` false asks for nothing.
 * After a lost connection it is asked for at once: a server that began anew has other codes.
 */
export function useDoorCode(meetingId: string, shown: boolean): string | null {
  const [code, setCode] = useState<string | null>(null)
  useEffect(() => {
    if (!shown) return
    let round = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      round += 1
      const mine = round
      clearTimeout(timer)
      const result = await call(attendance.code, { meetingId })
      if (mine !== round) return
      setCode(result.ok ? result.data.code : null)
      timer = setTimeout(ask, result.ok ? result.data.changesInMs : againMs)
    }
    if (!connection.connected()) void ask()
    const stop = connection.onReady(() => void ask())
    return () => {
      round += 1
      clearTimeout(timer)
      stop()
      setCode(null)
    }
  }, [meetingId, shown])
  return code === null ? null : `${location.origin}/here/${meetingId}/${code}`
}
