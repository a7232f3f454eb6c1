/** What the reader is told and tells: no DOM, no pdf.js, so that pure parts and tests share it. */

export type QuarterTurn = 0 | 90 | 180 | 270

/** One page's size in points (1/72 inch) as it is read, its own /Rotate applied (ISO 32000-2, 7.7.3.3). */
export interface PageSize {
  readonly width: number
  readonly height: number
}

/** Whole page, page width, or a factor of page width (1 = as wide as the reader). */
export type Zoom = 'page' | 'width' | number

/**
 * Where somebody reads, so that another screen can show the same. The point of the page at the middle of
 * the upper edge of what is visible: screens of different heights then begin at the same line.
 */
export interface Position {
  /** 1-based. */
  readonly page: number
  /** 0 to 1 across the upright page (the reader's rotation taken off); outside it from -1 to 2. */
  readonly x: number
  /** 0 to 1 down the upright page; a little below 0 in the gap above it. */
  readonly y: number
  readonly zoom: Zoom
}

/** A paper that is read piece by piece: over HTTP, or out of the encrypted offline store. */
export interface PieceSource {
  /** Bytes. */
  readonly size: number
  /** The bytes from `begin` up to, not including, `end`. Waits as long as it must; rejects only for good. */
  read(begin: number, end: number): Promise<Uint8Array>
  /** Tells when pieces stop coming for want of the network (true), and when they come again (false). */
  tellWaiting?(tell: (waiting: boolean) => void): void
  /** Stops what is under way; nothing is read afterwards. */
  close?(): void
}

/** A paper on the server: ranges are asked for as pages need them. */
export interface UrlSource {
  readonly url: string
  readonly withCredentials?: boolean
}

export type ReaderSource = UrlSource | PieceSource

/** Why a paper cannot be read (further). All but `unreadable` are final for this copy. */
export type ReaderErrorCode =
  | 'reader.broken'
  | 'reader.encrypted'
  | 'reader.loginEnded'
  | 'reader.forbidden'
  | 'reader.notFound'
  | 'reader.unreadable'

/** A picture of a page: an address, or the bytes of an image; null where there is none. */
export type Picture = string | Blob | null

/** One page's box as laid out, in CSS pixels of the stage. */
export interface PageBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** CSS pixels per point. */
  readonly scale: number
}

/** What a layer over a page needs to draw on it. */
export interface PageFrame {
  /** CSS pixels, as displayed. */
  readonly width: number
  readonly height: number
  /** CSS pixels per point. */
  readonly scale: number
  /** The reader's rotation, clockwise. */
  readonly rotation: QuarterTurn
  /** Points of the upright page. */
  readonly pointsWidth: number
  readonly pointsHeight: number
}

/** What a paper has itself on a page: nothing of it is checked. */
export interface PageAnnotations {
  readonly annotations: readonly unknown[]
  /** A point of the page's own units on the upright page: points, y downwards. */
  toUpright(x: number, y: number): readonly [x: number, y: number]
}

/** An error that the reader understood. */
export class ReaderError extends Error {
  readonly code: ReaderErrorCode
  constructor(code: ReaderErrorCode, message: string) {
    super(message)
    this.name = 'ReaderError'
    this.code = code
  }
}
