import { useEffect } from 'react'
import { z } from 'zod'
import { create } from 'zustand'
import { accountsEvents } from '#shared/accounts/accounts.contract.ts'
import { agendaEvents } from '#shared/agenda/agenda.contract.ts'
import { annotationsEvents } from '#shared/annotations/annotations.contract.ts'
import { keyringEvents } from '#shared/annotations/keyring.contract.ts'
import { attendanceEvents } from '#shared/attendance/attendance.contract.ts'
import type { Event, ViewOf } from '#shared/contract/define.ts'
import { documentsEvents } from '#shared/documents/documents.contract.ts'
import { meetings, meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { presentingEvents } from '#shared/presenting/presenting.contract.ts'
import { profilesEvents } from '#shared/profiles/profiles.contract.ts'
import { screensEvents } from '#shared/screens/screens.contract.ts'
import { call } from './call.ts'
import { connection, useConnection } from './connection.ts'

/** Every event that the client keeps the last view of. */
const kept: readonly Event[] = [
  ...Object.values(accountsEvents),
  ...Object.values(meetingsEvents),
  ...Object.values(agendaEvents),
  ...Object.values(documentsEvents),
  ...Object.values(annotationsEvents),
  ...Object.values(keyringEvents),
  ...Object.values(presentingEvents),
  ...Object.values(screensEvents),
  ...Object.values(profilesEvents),
  ...Object.values(attendanceEvents),
]
const byName = new Map(kept.map(event => [event.name, event]))

const AnnouncementSchema = z.object({ scopeId: z.string(), revision: z.number(), view: z.unknown() })

interface Kept {
  readonly revision: number
  readonly view: unknown
  /** True from a lost connection until the server has sent the view again: then any revision replaces it. */
  readonly stale: boolean
}

interface SyncStore {
  readonly views: Readonly<Record<string, Kept>>
}

const keyOf = (event: Event, scopeId: string): string => `${event.name} ${scopeId}`

/** The last view of each event and scope. The client replaces, never patches. */
const useSync = create<SyncStore>()(() => ({ views: {} }))

type ViewListener = (event: Event, scopeId: string, revision: number, view: unknown) => void
const listeners = new Set<ViewListener>()

/** Hears every accepted view: what is kept for offline reading listens here. @returns how to stop. */
export const onView = (listener: ViewListener): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const accept = (event: Event, scopeId: string, revision: number, raw: unknown): void => {
  const parsed = event.view.safeParse(raw)
  if (!parsed.success) return
  const key = keyOf(event, scopeId)
  const before = useSync.getState().views[key]
  if (before !== undefined && !before.stale && before.revision > revision) return
  useSync.setState(({ views }) => ({
    views: { ...views, [key]: { revision, view: parsed.data, stale: false } },
  }))
  for (const listener of listeners) listener(event, scopeId, revision, parsed.data)
}

/** Shows a view that was kept on this device until the server's own arrives. */
export const restoreView = (name: string, scopeId: string, revision: number, raw: unknown): void => {
  const event = byName.get(name)
  if (event === undefined || useSync.getState().views[keyOf(event, scopeId)] !== undefined) return
  const parsed = event.view.safeParse(raw)
  if (!parsed.success) return
  useSync.setState(({ views }) => ({
    views: { ...views, [keyOf(event, scopeId)]: { revision, view: parsed.data, stale: true } },
  }))
}

/** Forgets everything of a scope (or, without one, everything): the right to it is gone. */
export const forgetViews = (scopeId?: string): void => {
  useSync.setState(({ views }) => ({
    views:
      scopeId === undefined
        ? {}
        : Object.fromEntries(Object.entries(views).filter(([key]) => !key.endsWith(` ${scopeId}`))),
  }))
}

/** The last view of an event in a scope; null until one has come. */
export const currentView = <E extends Event>(event: E, scopeId: string): ViewOf<E> | null => {
  const found = useSync.getState().views[keyOf(event, scopeId)]
  return found === undefined ? null : viewOf<E>(found.view)
}

/** As currentView, and renders again when it changes. */
export const useView = <E extends Event>(event: E, scopeId: string): ViewOf<E> | null => {
  const found = useSync(({ views }) => views[keyOf(event, scopeId)])
  return found === undefined ? null : viewOf<E>(found.view)
}

/** Parsed by the event's own schema when it was accepted. */
const viewOf = <E extends Event>(view: unknown): ViewOf<E> => view as ViewOf<E>

/** Begins to keep views; once, at start. */
export const startSync = (): void => {
  connection.onEvent((name, message) => {
    const event = byName.get(name)
    if (event === undefined) return
    const announcement = AnnouncementSchema.safeParse(message)
    if (!announcement.success) return
    const { scopeId, revision, view } = announcement.data
    accept(event, scopeId, revision, view)
  })
  connection.onReady(() => {
    for (const meetingId of joined.keys()) join(meetingId)
  })
  useConnection.subscribe(({ state }, before) => {
    if (state.kind !== 'lost' || before.state.kind === 'lost') return
    useSync.setState(({ views }) => ({
      views: Object.fromEntries(Object.entries(views).map(([key, kept]) => [key, { ...kept, stale: true }])),
    }))
  })
}

/** Meetings that screens of this page show, with how many do. */
const joined = new Map<string, number>()

const join = (meetingId: string): void => {
  call(meetings.join, { meetingId }).then(result => {
    if (!result.ok && (result.error.code === 'object.notFound' || result.error.code === 'right.missing'))
      accept(meetingsEvents.left, meetingId, 0, { reason: 'notParticipant' })
  })
}

/** Follows a meeting: its views come and are kept current. @returns how to stop. */
export const followMeeting = (meetingId: string): (() => void) => {
  joined.set(meetingId, (joined.get(meetingId) ?? 0) + 1)
  if (joined.get(meetingId) === 1 && connection.connected()) join(meetingId)
  let following = true
  return () => {
    if (!following) return
    following = false
    const left = (joined.get(meetingId) ?? 1) - 1
    if (left > 0) return void joined.set(meetingId, left)
    joined.delete(meetingId)
    if (connection.connected()) call(meetings.leave, { meetingId })
  }
}

/** Whether something on this page follows the meeting now. */
export const isFollowed = (meetingId: string): boolean => joined.has(meetingId)

/** Follows a meeting while the component is on the screen. */
export const useMeetingSync = (meetingId: string): void => {
  useEffect(() => followMeeting(meetingId), [meetingId])
}
