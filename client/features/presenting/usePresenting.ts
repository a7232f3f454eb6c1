import { useEffect, useMemo, useRef } from 'react'
import { useView } from '#client/net/sync.ts'
import {
  type Position,
  type PresentingView,
  presentingEvents,
} from '#shared/presenting/presenting.contract.ts'
import type { Following } from '#shared/presenting/presenting.rules.ts'
import { beginFollowing, followed, MoveSender, useFollowStore } from './followStore.ts'

export interface Presenting {
  /** Null until the server has told. */
  readonly view: PresentingView | null
  readonly following: Following
  /** Where the presenter stands, the newest that was heard; null when nothing is presented. */
  readonly position: Position | null
  /** [P12] This tablet moves the presented page. */
  readonly here: boolean
  /** [P8] Another tablet of the same person does; presenting can go on from this one. */
  readonly elsewhere: boolean
  /** The reader on this tablet moved; sent on while this tablet presents. */
  moved(position: Position): void
}

/** What is presented in a meeting, and how this tablet stands to it. */
export const usePresenting = (meetingId: string, accountId: string): Presenting => {
  const view = useView(presentingEvents.changed, meetingId)
  const last = useView(presentingEvents.moved, meetingId)
  const following = useFollowStore(store => store.following)
  const current = view?.current ?? null
  const here = current?.here === true
  const elsewhere = !here && current?.presenterId === accountId

  useEffect(() => {
    beginFollowing(meetingId)
    return () => beginFollowing(null)
  }, [meetingId])

  const presentation = view === null ? undefined : (current?.startedAt ?? null)
  useEffect(() => {
    if (presentation !== undefined) followed({ kind: 'presented', presentation })
  }, [presentation])

  const sender = useRef<MoveSender | null>(null)
  const seq = Math.max(view?.seq ?? 0, last?.seq ?? 0)
  const firstSeq = useRef(seq)
  firstSeq.current = seq
  useEffect(() => {
    if (!here) return
    const mover = new MoveSender(meetingId, firstSeq.current)
    sender.current = mover
    return () => {
      sender.current = null
      mover.close()
    }
  }, [here, meetingId])
  sender.current?.raise(seq)

  const position =
    current === null
      ? null
      : last !== null && last.seq >= (view?.seq ?? 0)
        ? last.position
        : (view?.position ?? null)
  return useMemo(
    () => ({ view, following, position, here, elsewhere, moved: place => sender.current?.moved(place) }),
    [view, following, position, here, elsewhere],
  )
}
