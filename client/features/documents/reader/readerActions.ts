import type { ReaderCore, ReaderState } from './core/ReaderCore.ts'
import type { ReaderTextKey } from './readerText.ts'

/** What an action may do beside the paper itself. */
export interface ReaderUi {
  openSearch(): void
  togglePanel(): void
  toggleNight(): void
}

/** One thing a reader can do; buttons, keys and the list of shortcuts are made of it. */
export interface ReaderAction {
  readonly id: string
  readonly text: ReaderTextKey
  /** Names as in `KeyboardEvent.key`, with `Mod+` (Ctrl or ⌘) and `Shift+` before. */
  readonly keys: readonly string[]
  readonly can?: (state: ReaderState) => boolean
  perform(core: ReaderCore, ui: ReaderUi): void
}

const LINE = 0.1
const SCREEN = 0.9

/** Scrolls sideways where pages are wider than the view, else leafs. */
function sideways(core: ReaderCore, by: 1 | -1): void {
  if (core.wide) core.shift(by * 80)
  else core.goToPage(core.state.page + by)
}

export const readerActions = {
  search: { id: 'search', text: 'search', keys: ['Mod+f'], perform: (_, ui) => ui.openSearch() },
  searchNext: {
    id: 'searchNext',
    text: 'searchNext',
    keys: ['F3', 'Mod+g'],
    can: state => state.search.total > 0,
    perform: core => core.findNext(),
  },
  searchPrevious: {
    id: 'searchPrevious',
    text: 'searchPrevious',
    keys: ['Shift+F3', 'Mod+Shift+g'],
    can: state => state.search.total > 0,
    perform: core => core.findPrevious(),
  },
  lineDown: { id: 'lineDown', text: 'keyScroll', keys: ['ArrowDown'], perform: core => core.leaf(LINE) },
  lineUp: { id: 'lineUp', text: 'keyScroll', keys: ['ArrowUp'], perform: core => core.leaf(-LINE) },
  screenDown: {
    id: 'screenDown',
    text: 'keyScreen',
    keys: ['PageDown', ' '],
    perform: core => core.leaf(SCREEN),
  },
  screenUp: {
    id: 'screenUp',
    text: 'keyScreen',
    keys: ['PageUp', 'Shift+ '],
    perform: core => core.leaf(-SCREEN),
  },
  nextPage: {
    id: 'nextPage',
    text: 'nextPage',
    keys: ['ArrowRight'],
    can: state => state.page < state.pageCount,
    perform: core => sideways(core, 1),
  },
  previousPage: {
    id: 'previousPage',
    text: 'previousPage',
    keys: ['ArrowLeft'],
    can: state => state.page > 1,
    perform: core => sideways(core, -1),
  },
  firstPage: { id: 'firstPage', text: 'firstPage', keys: ['Home'], perform: core => core.goToPage(1) },
  lastPage: {
    id: 'lastPage',
    text: 'lastPage',
    keys: ['End'],
    perform: core => core.goToPage(core.state.pageCount),
  },
  zoomIn: {
    id: 'zoomIn',
    text: 'zoomIn',
    keys: ['+', '='],
    can: state => state.canZoomIn,
    perform: core => core.zoomIn(),
  },
  zoomOut: {
    id: 'zoomOut',
    text: 'zoomOut',
    keys: ['-'],
    can: state => state.canZoomOut,
    perform: core => core.zoomOut(),
  },
  fitWidth: { id: 'fitWidth', text: 'fitWidth', keys: ['w'], perform: core => core.zoomTo('width') },
  fitPage: { id: 'fitPage', text: 'fitPage', keys: ['p'], perform: core => core.zoomTo('page') },
  turnRight: { id: 'turnRight', text: 'turnRight', keys: ['r'], perform: core => core.turn(90) },
  turnLeft: { id: 'turnLeft', text: 'turnLeft', keys: ['Shift+r'], perform: core => core.turn(-90) },
  panel: { id: 'panel', text: 'panelOpen', keys: ['t'], perform: (_, ui) => ui.togglePanel() },
  night: { id: 'night', text: 'nightPaper', keys: [], perform: (_, ui) => ui.toggleNight() },
} as const satisfies Record<string, ReaderAction>

/** The name that an action lists its key under. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey'>): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const mod = event.ctrlKey || event.metaKey ? 'Mod+' : ''
  // Shift is part of a sign such as +, and a modifier of letters, blanks and named keys only.
  const shift = event.shiftKey && (key.length > 1 || /^[a-z ]$/.test(key)) ? 'Shift+' : ''
  return `${mod}${shift}${key}`
}

/** The action for a pressed key; null where there is none, or it is a single letter and those are off. */
export function actionFor(name: string, letters: boolean): ReaderAction | null {
  if (!letters && /^(Shift\+)?[^ ]$/.test(name)) return null
  const all: readonly ReaderAction[] = Object.values(readerActions)
  return all.find(action => action.keys.includes(name)) ?? null
}
