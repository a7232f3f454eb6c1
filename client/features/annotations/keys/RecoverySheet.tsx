import { IconPrinter } from '@tabler/icons-react'
import { createPortal } from 'react-dom'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { WarnNote } from '#client/ui/WarnNote.tsx'
import styles from './keys.module.css'

interface RecoverySheetProps {
  readonly code: string
  readonly name: string
  readonly onClose: () => void
}

/** [N33] The code, shown once and printed alone on its sheet. */
export function RecoverySheet({ code, name, onClose }: RecoverySheetProps) {
  const t = useT('keys')
  // Two groups of a code are alike once in some ten thousand: their places tell them apart.
  const groups = code.split('-').map((group, at) => ({ group, at }))
  const list = (
    <ol className={styles.code} aria-label={t('code')}>
      {groups.map(({ group, at }) => (
        <li key={at}>{group}</li>
      ))}
    </ol>
  )
  return (
    <>
      <Dialog
        open
        title={t('recoveryTitle')}
        onClose={onClose}
        closeByBackdrop={false}
        actions={
          <>
            <Button onClick={onClose}>{t('written')}</Button>
            <Button look="primary" icon={<IconPrinter aria-hidden="true" />} onClick={() => print()}>
              {t('print')}
            </Button>
          </>
        }
      >
        <WarnNote>{t('codeShown')}</WarnNote>
        {list}
      </Dialog>
      {createPortal(
        <section data-recovery-sheet="" aria-hidden="true" className={styles.sheet}>
          <h1>{t('sheetTitle')}</h1>
          <p>{t('sheetOwner', { name })}</p>
          {list}
          <p>{t('sheetText')}</p>
        </section>,
        document.body,
      )}
    </>
  )
}
