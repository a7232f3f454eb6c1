import type { LayerName } from '#shared/annotations/annotations.contract.ts'
import type { NotesKeep } from './keep.ts'

/** [N30] The key of one's private notes, as it comes and goes. */
export interface PrivateKey {
  readonly accountId: string
  /** Null while this device has none. */
  key(): CryptoKey | null
  subscribe(listener: () => void): () => void
}

export interface LayerOptions {
  readonly name: LayerName
  readonly versionId: string
  readonly meetingId: string
  /** The notes' endpoint, as wss://committee/notes. */
  readonly url: string
  readonly keep: NotesKeep
  /** Whether the viewer writes here, as far as is known. */
  readonly writable: boolean
  /** For the private layer, and for it alone. */
  readonly privateKey?: PrivateKey
  /** Another WebSocket than the browser's. */
  readonly socket?: typeof WebSocket
}
