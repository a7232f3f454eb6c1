import { useT } from '#client/i18n/useT.ts'
import { State, type Tone } from '#client/ui/State.tsx'
import type { Standing } from '#shared/attendance/attendance.contract.ts'

const tones = {
  expected: 'quiet',
  present: 'ok',
  left: 'warn',
  excused: 'warn',
  absent: 'bad',
} as const satisfies Record<Standing, Tone>

/** How somebody stands, as sign and word. */
export function StandingMark({ standing }: { readonly standing: Standing }) {
  const t = useT('attendance')
  return (
    <State tone={tones[standing]} bare>
      {t(`standing_${standing}`)}
    </State>
  )
}
