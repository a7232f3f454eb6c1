import { formatClock, formatTimeLeft } from '#client/i18n/format.ts'
import styles from './Clock.module.css'
import { join } from './join.ts'
import { useNow } from './now.ts'

/** The committee's clock on the wall: "9:42". Not read aloud at every change. */
export function Clock() {
  const now = useNow()
  return (
    <time className={join('figures', styles.clock)} dateTime={new Date(now).toISOString()}>
      {formatClock(now)}
    </time>
  )
}

/** Time left until an instant of the server's clock: "2:10"; in red, with a minus sign, once it is over. */
export function TimeLeft({ until }: { readonly until: number }) {
  const left = until - useNow()
  return (
    <span role="timer" className={join('figures', styles.left, left < 0 && styles.over)}>
      {formatTimeLeft(left)}
    </span>
  )
}
