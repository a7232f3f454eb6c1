import type { LayerName } from '#shared/annotations/annotations.contract.ts'
import type { LayerRight } from '#shared/annotations/annotations.rules.ts'
import { closeCodes, type NoteRefusal, notFoundCode, notLoadedCode } from '#shared/annotations/wire.ts'
import type { CloseReason } from '#shared/contract/close.ts'
import type { Viewer } from './viewer.ts'

/** Which layer of which version somebody asks for; a private one is the caller's own. */
export interface LayerAddress {
  readonly versionId: string
  readonly layer: LayerName
}

/** Somebody who has a layer open. */
export interface LayerMember {
  /** Empty for a screen. */
  readonly accountId: string
  send(frame: Uint8Array): void
  /** So many of its updates are stored, or were refused. */
  settled(count: number): void
  /** The layer takes updates again. */
  wake(): void
  /** The layer could not be kept, or is gone. */
  end(why: 'notLoaded' | 'removed'): void
}

/** How an update comes, and what its writer may. */
export interface Writer {
  readonly removeAny: boolean
  readonly live: boolean
}

/** A layer in memory; see LayerDocument. */
export interface OpenLayer {
  readonly busy: boolean
  readonly presence: {
    hear(member: LayerMember, update: Uint8Array, shows: boolean): boolean
    hush(member: LayerMember): void
    all(): Uint8Array | null
  }
  ask(member: LayerMember, stateVector: Uint8Array, askBack: boolean): boolean
  askBack(member: LayerMember): void
  take(member: LayerMember, update: Uint8Array, writer: Writer, number: number): NoteRefusal | null
}

/** What somebody is to a layer now: what they may, or why they may not. */
export type Standing =
  | { readonly viewer: Viewer; readonly right: LayerRight }
  | { readonly closed: CloseReason | 'object.notFound' }

/** What the endpoint needs of the feature. */
export interface NoteLayers {
  /** Looks storage up, once for all who ask. */
  standings(asked: readonly { viewer: Viewer; address: LayerAddress }[]): Promise<readonly Standing[]>
  /** @throws where the layer cannot be loaded. */
  enter(viewer: Viewer, address: LayerAddress, member: LayerMember): Promise<OpenLayer>
  leave(layer: OpenLayer, member: LayerMember): void
  close(): Promise<void>
}

/** The code with which a connection is closed, and what it says. */
export const closeOf = (why: CloseReason | 'object.notFound' | 'notes.notLoaded'): [number, string] =>
  why === 'object.notFound'
    ? [notFoundCode, why]
    : why === 'notes.notLoaded'
      ? [notLoadedCode, why]
      : [closeCodes[why], why]
