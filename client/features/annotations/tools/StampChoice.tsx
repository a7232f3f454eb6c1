import { type ReactNode, useEffect, useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { IconButton } from '#client/ui/IconButton.tsx'
import { Stamp } from '#shared/annotations/note.ts'
import { stampIcons } from '../paper/StampFace.tsx'
import { Flyout } from './Flyout.tsx'
import { takeTool, useNotes } from './notesStore.ts'
import styles from './tools.module.css'

interface StampChoiceProps {
  readonly layout: 'column' | 'row'
  readonly button: {
    readonly label: string
    readonly icon: ReactNode
    readonly className: string
    readonly shortcut: string
    readonly pressed: boolean
    readonly disabled: boolean
  }
}

/** The stamp tool: asks which stamp when it is taken. */
export function StampChoice({ layout, button }: StampChoiceProps) {
  const t = useT('annotations')
  const [open, setOpen] = useState(false)
  const stamp = useNotes(state => state.stamp)
  // Taken by its key or by its button: which stamp is the next question.
  useEffect(() => setOpen(button.pressed), [button.pressed])
  return (
    <Flyout
      open={open}
      label={t('stampChoice')}
      layout={layout}
      onClose={() => setOpen(false)}
      trigger={<IconButton {...button} aria-expanded={open} onClick={() => takeTool('stamp')} />}
    >
      <fieldset className={styles.group}>
        <legend>{t('stampChoice')}</legend>
        <div className={styles.choices}>
          {Stamp.options.map(name => {
            const Icon = stampIcons[name]
            return (
              <button
                key={name}
                type="button"
                className={styles.choice}
                aria-pressed={stamp === name}
                onClick={() => {
                  useNotes.setState({ stamp: name, tool: 'stamp' })
                  setOpen(false)
                }}
              >
                <Icon size={22} aria-hidden="true" />
                {t(name)}
              </button>
            )
          })}
        </div>
      </fieldset>
    </Flyout>
  )
}
