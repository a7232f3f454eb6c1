import { Modal } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import { useT } from '#client/i18n/useT.ts'
import styles from './Dialog.module.css'
import { IconButton } from './IconButton.tsx'
import { useFocusReturn } from './useFocusReturn.ts'

interface DialogProps {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons at the foot: the way back first, the deed last. */
  readonly actions?: ReactNode
  readonly size?: 'small' | 'normal' | 'wide'
  /** False where closing by the backdrop would lose what was typed. */
  readonly closeByBackdrop?: boolean
}

const widths = { small: '26rem', normal: '36rem', wide: '60rem' } as const

/** A sheet over the page: focus stays in it, Escape closes it, focus returns to where it came from. */
export function Dialog({
  open,
  title,
  onClose,
  children,
  actions,
  size = 'normal',
  closeByBackdrop = true,
}: DialogProps) {
  const t = useT('ui')
  const content = useRef<HTMLDivElement>(null)
  useFocusReturn(open, content)
  return (
    <Modal.Root
      opened={open}
      onClose={onClose}
      size={widths[size]}
      centered
      returnFocus={false}
      closeOnClickOutside={closeByBackdrop}
      classNames={{ content: styles.sheet ?? '', overlay: styles.shade ?? '' }}
    >
      <Modal.Overlay />
      <Modal.Content ref={content}>
        <div className={styles.head}>
          <Modal.Title className={styles.title}>{title}</Modal.Title>
          <IconButton label={t('close')} icon={<IconX aria-hidden="true" />} onClick={onClose} />
        </div>
        <Modal.Body className={styles.body}>{children}</Modal.Body>
        {actions && <div className={styles.actions}>{actions}</div>}
      </Modal.Content>
    </Modal.Root>
  )
}
