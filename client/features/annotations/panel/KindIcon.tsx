import {
  IconArrowUpRight,
  IconHighlight,
  IconMessage2,
  IconPencil,
  IconRubberStamp,
  IconStrikethrough,
  IconTypography,
  IconUnderline,
} from '@tabler/icons-react'
import { type Ink, inks, type PlacedNote } from '#shared/annotations/note.ts'
import styles from './panel.module.css'

/** A sign for each kind. */
export const noteIcons: Readonly<Record<PlacedNote['kind'], typeof IconPencil>> = {
  pen: IconPencil,
  marker: IconHighlight,
  highlight: IconHighlight,
  underline: IconUnderline,
  strikeOut: IconStrikethrough,
  sticky: IconMessage2,
  textBox: IconTypography,
  arrow: IconArrowUpRight,
  stamp: IconRubberStamp,
}

/** A note's kind and colour; words beside it say the kind. */
export function KindIcon({ kind, ink }: { readonly kind: PlacedNote['kind']; readonly ink: Ink }) {
  const Icon = noteIcons[kind]
  return (
    <span className={styles.kindIcon} aria-hidden="true">
      <Icon size={22} />
      <span className={styles.inkLine} style={{ background: inks[ink] }} />
    </span>
  )
}
