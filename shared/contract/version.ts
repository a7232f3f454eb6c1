/** Raised whenever a contract changes so that an older client must reload; sent with every handshake. */
export const contractVersion = 1
