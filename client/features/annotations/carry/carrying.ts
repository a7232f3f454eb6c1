import type { PlacedNote } from '#shared/annotations/note.ts'
import type { Carrier, CarryState, Remaining } from './Carrier.ts'

/** An earlier version, as the screen names it. */
export interface EarlierVersion {
  readonly id: string
  readonly number: number
  /** Milliseconds since the epoch. */
  readonly uploadedAt: number
}

/** Notes of earlier versions of the paper on the screen, and what can be done with them. */
export interface CarryingHere {
  readonly state: CarryState
  /** The newest first. */
  readonly versions: readonly EarlierVersion[]
  readonly carrier: Carrier
  /** Shows an earlier version, at a note where one is given. */
  open(versionId: string, at?: Remaining): void
  /** [N57] Puts notes of one version on the page that is shown; returns that page, null where none is. */
  put(notes: readonly Remaining[]): number | null
}

/** By how much a note of the list is looked for: what it says. */
export const wordsOf = (note: PlacedNote): string => ('text' in note && note.text) || note.quote?.exact || ''
