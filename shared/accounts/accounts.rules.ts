import type { LoginEndReason } from '../contract/close.ts'
import { compareNames } from '../meetings/meetings.rules.ts'
import type { Account, AccountRole, Me } from './accounts.contract.ts'

type State = Account['state']

/** As far as rules look at an account. */
export interface Standing {
  readonly id: string
  readonly administrator: boolean
  readonly secretary: boolean
  readonly state: State
}

interface Ranked {
  readonly id: string
  readonly rank: number
  readonly displayName: string
}

/** [K3] Protocol order: the smaller rank first, equals by name, namesakes by id so that the order never wavers. */
export const byProtocol = (a: Ranked, b: Ranked): number =>
  a.rank - b.rank || compareNames(a.displayName, b.displayName) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** [K2] What the account's roles allow beyond one's own meetings. */
export const rightsOf = (roles: { administrator: boolean; secretary: boolean }): Me['can'] => ({
  manageAccounts: roles.administrator,
  createMeetings: roles.secretary,
  manageScreens: roles.secretary || roles.administrator,
  issueTabletCodes: roles.secretary,
})

/** [K2] The roles as a list, administrator first. */
export const rolesOf = (roles: { administrator: boolean; secretary: boolean }): AccountRole[] => [
  ...(roles.administrator ? (['administrator'] as const) : []),
  ...(roles.secretary ? (['secretary'] as const) : []),
]

/** [K5] Whether nobody could administer the system if this account no longer did. */
export const isLastAdministrator = (account: Standing, activeAdministrators: number): boolean =>
  account.administrator && account.state === 'active' && activeAdministrators <= 1

/** [K5] [K6] Why an account is not deactivated; null where it may be. */
export const refuseDeactivation = (
  actorId: string,
  account: Standing,
  activeAdministrators: number,
): 'account.self' | 'account.lastAdministrator' | null => {
  if (account.id === actorId) return 'account.self'
  return isLastAdministrator(account, activeAdministrators) ? 'account.lastAdministrator' : null
}

/** [K5] [K6] [K39] Why a person is not erased; null where they may be. */
export const refuseErasure = (
  actorId: string,
  account: Standing,
  activeAdministrators: number,
  unfinishedMeetings: number,
): 'account.self' | 'account.lastAdministrator' | 'account.inUse' | null =>
  refuseDeactivation(actorId, account, activeAdministrators) ??
  (unfinishedMeetings > 0 ? 'account.inUse' : null)

/** [K5] [K7] Why an account is not changed so; null where it may be. */
export const refuseUpdate = (
  account: Standing,
  roles: readonly AccountRole[],
  activeAdministrators: number,
): 'account.deactivated' | 'account.lastAdministrator' | null => {
  if (account.state === 'deactivated') return 'account.deactivated'
  return !roles.includes('administrator') && isLastAdministrator(account, activeAdministrators)
    ? 'account.lastAdministrator'
    : null
}

/** [K8] Where an account goes when it is reactivated; other states stay. */
export const reactivated = (state: State, hasPassword: boolean): State => {
  if (state !== 'deactivated') return state
  return hasPassword ? 'active' : 'invited'
}

/**
 * [K26] Why no code that signs a tablet in as `target` is made (or, later, honoured); null where it may be: one's
 * own always, a secretary's for anybody active but administrators. `right` where the issuer has no such right.
 */
export const refuseTabletCode = (
  issuer: Standing,
  target: Standing,
): 'right' | 'account.deactivated' | 'tabletCode.administrator' | null => {
  if (issuer.state !== 'active') return 'right'
  if (issuer.id !== target.id && !issuer.secretary) return 'right'
  if (target.state !== 'active') return 'account.deactivated'
  return issuer.id !== target.id && target.administrator ? 'tabletCode.administrator' : null
}

const dayMs = 24 * 3_600_000

/** [K22] [K25] How long a one-time secret is good. */
export const tokenLifeMs = {
  setUp: 3 * dayMs,
  invitation: 3 * dayMs,
  reset: 3 * dayMs,
  tabletCode: 60_000,
} as const
export type TokenPurpose = keyof typeof tokenLifeMs

/** [K22] Whether a one-time secret is still good: until its expiry, and not at it. */
export const isLive = (token: { readonly expiresAt: number }, now: number): boolean => now < token.expiresAt

/** [K22] What a link to choose a password is, by whether one was chosen before. */
export const linkPurpose = (hasPassword: boolean): 'invitation' | 'reset' =>
  hasPassword ? 'reset' : 'invitation'

/** [K21] The system waits to be set up until somebody has chosen a password. */
export const waitsForSetUp = (states: readonly State[]): boolean => states.every(state => state === 'invited')

/**
 * [K30] How the login that a device had ends when the device signs in again: the same person's data stays locked on
 * the device and opens with the new login, another person's is erased.
 */
export const replacedLoginReason = (hadAccountId: string, newAccountId: string): LoginEndReason =>
  hadAccountId === newAccountId ? 'expired' : 'signedOut'

/**
 * [K31] How long a device is listed after its login expired. It keeps papers, locked, until it is used again; what a
 * tablet has not been used for in half a year is old.
 */
export const listedAfterExpiryMs = 180 * dayMs

/** [K33] How a login ends, or how the end it had changes: a wipe is heard even by a device that was ended before. */
export const endedReason = (had: LoginEndReason | null, wipe: boolean): LoginEndReason => {
  if (wipe) return 'wiped'
  return had ?? 'revoked'
}
