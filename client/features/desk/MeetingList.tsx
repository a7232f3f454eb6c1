import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { List, Row } from '#client/ui/List.tsx'
import { Panel } from '#client/ui/Panel.tsx'
import { State } from '#client/ui/State.tsx'
import type { MeetingState, MeetingSummary } from '#shared/meetings/meetings.contract.ts'
import { kindKey, stateKey, stateTone } from './words.ts'

const groups = [
  { key: 'groupSitting', states: ['open', 'paused'] },
  { key: 'groupDraft', states: ['draft'] },
  { key: 'groupPublished', states: ['published'] },
  { key: 'groupOver', states: ['closed', 'cancelled'] },
] as const satisfies readonly { key: string; states: readonly MeetingState[] }[]

/** All meetings by state: what sits first, then what is to be prepared, the nearest first; what is over, last. */
export function MeetingList({
  meetings,
  onOpen,
}: {
  readonly meetings: readonly MeetingSummary[]
  readonly onOpen: (meetingId: string) => void
}) {
  const t = useT('desk')
  const format = useFormat()
  return groups.map(({ key, states }) => {
    const isIn = (state: MeetingState) => states.some(one => one === state)
    const found = meetings
      .filter(({ state }) => isIn(state))
      .toSorted((a, b) => (key === 'groupOver' ? b.startsAt - a.startsAt : a.startsAt - b.startsAt))
    if (found.length === 0) return null
    return (
      <Panel key={key} title={t(key)} mark={<span className="figures">{found.length}</span>}>
        <List label={t(key)}>
          {found.map(meeting => (
            <Row
              key={meeting.id}
              current={meeting.state === 'open' || meeting.state === 'paused'}
              title={meeting.title}
              detail={[
                t(kindKey[meeting.kind]),
                format.moment(meeting.startsAt),
                meeting.place,
                t('itemsAndPapers', { items: meeting.itemCount, papers: meeting.paperCount }),
              ]
                .filter(Boolean)
                .join(' · ')}
              mark={<State tone={stateTone[meeting.state]}>{t(stateKey[meeting.state])}</State>}
              onOpen={() => onOpen(meeting.id)}
            />
          ))}
        </List>
      </Panel>
    )
  })
}
