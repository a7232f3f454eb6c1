import type { CloseReason } from '#shared/contract/close.ts'

/** What is limited by itself: a tablet that reads a paper has no socket less for it. */
export type ChannelKind = 'socket' | 'download' | 'upload' | 'notes'

interface Channel {
  readonly kind: ChannelKind
  readonly loginId: string
  close(reason: CloseReason): void
  /** Whether the right that it was opened with still stands; null when it does, else why not. */
  recheck(): Promise<CloseReason | null>
}

/**
 * Every channel that stays open (sockets, downloads, notes, later media), by the login behind it.
 * Ending a login closes its channels at once; rights that end otherwise are found by the sweep.
 */
export class Connections {
  readonly #channels = new Set<Channel>()
  readonly #byLogin = new Map<string, Set<Channel>>()
  #timer: NodeJS.Timeout | undefined

  /** Begins to sweep every `everyMs`; does not keep the process alive. */
  start(everyMs: number, onError: (error: unknown) => void): void {
    this.#timer = setInterval(() => this.sweep().catch(onError), everyMs).unref()
  }

  /** Registers an open channel. @returns what to call when it closed by itself. */
  add(channel: Channel): () => void {
    this.#channels.add(channel)
    const ofLogin = this.#byLogin.get(channel.loginId) ?? new Set()
    ofLogin.add(channel)
    this.#byLogin.set(channel.loginId, ofLogin)
    return () => this.#remove(channel)
  }

  /** How many channels of one kind a login has open now. */
  count(loginId: string, kind: ChannelKind): number {
    let count = 0
    for (const channel of this.#byLogin.get(loginId) ?? []) if (channel.kind === kind) count += 1
    return count
  }

  /** Closes every channel of a login, at once. */
  cut(loginId: string, reason: CloseReason): void {
    for (const channel of [...(this.#byLogin.get(loginId) ?? [])]) {
      this.#remove(channel)
      channel.close(reason)
    }
  }

  /** Asks every open channel whether its right still stands, and closes those where it does not. */
  async sweep(): Promise<void> {
    const failures: unknown[] = []
    for (const channel of [...this.#channels]) {
      try {
        const reason = await channel.recheck()
        if (reason === null || !this.#channels.has(channel)) continue
        this.#remove(channel)
        channel.close(reason)
      } catch (error) {
        // One channel that cannot be asked keeps no other from being asked.
        failures.push(error)
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Some channels could not be asked.')
  }

  /** Closes everything: the server stops. */
  close(): void {
    clearInterval(this.#timer)
    for (const loginId of [...this.#byLogin.keys()]) this.cut(loginId, 'serverStopping')
  }

  #remove(channel: Channel): void {
    this.#channels.delete(channel)
    const ofLogin = this.#byLogin.get(channel.loginId)
    ofLogin?.delete(channel)
    if (ofLogin?.size === 0) this.#byLogin.delete(channel.loginId)
  }
}
