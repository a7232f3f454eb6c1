import { useCallback, useEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'
import type { ReadyVersion } from '#client/features/documents/paperSource.ts'
import { followed } from '#client/features/presenting/followStore.ts'
import { type PresentCommands, usePresentCommands } from '#client/features/presenting/usePresentCommands.tsx'
import { type Presenting, usePresenting } from '#client/features/presenting/usePresenting.ts'
import { useT } from '#client/i18n/useT.ts'
import type { Action } from '#client/ui/actions.ts'
import type { MeetingDocument } from '#shared/documents/documents.contract.ts'
import type { Position } from '#shared/presenting/presenting.contract.ts'
import type { MeetingHere } from './useMeeting.ts'

/** A paper that can be shown. */
export type ShownPaper = MeetingDocument & {
  readonly version: ReadyVersion
  /** [N57] Where an earlier version is shown, for reading: the newest one; else null. */
  readonly newest: ReadyVersion | null
}

export interface PaperControl {
  /** The paper on the screen; null for none. */
  readonly shown: ShownPaper | null
  readonly presenting: Presenting
  readonly commands: PresentCommands
  /** The paper that the presenter (or a newly taken item) turns this screen to; null while nothing does. */
  readonly followsTo: string | null
  /** Opens a paper by hand. */
  open(documentId: string): void
  /** [N57] Shows an earlier version of a paper, or (null) its newest again. */
  openVersion(documentId: string, versionId: string | null): void
  /** The reader moved by hand. */
  leafed(position: Position): void
  /** The reader moved in any way. */
  moved(position: Position): void
  /** Back to the presenter's page. */
  returnToPresenter(): void
  /** Whether what is on the screen can be presented from here, and is not presented already. */
  readonly mayPresent: boolean
  /** Begins to present what is on the screen. */
  presentShown(): void
  /** [P8] Goes on presenting the same paper from this tablet, where the other one stands. */
  goOnHere(): void
  readonly actions: readonly Action[]
}

const ready = (paper: MeetingDocument | undefined): ShownPaper | null =>
  paper?.version?.state === 'ready' ? { ...paper, version: paper.version, newest: null } : null

const earlierOf = (paper: ShownPaper | null, versionId: string | null): ShownPaper | null => {
  const version = paper?.earlier.find(({ id }) => id === versionId)
  return paper && version ? { ...paper, version, newest: paper.version } : null
}

/**
 * Which paper is on the screen: the presented one while this tablet follows, else the one opened by hand, else the
 * first of the current item. What was opened by hand stands in the address, so that a reload keeps it.
 */
export const usePaper = (here: MeetingHere, accountId: string): PaperControl => {
  const { meeting, documents } = here
  const t = useT('presenting')
  const presenting = usePresenting(meeting.id, accountId)
  const commands = usePresentCommands(meeting.id, presenting.view?.can.confirmAudience === true)
  const [search, setSearch] = useSearchParams()
  const latest = useRef<Position | null>(null)

  const byId = useCallback(
    (id: string | null | undefined) => ready(documents.documents.find(paper => paper.id === id)),
    [documents],
  )
  const { view, following, position } = presenting
  const presented = view?.current ?? null
  const follows = following.kind === 'following'
  const firstOfItem = ready(
    documents.documents.find(
      paper => paper.itemId === meeting.currentItemId && paper.version?.state === 'ready',
    ),
  )
  const chosen = byId(search.get('paper'))
  const earlier = earlierOf(chosen, search.get('version'))
  const shown = (follows ? byId(presented?.documentId) : null) ?? earlier ?? chosen ?? firstOfItem
  const isEarlier = shown !== null && shown.newest !== null

  const choose = useCallback(
    (documentId: string | null, versionId: string | null = null) =>
      setSearch(
        before => {
          const after = new URLSearchParams(before)
          if (documentId === null) after.delete('paper')
          else after.set('paper', documentId)
          if (versionId === null) after.delete('version')
          else after.set('version', versionId)
          return after
        },
        { replace: true },
      ),
    [setSearch],
  )

  // Taking an item turns the tablet to it: what was opened by hand before gives way.
  const item = meeting.currentItemId
  const itemBefore = useRef(item)
  useEffect(() => {
    if (itemBefore.current === item) return
    itemBefore.current = item
    if (item === null) return
    followed({ kind: 'itemTaken' })
    choose(null)
  }, [item, choose])

  // Whoever leaves the presenter stays at the paper that was on the screen.
  const open = useCallback(
    (documentId: string) => {
      if (documentId !== presented?.documentId) followed({ kind: 'openedOther' })
      choose(documentId)
    },
    [choose, presented?.documentId],
  )
  const openVersion = useCallback(
    (documentId: string, versionId: string | null) => {
      if (versionId !== null) followed({ kind: 'openedOther' })
      choose(documentId, versionId)
    },
    [choose],
  )
  const presenterAt = useRef(position)
  presenterAt.current = position
  const shownId = shown?.id ?? null
  const leafed = useCallback(
    (to: Position) => {
      if (presenting.here || !follows) return
      followed({ kind: 'leafed', to, presenterAt: presenterAt.current })
      if (shownId !== null) choose(shownId)
    },
    [presenting.here, follows, shownId, choose],
  )
  const presentedHere = presenting.here && presented?.documentId === shownId && !isEarlier
  const { moved: send } = presenting
  const moved = useCallback(
    (to: Position) => {
      latest.current = to
      if (presentedHere) send(to)
    },
    [presentedHere, send],
  )
  const returnToPresenter = useCallback(() => followed({ kind: 'returned' }), [])
  const mayPresent =
    view?.can.start === true && shown !== null && !isEarlier && shown.version.id !== presented?.versionId
  const presentShown = useCallback(() => {
    if (shown === null) return
    const from = latest.current ?? { page: 1, x: 0.5, y: 0, zoom: 'width' }
    void commands.start(shown.version.id, from, presented !== null && presented.presenterId !== accountId)
  }, [shown, commands, presented, accountId])
  const goOnHere = useCallback(() => {
    if (presented?.versionId == null || position === null) return
    followed({ kind: 'returned' })
    void commands.start(presented.versionId, position, false)
  }, [presented?.versionId, position, commands])

  // The presenter who opens another paper presents that one.
  const versionShown = shown?.version.id
  const presentedVersion = presented?.versionId
  const { start } = commands
  const startRef = useRef(start)
  startRef.current = start
  useEffect(() => {
    if (!presenting.here || versionShown === undefined || presentedVersion === versionShown) return
    if (follows || isEarlier) return
    void startRef.current(versionShown, { page: 1, x: 0.5, y: 0, zoom: 'width' }, false)
  }, [presenting.here, versionShown, presentedVersion, follows, isEarlier])

  const actions: Action[] = [
    {
      id: 'follow',
      name: t('follow'),
      shortcut: 't',
      predicate: () => following.kind === 'away',
      perform: returnToPresenter,
    },
    {
      id: 'present',
      name: t('presentThis'),
      shortcut: 'p',
      predicate: () => mayPresent,
      perform: presentShown,
    },
  ]
  const followsTo = follows ? `${presented?.versionId ?? ''}` : item
  return {
    shown,
    presenting,
    commands,
    followsTo,
    open,
    openVersion,
    leafed,
    moved,
    returnToPresenter,
    mayPresent,
    presentShown,
    goOnHere,
    actions,
  }
}
