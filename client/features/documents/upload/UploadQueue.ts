import type { Failure, Result } from '#shared/contract/result.ts'

/** Where a file goes: which paper of which item; ids are the client's. */
export interface UploadTarget {
  readonly meetingId: string
  readonly itemId: string
  readonly documentId: string
  readonly versionId: string
  readonly title: string
}

/** waiting: the line is away or the server asked to come back later, and it goes on by itself. */
export type UploadState = 'queued' | 'sending' | 'waiting' | 'paused' | 'sent' | 'failed'

/** One file on its way, as screens show it. */
export interface Upload extends UploadTarget {
  readonly fileName: string
  readonly byteLength: number
  /** Bytes that lie at the server, or are on the line. */
  readonly sentBytes: number
  readonly state: UploadState
  /** Whom it waits for; only in `waiting`. */
  readonly waitsFor: 'line' | 'server' | null
  /** Why it failed; only in `failed`. */
  readonly failure: Failure | null
}

/**
 * How one attempt at sending ended: all is there; the line broke; the server asks to come back, in `retryAfterMs`
 * milliseconds or whenever (0); or sending again cannot help.
 */
export type SendEnd =
  | { readonly kind: 'sent' | 'lost' }
  | { readonly kind: 'busy'; readonly retryAfterMs: number }
  | { readonly kind: 'refused'; readonly failure: Failure }

export interface Sending {
  /** Stops without an end being told. */
  stop(): void
}

export interface UploadParts<F> {
  /** Tells the server of the file; the answer is where to send it. Not called for an upload that goes on. */
  readonly announce: (target: UploadTarget, file: F) => Promise<Result<{ uploadUrl: string }>>
  /** Sends from wherever the server stands. Calls `end` once, unless stopped. */
  readonly send: (
    file: F,
    uploadUrl: string,
    on: { progress: (sentBytes: number) => void; end: (end: SendEnd) => void },
  ) => Sending
  /** Calls `act` after some milliseconds; answers how to call it off. */
  readonly later: (ms: number, act: () => void) => () => void
  /** Told of every change, with all uploads in the order in which they were added. */
  readonly onChange: (uploads: readonly Upload[]) => void
}

interface Job<F> {
  upload: Upload
  readonly file: F
  /** Null until the server was told of the file. */
  uploadUrl: string | null
  sending: Sending | null
  callOff: (() => void) | null
  tries: number
  /** Counts up whenever the job is stopped: what an earlier turn still answers is known as stale. */
  turn: number
}

/** A line that is slow is not made faster by more at once; the server takes six of one login. */
const atOnce = 3
const firstPauseMs = 1_000
const longestPauseMs = 20_000

/** What an announcement's failure means: some pass without anybody's doing. */
const endOf = (failure: Failure): SendEnd => {
  if (failure.code === 'network.lost') return { kind: 'lost' }
  if (failure.code === 'server.busy' || failure.code === 'rate.limited')
    return { kind: 'busy', retryAfterMs: failure.retryAfterMs ?? 0 }
  return { kind: 'refused', failure }
}

/** Files on their way to the server: a few at once, each paused, gone on with and given up by itself. */
export class UploadQueue<F extends { readonly name: string; readonly size: number }> {
  readonly #parts: UploadParts<F>
  readonly #jobs = new Map<string, Job<F>>()

  constructor(parts: UploadParts<F>) {
    this.#parts = parts
  }

