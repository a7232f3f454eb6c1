import { type ReactNode, useMemo, useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Initials } from '#client/ui/Initials.tsx'
import { List, Row } from '#client/ui/List.tsx'
import { State } from '#client/ui/State.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import { foldText } from '#shared/documents/foldText.ts'
import type { Participant } from '#shared/meetings/meetings.contract.ts'
import styles from './meetings.module.css'
import { roleKey } from './roleKey.ts'

/** A field to find people by pays from this many on. */
const findFrom = 12

/** Who takes part, in protocol order, with who is here. */
export function PeoplePanel({
  participants,
  present,
  head,
  markOf,
}: {
  readonly participants: readonly Participant[]
  /** Null while nobody knows who is here: then it is not said. */
  readonly present: ReadonlySet<string> | null
  /** Above the list. */
  readonly head?: ReactNode
  /** What is known of somebody beyond being connected, and is said in its place. */
  readonly markOf?: ((person: Participant) => ReactNode) | undefined
}) {
  const t = useT('meetings')
  const format = useFormat()
  const [wanted, setWanted] = useState('')
  const shown = useMemo(() => {
    const folded = foldText(wanted).text.trim()
    return participants.filter(({ displayName, title, unitName }) =>
      foldText(`${displayName} ${title} ${unitName}`).text.includes(folded),
    )
  }, [participants, wanted])
  const names = new Map(participants.map(person => [person.accountId, format.person(person)]))
  return (
    <div className={styles.people}>
      {head}
      {participants.length >= findFrom && (
        <TextInput label={t('filter')} value={wanted} onChange={setWanted} type="search" />
      )}
      {shown.length === 0 && <p className={styles.soft}>{t('noMatch')}</p>}
      <List label={t('people')}>
        {shown.map(person => (
          <Row
            key={person.accountId}
            lead={<Initials name={person.displayName} />}
            title={names.get(person.accountId)}
            detail={[
              person.role === 'member' ? null : t(roleKey[person.role]),
              person.principalId === null
                ? null
                : t('standsInFor', { name: names.get(person.principalId) ?? '' }),
              person.title || null,
              person.unitName || null,
            ]
              .filter(Boolean)
              .join(' · ')}
            mark={
              markOf ? (
                markOf(person)
              ) : present === null ? null : present.has(person.accountId) ? (
                <State tone="ok" bare>
                  {t('here')}
                </State>
              ) : (
                <State tone="quiet" bare>
                  {t('away')}
                </State>
              )
            }
          />
        ))}
      </List>
    </div>
  )
}
