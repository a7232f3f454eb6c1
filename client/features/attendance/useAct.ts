import { useCallback, useState } from 'react'
import { useErrorSentence } from '#client/i18n/useErrorSentence.ts'
import { call } from '#client/net/call.ts'
import { notify } from '#client/ui/notices.ts'
import type { Call, OutputOf, RawInputOf } from '#shared/contract/define.ts'

/** Makes calls in place, one after another; a refusal is told as a sentence. */
export function useAct() {
  const sentence = useErrorSentence()
  const [busy, setBusy] = useState(false)
  const act = useCallback(
    async <C extends Call>(contract: C, input: RawInputOf<C>): Promise<OutputOf<C> | null> => {
      setBusy(true)
      const result = await call(contract, input)
      setBusy(false)
      if (!result.ok) notify('bad', sentence(result.error))
      return result.ok ? result.data : null
    },
    [sentence],
  )
  return { act, busy }
}
