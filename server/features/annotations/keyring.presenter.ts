import type { FeatureParts } from '#server/feature.ts'
import { presenter } from '#server/transport/presenter.ts'
import type { Viewer } from '#server/transport/viewer.ts'
import { keyringEvents } from '#shared/annotations/keyring.contract.ts'
import { findKeyring } from './keyring.store.ts'
import type { Unlocks } from './keyring.unlocks.ts'

const self = (accountId: string) => (viewer: Viewer) =>
  viewer.kind === 'person' && viewer.accountId === accountId ? 'self' : null

/** [N36] Both views go to the person's own devices alone. */
export const createKeyringPresenters = ({ ports }: FeatureParts, unlocks: Unlocks) => [
  presenter(keyringEvents.keyringChanged, async (store, accountId) => {
    const view = await findKeyring(store, accountId)
    return { revision: view.revision, classOf: self(accountId), present: () => view }
  }),
  presenter(keyringEvents.unlocksChanged, async (_store, accountId) => {
    const requests = [...unlocks.of(accountId, ports.clock.now())]
    return { revision: unlocks.revision, classOf: self(accountId), present: () => ({ requests }) }
  }),
]
