import type { Context } from 'koa'
import type { FeatureParts } from '#server/feature.ts'
import type { Authentication } from '#server/transport/authenticate.ts'
import { answerFailure, type RawRoute } from '#server/transport/http.ts'
import type { Viewer } from '#server/transport/viewer.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { type Failure, fail } from '#shared/contract/result.ts'
import { documentsEvents, documentsRoutes } from '#shared/documents/documents.contract.ts'
import { papersMayChange } from '#shared/documents/documents.rules.ts'
import { openChannel } from './channel.ts'
import { maySend } from './documents.policy.ts'
import type { Preparation } from './documents.preparing.ts'
import type { Appended, UploadFolder } from './UploadFolder.ts'

/** https://tus.io/protocols/resumable-upload (1.0.0), core protocol. */
const protocol = '1.0.0'
/** A secretary sends a few papers at a time; a hall of secretaries a few dozen. */
const atOnce = { perLogin: 6, inAll: 48 }
/** What a sender that was refused still sends is thrown away for so long, so that it can read the answer. */
const lingerMs = 2_000
/** Progress is told to those who manage papers at most so often. */
const progressMs = 500

export interface UploadParts extends FeatureParts {
  readonly uploads: UploadFolder
  readonly preparation: Preparation
}

/** Tells of progress, seldom. */
const progressOf = ({ announce }: FeatureParts) => {
  const waiting = new Set<string>()
  return (meetingId: string): void => {
    if (waiting.has(meetingId)) return
    waiting.add(meetingId)
    setTimeout(() => {
      waiting.delete(meetingId)
      announce(documentsEvents.changed, meetingId)
    }, progressMs).unref()
  }
}

/** Ends the connection of a sender that goes on though it was answered. */
const linger = ({ req, res }: Context): void => {
  res.once('finish', () => {
    if (req.complete) return
    req.resume()
    setTimeout(() => {
      if (!req.complete) req.destroy()
    }, lingerMs).unref()
  })
}

const refuse = (context: Context, code: ErrorCode, more: Omit<Failure, 'code'> = {}): void => {
  linger(context)
  answerFailure(context, fail(code, more))
}

/** Upload-Offset as the protocol writes it: a whole number that is not negative. */
const offsetOf = (context: Context): number | null => {
  const text = context.get('Upload-Offset')
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}

const versionOf = (context: Context): string => String(context.params.versionId)