  /** Adds a file; with `uploadUrl` the server knows it already, and sending goes on where it stands. */
  add(target: UploadTarget, file: F, uploadUrl: string | null = null): void {
    const before = this.#jobs.get(target.versionId)
    // What was sent is chosen again only where the server still lacks a part of it.
    if (before !== undefined && !['failed', 'sent'].includes(before.upload.state))
      return this.resume(target.versionId)
    this.#forgetSent()
    this.#jobs.set(target.versionId, {
      upload: {
        ...target,
        fileName: file.name,
        byteLength: file.size,
        sentBytes: 0,
        state: 'queued',
        waitsFor: null,
        failure: null,
      },
      file,
      uploadUrl,
      sending: null,
      callOff: null,
      tries: 0,
      turn: 0,
    })
    this.#go()
  }

  /** Stops sending; what came so far stays at the server. */
  pause(versionId: string): void {
    const job = this.#jobs.get(versionId)
    if (job === undefined || !['queued', 'sending', 'waiting'].includes(job.upload.state)) return
    this.#rest(job)
    this.#set(job, { state: 'paused', waitsFor: null })
    this.#go()
  }

  /** Goes on after a pause, or tries again after a failure. */
  resume(versionId: string): void {
    const job = this.#jobs.get(versionId)
    if (job === undefined || !['paused', 'waiting', 'failed'].includes(job.upload.state)) return
    this.#rest(job)
    job.tries = 0
    this.#set(job, { state: 'queued', waitsFor: null, failure: null })
    this.#go()
  }

  /** Stops and forgets an upload; giving it up at the server is the caller's. */
  drop(versionId: string): void {
    const job = this.#jobs.get(versionId)
    if (job === undefined) return
    this.#rest(job)
    this.#jobs.delete(versionId)
    this.#told()
    this.#go()
  }

  /** The line is back: whatever waits for it goes on at once; what the server put off keeps to its time. */
  wake(): void {
    for (const { upload } of this.#jobs.values())
      if (upload.waitsFor === 'line') this.resume(upload.versionId)
  }

  /** Whether closing the page now would stop something. */
  get busy(): boolean {
    return [...this.#jobs.values()].some(({ upload }) =>
      ['queued', 'sending', 'waiting'].includes(upload.state),
    )
  }

  #told(): void {
    this.#parts.onChange([...this.#jobs.values()].map(({ upload }) => upload))
  }

  #set(job: Job<F>, change: Partial<Upload>): void {
    job.upload = { ...job.upload, ...change }
    if (this.#jobs.get(job.upload.versionId) === job) this.#told()
  }

  /** Where all is sent, what comes next is counted from nothing. */
  #forgetSent(): void {
    const jobs = [...this.#jobs.values()]
    if (!jobs.every(({ upload }) => upload.state === 'sent' || upload.state === 'failed')) return
    for (const { upload } of jobs) if (upload.state === 'sent') this.#jobs.delete(upload.versionId)
  }

  #rest(job: Job<F>): void {
    job.turn += 1
    job.sending?.stop()
    job.sending = null
    job.callOff?.()
    job.callOff = null
  }

  /** Begins what waits its turn, as far as there is room. */
  #go(): void {
    this.#told()
    const jobs = [...this.#jobs.values()]
    let room = atOnce - jobs.filter(({ upload }) => upload.state === 'sending').length
    for (const job of jobs) {
      if (room <= 0) return
      if (job.upload.state !== 'queued') continue
      room -= 1
      this.#set(job, { state: 'sending' })
      void this.#begin(job)
    }
  }

  async #begin(job: Job<F>): Promise<void> {
    const { turn } = job
    let { uploadUrl } = job
    if (uploadUrl === null) {
      const announced = await this.#parts.announce(job.upload, job.file)
      if (announced.ok) job.uploadUrl = announced.data.uploadUrl
      // Paused or given up while the server was being told, and perhaps begun anew since.
      if (job.turn !== turn) return
      if (!announced.ok) return this.#ended(job, endOf(announced.error))
      uploadUrl = announced.data.uploadUrl
    }
    job.sending = this.#parts.send(job.file, uploadUrl, {
      progress: sentBytes => {
        if (job.turn !== turn) return
        job.tries = 0
        this.#set(job, { sentBytes })
      },
      end: end => {
        if (job.turn === turn) this.#ended(job, end)
      },
    })
  }

  #ended(job: Job<F>, end: SendEnd): void {
    job.sending = null
    switch (end.kind) {
      case 'sent':
        this.#set(job, { state: 'sent', sentBytes: job.upload.byteLength })
        return this.#go()
      case 'refused':
        this.#set(job, { state: 'failed', failure: end.failure })
        return this.#go()
      case 'lost':
        return this.#again(job, 'line', 0)
      case 'busy':
        return this.#again(job, 'server', end.retryAfterMs)
    }
  }

  /** Tries again later, and later each time, but never before the server's own time; others take the turn. */
  #again(job: Job<F>, waitsFor: 'line' | 'server', atLeastMs: number): void {
    job.tries += 1
    this.#set(job, { state: 'waiting', waitsFor })
    const { versionId } = job.upload
    const pauseMs = Math.max(atLeastMs, Math.min(longestPauseMs, firstPauseMs * 2 ** (job.tries - 1)))
    job.callOff = this.#parts.later(pauseMs, () => {
      const { tries } = job
      this.resume(versionId)
      job.tries = tries
    })
    this.#go()
  }
}
