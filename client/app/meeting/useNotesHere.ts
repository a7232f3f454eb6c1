import { useEffect, useMemo, useRef, useState } from 'react'
import { useLogin } from '#client/app/login.ts'
import { closeNotes, openNotes } from '#client/app/notes/openNotes.ts'
import { showTakeHome } from '#client/app/notes/takeHomeStore.ts'
import { showUnlock } from '#client/app/notes/unlockStore.ts'
import type { Layer } from '#client/features/annotations/layers/Layer.ts'
import type { NotesHere } from '#client/features/annotations/tools/deeds.ts'
import { type NotesState, useNotes } from '#client/features/annotations/tools/notesStore.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { serverNow } from '#client/net/connection.ts'
import { useView } from '#client/net/sync.ts'
import { notify } from '#client/ui/notices.ts'
import { annotationsEvents, type LayerName } from '#shared/annotations/annotations.contract.ts'
import { letGo } from './letGo.ts'
import type { MeetingHere } from './useMeeting.ts'
import type { PaperControl } from './usePaper.ts'

/** A layer that should be open, as the server's views say. */
interface Wanted {
  readonly name: LayerName
  readonly title: string
  readonly writable: boolean
  /** A group's layer of somebody else, who may take the right to it away. */
  readonly lent: boolean
}

type Opened = ReadonlyMap<LayerName, Layer>
const none: Opened = new Map()

/** The layers of the paper on the screen, lowest first, opened and closed with it; none where no paper is shown. */
export const useNotesHere = (
  { meeting }: MeetingHere,
  { shown, presenting }: PaperControl,
  accountId: string,
  openGroups: () => void,
): NotesHere => {
  const t = useT('annotations')
  const format = useFormat()
  const view = useView(annotationsEvents.changed, meeting.id)
  const versionId = shown?.version.id ?? null
  const documentId = shown?.id ?? null
  const presents = presenting.here && presenting.view?.current?.versionId === versionId
  // [N57] What is written on an earlier version stays as it is.
  const reads = shown !== null && shown.newest !== null

  const wanted = useMemo((): readonly Wanted[] => {
    if (versionId === null) return []
    const groups = view?.layers.filter(layer => layer.documentId === documentId && layer.can.read) ?? []
    const all: readonly Wanted[] = [
      { name: 'everyone', title: t('everyone'), writable: view?.can.writeEveryone === true, lent: false },
      ...groups.map(({ id, name, can, makerId }) => ({
        ...{ name: id, title: name, writable: can.write, lent: makerId !== accountId },
      })),
      { name: 'presenting', title: t('presenting'), writable: presents, lent: false },
      { name: 'private', title: t('private'), writable: true, lent: false },
    ]
    return reads ? all.map(layer => ({ ...layer, writable: false })) : all
  }, [t, view, versionId, documentId, presents, reads, accountId])
  const layers = useOpened(meeting.id, versionId, wanted)

  const { participants } = meeting
  // A secretary prepares papers without taking part.
  const own = useLogin(({ state }) => (state.kind === 'in' ? state.me.account : null))
  return useMemo((): NotesHere => {
    const people = new Map(participants.map(one => [one.accountId, format.person(one)]))
    if (own !== null) people.set(own.id, format.person(own))
    const makers = new Map(view?.layers.map(layer => [layer.makerId, layer.makerName]))
    return {
      layers: wanted.flatMap(({ name, title }) => {
        const layer = layers.get(name)
        return layer?.versionId === versionId ? [{ layer, title }] : []
      }),
      me: accountId,
      nameOf: id => people.get(id) ?? makers.get(id) ?? t('someone'),
      now: () => Math.round(serverNow()),
      unlock: showUnlock,
      ...(versionId === null ? {} : { openGroups, takeHome: showTakeHome }),
    }
  }, [participants, own, format, view, wanted, layers, versionId, accountId, openGroups, t])
}

/** Opens what is wanted and closes what is no more; everything with the paper. */
const useOpened = (meetingId: string, versionId: string | null, wanted: readonly Wanted[]): Opened => {
  const t = useT('annotations')
  const [layers, setLayers] = useState(none)
  const opened = useRef(new Map<LayerName, Layer>())
  const known = useRef(new Map<LayerName, Wanted>())
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another paper everything is closed.
  useEffect(
    () => () => {
      for (const layer of opened.current.values()) closeNotes(layer)
      opened.current = new Map()
      setLayers(none)
      useNotes.setState(blank)
    },
    [meetingId, versionId],
  )
  useEffect(() => {
    if (versionId === null) return
    const before = opened.current
    const after = new Map<LayerName, Layer>()
    const told = known.current
    known.current = new Map(wanted.map(each => [each.name, each]))
    for (const { name, title, writable, lent } of wanted) {
      const layer = before.get(name) ?? openNotes({ name, versionId, meetingId, writable })
      layer.setWritable(writable)
      after.set(name, layer)
      if (lent && !writable && before.has(name) && told.get(name)?.writable === true)
        notify('warn', t('nowReads', { layer: title }), { stays: true })
    }
    const gone = [...before].filter(([name]) => !after.has(name))
    if (gone.some(([name]) => name === useNotes.getState().writingIn))
      useNotes.setState({ ...blank, writingIn: 'private' })
    for (const [name, gives] of gone) {
      const layer = told.get(name)?.title ?? ''
      letGo(gives, () => notify('bad', t('lostUnsent', { layer })))
      const { writingIn } = useNotes.getState()
      const now = wanted.find(each => each.name === writingIn)?.title ?? t('private')
      if (told.get(name)?.lent === true) notify('warn', t('lostLayer', { layer, now }), { stays: true })
    }
    opened.current = after
    const same = after.size === before.size && gone.length === 0
    if (!same) setLayers(after)
  }, [meetingId, versionId, wanted, t])
  return layers
}

/** What of writing belongs to one paper; tool, colours and layer stay in the hand. */
const blank: Partial<NotesState> = {
  selected: [],
  open: null,
  editing: null,
  fresh: null,
  done: [],
  undone: [],
}
