import { type ReactNode, useState } from 'react'
import { useErrorSentence } from '#client/i18n/useErrorSentence.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Select } from '#client/ui/Select.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import { type AgendaItem, Secrecy } from '#shared/agenda/agenda.contract.ts'
import type { Audience } from '#shared/meetings/meetings.contract.ts'
import { titleOf } from './paperState.ts'
import styles from './upload.module.css'
import { sendFile } from './uploads.ts'

/** Lets the secretary say who sees new papers; `asked` once it was tried to go on without an answer. */
export type AudienceChoice = (
  audience: Audience,
  onChange: (audience: Audience) => void,
  asked: boolean,
) => ReactNode

interface AddPapersProps {
  readonly meetingId: string
  readonly item: AgendaItem
  readonly files: readonly File[]
  readonly audienceChoice: AudienceChoice
  readonly onSecret: (secrecy: Secrecy) => void
  readonly onClose: () => void
}

interface Entry {
  readonly key: number
  readonly file: File
  readonly title: string
  readonly secrecy: Secrecy | 'none'
}

/**
 * Asks of chosen files what their papers are called, who sees them, and whether one is a state secret. Such a file
 * is refused here already: nothing of it, not even its name, leaves the computer.
 */
export function AddPapers({ meetingId, item, files, audienceChoice, onSecret, onClose }: AddPapersProps) {
  const t = useT('papers')
  const format = useFormat()
  const sentence = useErrorSentence()
  const [entries, setEntries] = useState<readonly Entry[]>(() =>
    files.map((file, key) => ({ key, file, title: titleOf(file.name), secrecy: 'none' })),
  )
  const [audience, setAudience] = useState<Audience>({
    kind: item.audience.kind === 'members' ? 'members' : 'everyone',
  })
  const [tried, setTried] = useState(false)
  const change = (key: number, part: Partial<Entry>) =>
    setEntries(entries.map(entry => (entry.key === key ? { ...entry, ...part } : entry)))
  const open = entries.filter(({ secrecy }) => secrecy === 'none')
  const secrets = entries.flatMap(({ secrecy }) => (secrecy === 'none' ? [] : [secrecy]))

  const submit = () => {
    setTried(true)
    const nobody = audience.kind === 'chosen' && audience.accountIds.length === 0
    if (open.some(({ title }) => title.trim() === '') || (open.length > 0 && nobody)) return
    for (const { file, title } of open)
      sendFile({ meetingId, itemId: item.id, title: title.trim().slice(0, 300) }, file, audience)
    // The item bears the highest level that was declared.
    const highest = Secrecy.options.findLast(level => level === item.secrecy || secrets.includes(level))
    if (secrets.length > 0 && highest !== undefined) onSecret(highest)
    onClose()
  }
  return (
    <Dialog
      open
      size="wide"
      title={t('addTo', { number: item.number })}
      onClose={onClose}
      closeByBackdrop={false}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" onClick={submit}>
            {open.length === 0 ? t('markItem') : t('upload', { count: open.length })}
          </Button>
        </>
      }
    >
      <ul className={styles.entries}>
        {entries.map(entry => (
          <li key={entry.key} className={styles.entry}>
            <div className={styles.fields}>
              <TextInput
                label={t('paperTitle')}
                hint={`${entry.file.name} · ${format.size(entry.file.size)}`}
                value={entry.title}
                maxLength={300}
                required
                disabled={entry.secrecy !== 'none'}
                error={tried && entry.secrecy === 'none' && entry.title.trim() === '' && t('titleMissing')}
                onChange={title => change(entry.key, { title })}
              />
              <Select
                label={t('secrecy')}
                hint={t('secrecyHint')}
                value={entry.secrecy}
                onChange={secrecy => change(entry.key, { secrecy })}
                options={[
                  { value: 'none', label: t('secrecyNone') },
                  { value: 'confidential', label: t('secrecyConfidential') },
                  { value: 'secret', label: t('secrecySecret') },
                  { value: 'topSecret', label: t('secrecyTopSecret') },
                ]}
              />
            </div>
            {entry.secrecy !== 'none' && (
              <ErrorNote error={`${sentence({ code: 'document.stateSecret' })} ${t('secretMarks')}`} />
            )}
          </li>
        ))}
      </ul>
      {open.length > 0 && audienceChoice(audience, setAudience, tried)}
      {open.length > 0 && item.audience.kind !== 'everyone' && (
        <p className={styles.soft}>{t('seenWithinItem')}</p>
      )}
    </Dialog>
  )
}
