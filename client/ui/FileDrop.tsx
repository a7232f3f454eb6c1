import { IconUpload } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import styles from './FileDrop.module.css'
import { join } from './join.ts'

interface FileDropProps {
  /** What the files are for: "Tải tài liệu cho nội dung 2". */
  readonly label: string
  /** What is taken, and how large. */
  readonly hint?: ReactNode
  /** As of <input accept>: ".pdf,application/pdf". */
  readonly accept?: string
  readonly multiple?: boolean
  readonly disabled?: boolean
  readonly onFiles: (files: readonly File[]) => void
}

/** Files dropped or chosen. The whole area is one button, so that touch and keyboard have the same way in. */
export function FileDrop({ label, hint, accept, multiple = true, disabled = false, onFiles }: FileDropProps) {
  const t = useT('ui')
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])]
    if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1))
  }
  return (
    <>
      <button
        type="button"
        className={join(styles.drop, over && styles.over)}
        disabled={disabled}
        onClick={() => input.current?.click()}
        onDragOver={dragged => {
          dragged.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={dropped => {
          dropped.preventDefault()
          setOver(false)
          if (!disabled) take(dropped.dataTransfer.files)
        }}
      >
        <IconUpload aria-hidden="true" />
        <span className={styles.text}>
          <span className={styles.label}>{label}</span>
          <span>{t(over ? 'fileDropActive' : 'fileDrop')}</span>
          {hint && <span>{hint}</span>}
        </span>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        onChange={chosen => {
          take(chosen.currentTarget.files)
          // The same file may be chosen again after it was refused.
          chosen.currentTarget.value = ''
        }}
      />
    </>
  )
}
