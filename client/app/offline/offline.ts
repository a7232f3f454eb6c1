import { type EndReason, loginEnded, onLoginEnd, useLogin } from '#client/app/login.ts'
import { Keeper } from '#client/features/offline/Keeper.ts'
import { afterEnd, byUrgency, fetchedAhead, wantedOf } from '#client/features/offline/offline.rules.ts'
import { useOffline } from '#client/features/offline/offlineStore.ts'
import { Vault } from '#client/features/offline/Vault.ts'
import { localParts } from '#client/i18n/format.ts'
import { call } from '#client/net/call.ts'
import { connection, serverNow, useConnection } from '#client/net/connection.ts'
import { deviceNow } from '#client/net/ports.ts'
import { currentView, followMeeting, isFollowed, onView, restoreView } from '#client/net/sync.ts'
import { agendaEvents } from '#shared/agenda/agenda.contract.ts'
import { annotationsEvents } from '#shared/annotations/annotations.contract.ts'
import { documentsEvents } from '#shared/documents/documents.contract.ts'
import { type MeetingSummary, meetings, meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { presentingEvents } from '#shared/presenting/presenting.contract.ts'
import { screensEvents } from '#shared/screens/screens.contract.ts'

/** [O5] Views that are kept; the list is the account's, the others a meeting's. */
const keptEvents: ReadonlySet<string> = new Set([
  meetingsEvents.listChanged.name,
  meetingsEvents.changed.name,
  agendaEvents.changed.name,
  documentsEvents.changed.name,
  annotationsEvents.changed.name,
  presentingEvents.changed.name,
  screensEvents.noticeChanged.name,
])
/** A burst of changes is looked at once. */
const settleMs = 400
/** A meeting is looked into for this long at most, to hear of its papers. */
const lookMs = 10_000
/** The time is noted and watched this often, for a login that ends while the network is gone. */
const watchMs = 60_000

const sameDay = (one: number, other: number): boolean => {
  const [a, b] = [localParts(one), localParts(other)]
  return a.year === b.year && a.month === b.month && a.day === b.day
}

/** Joins login, views and what is kept: which papers are wanted, what is locked and what is erased. */
class Offline {
  readonly vault = new Vault()
  readonly #keeper = new Keeper(this.vault, serverNow)
  #accountId: string | null = null
  /** Changes of login come one after the other. */
  #queue: Promise<void> = Promise.resolve()
  /** What was known of a meeting when it was looked into last, since the connection came. */
  readonly #looked = new Map<string, string>()
  #settling: ReturnType<typeof setTimeout> | undefined

  /** Begins; once, at start. */
  start(): void {
    if (!Vault.supported()) return
    onLoginEnd(reason => this.#then(() => this.#ended(reason)))
    const login = () => this.#then(() => this.#loginChanged())
    useLogin.subscribe(login)
    login()
    setInterval(login, watchMs)
    onView((event, scopeId, revision, view) => {
      if (event.name === meetingsEvents.left.name)
        return this.#then(async () => {
          await this.#keeper.eraseMeeting(scopeId)
          await this.vault.eraseNotes({ meetingId: scopeId })
        })
      if (!keptEvents.has(event.name) || this.#accountId === null) return
      this.#then(() => this.vault.putView({ name: event.name, scopeId, revision, view }))
      this.#look()
    })
    connection.onReady(() => {
      this.#looked.clear()
      this.#keeper.wake()
      this.#look()
    })
    addEventListener('online', () => this.#keeper.wake())
  }

  /** A piece that is kept and may be read; else null. */
  async piece(versionId: string, piece: number): Promise<Uint8Array | null> {
    return useOffline.getState().held.get(versionId)?.has(piece) === true
      ? this.vault.piece(versionId, piece)
      : null
  }

  /** Whether something can be kept and read now, once what changed about the login was taken account of. */
  async whenReady(): Promise<boolean> {
    await this.#queue
    return this.vault.isOpen
  }

  #then(act: () => Promise<void>): void {
    // A store that fails leaves reading over the network as it is.
    this.#queue = this.#queue.then(act).catch(() => undefined)
  }

  async #loginChanged(): Promise<void> {
    const { state } = useLogin.getState()
    if (state.kind !== 'in') return
    const { account, login } = state.me
    // By this device's clock: without the network there is no other.
    const expiresAt = login.expiresAt - useConnection.getState().clockOffset
    const who = { accountId: account.id, expiresAt }
    const confirmed = state.confirmed && (connection.connected() || this.#accountId === null)
    let answer = await this.vault.unlock(who, deviceNow(), confirmed)
    if (answer === 'foreign' && state.confirmed) {
      await this.#erase()
      answer = await this.vault.unlock(who, deviceNow(), true)
    }
    if (answer === 'open') await this.#opened(account.id)
    else if (answer === 'locked') {
      this.#shut('locked')
      // The login's time ran out while the network was gone: this page ends it as the server would.
      if (state.confirmed) loginEnded('expired')
    }
  }

  async #opened(accountId: string): Promise<void> {
    if (this.#accountId === accountId) return
    this.#accountId = accountId
    for (const { name, scopeId, revision, view } of await this.vault.views())
      restoreView(name, scopeId, revision, view)
    await this.#keeper.start()
    // Only now is it known what is here: before, "nothing" would be shown for a blink.
    useOffline.setState({ state: 'open' })
    this.#look()
  }

  async #ended(reason: EndReason): Promise<void> {
    const holder = await this.vault.holder()
    if (holder === null) return this.#shut('off')
    if (afterEnd(reason, holder, deviceNow()) === 'erase') return this.#erase()
    this.#shut('locked')
    await this.vault.lock()
  }

  #shut(state: 'off' | 'locked'): void {
    this.#accountId = null
    this.#looked.clear()
    this.#keeper.stop()
    useOffline.setState({ state })
  }

  async #erase(): Promise<void> {
    this.#shut('off')
    await this.vault.erase()
  }

  #look(): void {
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => void this.#lookNow().catch(() => undefined), settleMs)
  }

  /** Finds out what is to be kept now and what must go. */
  async #lookNow(): Promise<void> {
    const accountId = this.#accountId
    if (accountId === null) return
    const list = await this.#list(accountId)
    if (this.#accountId !== accountId) return
    const now = serverNow()
    const ahead = (list ?? [])
      .filter(meeting => fetchedAhead(meeting, now, sameDay(meeting.startsAt, now)))
      .sort(byUrgency)
    this.#keeper.want(ahead.flatMap(({ id }) => this.#wantedOf(id)))
    await this.#keeper.review(list, meetingId => this.#versionsOf(meetingId))
    if (ahead.length > 0) void navigator.storage?.persist?.().catch(() => undefined)
    for (const meeting of ahead) await this.#lookInto(meeting)
  }

  async #list(accountId: string): Promise<readonly MeetingSummary[] | null> {
    const known = currentView(meetingsEvents.listChanged, accountId)
    if (known !== null) return known.meetings
    if (!connection.connected()) return null
    const asked = await call(meetings.list, {})
    if (!asked.ok) return null
    const view = { name: meetingsEvents.listChanged.name, scopeId: accountId, revision: 0, view: asked.data }
    restoreView(view.name, view.scopeId, view.revision, view.view)
    this.#then(() => this.vault.putView(view))
    return asked.data.meetings
  }

  #wantedOf(meetingId: string) {
    const items = currentView(agendaEvents.changed, meetingId)?.items ?? []
    const papers = currentView(documentsEvents.changed, meetingId)?.documents ?? []
    return wantedOf(meetingId, items, papers)
  }

  #versionsOf(meetingId: string): ReadonlySet<string> | null {
    const view = currentView(documentsEvents.changed, meetingId)
    return view === null ? null : new Set(view.documents.flatMap(({ version }) => version?.id ?? []))
  }

  /** Hears what a meeting's papers are, without staying in it: being in a meeting is being present. */
  async #lookInto(meeting: MeetingSummary): Promise<void> {
    const sign = JSON.stringify([meeting.state, meeting.itemCount, meeting.paperCount])
    if (!connection.connected() || isFollowed(meeting.id) || this.#looked.get(meeting.id) === sign) return
    this.#looked.set(meeting.id, sign)
    await new Promise<void>(resolve => {
      const stopHearing = onView((event, scopeId) => {
        if (event.name === documentsEvents.changed.name && scopeId === meeting.id) done()
      })
      const timer = setTimeout(() => done(), lookMs)
      const stop = followMeeting(meeting.id)
      const done = () => {
        clearTimeout(timer)
        stopHearing()
        stop()
        resolve()
      }
    })
  }
}

export const offline = new Offline()
