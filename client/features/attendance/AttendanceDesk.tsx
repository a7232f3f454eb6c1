import { IconDotsVertical, IconDownload, IconQrcode, IconUserCheck } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { IconButton } from '#client/ui/IconButton.tsx'
import links from '#client/ui/linkButton.module.css'
import { Menu, type MenuEntry } from '#client/ui/Menu.tsx'
import { Panel } from '#client/ui/Panel.tsx'
import { Switch } from '#client/ui/Switch.tsx'
import { type Column, Table } from '#client/ui/Table.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import {
  type AttendanceView,
  type Attendee,
  attendance,
  type MarkedStanding,
} from '#shared/attendance/attendance.contract.ts'
import { foldText } from '#shared/documents/foldText.ts'
import type { Participant } from '#shared/meetings/meetings.contract.ts'
import styles from './attendance.module.css'
import { CorrectDialog } from './CorrectDialog.tsx'
import { DoorCode } from './DoorCode.tsx'
import { QuorumMark } from './QuorumMark.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import { StandingMark } from './StandingMark.tsx'
import { useAct } from './useAct.ts'

interface AttendanceDeskProps {
  readonly meetingId: string
  readonly participants: readonly Participant[]
  readonly view: AttendanceView
  readonly roleWord: (role: Participant['role']) => string
}

/** One line of the table: who, and how they stand. */
interface Line {
  readonly person: Participant
  readonly attendee: Attendee
}

type Asking =
  | { readonly kind: 'excused' | 'absent'; readonly line: Line }
  | { readonly kind: 'strike' | 'time'; readonly line: Line }

