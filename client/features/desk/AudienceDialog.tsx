import { useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Checkbox } from '#client/ui/Checkbox.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { RadioGroup } from '#client/ui/RadioGroup.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import type { Audience, Participant } from '#shared/meetings/meetings.contract.ts'
import styles from './desk.module.css'
import { finds } from './people.ts'
import { roleKey } from './words.ts'

interface AudienceDialogProps {
  readonly title: string
  readonly audience: Audience
  readonly participants: readonly Participant[]
  readonly onChoose: (audience: Audience) => void | Promise<void>
  readonly onClose: () => void
}

/** A field to find people by pays from this many on. */
const searchFrom = 8

/** Who may see an item or a paper: everyone in the meeting, its members, or people by name. */
export function AudienceDialog({ title, audience, participants, onChoose, onClose }: AudienceDialogProps) {
  const t = useT('desk')
  const format = useFormat()
  const [kind, setKind] = useState(audience.kind)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    new Set(audience.kind === 'chosen' ? audience.accountIds : []),
  )
  const [sought, setSought] = useState('')
  const [tried, setTried] = useState(false)
  const shown = participants.filter(person =>
    finds(sought, person.displayName, person.title, person.unitName),
  )
  const submit = () => {
    setTried(true)
    if (kind !== 'chosen') return onChoose({ kind })
    const accountIds = participants.map(({ accountId }) => accountId).filter(id => chosen.has(id))
    if (accountIds.length > 0) return onChoose({ kind, accountIds })
  }
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      closeByBackdrop={false}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" onClick={() => void submit()}>
            {t('save')}
          </Button>
        </>
      }
    >
      <RadioGroup
        label={t('colAudience')}
        value={kind}
        onChange={setKind}
        options={[
          { value: 'everyone', label: t('audienceEveryone'), hint: t('audienceEveryoneHint') },
          { value: 'members', label: t('audienceMembers'), hint: t('audienceMembersHint') },
          { value: 'chosen', label: t('audienceByName'), hint: t('audienceByNameHint') },
        ]}
      />
      {kind === 'chosen' && (
        <div className={styles.chosen}>
          {participants.length >= searchFrom && (
            <TextInput label={t('findPerson')} type="search" value={sought} onChange={setSought} />
          )}
          <p role="status" className={tried && chosen.size === 0 ? styles.wrong : styles.soft}>
            {chosen.size === 0 ? t('audienceNobody') : t('chosenCount', { count: chosen.size })}
          </p>
          <div className={styles.ticks}>
            {shown.map(person => (
              <Checkbox
                key={person.accountId}
                label={format.person(person)}
                hint={[t(roleKey[person.role]), person.title].filter(Boolean).join(' · ')}
                checked={chosen.has(person.accountId)}
                onChange={ticked => {
                  const next = new Set(chosen)
                  if (ticked) next.add(person.accountId)
                  else next.delete(person.accountId)
                  setChosen(next)
                }}
              />
            ))}
          </div>
        </div>
      )}
    </Dialog>
  )
}
