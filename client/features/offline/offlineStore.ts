import { create } from 'zustand'
import type { HeldPieces, KeptPaper, WantedPaper } from './offline.rules.ts'

interface OfflineStore {
  /** off: nobody is signed in, or this browser can keep nothing. */
  readonly state: 'off' | 'open' | 'locked'
  readonly wanted: readonly WantedPaper[]
  readonly papers: readonly KeptPaper[]
  readonly held: HeldPieces
  /** Something is being fetched now. */
  readonly fetching: boolean
  /** [O13] The device has no room left. */
  readonly full: boolean
}

/** What is kept on this device and what is still to come, for what shows it. */
export const useOffline = create<OfflineStore>()(() => ({
  state: 'off',
  wanted: [],
  papers: [],
  held: new Map(),
  fetching: false,
  full: false,
}))
