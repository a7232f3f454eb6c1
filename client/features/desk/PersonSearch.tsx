import { useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Initials } from '#client/ui/Initials.tsx'
import { List, Row } from '#client/ui/List.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import type { Person, Unit } from '#shared/accounts/accounts.contract.ts'
import { byProtocol } from '#shared/accounts/accounts.rules.ts'
import styles from './desk.module.css'
import { finds } from './people.ts'

interface PersonSearchProps {
  readonly label: string
  readonly people: readonly Person[]
  readonly units: readonly Unit[]
  readonly chosenId: string | null
  readonly onChoose: (accountId: string | null) => void
}

/** As many as fit without scrolling; a letter more finds the rest. */
const shownAtMost = 6

/** One person, found by any part of name, title or unit, with or without diacritics. */
export function PersonSearch({ label, people, units, chosenId, onChoose }: PersonSearchProps) {
  const t = useT('desk')
  const format = useFormat()
  const [sought, setSought] = useState('')
  const unitNames = new Map(units.map(({ id, name }) => [id, name]))
  const detail = (person: Person) =>
    [person.title, person.unitId === null ? '' : unitNames.get(person.unitId)].filter(Boolean).join(' · ')
  const chosen = people.find(({ id }) => id === chosenId)
  if (chosen)
    return (
      <div className={styles.chosen}>
        <span className={styles.strong}>{label}</span>
        <List>
          <Row
            lead={<Initials name={chosen.displayName} />}
            title={format.person(chosen)}
            detail={detail(chosen)}
            actions={
              <Button look="quiet" onClick={() => onChoose(null)}>
                {t('chooseOther')}
              </Button>
            }
          />
        </List>
      </div>
    )
  const found = people
    .filter(person => finds(sought, person.displayName, detail(person)))
    .toSorted(byProtocol)
    .slice(0, shownAtMost)
  return (
    <div className={styles.chosen}>
      <TextInput
        label={label}
        hint={t('personHint')}
        type="search"
        value={sought}
        onChange={setSought}
        autoComplete="off"
      />
      {sought.trim() !== '' && found.length === 0 && <p role="status">{t('nobodyFound')}</p>}
      {sought.trim() !== '' && (
        <div className={styles.found}>
          <List label={label}>
            {found.map(person => (
              <Row
                key={person.id}
                lead={<Initials name={person.displayName} />}
                title={format.person(person)}
                detail={detail(person)}
                onOpen={() => onChoose(person.id)}
              />
            ))}
          </List>
        </div>
      )}
    </div>
  )
}
