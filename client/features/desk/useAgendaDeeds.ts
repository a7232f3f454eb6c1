import { useCallback, useMemo, useState } from 'react'
import { useErrorSentence } from '#client/i18n/useErrorSentence.ts'
import { useT } from '#client/i18n/useT.ts'
import { call } from '#client/net/call.ts'
import { currentView } from '#client/net/sync.ts'
import { notify } from '#client/ui/notices.ts'
import { type AgendaItem, agenda, agendaEvents, type Secrecy } from '#shared/agenda/agenda.contract.ts'
import { placeItem } from '#shared/agenda/agenda.rules.ts'
import type { Failure } from '#shared/contract/result.ts'
import { beforeOf } from './agendaOrder.ts'
import { undoable } from './undo.ts'
import { useDeed } from './useDeed.ts'

/** What of an item is edited in place. */
export type ItemFields = Pick<
  AgendaItem,
  'title' | 'durationMinutes' | 'reporterId' | 'reporterNote' | 'audience'
>

const fieldsOf = ({
  title,
  durationMinutes,
  reporterId,
  reporterNote,
  audience,
}: AgendaItem): ItemFields => ({
  title,
  durationMinutes,
  reporterId,
  reporterNote,
  audience,
})

/** Of all fields those that another object names too. */
const onlyOf = (fields: ItemFields, named: Partial<ItemFields>): Partial<ItemFields> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name in named))

/** Changes to a meeting's agenda, each with its way back. */
export function useAgendaDeeds(meetingId: string, items: readonly AgendaItem[]) {
  const t = useT('desk')
  const sentence = useErrorSentence()
  const deed = useDeed()
  // The order as it will be, until the server's own view comes: a dropped row does not jump back meanwhile.
  const [ahead, setAhead] = useState<{
    readonly from: readonly AgendaItem[]
    readonly ids: readonly string[]
  } | null>(null)
  const shown = useMemo(() => {
    if (ahead === null || ahead.from !== items) return items
    const byId = new Map(items.map(item => [item.id, item]))
    return ahead.ids.flatMap((id, place) => {
      const item = byId.get(id)
      return item === undefined ? [] : [{ ...item, number: place + 1 }]
    })
  }, [ahead, items])

  const change = useCallback(
    async (
      itemId: string,
      part: Partial<ItemFields>,
      refused?: (failure: Failure) => void,
    ): Promise<boolean> => {
      // What another secretary changed in the item's other fields a moment ago stays.
      const now = () => {
        const found = currentView(agendaEvents.changed, meetingId)?.items.find(({ id }) => id === itemId)
        return found && fieldsOf(found)
      }
      const before = now()
      if (before === undefined) return false
      const done = await deed(agenda.updateItem, { itemId, ...before, ...part }, undefined, refused)
      if (done)
        undoable(() => {
          const current = now()
          if (current) void deed(agenda.updateItem, { itemId, ...current, ...onlyOf(before, part) })
        })
      return done
    },
    [deed, meetingId],
  )

  const move = async (item: AgendaItem, beforeItemId: string | null): Promise<void> => {
    const back = beforeOf(items, item.id)
    const placed = placeItem(items, item.id, beforeItemId)
    if (placed.ok) setAhead({ from: items, ids: placed.order })
    const done = await deed(
      agenda.moveItem,
      { itemId: item.id, beforeItemId },
      {
        done: t('moved', { title: item.title }),
        undo: () => deed(agenda.moveItem, { itemId: item.id, beforeItemId: back }),
      },
    )
    if (!done) setAhead(null)
  }

  const add = async (itemId: string, title: string, durationMinutes: number): Promise<boolean> => {
    const result = await call(agenda.addItem, {
      meetingId,
      itemId,
      beforeItemId: null,
      title,
      durationMinutes,
      reporterId: null,
      reporterNote: '',
      audience: { kind: 'everyone' },
    })
    // An earlier press added it, and its answer was lost.
    if (result.ok || result.error.code === 'object.exists') return true
    notify('bad', sentence(result.error))
    return false
  }

  const remove = async (item: AgendaItem): Promise<void> => {
    const beforeItemId = beforeOf(items, item.id)
    await deed(
      agenda.removeItem,
      { itemId: item.id },
      {
        done: t('removedItem', { title: item.title }),
        undo: async () => {
          const itemId = crypto.randomUUID()
          const back = await deed(agenda.addItem, { meetingId, itemId, beforeItemId, ...fieldsOf(item) })
          if (back && item.secrecy !== null)
            await deed(agenda.declareSecrecy, { itemId, secrecy: item.secrecy })
        },
      },
    )
  }

  const declare = (item: AgendaItem, secrecy: Secrecy | null): Promise<boolean> =>
    deed(
      agenda.declareSecrecy,
      { itemId: item.id, secrecy },
      {
        done: t(secrecy === null ? 'secrecyTakenBack' : 'secrecyDeclared', { number: item.number }),
        undo: () => deed(agenda.declareSecrecy, { itemId: item.id, secrecy: item.secrecy }),
      },
    )

  return { shown, change, move, add, remove, declare }
}

export type AgendaDeeds = ReturnType<typeof useAgendaDeeds>
