import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconPlayerPlayFilled,
  IconStarFilled,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { join } from './join.ts'
import styles from './State.module.css'

/** ok, warn, bad: states. current: what is under way. gold: the floor and the result. quiet: none of these. */
export type Tone = 'ok' | 'warn' | 'bad' | 'current' | 'gold' | 'quiet'

const icons: Record<Tone, typeof IconCircleCheck> = {
  ok: IconCircleCheck,
  warn: IconAlertTriangle,
  bad: IconCircleX,
  current: IconPlayerPlayFilled,
  gold: IconStarFilled,
  quiet: IconCircleDashed,
}

interface StateProps {
  readonly tone: Tone
  /** The state as a word: colour never says it alone. */
  readonly children: ReactNode
  /** Another icon than the tone's own. */
  readonly icon?: ReactNode
  /** Without a ground, for bars and running text. */
  readonly bare?: boolean
}

/** A state as icon and word, in its colour. */
export function State({ tone, children, icon, bare = false }: StateProps) {
  const Icon = icons[tone]
  return (
    <span className={join(styles.state, styles[tone], bare && styles.bare)}>
      {icon ?? <Icon size={18} aria-hidden="true" />}
      <span>{children}</span>
    </span>
  )
}
