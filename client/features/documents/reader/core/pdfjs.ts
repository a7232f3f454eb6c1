import workerUrl from './pdfWorker.ts?worker&url'
import { type PieceSource, ReaderError } from './types.ts'

export type Pdfjs = typeof import('pdfjs-dist/legacy/build/pdf.mjs')
export type PdfDocument = import('pdfjs-dist').PDFDocumentProxy
export type PdfPage = import('pdfjs-dist').PDFPageProxy
export type PdfViewport = import('pdfjs-dist').PageViewport
export type LoadingTask = import('pdfjs-dist').PDFDocumentLoadingTask

/** Bytes of one piece; a range of several neighbouring ones is asked for at once. */
export const PIECE_BYTES = 65_536

let loaded: Promise<Pdfjs> | null = null

/** pdf.js's legacy build (its modern one needs Safari 18.4), loaded when the first paper is opened. */
export function loadPdfjs(): Promise<Pdfjs> {
  loaded ??= import('pdfjs-dist/legacy/build/pdf.mjs').then(
    pdfjs => {
      pdfjs.GlobalWorkerOptions.workerSrc = workerUrl
      return pdfjs
    },
    (error: unknown) => {
      loaded = null
      throw error
    },
  )
  return loaded
}

/**
 * Opens a paper out of pieces. `assets` is where the folders cmaps, standard_fonts, wasm and iccs of
 * pdfjs-dist are served. `onLost` is told when the source gave up for good.
 */
export function openPieces(
  pdfjs: Pdfjs,
  source: PieceSource,
  assets: string,
  onLost: (error: unknown) => void,
): LoadingTask {
  const base = assets.endsWith('/') ? assets : `${assets}/`
  class Transport extends pdfjs.PDFDataRangeTransport {
    override requestDataRange(begin: number, end: number): void {
      source.read(begin, end).then(piece => this.onDataRange(begin, piece), onLost)
    }
    override abort(): void {
      source.close?.()
    }
  }
  return pdfjs.getDocument({
    range: new Transport(source.size, null),
    rangeChunkSize: PIECE_BYTES,
    // Only what is looked at is fetched: the offline store fetches whole papers by itself.
    disableStream: true,
    disableAutoFetch: true,
    wasmUrl: `${base}wasm/`,
    cMapUrl: `${base}cmaps/`,
    standardFontDataUrl: `${base}standard_fonts/`,
    iccUrl: `${base}iccs/`,
    enableXfa: false,
    // pdf.js can paint in a worker of its own, but every decoded image is then copied to it: a fast-scrolled
    // scan took 430 MB instead of 310, and three pages in four were blank instead of one. On this thread it
    // paints in slices of 15 ms.
    disableWorkerRendering: true,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  })
}

/** What went wrong while opening, in the reader's own words. */
export function readerError(error: unknown): ReaderError {
  if (error instanceof ReaderError) return error
  const { name = '', message = '' } = (error ?? {}) as { name?: string; message?: string }
  if (name === 'PasswordException') return new ReaderError('reader.encrypted', message)
  if (name === 'InvalidPDFException' || name === 'FormatError')
    return new ReaderError('reader.broken', message)
  return new ReaderError('reader.unreadable', message || 'the paper could not be opened')
}
