import 'pdfjs-dist/legacy/web/pdf_viewer.css'
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs'
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'
import type { Arm } from './watch.ts'

/** pdf.js's own viewer with its defaults, on the same build. */
export async function openPeer(host: HTMLDivElement, url: string): Promise<Arm> {
  Object.assign(globalThis, { pdfjsLib: pdfjs })
  const { EventBus, PDFLinkService, PDFViewer } = await import('pdfjs-dist/legacy/web/pdf_viewer.mjs')
  pdfjs.GlobalWorkerOptions.workerSrc = workerUrl
  const inner = document.createElement('div')
  inner.className = 'pdfViewer'
  host.append(inner)
  const eventBus = new EventBus()
  const linkService = new PDFLinkService({ eventBus })
  const viewer = new PDFViewer({ container: host, viewer: inner, eventBus, linkService })
  linkService.setViewer(viewer)
  const doc = await pdfjs.getDocument({
    url,
    wasmUrl: '/pdfjs/wasm/',
    cMapUrl: '/pdfjs/cmaps/',
    standardFontDataUrl: '/pdfjs/standard_fonts/',
    iccUrl: '/pdfjs/iccs/',
  }).promise
  const laidOut = new Promise(done => eventBus.on('pagesinit', done))
  viewer.setDocument(doc)
  linkService.setDocument(doc, null)
  await laidOut
  viewer.currentScaleValue = 'page-width'
  await viewer.pagesPromise
  return {
    scroller: host,
    pageCount: doc.numPages,
    pages: () =>
      [...inner.querySelectorAll<HTMLElement>('.page')].map(element => {
        const canvas = element.querySelector<HTMLCanvasElement>('.canvasWrapper canvas')
        const shown = canvas !== null && !canvas.hidden && canvas.width > 0
        return { element, number: Number(element.dataset.pageNumber), shown, sharp: shown }
      }),
    goTo: page => {
      viewer.currentPageNumber = page
    },
  }
}
