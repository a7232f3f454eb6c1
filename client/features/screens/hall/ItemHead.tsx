import { useRef } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Clock, TimeLeft } from '#client/ui/Clock.tsx'
import type { AgendaItem } from '#shared/agenda/agenda.contract.ts'
import type { Participant } from '#shared/meetings/meetings.contract.ts'
import styles from './hall.module.css'
import { useFit } from './useFit.ts'

/** Who reports on an item, in words: a participant by name and office, else what the agenda says. */
export const useReporter = (item: AgendaItem | null, participants: readonly Participant[]): string => {
  const format = useFormat()
  if (item === null) return ''
  const person = participants.find(({ accountId }) => accountId === item.reporterId)
  if (!person) return item.reporterNote
  return [format.person(person), person.title].filter(Boolean).join(', ')
}

/** How long the item still has, as a clock that runs down. */
export function ItemTime({ item }: { readonly item: AgendaItem }) {
  const t = useT('hall')
  if (item.startedAt === null) return null
  return (
    <p className={styles.time}>
      <span>{t('timeLeft')}</span>
      <TimeLeft until={item.startedAt + item.durationMinutes * 60_000} />
    </p>
  )
}

interface ItemHeadProps {
  readonly item: AgendaItem | null
  readonly participants: readonly Participant[]
  /** What stands where no item is under way. */
  readonly meetingTitle: string
  /** The place in the presented paper: "Trang 3/40". */
  readonly place: string
}

/** [H7] Beside a presented paper: the item, its reporter and time, the page, the clock. */
export function ItemHead({ item, participants, meetingTitle, place }: ItemHeadProps) {
  const t = useT('hall')
  const words = useRef<HTMLDivElement>(null)
  const reporter = useReporter(item, participants)
  useFit(words, [item?.number, item?.title ?? meetingTitle, reporter].join('\n'))
  return (
    <header className={styles.head}>
      <Clock />
      <div ref={words} className={styles.headWords}>
        {item && <p className={styles.number}>{t('item', { number: item.number })}</p>}
        <h1 className={styles.headTitle}>{item?.title ?? meetingTitle}</h1>
        {reporter !== '' && <p className={styles.headReporter}>{reporter}</p>}
      </div>
      <div className={styles.headFacts}>
        {item && <ItemTime item={item} />}
        <p className="figures">{place}</p>
      </div>
    </header>
  )
}
