import { type FileHandle, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCanvas } from '@napi-rs/canvas'
import { getDocument, PDFDataRangeTransport, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { MAX_IMAGE_PIXELS } from '../limits.ts'

const library = join(dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json'))), '/')
/** pdf.js keeps every range it was given: past this, whoever goes through a long file opens it anew. */
const ENOUGH = 64 << 20

/** Gives pdf.js the ranges that it asks for, so that the file is never in memory whole. */
class FileRanges extends PDFDataRangeTransport {
  readonly #file: FileHandle
  given = 0

  constructor(file: FileHandle, size: number) {
    super(size, null)
    this.#file = file
  }

  override requestDataRange(begin: number, end: number): void {
    const bytes = new Uint8Array(end - begin)
    this.given += bytes.length
    this.#file.read(bytes, 0, bytes.length, begin).then(
      ({ bytesRead }) => this.onDataRange(begin, bytes.subarray(0, bytesRead)),
      // An empty answer makes pdf.js fail the page instead of waiting.
      () => this.onDataRange(begin, new Uint8Array(0)),
    )
  }
}

/** A PDF opened by pdf.js, without scripts, XFA forms, system fonts or the network. */
export class Reader {
  readonly document: PDFDocumentProxy
  readonly #ranges: FileRanges
  readonly #file: FileHandle

  private constructor(document: PDFDocumentProxy, ranges: FileRanges, file: FileHandle) {
    this.document = document
    this.#ranges = ranges
    this.#file = file
  }

  /** Throws pdf.js's own errors: PasswordException, InvalidPDFException and others, told apart by `name`. */
  static async open(path: string, strict = false): Promise<Reader> {
    const file = await open(path, 'r')
    try {
      const ranges = new FileRanges(file, (await file.stat()).size)
      const document = await getDocument({
        range: ranges,
        rangeChunkSize: 1 << 18,
        disableAutoFetch: true,
        disableStream: true,
        wasmUrl: join(library, 'wasm/'),
        cMapUrl: join(library, 'cmaps/'),
        iccUrl: join(library, 'iccs/'),
        standardFontDataUrl: join(library, 'standard_fonts/'),
        useSystemFonts: false,
        disableFontFace: true,
        enableXfa: false,
        stopAtErrors: strict,
        maxImageSize: MAX_IMAGE_PIXELS,
        verbosity: 0,
      }).promise
      return new Reader(document, ranges, file)
    } catch (error) {
      await file.close()
      throw error
    }
  }

  /** Whether so much of the file is in memory that it should be opened anew. */
  get isFull(): boolean {
    return this.#ranges.given > ENOUGH
  }

  /** Width and height in points as the page is read: cropped, scaled by UserUnit, rotated. */
  async sizeOf(page: number): Promise<[number, number]> {
    const { width, height } = (await this.document.getPage(page)).getViewport({ scale: 1 })
    return [width, height]
  }

  /** Draws a page so that its longer edge has `edge` pixels. */
  async draw(page: number, edge: number, format: 'jpeg' | 'webp', quality: number) {
    const proxy = await this.document.getPage(page)
    const natural = proxy.getViewport({ scale: 1 })
    const viewport = proxy.getViewport({ scale: edge / Math.max(natural.width, natural.height) })
    const width = Math.max(1, Math.round(viewport.width))
    const height = Math.max(1, Math.round(viewport.height))
    const canvas = createCanvas(width, height)
    await proxy.render({ canvas: forPdfjs(canvas), viewport }).promise
    proxy.cleanup()
    const bytes =
      format === 'jpeg' ? await canvas.encode('jpeg', quality) : await canvas.encode('webp', quality)
    return { bytes, width, height }
  }

  /** The page's text, NFC, its lines separated by line feeds. */
  async textOf(page: number): Promise<string> {
    const proxy = await this.document.getPage(page)
    const { items } = await proxy.getTextContent()
    proxy.cleanup()
    const pieces = items.map(item => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
    return pieces.join('').replaceAll('\0', '').normalize('NFC')
  }

  async close(): Promise<void> {
    await this.document.loadingTask.destroy()
    await this.#file.close()
  }
}

/** pdf.js names the browser's type for a canvas but needs its 2D context only. */
function forPdfjs(canvas: object): HTMLCanvasElement {
  if (!isCanvas(canvas)) throw new TypeError('A canvas was expected')
  return canvas
}

function isCanvas(value: object): value is HTMLCanvasElement {
  return 'getContext' in value
}
