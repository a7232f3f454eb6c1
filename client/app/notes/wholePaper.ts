import { offline } from '#client/app/offline/offline.ts'
import type { ReadyVersion } from '#client/features/documents/paperSource.ts'
import { AskedToWait, fetchPiece, PaperRefused } from '#client/features/offline/fetchPiece.ts'
import { pieceCount, pieceRange } from '#client/features/offline/offline.rules.ts'

/** Why a paper cannot be had whole: the right to it ended, or the network is gone and it is not kept here. */
export type MissingPaper = 'refused' | 'unreachable'

/** The server is busy with this device's own files: so often it is asked again. */
const patience = 20

/**
 * [N60] All bytes of a paper: what this device keeps, and the rest over the network. `onShare` is told how far it
 * has come, 0 to 1. @returns why not, where it cannot be had. Rejects when `stop` aborts.
 */
export async function wholePaper(
  { id, paperBytes }: ReadyVersion,
  onShare: (share: number) => void,
  stop: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | MissingPaper> {
  const whole = new Uint8Array(paperBytes)
  const count = pieceCount(paperBytes)
  for (let piece = 0; piece < count; piece++) {
    stop.throwIfAborted()
    const kept = await offline.piece(id, piece).catch(() => null)
    const bytes = kept ?? (await fetched(id, paperBytes, piece, stop))
    if (typeof bytes === 'string') return bytes
    whole.set(bytes, pieceRange(paperBytes, piece).begin)
    onShare((piece + 1) / count)
  }
  return whole
}

async function fetched(
  versionId: string,
  size: number,
  piece: number,
  stop: AbortSignal,
): Promise<Uint8Array | MissingPaper> {
  for (let tries = 0; tries < patience; tries++) {
    try {
      return await fetchPiece({ versionId, size, documentId: '', meetingId: '' }, piece, stop)
    } catch (error) {
      stop.throwIfAborted()
      if (error instanceof PaperRefused) return 'refused'
      if (!(error instanceof AskedToWait)) return 'unreachable'
      await new Promise(resolve => setTimeout(resolve, error.waitMs))
    }
  }
  return 'unreachable'
}
