import '#client/ui/tokens.css'
import '#client/ui/fonts.css'
import '#client/ui/base.css'
import { createRoot } from 'react-dom/client'
import type { ReaderCore } from '#client/features/documents/reader/core/ReaderCore.ts'
import type { PieceSource, Position } from '#client/features/documents/reader/core/types.ts'
import { Reader } from '#client/features/documents/reader/Reader.tsx'
import { readerEn } from '#client/features/documents/reader/reader.en.ts'
import { readerVi } from '#client/features/documents/reader/reader.vi.ts'
import { textOf } from '#client/features/documents/reader/readerText.ts'

/** What a test sees of the page. */
export interface Harness {
  core: ReaderCore | null
  userMoves: Position[]
  failed: string[]
  /** Pages whose slot for notes is in the document. */
  slots: Set<number>
}

declare global {
  interface Window {
    harness: Harness
  }
}

const query = new URLSearchParams(location.search)
const harness: Harness = { core: null, userMoves: [], failed: [], slots: new Set() }
window.harness = harness
if (query.has('dark')) document.documentElement.dataset.mantineColorScheme = 'dark'

/** Reads as the offline store would: pieces handed over one by one, no address. */
async function pieces(url: string): Promise<PieceSource> {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer())
  return { size: bytes.byteLength, read: async (begin, end) => bytes.slice(begin, end) }
}

const paper = query.get('paper') ?? ''
const source = query.has('offline') ? await pieces(paper) : { url: paper }
const sizes = query.get('sizes')?.split(',').map(Number)
const zoom = query.get('zoom')

createRoot(document.getElementById('root') as HTMLElement).render(
  <main style={{ height: '100dvh', width: '100%' }}>
    <Reader
      ref={core => {
        harness.core = core
      }}
      source={source}
      title="Báo cáo kinh tế - xã hội"
      assets="/pdfjs/"
      t={textOf(query.has('en') ? readerEn : readerVi)}
      bare={query.has('bare')}
      {...(zoom === 'page' ? { start: { page: 1, x: 0.5, y: 0, zoom } } : {})}
      {...(sizes
        ? {
            pageSizes: Array.from({ length: sizes[0] ?? 1 }, () => ({
              width: sizes[1] ?? 595,
              height: sizes[2] ?? 842,
            })),
          }
        : {})}
      {...(query.has('thumbs')
        ? { previews: { first: '/thumb/1', thumbnail: (page: number) => `/thumb/${page}` } }
        : {})}
      onUserMoved={position => harness.userMoves.push(position)}
      onFailed={error => harness.failed.push(error.code)}
      onPageMounted={({ page }) => harness.slots.add(page)}
      onPageUnmounted={({ page }) => harness.slots.delete(page)}
    />
  </main>,
)
