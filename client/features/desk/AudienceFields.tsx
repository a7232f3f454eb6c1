import { useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Checkbox } from '#client/ui/Checkbox.tsx'
import { RadioGroup } from '#client/ui/RadioGroup.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import type { Audience, Participant } from '#shared/meetings/meetings.contract.ts'
import styles from './desk.module.css'
import { finds } from './people.ts'
import { roleKey } from './words.ts'

interface AudienceFieldsProps {
  /** People by name may be nobody yet: then it is no answer. */
  readonly audience: Audience
  readonly participants: readonly Participant[]
  readonly onChange: (audience: Audience) => void
  /** True once it was tried to go on: what is still missing is told. */
  readonly asked: boolean
}

/** A field to find people by pays from this many on. */
const searchFrom = 8

/** Everyone in the meeting, its members, or people by name. */
export function AudienceFields({ audience, participants, onChange, asked }: AudienceFieldsProps) {
  const t = useT('desk')
  const format = useFormat()
  // People ticked before another kind was looked at are still ticked on coming back.
  const [chosen, setChosen] = useState<readonly string[]>(
    audience.kind === 'chosen' ? audience.accountIds : [],
  )
  const [sought, setSought] = useState('')
  const shown = participants.filter(person =>
    finds(sought, person.displayName, person.title, person.unitName),
  )
  const choose = (accountIds: readonly string[]) => {
    setChosen(accountIds)
    onChange({ kind: 'chosen', accountIds: [...accountIds] })
  }
  return (
    <>
      <RadioGroup
        label={t('colAudience')}
        value={audience.kind}
        onChange={kind => (kind === 'chosen' ? choose(chosen) : onChange({ kind }))}
        options={[
          { value: 'everyone', label: t('audienceEveryone'), hint: t('audienceEveryoneHint') },
          { value: 'members', label: t('audienceMembers'), hint: t('audienceMembersHint') },
          { value: 'chosen', label: t('audienceByName'), hint: t('audienceByNameHint') },
        ]}
      />
      {audience.kind === 'chosen' && participants.length === 0 && <p>{t('audienceNoPeople')}</p>}
      {audience.kind === 'chosen' && participants.length > 0 && (
        <div className={styles.chosen}>
          {participants.length >= searchFrom && (
            <TextInput label={t('findPerson')} type="search" value={sought} onChange={setSought} />
          )}
          <p role="status" className={asked && chosen.length === 0 ? styles.wrong : styles.soft}>
            {chosen.length === 0 ? t('audienceNobody') : t('chosenCount', { count: chosen.length })}
          </p>
          {shown.length === 0 && <p>{t('nobodyFound')}</p>}
          <div className={styles.ticks}>
            {shown.map(person => (
              <Checkbox
                key={person.accountId}
                label={format.person(person)}
                hint={[t(roleKey[person.role]), person.title].filter(Boolean).join(' · ')}
                checked={chosen.includes(person.accountId)}
                onChange={ticked =>
                  choose(
                    ticked
                      ? [...chosen, person.accountId]
                      : chosen.filter(accountId => accountId !== person.accountId),
                  )
                }
              />
            ))}
          </div>
        </div>
      )}
    </>
  )
}
