import { IconArrowRight, IconCoffee, IconDoorExit, IconPlayerPlay, IconUserShare } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useErrorSentence } from '#client/i18n/useErrorSentence.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { call } from '#client/net/call.ts'
import { Button } from '#client/ui/Button.tsx'
import { ConfirmSentence } from '#client/ui/ConfirmSentence.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { HoldButton } from '#client/ui/HoldButton.tsx'
import { notify } from '#client/ui/notices.ts'
import { useNow } from '#client/ui/now.ts'
import { RadioGroup } from '#client/ui/RadioGroup.tsx'
import { type AgendaItem, agenda } from '#shared/agenda/agenda.contract.ts'
import type { Call, RawInputOf } from '#shared/contract/define.ts'
import { type MeetingView, meetings } from '#shared/meetings/meetings.contract.ts'
import styles from './meetings.module.css'

interface LeadPanelProps {
  readonly meeting: MeetingView
  readonly items: readonly AgendaItem[]
  /** What one should know before leading on, such as the quorum. */
  readonly above?: ReactNode
  /** More deeds of leading, such as adding an urgent item; each feature brings its own. */
  readonly children?: ReactNode
}

/** The chair's column: what is under way is large, what comes next is one touch away, nothing else is there. */
export function LeadPanel({ meeting, items, above, children }: LeadPanelProps) {
  const t = useT('meetings')
  const format = useFormat()
  const sentence = useErrorSentence()
  const now = useNow()
  const [busy, setBusy] = useState<string | null>(null)
  const [handing, setHanding] = useState(false)
  const { can } = meeting

  const run = async <C extends Call>(contract: C, input: RawInputOf<C>): Promise<boolean> => {
    setBusy(contract.name)
    const result = await call(contract, input)
    setBusy(null)
    if (!result.ok) notify('bad', sentence(result.error))
    return result.ok
  }
  const onMeeting = { meetingId: meeting.id }
  const current = items.find(({ state }) => state === 'current')
  const next = nextOf(items, current)

  return (
    <div className={styles.lead}>
      {above}
      {can.open && (
        <Button
          look="primary"
          size="large"
          wide
          icon={<IconPlayerPlay aria-hidden="true" />}
          busy={busy === meetings.open.name}
          onClick={() => run(meetings.open, onMeeting)}
        >
          {t('openMeeting')}
        </Button>
      )}
      {can.resume && (
        <Button
          look="primary"
          size="large"
          wide
          icon={<IconPlayerPlay aria-hidden="true" />}
          busy={busy === meetings.resume.name}
          onClick={() => run(meetings.resume, onMeeting)}
        >
          {t('resume')}
        </Button>
      )}
      {(meeting.state === 'open' || meeting.state === 'paused') && (
        <section className={styles.underWay} aria-label={t('underWay')}>
          <p className={styles.soft}>{t('underWay')}</p>
          {current ? (
            <>
              <p className={styles.large}>
                {current.number}. {current.title}
              </p>
              {current.startedAt !== null && (
                <p className="figures">
                  {t('sinceStart', {
                    time: format.timeLeft(Math.max(0, now - current.startedAt)),
                    planned: current.durationMinutes,
                  })}
                </p>
              )}
              {can.takeItems && (
                <Button
                  busy={busy === agenda.finishItem.name}
                  onClick={() => run(agenda.finishItem, { itemId: current.id })}
                >
                  {t('finishItem')}
                </Button>
              )}
            </>
          ) : (
            <p className={styles.large}>{t(next ? 'noItemNow' : 'allDone')}</p>
          )}
        </section>
      )}
      {can.takeItems && next && (
        <section className={styles.next} aria-label={t('nextItemTitle')}>
          <p className={styles.soft}>
            {t('nextItemTitle')}: {next.title}
          </p>
          <Button
            look="primary"
            size="large"
            wide
            icon={<IconArrowRight aria-hidden="true" />}
            busy={busy === agenda.takeItem.name}
            onClick={() => run(agenda.takeItem, { itemId: next.id })}
          >
            {t('nextItem', { number: next.number })}
          </Button>
        </section>
      )}
      {children}
      {can.pause && (
        <Button
          wide
          icon={<IconCoffee aria-hidden="true" />}
          busy={busy === meetings.pause.name}
          onClick={() => run(meetings.pause, onMeeting)}
        >
          {t('pause')}
        </Button>
      )}
      {can.handOverChair && (
        <Button wide icon={<IconUserShare aria-hidden="true" />} onClick={() => setHanding(true)}>
          {t('handOver')}
        </Button>
      )}
      {can.close && (
        <HoldButton
          wide
          icon={<IconDoorExit aria-hidden="true" />}
          onHold={() => void run(meetings.close, onMeeting)}
        >
          {t('close')}
        </HoldButton>
      )}
      <HandOver
        meeting={meeting}
        open={handing}
        busy={busy === meetings.handOverChair.name}
        onClose={() => setHanding(false)}
        onHandOver={async accountId => {
          if (await run(meetings.handOverChair, { ...onMeeting, accountId })) setHanding(false)
        }}
      />
    </div>
  )
}

/** The first item to come after the current one, else the first that still waits. */
const nextOf = (items: readonly AgendaItem[], current: AgendaItem | undefined): AgendaItem | undefined =>
  items.find(({ state, number }) => state === 'waiting' && number > (current?.number ?? 0)) ??
  items.find(({ state }) => state === 'waiting')

function HandOver({
  meeting,
  open,
  busy,
  onClose,
  onHandOver,
}: {
  readonly meeting: MeetingView
  readonly open: boolean
  readonly busy: boolean
  readonly onClose: () => void
  readonly onHandOver: (accountId: string) => void
}) {
  const t = useT('meetings')
  const format = useFormat()
  const [chosen, setChosen] = useState('')
  const [asked, setAsked] = useState(false)
  // [M13] Any participant can become the chair; who leads is a member or stands in for one.
  const people = meeting.participants.filter(({ role }) => role === 'member' || role === 'standIn')
  const former = meeting.participants.find(({ accountId }) => accountId === meeting.chairId)
  const person = people.find(({ accountId }) => accountId === chosen) ?? people[0]
  if (asked && person)
    return (
      <ConfirmSentence
        open={open}
        title={t('handOver')}
        sentence={t(former ? 'handOverSentence' : 'handOverFirst', {
          name: format.person(person),
          former: former ? format.person(former) : '',
        })}
        confirmLabel={t('handOverYes')}
        busy={busy}
        onCancel={() => {
          setAsked(false)
          onClose()
        }}
        onConfirm={() => {
          setAsked(false)
          onHandOver(person.accountId)
        }}
      />
    )
  return (
    <Dialog
      open={open}
      title={t('handOver')}
      onClose={onClose}
      size="small"
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            look="primary"
            disabled={!person}
            busy={busy}
            onClick={() => setAsked(true)}
            icon={<IconUserShare aria-hidden="true" />}
          >
            {t('handOver')}
          </Button>
        </>
      }
    >
      {person ? (
        <RadioGroup
          label={t('handOverTo')}
          value={person.accountId}
          options={people.map(one => ({
            value: one.accountId,
            label: format.person(one),
            hint: one.title,
          }))}
          onChange={setChosen}
        />
      ) : (
        <p>{t('handOverNobody')}</p>
      )}
    </Dialog>
  )
}
