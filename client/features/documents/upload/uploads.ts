import { create } from 'zustand'
import { call } from '#client/net/call.ts'
import { connection } from '#client/net/connection.ts'
import { fail, ok, type Result } from '#shared/contract/result.ts'
import { documents } from '#shared/documents/documents.contract.ts'
import type { Audience } from '#shared/meetings/meetings.contract.ts'
import { forgetFile, rememberFile } from './fingerprints.ts'
import { sendByTus } from './sendByTus.ts'
import { type Upload, UploadQueue, type UploadTarget } from './UploadQueue.ts'

interface UploadsState {
  readonly uploads: readonly Upload[]
}

/** Every file that this page is sending; goes on while the secretary is on another screen. */
export const useUploads = create<UploadsState>()(() => ({ uploads: [] }))

const audiences = new Map<string, Audience>()
const everyone: Audience = { kind: 'everyone' }

/** A PDF says so in its first kilobyte (ISO 32000-2, Annex I): anything else need not travel first. */
const looksLikePdf = async (file: File): Promise<boolean> =>
  (
    await file
      .slice(0, 1024)
      .text()
      .catch(() => '%PDF-')
  ).includes('%PDF-')

const isWanted = ({ versionId }: UploadTarget): boolean =>
  useUploads.getState().uploads.some(upload => upload.versionId === versionId)

/** Tells the server of a file, unless it was given up meanwhile. */
const announce = async (target: UploadTarget, file: File): Promise<Result<{ uploadUrl: string }>> => {
  if (file.size === 0) return fail('document.empty')
  if (!(await looksLikePdf(file))) return fail('document.notPdf')
  if (!isWanted(target)) return fail('object.notFound')
  const announced = await call(
    documents.announce,
    {
      documentId: target.documentId,
      versionId: target.versionId,
      itemId: target.itemId,
      title: target.title,
      fileName: file.name,
      byteLength: file.size,
      audience: audiences.get(target.versionId) ?? everyone,
      secrecy: null,
    },
    // The version's id serves as the command's: announcing again after a lost answer is the same command.
    { id: target.versionId },
  )
  // Told by an earlier announcement, whose answer was lost for so long that the server forgot the command.
  if (!announced.ok && announced.error.code === 'object.exists')
    return ok({ uploadUrl: `/upload/${target.versionId}` })
  if (!announced.ok) return announced
  rememberFile(target.versionId, file)
  // It was given up while the server was being told of it.
  if (!isWanted(target)) await call(documents.discardPending, { documentId: target.documentId })
  return announced
}

let before: Promise<unknown> = Promise.resolve()
/** One after another: the server orders papers by their announcement, and they were chosen in an order. */
const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
  const own = before.then(act)
  before = own.catch(() => undefined)
  return own
}

const queue = new UploadQueue<File>({
  announce: (target, file) => inTurn(() => announce(target, file)),
  send: sendByTus,
  later: (ms, act) => {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  },
  onChange: uploads => {
    for (const { state, versionId } of uploads) if (state === 'sent') forgetFile(versionId)
    useUploads.setState({ uploads })
  },
})

const askBeforeLeaving = (leaving: BeforeUnloadEvent): void => {
  if (queue.busy) leaving.preventDefault()
}
let listening = false
const listen = (): void => {
  if (listening) return
  listening = true
  connection.onReady(() => queue.wake())
  addEventListener('online', () => queue.wake())
  addEventListener('beforeunload', askBeforeLeaving)
}

/** Sends a file as a new paper, or (with `documentId`) as a new version of one. */
export const sendFile = (
  target: Omit<UploadTarget, 'documentId' | 'versionId'> & { readonly documentId?: string },
  file: File,
  audience: Audience = everyone,
): void => {
  listen()
  const versionId = crypto.randomUUID()
  audiences.set(versionId, audience)
  queue.add({ ...target, versionId, documentId: target.documentId ?? crypto.randomUUID() }, file)
}

/** Goes on with a version of which a part lies at the server, after a reload or from another computer. */
export const goOnWith = (target: UploadTarget, file: File): void => {
  listen()
  queue.add(target, file, `/upload/${target.versionId}`)
}

export const pauseUpload = (versionId: string): void => queue.pause(versionId)
export const resumeUpload = (versionId: string): void => queue.resume(versionId)

/** Forgets an upload on this page: after it was given up at the server, or was refused before it got there. */
export const dropUpload = (versionId: string): void => {
  forgetFile(versionId)
  audiences.delete(versionId)
  queue.drop(versionId)
}

/** Forgets whatever this page sends of a paper that was removed. */
export const dropUploadsOf = (documentId: string): void => {
  for (const upload of useUploads.getState().uploads)
    if (upload.documentId === documentId) dropUpload(upload.versionId)
}
