/** Every limit of the transports, each with its reason. */
export const limits = {
  /** A tablet sends a few calls a second at most; a presenter's moves are 20. Above this for a second it is cut. */
  socketMessagesPerSecond: 200,
  /** Calls over HTTP for one login, or for one address where nobody is signed in, in ten seconds: a start of the
   * application makes about ten; a hall behind one proxy address may start a hundred tablets at once. */
  httpCallsPerTenSeconds: { login: 300, address: 3_000 },
  /** A call's few kilobytes come within this even over a bad line; longer would let strangers hold connections. */
  callBodyMs: 10_000,
  /** OPAQUE makes a guess cost a round trip: ten wrong passwords in five minutes lock that name for that address. */
  signInFailures: { perNameAndAddress: 10, perName: 100, windowMs: 5 * 60_000 },
  /** Links and codes are 256 bits; this only keeps noise away. */
  linkFailures: { perAddress: 300, windowMs: 5 * 60_000 },
  /** A screen's code has six digits and lives ten minutes: 20 wrong entries by one account in that time. */
  pairingFailures: { perAccount: 20, windowMs: 10 * 60_000 },
  /** Codes that may wait to be entered at once, over all displays. */
  waitingPairings: 200,
  /** What a socket may leave unread before it is cut: a slow reader would otherwise fill the server's memory. */
  socketBufferBytes: 8 * 1024 * 1024,
  /** Sockets of one login: tabs and a reconnect that overlaps. */
  socketsPerLogin: 12,
  /**
   * Files of papers for one login. Each that is being sent may hold one MiB of the memory that the whole hall reads from.
   * A browser asks for six at once, or behind a proxy that speaks HTTP/2 for a hundred, when it shows a list of small
   * pictures: eight go on at a time and the others wait, which costs nothing, before one is told to come later.
   */
  filesPerLogin: { atOnce: 8, waiting: 120, patienceMs: 10_000, retryAfterMs: 2_000 },
  /** Answers with secrets, kept in memory for a retry. */
  memoryReceipts: { count: 10_000, keepMs: 10 * 60_000 },
  /** Answers kept in the database for a retry: a tablet may come back after a weekend. */
  storedReceiptsMs: 7 * 24 * 3_600_000,
  /** Revoked rights are found on channels that stay open, at the latest after this. */
  sweepMs: 2_000,
} as const
