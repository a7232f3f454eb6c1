import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import styles from './HoldButton.module.css'
import { join } from './join.ts'

interface HoldButtonProps {
  readonly children: ReactNode
  readonly icon?: ReactNode
  /** Called once the button has been held for the whole second. */
  readonly onHold: () => void
  readonly disabled?: boolean
  readonly wide?: boolean
  /** danger by default: what cannot be undone. primary for a solemn yes, such as opening a vote. */
  readonly look?: 'danger' | 'primary'
}

/** Long enough that nobody does it by brushing the glass, short enough to be patient with. */
export const holdMilliseconds = 1000

/**
 * For what cannot be undone: pressed and held for a second, by finger, pointer, Space or Enter.
 * A bar fills meanwhile; letting go early does nothing. What happens is also read aloud.
 * Screen readers that can only click (no key or finger held) are asked to press twice within five seconds.
 */
export function HoldButton({
  children,
  icon,
  onHold,
  disabled = false,
  wide = false,
  look = 'danger',
}: HoldButtonProps) {
  const t = useT('ui')
  const [state, setState] = useState<'idle' | 'holding' | 'released' | 'done'>('idle')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const lastClick = useRef(Number.NEGATIVE_INFINITY)
  const hintId = useId()

  const release = () => {
    clearTimeout(timer.current)
    setState(current => (current === 'holding' ? 'released' : current))
  }
  const complete = () => {
    clearTimeout(timer.current)
    setState('done')
    onHold()
  }
  const press = () => {
    if (disabled) return
    setState('holding')
    clearTimeout(timer.current)
    timer.current = setTimeout(complete, holdMilliseconds)
  }
  useEffect(() => () => clearTimeout(timer.current), [])

  const isHoldKey = (key: KeyboardEvent) => key.key === ' ' || key.key === 'Enter'

  return (
    <span className={join(styles.frame, wide && styles.wide)}>
      <button
        type="button"
        className={join(styles.button, styles[look], state === 'holding' && styles.holding)}
        disabled={disabled}
        aria-describedby={hintId}
        onPointerDown={pressed => {
          if (pressed.button === 0) press()
        }}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
        onContextMenu={opened => opened.preventDefault()}
        onKeyDown={key => {
          if (!isHoldKey(key)) return
          key.preventDefault()
          if (!key.repeat) press()
        }}
        onKeyUp={key => {
          if (isHoldKey(key)) release()
        }}
        onBlur={release}
        onClick={clicked => {
          // detail 0: neither pointer nor our keys, but an assistive technology's own click.
          if (clicked.detail !== 0) return
          if (clicked.timeStamp - lastClick.current < 5000) complete()
          lastClick.current = clicked.timeStamp
        }}
      >
        <span className={styles.fill} aria-hidden="true" />
        <span className={styles.content}>
          {icon}
          <span>{children}</span>
        </span>
      </button>
      <span id={hintId} className={styles.hint}>
        {t('holdHint')}
      </span>
      <span role="status" className="only-heard">
        {state === 'holding' && t('holdProgress')}
        {state === 'released' && t('holdReleased')}
        {state === 'done' && t('holdDone')}
      </span>
    </span>
  )
}
