import { useState } from 'react'
import { useQuery } from '#client/app/useQuery.ts'
import { useErrorSentence } from '#client/i18n/useErrorSentence.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { call } from '#client/net/call.ts'
import { Button } from '#client/ui/Button.tsx'
import { Checkbox } from '#client/ui/Checkbox.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { join } from '#client/ui/join.ts'
import { Loading } from '#client/ui/Loading.tsx'
import { notify } from '#client/ui/notices.ts'
import { Progress } from '#client/ui/Progress.tsx'
import { Select } from '#client/ui/Select.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import { accounts, type Person } from '#shared/accounts/accounts.contract.ts'
import { byProtocol } from '#shared/accounts/accounts.rules.ts'
import type { Failure } from '#shared/contract/result.ts'
import { type MeetingView, meetings } from '#shared/meetings/meetings.contract.ts'
import styles from './desk.module.css'
import { finds, unitsWithPeople, unitWithAll } from './people.ts'
import { undoable } from './undo.ts'
import { roleKey } from './words.ts'

const everyUnit = ''
const roles = ['member', 'invitee', 'teller', 'operator'] as const
type AddedRole = (typeof roles)[number]

/** Adds many people at once: by unit, by search, all of them with one role. */
export function AddPeople({
  meeting,
  onClose,
}: {
  readonly meeting: MeetingView
  readonly onClose: () => void
}) {
  const t = useT('desk')
  const format = useFormat()
  const sentence = useErrorSentence()
  const { data, error, reload } = useQuery(accounts.listPeople, {})
  const [unitId, setUnitId] = useState(everyUnit)
  const [sought, setSought] = useState('')
  const [role, setRole] = useState<AddedRole>('member')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [added, setAdded] = useState<number | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)

  const inside = new Set(meeting.participants.map(({ accountId }) => accountId))
  const units = data?.units ?? []
  const unitNames = new Map(units.map(({ id, name }) => [id, name]))
  const unitOf = ({ unitId: id }: Person) => (id === null ? '' : (unitNames.get(id) ?? ''))
  const outside = (data?.people ?? []).filter(({ id }) => !inside.has(id)).toSorted(byProtocol)
  const wanted = unitId === everyUnit ? null : unitWithAll(unitId, units)
  const shown = outside.filter(
    person =>
      (wanted === null || (person.unitId !== null && wanted.has(person.unitId))) &&
      finds(sought, person.displayName, person.title, unitOf(person)),
  )
  const picked = outside.filter(({ id }) => chosen.has(id))
  const toggle = (ids: readonly string[], ticked: boolean) => {
    const next = new Set(chosen)
    for (const id of ids) {
      if (ticked) next.add(id)
      else next.delete(id)
    }
    setChosen(next)
  }
  const allShown = shown.length > 0 && shown.every(({ id }) => chosen.has(id))

  const add = async () => {
    setFailure(null)
    setAdded(0)
    const done: string[] = []
    for (const { id } of picked) {
      const result = await call(meetings.setParticipant, { meetingId: meeting.id, accountId: id, role })
      if (!result.ok) {
        setFailure(result.error)
        setAdded(null)
        return
      }
      done.push(id)
      setAdded(done.length)
    }
    const undo = undoable(async () => {
      for (const accountId of done) {
        const result = await call(meetings.removeParticipant, { meetingId: meeting.id, accountId })
        if (!result.ok) return void notify('bad', sentence(result.error))
      }
    })
    const takeAway = notify('ok', t('peopleAdded', { count: done.length }), {
      action: {
        label: t('undo'),
        perform: () => {
          takeAway()
          undo()
        },
      },
      stays: false,
    })
    onClose()
  }
  return (
    <Dialog
      open
      size="wide"
      title={t('addPeople')}
      onClose={onClose}
      closeByBackdrop={false}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            look="primary"
            busy={added !== null}
            disabled={picked.length === 0}
            onClick={() => void add()}
          >
            {picked.length === 0 ? t('addPeople') : t('addChosen', { count: picked.length })}
          </Button>
        </>
      }
    >
      {!data && !error && <Loading />}
      {error && !data && <ErrorNote error={error} onRetry={reload} />}
      {data && (
        <>
          <div className={styles.filters}>
            <Select
              label={t('unit')}
              value={unitId}
              onChange={setUnitId}
              options={[
                { value: everyUnit, label: t('everyUnit') },
                ...unitsWithPeople(units, outside).map(({ unit, depth }) => ({
                  value: unit.id,
                  label: `${'\u2003'.repeat(depth)}${unit.name}`,
                })),
              ]}
            />
            <TextInput label={t('findPerson')} type="search" value={sought} onChange={setSought} />
            <Select
              label={t('colRole')}
              value={role}
              onChange={setRole}
              options={roles.map(value => ({ value, label: t(roleKey[value]) }))}
            />
          </div>
          <Checkbox
            label={t('allShown', { count: shown.length })}
            checked={allShown}
            disabled={shown.length === 0}
            onChange={ticked =>
              toggle(
                shown.map(({ id }) => id),
                ticked,
              )
            }
          />
          {shown.length === 0 && (
            <p role="status">{t(outside.length === 0 ? 'everyoneInside' : 'nobodyFound')}</p>
          )}
          <div className={join(styles.ticks, styles.scrolled)}>
            {shown.map(person => (
              <Checkbox
                key={person.id}
                label={format.person(person)}
                hint={[person.title, unitOf(person)].filter(Boolean).join(' · ')}
                checked={chosen.has(person.id)}
                onChange={ticked => toggle([person.id], ticked)}
              />
            ))}
          </div>
          {added !== null && <Progress label={t('adding')} value={added / Math.max(1, picked.length)} />}
          {failure && <ErrorNote error={failure} />}
        </>
      )}
    </Dialog>
  )
}
