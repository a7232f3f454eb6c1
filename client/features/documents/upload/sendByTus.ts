import { type DetailedError, Upload as TusUpload } from 'tus-js-client'
import { z } from 'zod'
import { type ErrorCode, errors } from '#shared/contract/errors.ts'
import type { Failure } from '#shared/contract/result.ts'
import type { SendEnd, UploadParts } from './UploadQueue.ts'

/**
 * One request carries this much, bytes: at 0.5 Mbit/s a minute's worth, so that a proxy's patience is never tried,
 * and on the hall's own network few enough requests that they cost nothing.
 */
const chunkBytes = 4 * 1024 * 1024

const isCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(errors, code)

const Answer = z.object({
  error: z.object({
    code: z.custom<ErrorCode>(isCode),
    retryAfterMs: z.number().optional(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  }),
})

/** The server's own words in the answer's body, where they are there. */
const failureOf = (body: string): Failure | null => {
  try {
    const answer = Answer.safeParse(JSON.parse(body))
    if (!answer.success) return null
    const { code, retryAfterMs, params } = answer.data.error
    return {
      code,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(params === undefined ? {} : { params }),
    }
  } catch {
    return null
  }
}

/** Refusals after which sending again, from where the server stands, can succeed: the server has to recover first. */
const busy: readonly ErrorCode[] = ['rate.limited', 'server.busy', 'server.failed']

/**
 * What an HTTP answer means for sending again; status 0 where no answer came. HEAD is answered without a body:
 * there `retryAfter` says how long to wait (RFC 9110 §10.2.3, in seconds).
 */
export const endOf = (status: number, body: string, retryAfter = ''): SendEnd => {
  const failure = failureOf(body)
  const headerMs = /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1_000 : 0
  if (failure !== null) {
    if (failure.code === 'revision.stale') return { kind: 'lost' }
    return busy.includes(failure.code)
      ? { kind: 'busy', retryAfterMs: failure.retryAfterMs ?? headerMs }
      : { kind: 'refused', failure }
  }
  if (status === 429 || status === 503) return { kind: 'busy', retryAfterMs: headerMs }
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

/** Whether the file on this computer is still the one that was chosen: browsers read no file that was changed since. */
const isThere = (file: File): Promise<boolean> =>
  file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    )

/** Sends a file to the address that the announcement answered, from where the server stands (tus 1.0.0). */
export const sendByTus: UploadParts<File>['send'] = (file, uploadUrl, on) => {
  let stopped = false
  const upload = new TusUpload(file, {
    uploadUrl,
    chunkSize: chunkBytes,
    // The queue tries again by itself: it knows when the line is back, and which file comes first.
    retryDelays: null,
    storeFingerprintForResuming: false,
    onBeforeRequest: () => {
      // Stopping while the file is being opened is undone by the library's own start.
      if (!stopped) return
      void upload.abort()
      throw new Error('Stopped before the request')
    },
    onProgress: sent => on.progress(sent),
    onSuccess: () => on.end({ kind: 'sent' }),
    onError: async error => {
      const response = isDetailed(error) ? error.originalResponse : null
      const status = response?.getStatus() ?? 0
      const gone = status === 0 && !(await isThere(file))
      if (stopped) return
      on.end(
        gone
          ? { kind: 'refused', failure: { code: 'document.sizeMismatch' } }
          : endOf(status, response?.getBody() ?? '', response?.getHeader('Retry-After') ?? ''),
      )
    },
  })
  upload.start()
  return {
    stop: () => {
      stopped = true
      void upload.abort().catch(() => undefined)
    },
  }
}
