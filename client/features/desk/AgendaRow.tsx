import { useSortable } from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import {
  IconArrowDown,
  IconArrowUp,
  IconDotsVertical,
  IconGripVertical,
  IconLock,
  IconLockOpen,
  IconTrash,
} from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { EditableCell } from '#client/ui/EditableCell.tsx'
import { IconButton } from '#client/ui/IconButton.tsx'
import { join } from '#client/ui/join.ts'
import { Menu, type MenuEntry } from '#client/ui/Menu.tsx'
import { notify } from '#client/ui/notices.ts'
import { State } from '#client/ui/State.tsx'
import type { AgendaItem } from '#shared/agenda/agenda.contract.ts'
import type { MeetingView } from '#shared/meetings/meetings.contract.ts'
import { AudienceDialog } from './AudienceDialog.tsx'
import { stepBefore } from './agendaOrder.ts'
import styles from './agendaTable.module.css'
import { ReporterCell } from './ReporterCell.tsx'
import type { AgendaDeeds } from './useAgendaDeeds.ts'
import { audienceKey, secrecyKey } from './words.ts'

interface AgendaRowProps {
  readonly item: AgendaItem
  readonly all: readonly AgendaItem[]
  readonly meeting: MeetingView
  readonly span: { readonly from: number; readonly until: number }
  readonly deeds: AgendaDeeds
  readonly missing: readonly string[]
  readonly papers: ReactNode
  readonly removable: boolean
}

/** One item: its line of the table, and its papers under it. Both are dragged as one. */
export function AgendaRow({ item, all, meeting, span, deeds, missing, papers, removable }: AgendaRowProps) {
  const t = useT('desk')
  const format = useFormat()
  const [choosing, setChoosing] = useState(false)
  const editable = meeting.can.editAgenda && item.state !== 'done'
  const movable = editable && item.state === 'waiting'
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({
      id: item.id,
      disabled: !movable,
      attributes: { roleDescription: t('dragRole') },
    })
  const label = (key: 'colTitle' | 'colMinutes') => `${t(key)} ${item.number}`
  return (
    <tbody
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      className={join(styles.item, isDragging && styles.dragged, item.state === 'current' && styles.current)}
      aria-current={item.state === 'current' ? 'step' : undefined}
      data-item={item.id}
    >
      <tr>
        <td className={styles.colNumber}>
          <span className={styles.grip}>
            {movable && (
              <button
                {...attributes}
                {...listeners}
                ref={setActivatorNodeRef}
                type="button"
                className={styles.handle}
                aria-label={t('dragHandle', { number: item.number, title: item.title })}
              >
                <IconGripVertical aria-hidden="true" />
              </button>
            )}
            <span className="figures">{item.number}</span>
          </span>
        </td>
        <td data-title={t('colTitle')}>
          <EditableCell
            label={label('colTitle')}
            value={item.title}
            maxLength={500}
            disabled={!editable}
            onSave={title => {
              if (title !== '') void deeds.change(item.id, { title })
            }}
          />
          <span className={styles.marks}>
            {item.state === 'current' && <State tone="current">{t('itemCurrent')}</State>}
            {item.state === 'done' && <State tone="ok">{t('itemDone')}</State>}
            {item.urgent && <State tone="warn">{t('itemUrgent')}</State>}
            {item.secrecy !== null && (
              <State tone="warn" icon={<IconLock size={18} aria-hidden="true" />}>
                {t('secretPaper')}
              </State>
            )}
          </span>
        </td>
        <td className={styles.colReporter} data-title={t('colReporter')}>
          <ReporterCell
            item={item}
            participants={meeting.participants}
            disabled={!editable}
            onSave={part => void deeds.change(item.id, part)}
          />
        </td>
        <td className={styles.colMinutes} data-title={t('colMinutes')}>
          <EditableCell
            label={label('colMinutes')}
            value={String(item.durationMinutes)}
            inputMode="numeric"
            maxLength={3}
            disabled={!editable}
            onSave={text => {
              const durationMinutes = Math.round(Number(text))
              if (durationMinutes >= 1 && durationMinutes <= 600)
                void deeds.change(item.id, { durationMinutes })
              else notify('warn', t('minutesWrong', { number: item.number }))
            }}
          />
        </td>
        <td className={join('figures', styles.colTime)} data-title={t('colTime')}>
          {format.time(span.from)} – {format.time(span.until)}
        </td>
        <td className={styles.colAudience} data-title={t('colAudience')}>
          <Button look="quiet" className={styles.flat} disabled={!editable} onClick={() => setChoosing(true)}>
            {t(audienceKey[item.audience.kind], {
              count: item.audience.kind === 'chosen' ? item.audience.accountIds.length : 0,
            })}
            <span className="only-heard">
              , {t('colAudience')} {item.number}
            </span>
          </Button>
        </td>
        <td className={styles.colMissing} data-title={t('colMissing')}>
          {missing.length === 0 ? (
            <State tone="ok" bare>
              {t('complete')}
            </State>
          ) : (
            <ul className={styles.missing}>
              {missing.map(text => (
                <li key={text}>
                  <State tone="warn" bare>
                    {text}
                  </State>
                </li>
              ))}
            </ul>
          )}
        </td>
        <td className={styles.colDeeds}>
          {editable && (
            <RowMenu item={item} all={all} deeds={deeds} movable={movable} removable={removable} />
          )}
        </td>
      </tr>
      <tr>
        <td className={styles.under} />
        <td colSpan={7} className={styles.under}>
          {papers}
        </td>
      </tr>
      {choosing && (
        <AudienceDialog
          title={t('audienceOfItem', { number: item.number })}
          audience={item.audience}
          participants={meeting.participants}
          onClose={() => setChoosing(false)}
          onChoose={async (audience, refused) => {
            if (await deeds.change(item.id, { audience }, refused)) setChoosing(false)
          }}
        />
      )}
    </tbody>
  )
}

