import { IconDeviceTv, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useCall } from '#client/app/useCall.ts'
import { useQuery } from '#client/app/useQuery.ts'
import { useErrorSentence } from '#client/i18n/useErrorSentence.ts'
import { useT } from '#client/i18n/useT.ts'
import { call } from '#client/net/call.ts'
import { useView } from '#client/net/sync.ts'
import { Button } from '#client/ui/Button.tsx'
import { ConfirmSentence } from '#client/ui/ConfirmSentence.tsx'
import { EditableCell } from '#client/ui/EditableCell.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Loading } from '#client/ui/Loading.tsx'
import { notify } from '#client/ui/notices.ts'
import { State } from '#client/ui/State.tsx'
import { type Column, Table } from '#client/ui/Table.tsx'
import type { MeetingSummary } from '#shared/meetings/meetings.contract.ts'
import { type HallScreen, screens, screensEvents } from '#shared/screens/screens.contract.ts'
import { canBeAssigned } from '#shared/screens/screens.rules.ts'
import { PairScreen } from './PairScreen.tsx'
import styles from './screens.module.css'

interface ScreensPanelProps {
  readonly meetings: readonly MeetingSummary[]
  /** The meeting that a new screen is paired for; null where none is on the desk. */
  readonly meetingId: string | null
}

const byItself = ''
/** The scope of what is told to those who manage the whole committee's things. */
const committee = 'committee'

/** The hall's screens: which are connected, what each shows, pairing a new one and ending a pairing. */
export function ScreensPanel({ meetings, meetingId }: ScreensPanelProps) {
  const t = useT('hallScreens')
  const sentence = useErrorSentence()
  const asked = useQuery(screens.list, {})
  const heard = useView(screensEvents.listChanged, committee)
  const [pairing, setPairing] = useState(false)
  const [ending, setEnding] = useState<HallScreen | null>(null)
  const unpair = useCall(screens.unpair)
  const list = heard?.screens ?? asked.data?.screens ?? null
  const assign = async (screen: HallScreen, part: Partial<Pick<HallScreen, 'name' | 'meetingId'>>) => {
    const { id: screenId, name, meetingId: shown } = { ...screen, ...part }
    const result = await call(screens.assign, { screenId, name, meetingId: shown })
    if (!result.ok) notify('bad', sentence(result.error))
    else if (heard === null) asked.reload()
  }
  const columns: Column<HallScreen>[] = [
    {
      key: 'name',
      title: t('colName'),
      cell: screen => (
        <EditableCell
          label={t('nameOf', { name: screen.name })}
          value={screen.name}
          maxLength={80}
          onSave={name => {
            if (name !== '') void assign(screen, { name })
          }}
        />
      ),
    },
    {
      key: 'state',
      title: t('colState'),
      width: '11rem',
      cell: screen => (
        <State tone={screen.connected ? 'ok' : 'bad'} bare>
          {t(screen.connected ? 'connected' : 'away')}
        </State>
      ),
    },
    {
      key: 'meeting',
      title: t('colMeeting'),
      cell: screen => (
        <select
          className={styles.select}
          aria-label={t('meetingOf', { name: screen.name })}
          value={screen.meetingId ?? byItself}
          onChange={changed =>
            void assign(screen, {
              meetingId: changed.currentTarget.value === byItself ? null : changed.currentTarget.value,
            })
          }
        >
          <option value={byItself}>{t('byItself')}</option>
          {meetings
            .filter(({ id, state }) => canBeAssigned(state) || id === screen.meetingId)
            .map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
        </select>
      ),
    },
    {
      key: 'deeds',
      title: t('colDeeds'),
      titleUnseen: true,
      width: '10rem',
      align: 'end',
      cell: screen => (
        <Button look="quiet" onClick={() => setEnding(screen)}>
          {t('unpair')}
          <span className="only-heard"> {screen.name}</span>
        </Button>
      ),
    },
  ]
  const pair = (
    <Button icon={<IconPlus aria-hidden="true" />} onClick={() => setPairing(true)}>
      {t('pair')}
    </Button>
  )
  if (list === null)
    return asked.error ? <ErrorNote error={asked.error} onRetry={asked.reload} /> : <Loading />
  return (
    <div className={styles.panel}>
      <Table
        caption={t('title')}
        columns={columns}
        rows={list}
        rowKey={({ id }) => id}
        empty={
          <EmptyState icon={<IconDeviceTv size={48} aria-hidden="true" />} title={t('empty')} action={pair}>
            {t('emptyText', { address: `${location.origin}/screen` })}
          </EmptyState>
        }
      />
      {list.length > 0 && <div>{pair}</div>}
      {pairing && (
        <PairScreen
          meetingId={meetingId}
          onClose={() => setPairing(false)}
          onPaired={() => {
            setPairing(false)
            asked.reload()
          }}
        />
      )}
      <ConfirmSentence
        open={ending !== null}
        title={t('unpair')}
        sentence={t('unpairSentence', { name: ending?.name ?? '' })}
        confirmLabel={t('unpair')}
        danger
        busy={unpair.busy}
        error={unpair.error && <ErrorNote error={unpair.error} />}
        onCancel={() => {
          unpair.clear()
          setEnding(null)
        }}
        onConfirm={async () => {
          if (ending === null) return
          const result = await unpair.run({ screenId: ending.id })
          if (!result.ok) return
          setEnding(null)
          asked.reload()
        }}
      />
    </div>
  )
}
