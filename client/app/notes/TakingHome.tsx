import { lazy, Suspense, useCallback, useEffect } from 'react'
import type { PaperControl } from '#client/app/meeting/usePaper.ts'
import type { NotesHere } from '#client/features/annotations/tools/deeds.ts'
import type { MeetingView } from '#shared/meetings/meetings.contract.ts'
import { hideTakeHome, useTakeHome } from './takeHomeStore.ts'
import { wholePaper } from './wholePaper.ts'

const ExportDialog = lazy(async () => ({
  default: (await import('#client/features/annotations/export/ExportDialog.tsx')).ExportDialog,
}))

interface TakingHomeProps {
  readonly meeting: MeetingView
  readonly shown: PaperControl['shown']
  readonly notes: NotesHere
}

/** [N67] Taking the paper on the screen home with its notes, where somebody asked for it. */
export function TakingHome({ meeting, shown, notes }: TakingHomeProps) {
  const wanted = useTakeHome(state => state.shown)
  const version = shown?.version ?? null
  // With another paper the choice begins anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version is what changed.
  useEffect(() => hideTakeHome, [version?.id])
  const read = useCallback(
    async (onShare: (share: number) => void, stop: AbortSignal) =>
      version === null ? 'refused' : await wholePaper(version, onShare, stop),
    [version],
  )
  if (!wanted || shown === null) return null
  return (
    <Suspense fallback={null}>
      <ExportDialog
        here={notes}
        paper={{
          title: shown.title,
          version: shown.version.number,
          pageCount: shown.version.pageCount,
          meeting: meeting.title,
          meetingAt: meeting.startsAt,
        }}
        read={read}
        onClose={hideTakeHome}
      />
    </Suspense>
  )
}
