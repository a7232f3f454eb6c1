import { useCallback } from 'react'
import { useErrorSentence } from '#client/i18n/useErrorSentence.ts'
import { useT } from '#client/i18n/useT.ts'
import { call } from '#client/net/call.ts'
import { notify } from '#client/ui/notices.ts'
import type { Call, RawInputOf } from '#shared/contract/define.ts'
import type { Failure } from '#shared/contract/result.ts'
import { undoable } from './undo.ts'

interface Telling {
  /** What was done, in a short sentence; shown with the way back. */
  readonly done: string
  /** Takes it back; a new id for what is made anew. */
  readonly undo: () => Promise<unknown>
}

/**
 * Makes calls in place: a refusal is told as a sentence, or to `refused` where a dialog lies over the notices; what
 * can be undone offers it.
 */
export function useDeed(): <C extends Call>(
  contract: C,
  input: RawInputOf<C>,
  telling?: Telling,
  refused?: (failure: Failure) => void,
) => Promise<boolean> {
  const t = useT('desk')
  const sentence = useErrorSentence()
  return useCallback(
    async (contract, input, telling, refused = failure => void notify('bad', sentence(failure))) => {
      const result = await call(contract, input)
      if (!result.ok) refused(result.error)
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
