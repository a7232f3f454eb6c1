import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowUpRight,
  IconEraser,
  IconHighlight,
  IconLassoPolygon,
  IconMessage2Plus,
  IconPencil,
  IconPointerBolt,
  IconRubberStamp,
  IconStrikethrough,
  IconTypography,
  IconUnderline,
} from '@tabler/icons-react'
import { useT } from '#client/i18n/useT.ts'
import { IconButton } from '#client/ui/IconButton.tsx'
import { useLayers } from '../paper/useLayers.ts'
import { toolKeys } from '../paper/useNoteActions.ts'
import { type NotesHere, redo, redoLayer, undo, undoLayer, writingLayer } from './deeds.ts'
import { Face } from './Face.tsx'
import { LayerChoice } from './LayerChoice.tsx'
import { NotesState } from './NotesState.tsx'
import { type Tool, takeTool, tools, useNotes } from './notesStore.ts'
import { StampChoice } from './StampChoice.tsx'
import { StyleChoice } from './StyleChoice.tsx'
import styles from './tools.module.css'

const icons: Readonly<Record<Tool, typeof IconPencil>> = {
  select: IconLassoPolygon,
  pen: IconPencil,
  highlight: IconHighlight,
  underline: IconUnderline,
  strikeOut: IconStrikethrough,
  sticky: IconMessage2Plus,
  textBox: IconTypography,
  arrow: IconArrowUpRight,
  stamp: IconRubberStamp,
  eraser: IconEraser,
  laser: IconPointerBolt,
}

/** Names that are too long to stand under a sign; each is the beginning of the whole one. */
const words: Partial<Record<Tool, 'selectShort' | 'stampShort'>> = {
  select: 'selectShort',
  stamp: 'stampShort',
}

interface NotesToolsProps {
  readonly here: NotesHere
  /** column: beside the paper, in one column or, where that is too high, two. row: under it, on phones. */
  readonly layout: 'column' | 'row'
}

/** What one writes with, where, and whether it is saved. Stands beside the paper, never over it. */
export function NotesTools({ here, layout }: NotesToolsProps) {
  const t = useT('annotations')
  useLayers(here.layers)
  const tool = useNotes(state => state.tool)
  useNotes(state => state.writingIn)
  useNotes(state => state.done)
  useNotes(state => state.undone)
  const canWrite = writingLayer(here) !== undefined
  return (
    <div className={styles.root} data-layout={layout}>
      <div
        className={styles.tools}
        role="toolbar"
        aria-label={t('tools')}
        aria-orientation={layout === 'row' ? 'horizontal' : 'vertical'}
      >
        {tools.map(name => {
          const Icon = icons[name]
          const usable = canWrite || name === 'select' || name === 'laser'
          const button = {
            label: t(name),
            icon: <Face icon={<Icon aria-hidden="true" />} word={t(words[name] ?? name)} />,
            className: styles.tool ?? '',
            shortcut: toolKeys[name].toUpperCase(),
            pressed: tool === name,
            disabled: !usable,
          }
          if (name === 'stamp') return <StampChoice key={name} layout={layout} button={button} />
          return <IconButton key={name} {...button} onClick={() => takeTool(name)} />
        })}
        <StyleChoice layout={layout} />
        <IconButton
          label={t('undo')}
          shortcut="Ctrl+Z"
          className={styles.tool}
          icon={<Face icon={<IconArrowBackUp aria-hidden="true" />} word={t('undo')} />}
          disabled={!undoLayer(here)}
          onClick={() => undo(here)}
        />
        <IconButton
          label={t('redo')}
          shortcut="Ctrl+Shift+Z"
          className={styles.tool}
          icon={<Face icon={<IconArrowForwardUp aria-hidden="true" />} word={t('redo')} />}
          disabled={!redoLayer(here)}
          onClick={() => redo(here)}
        />
        <LayerChoice here={here} layout={layout} />
      </div>
      <NotesState here={here} />
    </div>
  )
}
