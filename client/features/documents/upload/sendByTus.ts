import { type DetailedError, Upload as TusUpload } from 'tus-js-client'
import { type ErrorCode, errors } from '#shared/contract/errors.ts'
import type { Failure } from '#shared/contract/result.ts'
import type { SendEnd, UploadParts } from './UploadQueue.ts'

/**
 * One request carries this much, bytes: at 0.5 Mbit/s a minute's worth, so that a proxy's patience is never tried,
 * and on the hall's own network few enough requests that they cost nothing.
 */
const chunkBytes = 4 * 1024 * 1024

const isCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(errors, code)

/** The server's own words in the answer's body, where they are there. */
const failureOf = (body: string): Failure | null => {
  try {
    const answer: unknown = JSON.parse(body)
    const error =
      typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : undefined
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
    return isCode(code) ? { code } : null
  } catch {
    return null
  }
}

/** Refusals after which sending again, from where the server stands, can succeed. */
const passing: readonly ErrorCode[] = ['revision.stale', 'rate.limited', 'server.busy', 'server.failed']

/** What an HTTP answer means for sending again; status 0 where no answer came. HEAD is answered without a body. */
export const endOf = (status: number, body: string): SendEnd => {
  const failure = failureOf(body)
  if (failure !== null)
    return passing.includes(failure.code) ? { kind: 'lost' } : { kind: 'refused', failure }
  const usual: Readonly<Record<number, ErrorCode>> = {
    401: 'login.required',
    403: 'right.missing',
    404: 'object.notFound',
    413: 'document.sizeMismatch',
    507: 'disk.full',
  }
  const code = usual[status]
  return code === undefined ? { kind: 'lost' } : { kind: 'refused', failure: { code } }
}

const isDetailed = (error: Error | DetailedError): error is DetailedError => 'originalResponse' in error

/** Sends a file to the address that the announcement answered, from where the server stands (tus 1.0.0). */
export const sendByTus: UploadParts<File>['send'] = (file, uploadUrl, on) => {
  const upload = new TusUpload(file, {
    uploadUrl,
    chunkSize: chunkBytes,
    // The queue tries again by itself: it knows when the line is back, and which file comes first.
    retryDelays: null,
    storeFingerprintForResuming: false,
    onProgress: sent => on.progress(sent),
    onSuccess: () => on.end({ kind: 'sent' }),
    onError: error => {
      const response = isDetailed(error) ? error.originalResponse : null
      on.end(endOf(response?.getStatus() ?? 0, response?.getBody() ?? ''))
    },
  })
  upload.start()
  return { stop: () => void upload.abort().catch(() => undefined) }
}
