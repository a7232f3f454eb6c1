import '#client/ui/tokens.css'
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs'
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'
import { ReaderCore } from '#client/features/documents/reader/core/ReaderCore.ts'

/** Milliseconds from opening a paper to page one: its picture, and itself. */
export type Opened = { picture: number; page: number }

declare global {
  interface Window {
    openOurs: typeof openOurs
    openPeer: typeof openPeer
  }
}

/** A place of its own for each paper; the one before goes. */
function newHost(): HTMLDivElement {
  document.querySelector('.host')?.remove()
  const host = document.createElement('div')
  host.className = 'host'
  document.body.append(host)
  return host
}

/** Resolves with the time of the first frame in which `holds`. */
function frameWhen(holds: () => boolean): Promise<number> {
  return new Promise(resolve => {
    const look = () => (holds() ? resolve(performance.now()) : requestAnimationFrame(look))
    look()
  })
}

/** The product's reader on what the server made: sizes known, page one's picture, the derivative. */
async function openOurs(name: string, pages: number): Promise<Opened> {
  const host = newHost()
  const from = performance.now()
  const reader = new ReaderCore(host, {
    source: { url: `/papers/${name}` },
    title: name,
    assets: '/pdfjs/',
    pageSizes: Array.from({ length: pages }, () => ({ width: 595, height: 842 })),
    previews: { first: `/page-one/${name}` },
    words: { page: page => `Page ${page}`, pageFailed: '', outside: url => url, inside: '' },
  })
  const pageOne = () => host.querySelector<HTMLElement>('[data-page="1"]')
  const isPainted = () => pageOne()?.dataset.painted === 'true'
  const hasPicture = () =>
    [...(pageOne()?.querySelectorAll('img') ?? [])].some(image => image.complete && image.naturalWidth > 0)
  const [picture, page] = await Promise.all([
    frameWhen(() => isPainted() || hasPicture()),
    frameWhen(isPainted),
  ])
  reader.close()
  return { picture: picture - from, page: page - from }
}

/** Plain pdf.js with its defaults: opens, draws page one as wide as the screen. */
async function openPeer(name: string): Promise<Opened> {
  const host = newHost()
  pdfjs.GlobalWorkerOptions.workerSrc = workerUrl
  const from = performance.now()
  const task = pdfjs.getDocument({ url: `/papers/${name}`, wasmUrl: '/pdfjs/wasm/' })
  const page = await (await task.promise).getPage(1)
  const viewport = page.getViewport({ scale: innerWidth / page.getViewport({ scale: 1 }).width })
  const canvas = document.createElement('canvas')
  canvas.width = viewport.width
  canvas.height = viewport.height
  host.append(canvas)
  await page.render({ canvas, viewport }).promise
  const shown = performance.now() - from
  await task.destroy()
  return { picture: shown, page: shown }
}

window.openOurs = openOurs
window.openPeer = openPeer