/** [C6] The secretary's table: one touch checks somebody in; everything else is behind a menu. */
export function AttendanceDesk({ meetingId, participants, view, roleWord }: AttendanceDeskProps) {
  const t = useT('attendance')
  const format = useFormat()
  const { act } = useAct()
  const [wanted, setWanted] = useState('')
  const [onlyMissing, setOnlyMissing] = useState(false)
  const [showsCode, setShowsCode] = useState(false)
  const [asking, setAsking] = useState<Asking | null>(null)
  const { can, checkIn } = view
  const lines = useMemo(() => {
    const byId = new Map(view.people.map(attendee => [attendee.accountId, attendee]))
    return participants.flatMap((person): Line[] => {
      const attendee = byId.get(person.accountId)
      return attendee ? [{ person, attendee }] : []
    })
  }, [participants, view.people])
  const folded = foldText(wanted).text.trim()
  const shown = lines.filter(
    ({ person, attendee }) =>
      (!onlyMissing || attendee.standing !== 'present') &&
      foldText(`${person.displayName} ${person.title} ${person.unitName}`).text.includes(folded),
  )
  const nameOf = (accountId: string | null) => {
    const found = participants.find(person => person.accountId === accountId)
    return found ? format.person(found) : ''
  }
  const mark = ({ person }: Line, standing: MarkedStanding, reason = '') =>
    act(attendance.mark, { meetingId, accountId: person.accountId, standing, reason })

  const entries = (line: Line): MenuEntry[] => {
    const { attendee } = line
    const wasThere = attendee.stays.length > 0
    const isOpen = checkIn === 'open'
    const entry = (id: string, label: string, perform: () => void, shown: boolean): MenuEntry[] =>
      shown ? [{ id, label, perform }] : []
    const ask = (kind: Asking['kind']) => () => setAsking({ kind, line })
    return [
      ...entry(
        'remote',
        t('markRemote'),
        () => void mark(line, 'remote'),
        isOpen && attendee.standing !== 'present',
      ),
      ...entry(
        'left',
        t('markLeft'),
        () => void mark(line, 'left'),
        isOpen && attendee.standing === 'present',
      ),
      ...entry('excused', t('markExcused'), ask('excused'), !wasThere),
      ...(checkIn === 'over'
        ? entry('absent', t('markAbsentReason'), ask('absent'), !wasThere)
        : entry('absent', t('markAbsent'), () => void mark(line, 'absent'), !wasThere && isOpen)),
      ...entry('time', t('setTime'), ask('time'), attendee.lastMarkId !== null),
      ...entry('strike', t('strike'), ask('strike'), attendee.lastMarkId !== null),
    ]
  }

  const columns: Column<Line>[] = [
    {
      key: 'person',
      title: t('colPerson'),
      cell: ({ person }) => (
        <span className={styles.person}>
          <span className={styles.strong}>{format.person(person)}</span>
          <span className={styles.soft}>
            {[
              person.role === 'member' ? '' : roleWord(person.role),
              person.principalId === null ? '' : t('standsInFor', { name: nameOf(person.principalId) }),
              ...participants
                .filter(({ principalId }) => principalId === person.accountId)
                .map(standIn => t('hasStandIn', { name: format.person(standIn) })),
              person.title,
              person.unitName,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
      ),
    },
    {
      key: 'standing',
      title: t('colStanding'),
      width: '12rem',
      cell: ({ attendee }) => (
        <span className={styles.person}>
          <StandingMark standing={attendee.standing} />
          <span className={styles.soft}>
            {[
              attendee.standing === 'present' && attendee.mode !== null ? t(`mode_${attendee.mode}`) : '',
              attendee.reason,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
      ),
    },
    {
      key: 'times',
      title: t('colTimes'),
      width: '9rem',
      cell: ({ attendee }) => (
        <span className={styles.person}>
          {attendee.stays.map(({ from, until }) => (
            <span key={from} className="figures">
              {format.clock(from)} – {until === null ? '…' : format.clock(until)}
            </span>
          ))}
        </span>
      ),
    },
    {
      key: 'deeds',
      title: t('colDeeds'),
      titleUnseen: true,
      width: '15rem',
      align: 'end',
      cell: line => {
        const name = format.person(line.person)
        const more = entries(line)
        return (
          <span className={styles.deeds}>
            {checkIn === 'open' && line.attendee.standing !== 'present' && (
              <Button
                aria-label={t('markPresentOf', { name })}
                icon={<IconUserCheck aria-hidden="true" />}
                onClick={() => void mark(line, 'present')}
              >
                {t('markPresent')}
              </Button>
            )}
            {more.length > 0 && (
              <Menu
                trigger={
                  <IconButton label={t('more', { name })} icon={<IconDotsVertical aria-hidden="true" />} />
                }
                entries={more}
              />
            )}
          </span>
        )
      },
    },
  ]
  const list = (kind: 'pdf' | 'csv') => `/files/meetings/${meetingId}/attendance.${kind}`
  return (
    <div className={styles.desk} data-code={(showsCode && can.showCode) || undefined}>
      <div className={styles.main}>
        <div className={styles.bar}>
          <QuorumMark quorum={view.quorum} />
          {can.openCheckIn && (
            <Button
              look="primary"
              icon={<IconUserCheck aria-hidden="true" />}
              onClick={() => void act(attendance.openCheckIn, { meetingId })}
            >
              {t('openCheckIn')}
            </Button>
          )}
          {can.showCode && (
            <Button
              icon={<IconQrcode aria-hidden="true" />}
              aria-expanded={showsCode}
              onClick={() => setShowsCode(before => !before)}
            >
              {t(showsCode ? 'hideCode' : 'showCode')}
            </Button>
          )}
          {can.takeList &&
            (['pdf', 'csv'] as const).map(kind => (
              <a key={kind} className={links.linkButton} href={list(kind)} download>
                <IconDownload size={20} aria-hidden="true" />
                {t(kind === 'pdf' ? 'listPdf' : 'listCsv')}
              </a>
            ))}
        </div>
        {checkIn === 'notYet' && <p>{t('notYet')}</p>}
        {checkIn === 'over' && <p>{t('over')}</p>}
        <div className={styles.find}>
          <TextInput label={t('find')} type="search" value={wanted} onChange={setWanted} />
          <Switch label={t('onlyMissing')} checked={onlyMissing} onChange={setOnlyMissing} />
        </div>
        <Table
          caption={t('table')}
          columns={can.mark ? columns : columns.filter(({ key }) => key !== 'deeds')}
          rows={shown}
          rowKey={({ person }) => person.accountId}
          empty={<p>{t('nobodyFound')}</p>}
        />
      </div>
      {showsCode && can.showCode && (
        <Panel title={t('codeLabel')}>
          <DoorCode meetingId={meetingId} />
        </Panel>
      )}
      {asking && (
        <Ask
          meetingId={meetingId}
          asking={asking}
          onMark={(line, standing, reason) => mark(line, standing, reason)}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  )
}

/** What is recorded with a reason. */
function Ask({
  meetingId,
  asking: { kind, line },
  onMark,
  onClose,
}: {
  readonly meetingId: string
  readonly asking: Asking
  readonly onMark: (line: Line, standing: MarkedStanding, reason: string) => Promise<object | null>
  readonly onClose: () => void
}) {
  const t = useT('attendance')
  const format = useFormat()
  const [busy, setBusy] = useState(false)
  const name = format.person(line.person)
  if (kind === 'strike' || kind === 'time')
    return (
      <CorrectDialog meetingId={meetingId} person={line.attendee} name={name} how={kind} onClose={onClose} />
    )
  return (
    <ReasonDialog
      title={t(kind === 'excused' ? 'excusedOf' : 'absentOf', { name })}
      label={t('reason')}
      confirmLabel={t('save')}
      busy={busy}
      onClose={onClose}
      onConfirm={async reason => {
        setBusy(true)
        const done = await onMark(line, kind, reason)
        setBusy(false)
        if (done) onClose()
      }}
    />
  )
}
