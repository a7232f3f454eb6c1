import { useCallback } from 'react'
import { useErrorSentence } from '#client/i18n/useErrorSentence.ts'
import { useT } from '#client/i18n/useT.ts'
import { call } from '#client/net/call.ts'
import { notify } from '#client/ui/notices.ts'
import type { Call, RawInputOf } from '#shared/contract/define.ts'
import { undoable } from './undo.ts'

interface Telling {
  /** What was done, in a short sentence; shown with the way back. */
  readonly done: string
  /** Takes it back; a new id for what is made anew. */
  readonly undo: () => Promise<unknown>
}

/** Makes calls in place: a refusal is told as a sentence, and what can be undone offers it. */
export function useDeed(): <C extends Call>(
  contract: C,
  input: RawInputOf<C>,
  telling?: Telling,
) => Promise<boolean> {
  const t = useT('desk')
  const sentence = useErrorSentence()
  return useCallback(
    async (contract, input, telling) => {
      const result = await call(contract, input)
      if (!result.ok) notify('bad', sentence(result.error))
      else if (telling) {
        const undo = undoable(() => void telling.undo())
        const takeAway = notify('ok', telling.done, {
          action: {
            label: t('undo'),
            perform: () => {
              takeAway()
              undo()
            },
          },
          stays: false,
        })
      }
      return result.ok
    },
    [sentence, t],
  )
}