/** The resumable upload of an announced version; see SPEC.md, D7 and D8. */
export const uploadRoutes = (parts: UploadParts): RawRoute[] => {
  const { uploads, preparation, config, database, ports } = parts
  const progress = progressOf(parts)
  const sending = new Map<string, number>()

  /** The version, where this viewer may send it; otherwise the answer is given already. */
  const permitted = async (context: Context, { viewer, ended }: Authentication) => {
    context.set('Tus-Resumable', protocol)
    context.set('Cache-Control', 'no-store')
    const permission = await maySend(database.kysely, viewer, versionOf(context))
    if (permission.allowed) return permission.subject
    if (permission.code === 'login.required' && ended !== undefined)
      refuse(context, 'login.ended', { params: { reason: ended } })
    else refuse(context, permission.code)
    return null
  }

  /** tus 1.0.0 §Protocol Version: a sender of another version is told ours. */
  const speaksOurs = (context: Context): boolean => {
    if (context.get('Tus-Resumable') === protocol) return true
    context.set('Tus-Version', protocol)
    refuse(context, 'input.invalid', { field: 'Tus-Resumable' })
    context.status = 412
    return false
  }

  /** All of it has come. False where it came for nothing: then the answer is given already. */
  const taken = async (context: Context, versionId: string, viewer: Viewer): Promise<boolean> => {
    const received = await preparation.received(versionId, {
      actorId: viewer.kind === 'person' ? viewer.accountId : '',
      loginId: viewer.kind === 'person' ? viewer.loginId : '',
    })
    if (received.kind === 'over') refuse(context, 'meeting.wrongState', { params: { state: received.state } })
    else if (received.kind === 'gone') refuse(context, 'object.notFound')
    return received.kind === 'noted'
  }

  const answer = async (
    context: Context,
    appended: Appended,
    { versionId, total, viewer }: { versionId: string; total: number; viewer: Viewer },
  ): Promise<void> => {
    switch (appended.kind) {
      case 'at':
        if (appended.offset === total && !(await taken(context, versionId, viewer))) return
        context.set('Upload-Offset', String(appended.offset))
        context.status = 204
        return
      case 'moved':
        context.set('Upload-Offset', String(appended.offset))
        return refuse(context, 'revision.stale')
      case 'tooMuch':
        return refuse(context, 'document.sizeMismatch')
      case 'full':
        return refuse(context, 'disk.full')
      case 'slow':
        return refuse(context, 'server.busy', { retryAfterMs: 5_000 })
      case 'cut':
        context.respond = false
        context.req.destroy()
    }
  }

  const patch = async (context: Context, authentication: Authentication): Promise<void> => {
    const found = await permitted(context, authentication)
    if (found === null || !speaksOurs(context)) return
    const { version, document, meeting } = found
    const { viewer } = authentication
    const offset = offsetOf(context)
    if (context.get('Content-Type') !== 'application/offset+octet-stream')
      return refuse(context, 'input.invalid', { field: 'Content-Type' })
    if (offset === null) return refuse(context, 'input.invalid', { field: 'Upload-Offset' })
    if (!papersMayChange(meeting.state))
      return refuse(context, 'meeting.wrongState', { params: { state: meeting.state } })
    if (version.state !== 'uploading') {
      context.set('Upload-Offset', String(version.byte_length))
      return refuse(context, 'revision.stale')
    }
    const total = version.byte_length
    if (offset + Number(context.get('Content-Length') || 0) > total)
      return refuse(context, 'document.sizeMismatch')
    const loginId = viewer.kind === 'person' ? viewer.loginId : ''
    const mine = sending.get(loginId) ?? 0
    if (mine >= atOnce.perLogin || uploads.active >= atOnce.inAll)
      return refuse(context, 'rate.limited', { retryAfterMs: 5_000 })

    sending.set(loginId, mine + 1)
    const stop = new AbortController()
    const release = openChannel(parts, { request: context.req, response: context.res }, viewer, {
      kind: 'upload',
      mayGoOn: async (store, current) => (await maySend(store, current, version.id)).allowed,
      close: () => stop.abort(),
    })
    try {
      const appended = await uploads.append(context.req, {
        versionId: version.id,
        offset,
        total,
        signal: stop.signal,
        onBytes: () => progress(document.meetingId),
      })
      await answer(context, appended, { versionId: version.id, total, viewer })
    } finally {
      release()
      const left = (sending.get(loginId) ?? 1) - 1
      if (left > 0) sending.set(loginId, left)
      else sending.delete(loginId)
    }
  }

  const head = async (context: Context, authentication: Authentication): Promise<void> => {
    const found = await permitted(context, authentication)
    if (found === null || !speaksOurs(context)) return
    const { id, byte_length: total, state } = found.version
    let offset = total
    if (state === 'uploading') {
      // Whoever asks means to go on: a request that still hangs on a lost line must not hold the place.
      await uploads.interrupt(id)
      offset = await uploads.received(id)
      if (offset === total && !(await taken(context, id, authentication.viewer))) return
    }
    context.set('Upload-Offset', String(offset))
    context.set('Upload-Length', String(total))
    context.status = 200
  }

  const options = async (context: Context, authentication: Authentication): Promise<void> => {
    if ((await permitted(context, authentication)) === null) return
    context.set('Tus-Version', protocol)
    context.set('Tus-Max-Size', String(config.paperLimitBytes))
    context.status = 204
  }

  const logged =
    (handle: RawRoute['handle']): RawRoute['handle'] =>
    async (context, authentication) => {
      await handle(context, authentication)
      ports.log.debug({ path: context.path, method: context.method, status: context.status }, 'upload')
    }
  return [
    { contract: documentsRoutes.upload, handle: logged(patch) },
    { contract: documentsRoutes.uploadOffset, handle: logged(head) },
    { contract: documentsRoutes.uploadOptions, handle: logged(options) },
  ]
}
