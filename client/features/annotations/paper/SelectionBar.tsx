import {
  IconClipboard,
  IconCopy,
  IconMessage2,
  IconMinus,
  IconPlus,
  IconTrash,
  IconX,
} from '@tabler/icons-react'
import { useT } from '#client/i18n/useT.ts'
import { IconButton } from '#client/ui/IconButton.tsx'
import { notify } from '#client/ui/notices.ts'
import { type Ink, inks, type PlacedNote } from '#shared/annotations/note.ts'
import {
  changeAll,
  copySelected,
  mayChange,
  type NotesHere,
  paste,
  recolour,
  removeSelected,
  selection,
} from '../tools/deeds.ts'
import { useNotes } from '../tools/notesStore.ts'
import { boundsOf, isMovable, isSizable, reshaped, union } from './geometry.ts'
import styles from './notes.module.css'
import type { Paper } from './pages.ts'
import { useLayers } from './useLayers.ts'

interface SelectionBarProps {
  readonly paper: Paper
  readonly here: NotesHere
}

/** What can be done with the selected notes; only while some are. */
export function SelectionBar({ paper, here }: SelectionBarProps) {
  const t = useT('annotations')
  useLayers(here.layers)
  useNotes(state => state.selected)
  const editing = useNotes(state => state.editing)
  const open = useNotes(state => state.open)
  const copied = useNotes(state => state.copied)
  const tool = useNotes(state => state.tool)
  const chosen = selection(here)
  const own = chosen.filter(found => mayChange(here, found))
  const canPaste = tool === 'select' && copied.length > 0
  if (editing || open || (chosen.length === 0 && !canPaste)) return null
  const sizable = own.length > 0 && own.every(({ note }) => isSizable(note))
  const copy = () => {
    if (copySelected(here) > 0) notify('ok', t('copied'))
  }
  const resize = (factor: number) => {
    const box = union(own.map(({ note }) => boundsOf(note, 1)))
    if (!box) return
    const to = [box[0], box[1], box[2] * factor, box[3] * factor] as const
    const at = here.now()
    changeAll(own.map(found => [found, { ...reshaped(found.note, { from: box, to }), changedAt: at }]))
  }
  const names = Object.keys(inks).filter((name): name is Ink => name in inks)
  return (
    <div
      className={styles.bar}
      data-above={isLow(paper, chosen[0]?.note)}
      role="toolbar"
      aria-label={t('selection')}
    >
      {own.length > 0 && (
        <div className={styles.barColours}>
          {names.map(name => (
            <button
              key={name}
              type="button"
              className={styles.swatch}
              aria-label={t(name)}
              title={t(name)}
              aria-pressed={own.every(({ note }) => note.ink === name)}
              onClick={() => recolour(here, name)}
            >
              <span style={{ background: inks[name] }} />
            </button>
          ))}
        </div>
      )}
      <div className={styles.barDeeds}>
        {sizable && (
          <>
            <IconButton
              label={t('smaller')}
              icon={<IconMinus aria-hidden="true" />}
              onClick={() => resize(0.8)}
            />
            <IconButton
              label={t('larger')}
              icon={<IconPlus aria-hidden="true" />}
              onClick={() => resize(1.25)}
            />
          </>
        )}
        {chosen.length === 1 && (
          <IconButton
            label={t('discuss')}
            icon={<IconMessage2 aria-hidden="true" />}
            onClick={() => useNotes.setState(({ selected }) => ({ open: selected[0] ?? null }))}
          />
        )}
        {chosen.some(({ note }) => isMovable(note)) && (
          <IconButton
            label={t('copy')}
            shortcut="Ctrl+C"
            icon={<IconCopy aria-hidden="true" />}
            onClick={copy}
          />
        )}
        {canPaste && (
          <IconButton
            label={t('paste')}
            shortcut="Ctrl+V"
            icon={<IconClipboard aria-hidden="true" />}
            onClick={() => paste(here, paper.state.page)}
          />
        )}
        {own.length > 0 && (
          <IconButton
            label={t('remove')}
            shortcut="Delete"
            icon={<IconTrash aria-hidden="true" />}
            onClick={() => removeSelected(here)}
          />
        )}
        <IconButton
          label={t('unselect')}
          icon={<IconX aria-hidden="true" />}
          onClick={() => useNotes.setState({ selected: [], copied: [] })}
        />
      </div>
    </div>
  )
}

/** Whether a note is seen in the lower half: the bar then stands above, so that it covers nothing selected. */
function isLow(paper: Paper, note: PlacedNote | undefined): boolean {
  if (!note) return false
  const mounted = paper.mountedPages().find(({ page }) => page === note.page)
  if (mounted?.frame.rotation !== 0) return false
  const [, top, , height] = boundsOf(note, mounted.frame.scale)
  const view = paper.element.getBoundingClientRect()
  const bottom = mounted.element.getBoundingClientRect().top + (top + height) * mounted.frame.scale
  return bottom > view.top + view.height * 0.6
}
