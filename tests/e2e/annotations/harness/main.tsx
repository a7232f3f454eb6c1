import '#client/ui/styles.css'
import { IconNote } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { NotesPanel } from '#client/features/annotations/panel/NotesPanel.tsx'
import { NotesOverPaper } from '#client/features/annotations/paper/NotesOverPaper.tsx'
import type { NotesHere } from '#client/features/annotations/tools/deeds.ts'
import { NotesTools } from '#client/features/annotations/tools/NotesTools.tsx'
import { useNotes } from '#client/features/annotations/tools/notesStore.ts'
import type { ReaderCore } from '#client/features/documents/reader/core/ReaderCore.ts'
import { Reader } from '#client/features/documents/reader/Reader.tsx'
import { setUpLanguage, switchLanguage } from '#client/i18n/setUp.ts'
import { useT } from '#client/i18n/useT.ts'
import { useKeyboard } from '#client/ui/actions.ts'
import { IconButton } from '#client/ui/IconButton.tsx'
import { Notices } from '#client/ui/Notices.tsx'
import { Panel } from '#client/ui/Panel.tsx'
import { ShortcutHelp } from '#client/ui/ShortcutHelp.tsx'
import { UiProvider } from '#client/ui/UiProvider.tsx'
import type { Note } from '#shared/annotations/note.ts'
import { packStroke, unpackStroke } from '#shared/annotations/stroke.ts'
import { MemoryLayer } from './MemoryLayer.ts'

export const me = 'a1000000-0000-4000-8000-000000000001'
export const binh = 'a1000000-0000-4000-8000-000000000002'
const names: Readonly<Record<string, string>> = { [me]: 'Nguyễn Văn An', [binh]: 'Bà Trần Thị Bình' }
/** Thursday 26/11/2026, 9:42 in Vietnam. */
let clock = Date.UTC(2026, 10, 26, 2, 42, 0)

const query = new URLSearchParams(location.search)
const layers = {
  private: new MemoryLayer('private'),
  everyone: new MemoryLayer('everyone'),
  presenting: new MemoryLayer('presenting', false),
}

/** What a test sees of the page. */
export interface Harness {
  core: ReaderCore | null
  readonly layers: typeof layers
  readonly store: typeof useNotes
  readonly me: string
  readonly binh: string
  readonly packStroke: typeof packStroke
  readonly unpackStroke: typeof unpackStroke
  /** All notes of a layer. */
  notes(layer: keyof typeof layers): readonly Note[]
}

declare global {
  interface Window {
    notes: Harness
  }
}

const harness: Harness = {
  core: null,
  layers,
  store: useNotes,
  me,
  binh,
  packStroke,
  unpackStroke,
  notes: layer => [...layers[layer].notes().values()],
}
window.notes = harness

function Page() {
  const t = useT('annotations')
  const tr = useT('reader')
  useKeyboard()
  const [core, setCore] = useState<ReaderCore | null>(null)
  const [panel, setPanel] = useState(query.has('panel'))
  const [narrow, setNarrow] = useState(innerWidth < 700)
  useEffect(() => {
    const turned = () => setNarrow(innerWidth < 700)
    addEventListener('resize', turned)
    return () => removeEventListener('resize', turned)
  }, [])
  harness.core = core
  const here = useMemo(
    (): NotesHere => ({
      layers: [
        { layer: layers.everyone, title: 'Chung cả phiên họp' },
        { layer: layers.presenting, title: 'Người trình chiếu' },
        { layer: layers.private, title: 'Riêng tôi' },
      ],
      me,
      nameOf: id => names[id] ?? '',
      now: () => {
        clock += 1000
        return clock
      },
    }),
    [],
  )
  const source = useMemo(() => ({ url: query.get('paper') ?? '' }), [])
  return (
    <main style={{ height: '100dvh', display: 'flex', flexDirection: 'column' }}>
      <h1 className="only-heard">Báo cáo kinh tế - xã hội</h1>
      <div style={{ flex: 1, minHeight: 0, display: 'flex' }}>
        {!narrow && <NotesTools here={here} layout="column" />}
        <div
          style={{
            flex: 1,
            minWidth: 0,
            // A phone shows one thing at a time.
            ...(narrow && panel ? { visibility: 'hidden', position: 'absolute' } : { position: 'relative' }),
          }}
        >
          <Reader
            ref={setCore}
            source={source}
            title="Báo cáo kinh tế - xã hội"
            assets="/pdfjs/"
            t={tr}
            tools={
              <IconButton
                label={t('panel')}
                icon={<IconNote aria-hidden="true" />}
                pressed={panel}
                onClick={() => setPanel(!panel)}
              />
            }
          />
          <NotesOverPaper paper={core} here={here} />
        </div>
        {panel && (
          <aside
            aria-label={t('panel')}
            style={{
              width: narrow ? '100%' : 320,
              overflowY: 'auto',
              padding: 12,
              background: 'var(--paper)',
            }}
          >
            <Panel title={t('panel')}>
              <NotesPanel paper={core} here={here} />
            </Panel>
          </aside>
        )}
      </div>
      {narrow && <NotesTools here={here} layout="row" />}
      <Notices />
      <ShortcutHelp />
    </main>
  )
}

await setUpLanguage()
if (query.get('lang') === 'en') await switchLanguage('en')
localStorage.setItem('phong-hop-so.theme', query.get('theme') === 'dark' ? 'dark' : 'light')
createRoot(document.getElementById('root') as HTMLElement).render(
  <UiProvider>
    <Page />
  </UiProvider>,
)
