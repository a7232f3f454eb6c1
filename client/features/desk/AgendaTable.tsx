import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { IconPlus } from '@tabler/icons-react'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Form } from '#client/ui/Form.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import type { AgendaItem } from '#shared/agenda/agenda.contract.ts'
import type { MeetingView } from '#shared/meetings/meetings.contract.ts'
import { AgendaRow } from './AgendaRow.tsx'
import { droppedBefore } from './agendaOrder.ts'
import styles from './agendaTable.module.css'
import { itemSpans } from './deskTime.ts'
import { useAgendaDeeds } from './useAgendaDeeds.ts'

interface AgendaTableProps {
  readonly meeting: MeetingView
  readonly items: readonly AgendaItem[]
  /** An item's papers, and the way to add some; below its row. */
  readonly papersOf: (item: AgendaItem) => ReactNode
  /** What is missing or late at an item, in words. */
  readonly missingAt: (item: AgendaItem) => readonly string[]
  /** False where the item has papers: it cannot be removed then. */
  readonly hasPapers: (item: AgendaItem) => boolean
}

/** The agenda as a table that is edited where it stands, and put in order by dragging, by keys or by buttons. */
export function AgendaTable({ meeting, items, papersOf, missingAt, hasPapers }: AgendaTableProps) {
  const t = useT('desk')
  const format = useFormat()
  const deeds = useAgendaDeeds(meeting.id, items)
  const { shown } = deeds
  const spans = itemSpans(meeting.startsAt, shown)
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    // On a tablet the handle is held a moment, so that scrolling over it still scrolls.
    useSensor(TouchSensor, { activationConstraint: { delay: 180, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const announcements = useMemo<Announcements>(() => {
    const nameOf = (id: string | number) => shown.find(item => item.id === id)?.title ?? ''
    const placeOf = (id: string | number) => shown.find(item => item.id === id)?.number ?? 0
    return {
      onDragStart: ({ active }) =>
        t('dragLifted', { title: nameOf(active.id), place: placeOf(active.id), total: shown.length }),
      onDragOver: ({ active, over }) =>
        over
          ? t('dragOver', { title: nameOf(active.id), place: placeOf(over.id), total: shown.length })
          : undefined,
      onDragEnd: ({ active, over }) =>
        t(over ? 'dragDropped' : 'dragCancelled', {
          title: nameOf(active.id),
          place: placeOf(over?.id ?? active.id),
        }),
      onDragCancel: ({ active }) =>
        t('dragCancelled', { title: nameOf(active.id), place: placeOf(active.id) }),
    }
  }, [shown, t])
  const drop = ({ active, over }: DragEndEvent) => {
    const item = shown.find(({ id }) => id === active.id)
    if (item === undefined || over === null) return
    const before = droppedBefore(shown, item.id, String(over.id))
    if (before !== undefined) void deeds.move(item, before)
  }
  const editable = meeting.can.editAgenda
  return (
    <div className={styles.area}>
      {shown.length === 0 && (
        <EmptyState title={t('agendaEmpty')}>{editable && t('agendaEmptyText')}</EmptyState>
      )}
      {shown.length > 0 && (
        <DndContext
          sensors={sensors}
          collisionDetection={closestCenter}
          onDragEnd={drop}
          accessibility={{ announcements, screenReaderInstructions: { draggable: t('dragHelp') } }}
        >
          <table className={styles.table}>
            <caption className="only-heard">{t('agenda')}</caption>
            <thead>
              <tr>
                <th scope="col" className={styles.colNumber}>
                  {t('colNumber')}
                </th>
                <th scope="col">{t('colTitle')}</th>
                <th scope="col" className={styles.colReporter}>
                  {t('colReporter')}
                </th>
                <th scope="col" className={styles.colMinutes}>
                  {t('colMinutes')}
                </th>
                <th scope="col" className={styles.colTime}>
                  {t('colTime')}
                </th>
                <th scope="col" className={styles.colAudience}>
                  {t('colAudience')}
                </th>
                <th scope="col" className={styles.colMissing}>
                  {t('colMissing')}
                </th>
                <th scope="col" className={styles.colDeeds}>
                  <span className="only-heard">{t('colDeeds')}</span>
                </th>
              </tr>
            </thead>
            <SortableContext items={shown.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
              {shown.map((item, place) => (
                <AgendaRow
                  key={item.id}
                  item={item}
                  all={shown}
                  meeting={meeting}
                  span={spans[place] ?? { from: meeting.startsAt, until: meeting.startsAt }}
                  deeds={deeds}
                  missing={missingAt(item)}
                  papers={papersOf(item)}
                  removable={!hasPapers(item)}
                />
              ))}
            </SortableContext>
          </table>
        </DndContext>
      )}
      {shown.length > 0 && (
        <p className={styles.total}>
          {t('agendaTotal', {
            items: shown.length,
            duration: format.duration(shown.reduce((sum, item) => sum + item.durationMinutes, 0) * 60_000),
            ends: format.time(spans.at(-1)?.until ?? meeting.startsAt),
          })}
        </p>
      )}
      {editable && <AddItem onAdd={deeds.add} />}
    </div>
  )
}

const usualMinutes = '20'

/** The next item's title and minutes: Enter adds it, and the next one can be typed at once. */
function AddItem({
  onAdd,
}: {
  readonly onAdd: (itemId: string, title: string, minutes: number) => Promise<boolean>
}) {
  const t = useT('desk')
  const [title, setTitle] = useState('')
  const [minutes, setMinutes] = useState(usualMinutes)
  const [busy, setBusy] = useState(false)
  // The same id until the server has it: pressing again after a lost answer adds no second item.
  const id = useRef(crypto.randomUUID())
  const input = useRef<HTMLInputElement>(null)
  const add = async () => {
    if (title.trim() === '' || busy) return
    setBusy(true)
    const done = await onAdd(id.current, title, Math.min(600, Math.max(1, Math.round(Number(minutes)) || 1)))
    setBusy(false)
    if (!done) return
    id.current = crypto.randomUUID()
    setTitle('')
    input.current?.focus()
  }
  return (
    <Form label={t('addItem')} onSubmit={() => void add()}>
      <div className={styles.add}>
        <TextInput ref={input} label={t('addItemTitle')} value={title} onChange={setTitle} maxLength={500} />
        <TextInput
          label={t('colMinutes')}
          type="number"
          min={1}
          max={600}
          value={minutes}
          onChange={setMinutes}
        />
        <Button type="submit" busy={busy} icon={<IconPlus aria-hidden="true" />}>
          {t('addItem')}
        </Button>
      </div>
    </Form>
  )
}
