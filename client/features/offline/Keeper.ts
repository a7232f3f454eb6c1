import { AskedToWait, fetchPiece, PaperRefused } from './fetchPiece.ts'
import { type KeptPaper, makesRoom, nextPiece, toErase, type WantedPaper } from './offline.rules.ts'
import { useOffline } from './offlineStore.ts'
import type { Vault } from './Vault.ts'

/** After a failed request, milliseconds until the next. */
const againMs = 3_000

const named = (error: unknown, name: string): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === name

/** Fetches what is wanted into the vault, one piece after the other, and erases what must go. */
export class Keeper {
  readonly #vault: Vault
  readonly #now: () => number
  #wanted: readonly WantedPaper[] = []
  #papers: KeptPaper[] = []
  #held = new Map<string, Set<number>>()
  readonly #passed = new Set<string>()
  #stop = new AbortController()
  #wake: (() => void) | null = null
  #running = false

  constructor(vault: Vault, now: () => number) {
    this.#vault = vault
    this.#now = now
  }

  /** Reads what is here already, and begins; harmless when it runs. */
  async start(): Promise<void> {
    if (this.#running) return
    this.#running = true
    const stop = new AbortController()
    this.#stop = stop
    this.#papers = await this.#vault.papers()
    this.#held = await this.#vault.heldPieces()
    this.#tell()
    // One tab fetches; another one takes over when it is closed.
    const work = () => this.#run(stop.signal)
    const done = navigator.locks
      ? navigator.locks.request('phong-hop-so.fetch', { signal: stop.signal }, work)
      : work()
    // Stopping rejects what waits for the lock.
    void Promise.resolve(done).catch(() => undefined)
  }

  /** Ends fetching; nothing is written afterwards. */
  stop(): void {
    this.#running = false
    this.#stop.abort()
    this.#wake?.()
    this.#wanted = []
    this.#papers = []
    this.#held = new Map()
    this.#passed.clear()
    this.#tell(false)
  }

  /** What is to be kept now, in order. */
  want(papers: readonly WantedPaper[]): void {
    this.#wanted = papers
    this.#passed.clear()
    useOffline.setState({ full: false })
    this.#tell()
    this.#wake?.()
  }

  /** The network is there again: no waiting for the next try. */
  wake(): void {
    this.#wake?.()
  }

  /** [O11] [O12] Erases what the rules say; arguments as of `toErase`. */
  async review(
    meetings: Parameters<typeof toErase>[1],
    papersOf: Parameters<typeof toErase>[2],
  ): Promise<void> {
    await this.#erase(toErase(this.#papers, meetings, papersOf, this.#now()))
  }

  /** [O11] Erases everything of a meeting. */
  async eraseMeeting(meetingId: string): Promise<void> {
    this.#wanted = this.#wanted.filter(paper => paper.meetingId !== meetingId)
    await this.#erase(
      this.#papers.filter(paper => paper.meetingId === meetingId).map(({ versionId }) => versionId),
    )
    await this.#vault.eraseViews(meetingId)
  }

  async #erase(versionIds: readonly string[]): Promise<void> {
    if (versionIds.length === 0) return
    const gone = new Set(versionIds)
    this.#wanted = this.#wanted.filter(({ versionId }) => !gone.has(versionId))
    this.#papers = this.#papers.filter(({ versionId }) => !gone.has(versionId))
    for (const versionId of gone) this.#held.delete(versionId)
    await this.#vault.erasePapers(versionIds)
    this.#tell()
  }

  async #run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const next = nextPiece(this.#wanted, this.#held, this.#passed)
      if (next === null || useOffline.getState().full) {
        this.#tell(false)
        await this.#sleep()
        continue
      }
      this.#tell(true)
      try {
        await this.#keep(next.paper, next.piece, stop)
      } catch (error) {
        if (stop.aborted) return
        if (error instanceof PaperRefused) this.#passed.add(next.paper.versionId)
        else if (named(error, 'QuotaExceededError')) await this.#makeRoom()
        else {
          this.#tell(false)
          await this.#sleep(error instanceof AskedToWait ? Math.max(againMs, error.waitMs) : againMs)
        }
      }
    }
  }

  async #keep(paper: WantedPaper, piece: number, stop: AbortSignal): Promise<void> {
    const bytes = await fetchPiece(paper, piece, stop)
    // The right may have gone while it came.
    const wanted = () => this.#wanted.some(({ versionId }) => versionId === paper.versionId)
    if (stop.aborted || !wanted()) return
    const known = this.#papers.find(({ versionId }) => versionId === paper.versionId)
    const kept = known ?? { ...paper, addedAt: this.#now() }
    await this.#vault.putPiece(kept, piece, bytes)
    if (stop.aborted) return
    if (!wanted()) return this.#vault.erasePapers([paper.versionId])
    if (known === undefined) this.#papers = [...this.#papers, kept]
    const pieces = this.#held.get(paper.versionId) ?? new Set()
    this.#held.set(paper.versionId, pieces.add(piece))
    this.#tell()
  }

  /** [O13] */
  async #makeRoom(): Promise<void> {
    const oldest = makesRoom(this.#papers, this.#wanted)
    if (oldest === null) useOffline.setState({ full: true })
    else await this.#erase([oldest])
  }

  #sleep(ms?: number): Promise<void> {
    return new Promise(resolve => {
      const timer = ms === undefined ? undefined : setTimeout(() => this.#wake?.(), ms)
      this.#wake = () => {
        clearTimeout(timer)
        this.#wake = null
        resolve()
      }
    })
  }

  #tell(fetching = useOffline.getState().fetching): void {
    useOffline.setState({
      wanted: this.#wanted,
      papers: this.#papers,
      held: new Map([...this.#held].map(([versionId, pieces]) => [versionId, new Set(pieces)])),
      fetching,
    })
  }
}
