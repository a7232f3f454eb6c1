import { useRef, useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import styles from './Table.module.css'

interface EditableCellProps {
  /** What the value is, for ears: "Tên nội dung 2". */
  readonly label: string
  readonly value: string
  /** Called once, on leaving the cell or Enter, and only when the text changed. */
  readonly onSave: (value: string) => void
  readonly placeholder?: string
  readonly disabled?: boolean
  readonly inputMode?: 'text' | 'numeric'
  readonly maxLength?: number
}

/** A value edited where it stands: looks like text until it is touched. Enter or leaving saves, Escape takes back. */
export function EditableCell({
  label,
  value,
  onSave,
  placeholder,
  disabled = false,
  inputMode = 'text',
  maxLength,
}: EditableCellProps) {
  const t = useT('ui')
  // null: nobody is typing, so what the server says is shown as it changes.
  const [draft, setDraft] = useState<string | null>(null)
  const takenBack = useRef(false)
  const finish = () => {
    if (draft !== null && !takenBack.current && draft.trim() !== value) onSave(draft.trim())
    takenBack.current = false
    setDraft(null)
  }
  const shown = draft ?? value
  return (
    // The hidden copy in ::after gives the field its height: long titles wrap instead of being cut.
    <span className={styles.grow} data-text={shown || placeholder}>
      <textarea
        rows={1}
        className={styles.edit}
        aria-label={t('tableEdit', { label })}
        value={shown}
        placeholder={placeholder}
        disabled={disabled}
        inputMode={inputMode}
        maxLength={maxLength}
        onChange={changed => setDraft(changed.currentTarget.value.replaceAll('\n', ' '))}
        onBlur={finish}
        onKeyDown={key => {
          // Telex confirms a word with Enter and drops one with Escape: those are not ours.
          if (key.nativeEvent.isComposing) return
          if (key.key === 'Escape') takenBack.current = true
          if (key.key !== 'Enter' && key.key !== 'Escape') return
          key.preventDefault()
          key.currentTarget.blur()
        }}
      />
    </span>
  )
}
