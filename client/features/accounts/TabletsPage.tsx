import { useMemo, useState } from 'react'
import { useQuery } from '#client/app/useQuery.ts'
import { useScreen } from '#client/app/useScreen.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Column } from '#client/ui/Column.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Initials } from '#client/ui/Initials.tsx'
import { List, Row } from '#client/ui/List.tsx'
import { Loading } from '#client/ui/Loading.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import { accounts, type Person } from '#shared/accounts/accounts.contract.ts'
import { byProtocol } from '#shared/accounts/accounts.rules.ts'
import { matches } from './matches.ts'
import { TabletCode } from './TabletCode.tsx'

/** The secretary's screen on the day: chooses a person, whose tablet scans the code that is shown. */
export function TabletsPage() {
  const t = useT('accounts')
  const format = useFormat()
  const { data, error, reload } = useQuery(accounts.listPeople, {})
  const [sought, setSought] = useState('')
  const [person, setPerson] = useState<Person | null>(null)
  useScreen({ title: t('tabletsTitle') })

  const units = useMemo(() => new Map(data?.units.map(unit => [unit.id, unit.name])), [data])
  const unitOf = (one: Person) => (one.unitId ? (units.get(one.unitId) ?? '') : '')
  const found = (data?.people ?? [])
    .filter(one => matches(sought, one.displayName, one.title, unitOf(one)))
    .toSorted(byProtocol)

  return (
    <Column>
      <h1>{t('tabletsTitle')}</h1>
      <p>{t('tabletsIntro')}</p>
      <TextInput label={t('searchPeople')} type="search" value={sought} onChange={setSought} />
      {error && !data && <ErrorNote error={error} onRetry={reload} />}
      {!data && !error && <Loading />}
      {data && data.people.length === 0 && <EmptyState title={t('tabletsNone')} />}
      {data && data.people.length > 0 && found.length === 0 && <p role="status">{t('accountsEmpty')}</p>}
      <List label={t('tabletsTitle')}>
        {found.map(one => (
          <Row
            key={one.id}
            lead={<Initials name={one.displayName} />}
            title={format.person(one)}
            detail={[one.title, unitOf(one)].filter(Boolean).join(' · ')}
            onOpen={() => setPerson(one)}
          />
        ))}
      </List>
      <Dialog
        open={person !== null}
        title={person ? format.person(person) : ''}
        onClose={() => setPerson(null)}
        size="small"
      >
        <p>{t('tabletIntro')}</p>
        {person && <TabletCode key={person.id} accountId={person.id} name={format.person(person)} />}
      </Dialog>
    </Column>
  )
}
