import type { DocumentVersion, MeetingDocument } from '#shared/documents/documents.contract.ts'
import type { Upload } from './UploadQueue.ts'

type Of<S extends DocumentVersion['state']> = Extract<DocumentVersion, { state: S }>

/** How a paper stands, as its row shows it. */
export type PaperState =
  | { readonly kind: 'ready'; readonly version: Of<'ready'> }
  /** This page is sending it. */
  | { readonly kind: 'sending'; readonly upload: Upload }
  /** A part lies at the server, and another computer may be sending; or nobody is. */
  | { readonly kind: 'unfinished'; readonly version: Of<'uploading'> }
  | { readonly kind: 'preparing'; readonly version: Of<'preparing'> }
  | { readonly kind: 'refused'; readonly version: Of<'refused'> }

/** A paper's newest news: what is on its way, else what can be read. */
export const paperState = (document: MeetingDocument, uploads: readonly Upload[]): PaperState | null => {
  const { pending, version } = document
  if (pending?.state === 'preparing') return { kind: 'preparing', version: pending }
  if (pending?.state === 'refused') return { kind: 'refused', version: pending }
  if (pending?.state === 'uploading') {
    const upload = uploads.find(({ versionId }) => versionId === pending.id)
    return upload === undefined || upload.state === 'sent'
      ? { kind: 'unfinished', version: pending }
      : { kind: 'sending', upload }
  }
  return version?.state === 'ready' ? { kind: 'ready', version } : null
}

/** Uploads of an item that the server's view does not show yet, or that were refused before they got there. */
export const unannounced = (
  uploads: readonly Upload[],
  itemId: string,
  documents: readonly MeetingDocument[],
): readonly Upload[] => {
  const known = new Set(documents.flatMap(({ version, pending }) => [version?.id, pending?.id]))
  return uploads.filter(
    upload => upload.itemId === itemId && upload.state !== 'sent' && !known.has(upload.versionId),
  )
}

/** A title proposed from a file's name: without its ending (a year is none), underscores as blanks. */
export const titleOf = (fileName: string): string =>
  fileName
    .normalize('NFC')
    .replace(/\.(?!\d+$)[A-Za-z0-9]{1,5}$/, '')
    .replace(/[_\s]+/g, ' ')
    .trim() || fileName

/** From 0 to 1 over all uploads that are under way; null when none is. */
export const wholeProgress = (uploads: readonly Upload[]): number | null => {
  const counted = uploads.filter(({ state }) => state !== 'failed')
  if (!counted.some(({ state }) => state !== 'sent')) return null
  const total = counted.reduce((sum, { byteLength }) => sum + byteLength, 0)
  return counted.reduce((sum, { sentBytes }) => sum + sentBytes, 0) / Math.max(1, total)
}
