import { type ReactNode, useRef } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { Clock } from '#client/ui/Clock.tsx'
import type { AgendaItem } from '#shared/agenda/agenda.contract.ts'
import type { Participant } from '#shared/meetings/meetings.contract.ts'
import styles from './hall.module.css'
import { ItemTime, useReporter } from './ItemHead.tsx'
import { useFit } from './useFit.ts'

interface ItemPictureProps {
  readonly item: AgendaItem
  readonly participants: readonly Participant[]
  readonly meetingTitle: string
  /** [H8] What is said of the item's papers. */
  readonly remark?: string
  /** Beside the clock: the quorum. */
  readonly foot?: ReactNode
}

/** [H9] The item under way, alone on the screen. */
export function ItemPicture({ item, participants, meetingTitle, remark, foot }: ItemPictureProps) {
  const t = useT('hall')
  const reporter = useReporter(item, participants)
  const middle = useRef<HTMLDivElement>(null)
  useFit(middle, [item.number, item.title, remark, reporter].join('\n'))
  return (
    <div className={styles.standing}>
      <p className={styles.committee}>{meetingTitle}</p>
      <div ref={middle} className={styles.middle}>
        <p className={styles.number}>{t('item', { number: item.number })}</p>
        <h1 className={styles.title}>{item.title}</h1>
        {remark && <p className={styles.remark}>{remark}</p>}
        {reporter !== '' && (
          <p className={styles.detail}>
            {t('reporter')}: {reporter}
          </p>
        )}
      </div>
      <div className={styles.date}>
        <ItemTime item={item} />
        {foot && <span className={styles.quorum}>{foot}</span>}
        <Clock />
      </div>
    </div>
  )
}
