import type { Exported, ExportFaultCode, ExportLayer, ExportOptions } from './core/types.ts'
import ExportWorker from './exportWorker.ts?worker'

export interface Job {
  readonly pdf: Uint8Array<ArrayBuffer> | null
  readonly layers: readonly ExportLayer[]
  readonly options: ExportOptions
}

export interface Made extends Omit<Exported, 'parts'> {
  readonly file: Blob
}

export type RunFault = ExportFaultCode | 'export.memory' | 'export.other'

export type Answer =
  | { readonly kind: 'progress'; readonly share: number }
  | ({ readonly kind: 'made' } & Made)
  | { readonly kind: 'failed'; readonly code: RunFault }

/**
 * Makes a file in a worker of its own, so that the screen stays alive; the paper's bytes go over to it.
 * @returns the file, or why there is none; null when `stop` aborted.
 */
export function runExport(
  job: Job,
  onShare: (share: number) => void,
  stop: AbortSignal,
): Promise<Made | RunFault | null> {
  return new Promise(resolve => {
    const worker = new ExportWorker()
    const end = (result: Made | RunFault | null) => {
      worker.terminate()
      stop.removeEventListener('abort', aborted)
      resolve(result)
    }
    const aborted = () => end(null)
    stop.addEventListener('abort', aborted, { once: true })
    worker.addEventListener('message', (told: MessageEvent<Answer>) => {
      const answer = told.data
      if (answer.kind === 'progress') onShare(answer.share)
      else end(answer.kind === 'made' ? answer : answer.code)
    })
    // A worker that dies without a word ran out of memory, or could not be had.
    worker.addEventListener('error', () => end('export.other'))
    worker.postMessage(job, job.pdf ? [job.pdf.buffer] : [])
  })
}
