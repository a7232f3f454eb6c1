import { type ReactNode, useState } from 'react'
import { useErrorSentence } from '#client/i18n/useErrorSentence.ts'
import { useT } from '#client/i18n/useT.ts'
import { call } from '#client/net/call.ts'
import { ConfirmSentence } from '#client/ui/ConfirmSentence.tsx'
import { notify } from '#client/ui/notices.ts'
import type { Failure } from '#shared/contract/result.ts'
import { type Position, presenting } from '#shared/presenting/presenting.contract.ts'

export interface PresentCommands {
  readonly busy: boolean
  start(versionId: string, position: Position, takeOver: boolean): Promise<void>
  takeOver(): Promise<void>
  stop(): Promise<void>
  /** The question that restricted papers ask first; render it somewhere. */
  readonly dialog: ReactNode
}

/** Starting, taking over and ending a presentation from this tablet. */
export const usePresentCommands = (meetingId: string, mayConfirm: boolean): PresentCommands => {
  const t = useT('presenting')
  const sentence = useErrorSentence()
  const [busy, setBusy] = useState(false)
  const [asked, setAsked] = useState<{ versionId: string; position: Position; takeOver: boolean } | null>(
    null,
  )

  const refused = (error: Failure) => {
    notify('bad', sentence(error))
  }
  const start = async (
    versionId: string,
    position: Position,
    takeOver: boolean,
    audienceConfirmed = false,
  ) => {
    setBusy(true)
    const result = await call(presenting.start, {
      meetingId,
      versionId,
      position,
      takeOver,
      audienceConfirmed,
    })
    setBusy(false)
    if (result.ok) return setAsked(null)
    if (result.error.code === 'presenting.notEveryoneMaySee' && mayConfirm && !audienceConfirmed)
      return setAsked({ versionId, position, takeOver })
    setAsked(null)
    refused(result.error)
  }
  const simple = async (contract: typeof presenting.stop | typeof presenting.takeOver) => {
    setBusy(true)
    const result = await call(contract, { meetingId })
    setBusy(false)
    if (!result.ok) refused(result.error)
  }
  return {
    busy,
    start: (versionId, position, takeOver) => start(versionId, position, takeOver),
    takeOver: () => simple(presenting.takeOver),
    stop: () => simple(presenting.stop),
    dialog: (
      <ConfirmSentence
        open={asked !== null}
        title={t('confirmTitle')}
        sentence={t('confirmSentence')}
        confirmLabel={t('confirmYes')}
        busy={busy}
        onCancel={() => setAsked(null)}
        onConfirm={() => {
          if (asked) void start(asked.versionId, asked.position, asked.takeOver, true)
        }}
      />
    ),
  }
}
