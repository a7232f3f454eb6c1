import { type Feature, type FeatureParts, handlersOf } from '#server/feature.ts'
import type { keyring } from '#shared/annotations/keyring.contract.ts'
import { createKeyringHandlers } from './keyring.handlers.ts'
import { createKeyringPresenters } from './keyring.presenter.ts'
import { Unlocks } from './keyring.unlocks.ts'

/** Wrapped keys of private notes, and how one device opens them for another; see shared/annotations/SPEC.md [N30]. */
export const createKeyring = (parts: FeatureParts): Feature => {
  const unlocks = new Unlocks(parts.ports.clock.now())
  return {
    handlers: handlersOf<typeof keyring>(createKeyringHandlers(unlocks)),
    presenters: createKeyringPresenters(parts, unlocks),
  }
}
