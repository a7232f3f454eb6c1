import '#client/ui/tokens.css'
import { ReaderCore } from '#client/features/documents/reader/core/ReaderCore.ts'
import type { Arm } from './watch.ts'

/** Our reader as the client uses it: pieces as needed; server's pictures if asked. */
export async function openOurs(host: HTMLDivElement, url: string, thumbs: boolean): Promise<Arm> {
  host.style.overflow = 'hidden'
  const reader = new ReaderCore(host, {
    source: { url },
    title: 'paper',
    assets: '/pdfjs/',
    words: { page: page => `Page ${page}`, pageFailed: '', outside: url => url, inside: '' },
    ...(thumbs ? { previews: { thumbnail: (page: number) => `/thumb/${page}` } } : {}),
  })
  await new Promise<void>(ready => {
    const look = () => reader.state.status === 'ready' && ready()
    reader.on('state', look)
    look()
  })
  return {
    scroller: reader.element,
    pageCount: reader.state.pageCount,
    pages: () =>
      [...host.querySelectorAll<HTMLElement>('[data-page]')].map(element => ({
        element,
        number: Number(element.dataset.page),
        shown:
          element.dataset.painted === 'true' ||
          [...element.querySelectorAll('img')].some(image => image.complete && image.naturalWidth > 0),
        sharp: element.dataset.painted === 'true',
      })),
    goTo: page => reader.goToPage(page),
  }
}
