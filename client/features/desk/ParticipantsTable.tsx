import { IconDeviceTabletPlus, IconTrash, IconUsersPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { ConfirmSentence } from '#client/ui/ConfirmSentence.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { IconButton } from '#client/ui/IconButton.tsx'
import { notify } from '#client/ui/notices.ts'
import { State } from '#client/ui/State.tsx'
import { type Column, Table } from '#client/ui/Table.tsx'
import {
  MeetingRole,
  type MeetingView,
  meetings,
  type Participant,
} from '#shared/meetings/meetings.contract.ts'
import styles from './desk.module.css'
import { PickCell } from './PickCell.tsx'
import { useDeed } from './useDeed.ts'
import { roleKey } from './words.ts'

interface ParticipantsTableProps {
  readonly meeting: MeetingView
  /** Who is connected now; null where that says nothing yet, before the meeting goes out. */
  readonly present: ReadonlySet<string> | null
  /** Shows the code that signs a person's tablet in; null where this secretary may not. */
  readonly onTablet: ((person: Participant) => void) | null
  readonly empty: ReactNode
}

/** Who takes part, in protocol order: roles, stand-ins with whom they stand in for, the chair. */
export function ParticipantsTable({ meeting, present, onTablet, empty }: ParticipantsTableProps) {
  const t = useT('desk')
  const format = useFormat()
  const deed = useDeed()
  const [nextChair, setNextChair] = useState<Participant | null>(null)
  // A stand-in is stored with its principal: between choosing the role and the person, the choice is kept here.
  const [standingIn, setStandingIn] = useState<string | null>(null)
  const editable = meeting.can.edit
  const onMeeting = { meetingId: meeting.id }
  const seat = ({
    accountId,
    role,
    principalId,
  }: Pick<Participant, 'accountId' | 'role' | 'principalId'>) => ({
    ...onMeeting,
    accountId,
    role,
    principalId,
  })

  /** [M12] Somebody else stands in for the person, who therefore stays a member: says so. */
  const isStoodInFor = (person: Participant): boolean => {
    const standIn = meeting.participants.find(({ principalId }) => principalId === person.accountId)
    if (standIn === undefined) return false
    notify('bad', t('stoodInFor', { name: format.person(person), standIn: format.person(standIn) }))
    return true
  }
  const setRole = (person: Participant, role: MeetingRole) => {
    setStandingIn(null)
    if (role === person.role || (role !== 'chair' && isStoodInFor(person))) return
    if (role === 'standIn') return setStandingIn(person.accountId)
    if (role === 'chair') return setNextChair(person)
    void deed(meetings.setParticipant, seat({ ...person, role, principalId: null }), {
      done: t('roleChanged', { name: format.person(person), role: t(roleKey[role]) }),
      undo: () => deed(meetings.setParticipant, seat(person)),
    })
  }
  const setPrincipal = (person: Participant, principalId: string) =>
    deed(meetings.setParticipant, seat({ ...person, role: 'standIn', principalId }), {
      done: t('roleChanged', { name: format.person(person), role: t('roleStandIn') }),
      undo: () => deed(meetings.setParticipant, seat(person)),
    }).then(done => {
      if (done) setStandingIn(null)
    })
  const remove = async (person: Participant) => {
    if (isStoodInFor(person)) return
    await deed(
      meetings.removeParticipant,
      { ...onMeeting, accountId: person.accountId },
      {
        done: t('removedPerson', { name: format.person(person) }),
        undo: () => deed(meetings.setParticipant, seat(person)),
      },
    )
  }
  const makeChair = async (person: Participant) => {
    setNextChair(null)
    const former = meeting.chairId
    // A meeting without a chair gets its first one by its role.
    if (former === null)
      return deed(meetings.setParticipant, seat({ ...person, role: 'chair', principalId: null }))
    return deed(
      meetings.handOverChair,
      { ...onMeeting, accountId: person.accountId },
      {
        done: t('chairHanded', { name: format.person(person) }),
        undo: async () => {
          const back = await deed(meetings.handOverChair, { ...onMeeting, accountId: former })
          // Handing over made a member of whoever was the chair for a moment.
          if (back && person.role !== 'member') await deed(meetings.setParticipant, seat(person))
        },
      },
    )
  }

  const nameOf = (accountId: string | null) => {
    const found = meeting.participants.find(person => person.accountId === accountId)
    return found ? format.person(found) : ''
  }
  const columns: Column<Participant>[] = [
    {
      key: 'person',
      title: t('colPerson'),
      cell: person => (
        <span className={styles.person}>
          <span className={styles.strong}>{format.person(person)}</span>
          <span className={styles.soft}>{[person.title, person.unitName].filter(Boolean).join(' · ')}</span>
        </span>
      ),
    },
    {
      key: 'role',
      title: t('colRole'),
      width: '12rem',
      cell: person => (
        <PickCell
          label={t('roleOf', { name: format.person(person) })}
          value={standingIn === person.accountId ? 'standIn' : person.role}
          disabled={!editable || person.role === 'chair'}
          options={MeetingRole.options.map(role => ({ value: role, label: t(roleKey[role]) }))}
          onPick={chosen => {
            const role = MeetingRole.safeParse(chosen)
            if (role.success) setRole(person, role.data)
          }}
        />
      ),
    },
    {
      key: 'principal',
      title: t('colPrincipal'),
      width: '14rem',
      cell: person =>
        (person.role === 'standIn' || standingIn === person.accountId) && (
          <span className={styles.person}>
            <PickCell
              label={t('principalOf', { name: format.person(person) })}
              value={person.principalId ?? ''}
              disabled={!editable}
              options={[
                { value: '', label: t('choosePrincipal'), disabled: true },
                ...meeting.participants
                  .filter(
                    ({ accountId, role }) =>
                      accountId !== person.accountId && (role === 'member' || role === 'chair'),
                  )
                  .map(({ accountId }) => ({ value: accountId, label: nameOf(accountId) })),
              ]}
              onPick={principalId => {
                if (principalId !== '') void setPrincipal(person, principalId)
              }}
            />
            {person.role !== 'standIn' && (
              <State tone="warn" bare>
                {t('standInPending')}
              </State>
            )}
          </span>
        ),
    },
    {
      key: 'here',
      title: t('colHere'),
      width: '8rem',
      cell: person =>
        present !== null && (
          <State tone={present.has(person.accountId) ? 'ok' : 'quiet'} bare>
            {t(present.has(person.accountId) ? 'here' : 'away')}
          </State>
        ),
    },
    {
      key: 'deeds',
      title: t('colDeeds'),
      titleUnseen: true,
      width: '8rem',
      align: 'end',
      cell: person => (
        <span className={styles.deeds}>
          {onTablet !== null && (
            <IconButton
              label={t('tabletFor', { name: format.person(person) })}
              icon={<IconDeviceTabletPlus aria-hidden="true" />}
              onClick={() => onTablet(person)}
            />
          )}
          {editable && person.role !== 'chair' && (
            <IconButton
              label={t('removePerson', { name: format.person(person) })}
              icon={<IconTrash aria-hidden="true" />}
              onClick={() => void remove(person)}
            />
          )}
        </span>
      ),
    },
  ]
  return (
    <>
      <Table
        caption={t('people')}
        columns={present === null ? columns.filter(({ key }) => key !== 'here') : columns}
        rows={meeting.participants}
        rowKey={({ accountId }) => accountId}
        empty={
          <EmptyState
            icon={<IconUsersPlus size={48} aria-hidden="true" />}
            title={t('peopleEmpty')}
            action={empty}
          >
            {t('peopleEmptyText')}
          </EmptyState>
        }
      />
      <ConfirmSentence
        open={nextChair !== null}
        title={t('handChair')}
        sentence={t(meeting.chairId === null ? 'firstChairSentence' : 'handChairSentence', {
          name: nextChair ? format.person(nextChair) : '',
          former: nameOf(meeting.chairId),
        })}
        confirmLabel={t('handChair')}
        onCancel={() => setNextChair(null)}
        onConfirm={() => {
          if (nextChair) void makeChair(nextChair)
        }}
      />
    </>
  )
}
