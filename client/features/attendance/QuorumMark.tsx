import { useT } from '#client/i18n/useT.ts'
import { State } from '#client/ui/State.tsx'
import type { AttendanceView } from '#shared/attendance/attendance.contract.ts'

/** The quorum as a sentence: "23/25 có mặt · đủ số thành viên dự họp". */
export function useQuorumWords(): (quorum: AttendanceView['quorum']) => string {
  const t = useT('attendance')
  return quorum => t(quorum.met ? 'quorumMet' : 'quorumUnmet', { ...quorum, met: String(quorum.met) })
}

/** [C16] Whether the members present are enough, in colour, sign and words. */
export function QuorumMark({ quorum }: { readonly quorum: AttendanceView['quorum'] }) {
  const words = useQuorumWords()
  return (
    <div role="status" className="figures">
      <State tone={quorum.met ? 'ok' : 'warn'}>{words(quorum)}</State>
    </div>
  )
}
