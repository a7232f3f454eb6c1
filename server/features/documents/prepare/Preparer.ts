import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { extrasLimits, type PrepareLimits } from './limits.ts'
import type { PreparedDocument, Refusal, ThumbnailPack } from './prepared.ts'
import { Queue } from './Queue.ts'
import { runJob } from './runJob.ts'

/** A paper that can be read. Store the files that it names, then `discard` them. */
export type Prepared = { document: PreparedDocument; discard(): Promise<void> }
export type PrepareResult = { ok: true; data: Prepared } | { ok: false; error: Refusal }

/** Consecutive pages' thumbnails (in a file that is gone when `onBatch` has settled) and texts. */
export type Batch = { thumbnails: ThumbnailPack; texts: string[] }
export type ExtrasResult = { ok: true } | { ok: false; error: Refusal }

const Texts = z.array(z.string())

/**
 * Checks and prepares uploaded papers, each in a process of its own. What the file does there (crash, endless
 * loop, flood of memory) becomes a coded refusal; the server's own memory does not grow with the file.
 */
export class Preparer {
  readonly #folder: string
  readonly #limits: PrepareLimits
  readonly #papers: Queue
  readonly #extras = new Queue(1)
  readonly #stop = new AbortController()

  private constructor(folder: string, limits: PrepareLimits, atOnce: number) {
    this.#folder = folder
    this.#limits = limits
    this.#papers = new Queue(atOnce)
  }

  /**
   * Opens with a folder of its own for what is being made, and empties it of what an earlier run left.
   * `atOnce` papers are prepared at a time and, beside them, one paper's thumbnails and text.
   */
  static async open(options: { workFolder: string; limits: PrepareLimits; atOnce: number }) {
    await rm(options.workFolder, { recursive: true, force: true })
    await mkdir(options.workFolder, { recursive: true, mode: 0o700 })
    return new Preparer(options.workFolder, options.limits, options.atOnce)
  }

  /**
   * Checks the file at `path` by its content and makes what is needed to read it. The file itself stays as it
   * is. A refusal leaves nothing behind. Rejects with an AbortError after `close`.
   */
  async prepare(path: string): Promise<PrepareResult> {
    return this.#papers.run(async () => {
      const folder = await this.#makeFolder()
      const discard = () => rm(folder, { recursive: true, force: true })
      let document: PreparedDocument | undefined
      try {
        const job = { work: 'prepare' as const, path, folder, fromPage: 1, limits: this.#limits }
        const refusal = await runJob(job, this.#stop.signal, async said => {
          if (said.say === 'prepared') document = said.prepared
        })
        if (refusal) return { ok: false, error: refusal }
        if (!document) return { ok: false, error: { code: 'document.broken', detail: 'No answer' } }
        return { ok: true, data: { document, discard } }
      } finally {
        if (!document) await discard()
      }
    })
  }

  /**
   * Makes the thumbnails and reads the text of a prepared paper (its derivative, where it has one), from
   * `fromPage` on, and hands them over batch after batch, in order. A refusal here (`document.tooComplex`)
   * means that some page would be too much for a tablet as well: take the paper back.
   */
  async extras(
    paper: { path: string; pageCount: number; fromPage?: number },
    onBatch: (batch: Batch) => Promise<void>,
  ): Promise<ExtrasResult> {
    return this.#extras.run(async () => {
      const folder = await this.#makeFolder()
      try {
        const { path, pageCount, fromPage = 1 } = paper
        const limits = extrasLimits(this.#limits, pageCount)
        const refusal = await runJob(
          { work: 'extras', path, folder, fromPage, limits },
          this.#stop.signal,
          async said => {
            if (said.say !== 'batch') return
            const { thumbnails, textPath } = said.batch
            const texts = Texts.parse(JSON.parse(await readFile(textPath, 'utf8')))
            await onBatch({ thumbnails, texts })
            await rm(thumbnails.path, { force: true })
            await rm(textPath, { force: true })
          },
        )
        return refusal ? { ok: false, error: refusal } : { ok: true }
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    })
  }

  /** Ends all processes; what runs or waits rejects with an AbortError, and its folders go. */
  close(): Promise<void> {
    this.#stop.abort()
    return Promise.all([this.#papers.idle(), this.#extras.idle()]).then(() => undefined)
  }

  #makeFolder(): Promise<string> {
    this.#stop.signal.throwIfAborted()
    return mkdtemp(join(this.#folder, 'paper-'))
  }
}
