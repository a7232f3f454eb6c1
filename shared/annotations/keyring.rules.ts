/** [N34] [N36] What one person's keyring may take. */
export const keyringLimits = {
  bytes: 8 * 1024,
  /** [N35] The old password's and the new one's; one more where a change was broken off between. */
  passwordWraps: 3,
  requestMs: 5 * 60_000,
  /** Requests of one person that wait at once: one a device. */
  requests: 8,
  /** Requests that one person makes in `requestMs`: digits may be compared wrong, not tried through. */
  tries: 20,
} as const

/** How far a request has come: each step follows the one before, once. */
export type UnlockStep = 'asked' | 'allowed' | 'revealed' | 'sent'

export interface UnlockStanding {
  readonly loginId: string
  readonly allowedBy: string | null
  readonly step: UnlockStep
}

/** [N34] Whether a device may take the next step: the waiting one never allows itself, and only who allowed sends. */
export const mayStep = (
  standing: UnlockStanding,
  next: Exclude<UnlockStep, 'asked'>,
  loginId: string,
): boolean => {
  const { step } = standing
  switch (next) {
    case 'allowed':
      return step === 'asked' && loginId !== standing.loginId
    case 'revealed':
      return step === 'allowed' && loginId === standing.loginId
    case 'sent':
      return step === 'revealed' && loginId === standing.allowedBy
  }
}

/** [N36] Whether a keyring may be stored by whoever knew this revision. */
export const isCurrent = (stored: number | null, known: number): boolean => (stored ?? 0) === known
