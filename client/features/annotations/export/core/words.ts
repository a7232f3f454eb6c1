import { formatDay, formatTime } from '#client/i18n/format.ts'
import type { PlacedNote } from '#shared/annotations/note.ts'
import { annotationsEn } from '../../annotations.en.ts'
import { annotationsVi } from '../../annotations.vi.ts'
import { kindWords } from '../../panel/kindWords.ts'
import { exportEn } from '../export.en.ts'
import { exportVi } from '../export.vi.ts'
import type { Hand } from './appearance.ts'
import type { Taken } from './collect.ts'
import type { ExportOptions } from './types.ts'

/** The words of a file, in its language. */
export interface Words extends Pick<Hand, 'stampWord'> {
  /** A text of the feature with its parts put in. */
  say(key: keyof typeof exportVi, parts?: Readonly<Record<string, string | number>>): string
  kind(note: PlacedNote): string
  person(accountId: string): string
  layer(layer: Taken['layer']): string
  /** "8 giờ 30, 23/11/2026" */
  moment(instant: number): string
  readonly resolved: string
  state(state: 'resolved' | 'reopened', accountId: string): string
}

/** @see Words */
export function wordsOf({ language, people }: Pick<ExportOptions, 'language' | 'people'>): Words {
  const [own, notes] = language === 'vi' ? [exportVi, annotationsVi] : [exportEn, annotationsEn]
  const fill = (text: string, parts: Readonly<Record<string, string | number>>) =>
    text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(parts[name] ?? ''))
  const person = (id: string) => people[id] ?? notes.someone
  return {
    say: (key, parts = {}) => fill(own[key], parts),
    kind: note => notes[kindWords[note.kind]],
    person,
    layer: layer => (layer.isPrivate ? fill(own.ownLayer, { layer: layer.title }) : layer.title),
    moment: instant => `${formatTime(instant, language)}, ${formatDay(instant, language)}`,
    resolved: notes.stateResolved,
    state: (state, id) =>
      fill(state === 'resolved' ? notes.resolvedBy : notes.reopenedBy, { name: person(id) }),
    stampWord: stamp => notes[stamp],
  }
}
