import styles from './Initials.module.css'
import { initials } from './initials.ts'

/** A person's initials in a circle. Stands beside the name, so it is not read aloud. */
export function Initials({
  name,
  size = 'normal',
}: {
  readonly name: string
  readonly size?: 'normal' | 'large'
}) {
  return (
    <span className={styles[size]} aria-hidden="true">
      {initials(name)}
    </span>
  )
}
