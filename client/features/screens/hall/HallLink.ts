import { create } from 'zustand'
import { recall, remember } from '#client/i18n/remembered.ts'
import { call } from '#client/net/call.ts'
import { connection, tellServerTime, useConnection } from '#client/net/connection.ts'
import { type HallScreen, screens, screensEvents } from '#shared/screens/screens.contract.ts'
import { pairingMs } from '#shared/screens/screens.rules.ts'
import { system } from '#shared/system/system.contract.ts'

/** Which screen this display is. */
export interface OwnScreen {
  readonly screen: HallScreen
  readonly committee: { readonly name: string }
}

/** How this display stands with the server. */
export type HallState =
  | { readonly kind: 'asking' }
  /** [H5] The server cannot be reached; what this display remembers of itself, if it was paired. */
  | { readonly kind: 'unreachable'; readonly known: OwnScreen | null }
  | { readonly kind: 'unpaired'; readonly code: string }
  /** [S3] Too many displays wait to be paired. */
  | { readonly kind: 'crowded' }
  /** [H4] */
  | { readonly kind: 'person' }
  | { readonly kind: 'paired'; readonly own: OwnScreen }

export const useHall = create<{ readonly state: HallState }>()(() => ({ state: { kind: 'asking' } }))

const storageKey = 'phong-hop-so.screen'
/** Between two questions, milliseconds: whether the code was entered, and whether the server is back. */
const askEveryMs = 2_000
/** [H1] A code is renewed this long before its end, so that nobody types one that is just over. */
const renewBeforeMs = 45_000
const patience = { patienceMs: 4_000 }

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
const show = (state: HallState): void => useHall.setState({ state })

/** What this display was when it was paired last; null where it was not, or storage is shut. */
const remembered = (): OwnScreen | null => {
  try {
    const found = screensEvents.assigned.view.safeParse(JSON.parse(recall(storageKey) ?? ''))
    return found.success ? found.data : null
  } catch {
    return null
  }
}

/** Keeps this display paired, for as long as its page stands. */
class HallLink {
  #running = false

  /** Begins; harmless when it runs. */
  start(): void {
    if (this.#running) return
    this.#running = true
    void this.#run()
  }

  async #run(): Promise<void> {
    const known = remembered()
    if (known !== null) show({ kind: 'unreachable', known })
    for (;;) await this.#round()
  }

  /** Asks who this display is, and acts on the answer until it changes. */
  async #round(): Promise<void> {
    const me = await call(screens.me, {}, patience)
    if (me.ok) {
      this.#keep(me.data)
      connection.open()
      return this.#untilEnded()
    }
    switch (me.error.code) {
      case 'login.required':
      case 'login.ended':
      case 'object.notFound':
        remember(storageKey, '')
        return this.#pair()
      case 'right.missing':
        show({ kind: 'person' })
        return pause(askEveryMs * 2)
      default:
        show({ kind: 'unreachable', known: remembered() })
        return pause(askEveryMs)
    }
  }

  /** Shows a code until it is entered, runs out, or is not known any more. */
  async #pair(): Promise<void> {
    // [Y1] Without a socket yet, the display's clock is set by asking.
    const time = await call(system.time, {}, patience)
    if (time.ok) tellServerTime(time.data.now)
    const offer = await call(screens.requestPairing, {}, patience)
    if (!offer.ok) {
      show(offer.error.code === 'rate.limited' ? { kind: 'crowded' } : { kind: 'unreachable', known: null })
      return pause(askEveryMs)
    }
    const { code, pairingId, secret } = offer.data
    // By the monotonic clock: a display's own may be hours off.
    const until = performance.now() + pairingMs - renewBeforeMs
    while (performance.now() < until) {
      show({ kind: 'unpaired', code })
      await pause(askEveryMs)
      const result = await call(screens.finishPairing, { pairingId, secret }, patience)
      if (result.ok) return
      // [S8] A server that was started anew has forgotten the code.
      if (result.error.code === 'pairing.unknown') return
      // A code that nobody can enter now is not shown.
      if (result.error.code === 'network.lost') show({ kind: 'unreachable', known: null })
    }
  }

  #keep(own: OwnScreen): void {
    remember(storageKey, JSON.stringify(own))
    show({ kind: 'paired', own })
  }

  /** [H3] Until the pairing is ended. */
  #untilEnded(): Promise<void> {
    return new Promise(resolve => {
      const stop = useConnection.subscribe(({ state }) => {
        if (state.kind !== 'ended') return
        stop()
        resolve()
      })
    })
  }

  /** The server told this display's name or meeting anew. */
  told(own: OwnScreen): void {
    if (useHall.getState().state.kind === 'paired') this.#keep(own)
  }
}

export const hallLink = new HallLink()
