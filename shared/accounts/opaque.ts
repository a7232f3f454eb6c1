/**
 * What both ends of OPAQUE (RFC 9807 §4) must say alike. The server's identity is a constant and not its address,
 * so that a new origin leaves every password working; the client's is its public key (the default), and the record
 * is found by the account's id, so that a new login name does too. Changing any of this breaks every password.
 */
export const opaqueIdentifiers = { server: 'phong-hop-so' } as const

/** Argon2id, 64 MiB, 3 passes (RFC 9106 §4, second recommendation): a tablet has the memory; about 0.3 s. */
export const opaqueKeyStretching = 'memory-constrained' as const
