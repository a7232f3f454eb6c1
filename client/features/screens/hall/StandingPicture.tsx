import { type ReactNode, useRef } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { Clock } from '#client/ui/Clock.tsx'
import { useNow } from '#client/ui/now.ts'
import styles from './hall.module.css'
import { useFit } from './useFit.ts'

interface StandingPictureProps {
  readonly committee: string
  /** The largest words: the meeting's title, or what is going on. */
  readonly title?: string | null
  /** A line over the title. */
  readonly lead?: string | null
  /** A line under it. */
  readonly detail?: ReactNode
}

/** [H10] The quiet picture: the committee's name, what is going on, the date and the clock. */
export function StandingPicture({ committee, title, lead, detail }: StandingPictureProps) {
  const format = useFormat()
  const now = useNow()
  const middle = useRef<HTMLDivElement>(null)
  useFit(middle, [lead, title, detail].join('\n'))
  return (
    <div className={styles.standing} data-centred>
      {title && committee !== '' && <p className={styles.committee}>{committee}</p>}
      {!title && detail && committee !== '' && <h1 className={styles.committee}>{committee}</h1>}
      <div ref={middle} className={styles.middle}>
        {lead && <p className={styles.lead}>{lead}</p>}
        {title && <h1 className={styles.title}>{title}</h1>}
        {!title && !detail && committee !== '' && <h1 className={styles.alone}>{committee}</h1>}
        {detail && <p className={styles.detail}>{detail}</p>}
      </div>
      <div className={styles.date}>
        <span>{format.date(now)}</span>
        <Clock />
      </div>
    </div>
  )
}