function RowMenu({
  item,
  all,
  deeds,
  movable,
  removable,
}: Pick<AgendaRowProps, 'item' | 'all' | 'deeds' | 'removable'> & { readonly movable: boolean }) {
  const t = useT('desk')
  const step = (way: 'up' | 'down'): MenuEntry => {
    const before = stepBefore(all, item.id, way)
    return {
      id: way,
      label: t(way === 'up' ? 'moveUp' : 'moveDown'),
      icon: way === 'up' ? <IconArrowUp aria-hidden="true" /> : <IconArrowDown aria-hidden="true" />,
      disabled: !movable || before === undefined,
      perform: () => {
        if (before !== undefined) void deeds.move(item, before)
      },
    }
  }
  const levels = ['confidential', 'secret', 'topSecret'] as const
  const entries: MenuEntry[] = [
    step('up'),
    step('down'),
    ...levels
      .filter(level => level !== item.secrecy)
      .map(level => ({
        id: level,
        label: t('declare', { level: t(secrecyKey[level]) }),
        icon: <IconLock aria-hidden="true" />,
        perform: () => void deeds.declare(item, level),
      })),
    ...(item.secrecy === null
      ? []
      : [
          {
            id: 'open',
            label: t('takeSecrecyBack'),
            icon: <IconLockOpen aria-hidden="true" />,
            perform: () => void deeds.declare(item, null),
          },
        ]),
    {
      id: 'remove',
      label: t(removable ? 'removeItem' : 'removeItemNot'),
      icon: <IconTrash aria-hidden="true" />,
      danger: true,
      disabled: !removable || !movable,
      perform: () => void deeds.remove(item),
    },
  ]
  return (
    <Menu
      trigger={
        <IconButton
          label={t('itemDeeds', { number: item.number })}
          icon={<IconDotsVertical aria-hidden="true" />}
        />
      }
      entries={entries}
    />
  )
}
