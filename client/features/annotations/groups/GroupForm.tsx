import { useState } from 'react'
import { useErrorSentence } from '#client/i18n/useErrorSentence.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { call } from '#client/net/call.ts'
import { Button } from '#client/ui/Button.tsx'
import { Checkbox } from '#client/ui/Checkbox.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { RadioGroup } from '#client/ui/RadioGroup.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import { annotations, type Layer } from '#shared/annotations/annotations.contract.ts'
import type { Audience, Participant } from '#shared/meetings/meetings.contract.ts'
import styles from './groups.module.css'

interface GroupFormProps {
  /** The layer that is changed; null makes one. */
  readonly layer: Layer | null
  readonly documentId: string
  readonly participants: readonly Participant[]
  readonly onDone: () => void
}

/** An audience while it is chosen: people stay ticked when another kind is looked at. */
interface Choice {
  readonly kind: Audience['kind']
  readonly people: ReadonlySet<string>
}

const choiceOf = (audience: Audience | undefined): Choice => ({
  kind: audience?.kind ?? 'members',
  people: new Set(audience?.kind === 'chosen' ? audience.accountIds : []),
})

const isWhole = ({ kind, people }: Choice): boolean => kind !== 'chosen' || people.size > 0

const audienceOf = ({ kind, people }: Choice): Audience =>
  kind === 'chosen' ? { kind, accountIds: [...people] } : { kind }

/** [N6] A group's layer: its name, who reads and who writes. */
export function GroupForm({ layer, documentId, participants, onDone }: GroupFormProps) {
  const t = useT('annotations')
  const sentence = useErrorSentence()
  const [layerId] = useState(() => layer?.id ?? crypto.randomUUID())
  const [name, setName] = useState(layer?.name ?? '')
  const [readers, setReaders] = useState(() => choiceOf(layer?.readers))
  const [writers, setWriters] = useState(() => choiceOf(layer?.writers))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const whole = name.trim() !== '' && isWhole(readers) && isWhole(writers)

  const save = async () => {
    if (!whole) return
    setBusy(true)
    setError(null)
    const settings = { layerId, name, readers: audienceOf(readers), writers: audienceOf(writers) }
    const result = layer
      ? await call(annotations.changeLayer, settings)
      : await call(annotations.makeLayer, { ...settings, documentId })
    setBusy(false)
    if (result.ok) onDone()
    else setError(sentence(result.error))
  }
  return (
    <Dialog
      open
      title={layer ? t('groupChangeNamed', { name: layer.name }) : t('groupNew')}
      onClose={onDone}
      closeByBackdrop={false}
      actions={
        <>
          <Button onClick={onDone}>{t('back')}</Button>
          <Button look="primary" busy={busy} disabled={!whole} onClick={() => void save()}>
            {t('save')}
          </Button>
        </>
      }
    >
      <TextInput label={t('groupName')} value={name} onChange={setName} maxLength={120} required />
      <p>{t('groupHint')}</p>
      <Chooser label={t('groupReaders')} choice={readers} people={participants} onChange={setReaders} />
      <Chooser label={t('groupWriters')} choice={writers} people={participants} onChange={setWriters} />
      {error && <ErrorNote error={error} />}
    </Dialog>
  )
}

interface ChooserProps {
  readonly label: string
  readonly choice: Choice
  readonly people: readonly Participant[]
  readonly onChange: (choice: Choice) => void
}

function Chooser({ label, choice, people, onChange }: ChooserProps) {
  const t = useT('annotations')
  const format = useFormat()
  const tick = (accountId: string, ticked: boolean) => {
    const next = new Set(choice.people)
    if (ticked) next.add(accountId)
    else next.delete(accountId)
    onChange({ ...choice, people: next })
  }
  return (
    <>
      <RadioGroup<Audience['kind']>
        label={label}
        value={choice.kind}
        options={[
          { value: 'everyone', label: t('groupEveryone') },
          { value: 'members', label: t('groupMembers') },
          { value: 'chosen', label: t('groupChosen') },
        ]}
        onChange={kind => onChange({ ...choice, kind })}
      />
      {choice.kind === 'chosen' && (
        <fieldset className={styles.people}>
          <legend>{t('groupPeople', { of: label, count: choice.people.size })}</legend>
          <div className={styles.names}>
            {people.map(one => (
              <Checkbox
                key={one.accountId}
                label={format.person(one)}
                hint={one.title}
                checked={choice.people.has(one.accountId)}
                onChange={ticked => tick(one.accountId, ticked)}
              />
            ))}
          </div>
        </fieldset>
      )}
    </>
  )
}
