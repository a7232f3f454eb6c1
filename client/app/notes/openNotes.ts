import { offline } from '#client/app/offline/offline.ts'
import type { NotesKeep } from '#client/features/annotations/layers/keep.ts'
import { type Layer, openLayer } from '#client/features/annotations/layers/Layer.ts'
import type { PrivateKey } from '#client/features/annotations/layers/options.ts'
import type { LayerName } from '#shared/annotations/annotations.contract.ts'
import { notes, type OpenedLayer, useKeysState } from './notes.ts'

/** Updates kept in the vault, once it is known whether that is open. */
const keep: NotesKeep = {
  load: async place => ((await offline.whenReady()) ? offline.vault.notes(place) : []),
  add: (place, update, unsent) => offline.vault.putNotes(place, update, unsent),
  settle: keys => offline.vault.settleNotes(keys),
  fold: (place, state, keys) => offline.vault.foldNotes(place, state, keys),
  erase: place => offline.vault.eraseNotes(place),
}

const endpoint = (): string => `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/notes`

const privateKeyOf = (accountId: string): PrivateKey => ({
  accountId,
  key: () => {
    const { state } = useKeysState.getState()
    return state.kind === 'open' && state.held.accountId === accountId ? state.held.key : null
  },
  subscribe: listener => useKeysState.subscribe(listener),
})

export interface NotesOf {
  readonly name: LayerName
  readonly versionId: string
  readonly meetingId: string
  /** As far as is known; `setWritable` says when that changes. */
  readonly writable: boolean
}

/**
 * Opens a layer for a screen, which closes it by closeNotes. Whoever has a password and no notes key yet gets one with
 * the first private layer. @throws for a private layer where nobody is signed in.
 */
export const openNotes = (of: NotesOf): Layer => {
  const { accountId } = notes
  const base = { ...of, keep, url: endpoint() }
  if (of.name === 'private') {
    if (accountId === null) throw new Error('Private notes belong to somebody who is signed in')
    void notes.keys?.ensure()
  }
  const layer =
    of.name === 'private' && accountId !== null
      ? openLayer({ ...base, privateKey: privateKeyOf(accountId) })
      : openLayer(base)
  notes.open.add(layer)
  return layer
}

export const closeNotes = (layer: OpenedLayer): void => {
  notes.open.delete(layer)
  layer.close()
}
