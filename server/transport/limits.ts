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
  /** The notes' endpoint. */
  notes: {
    /** The largest frame that a client may send: what a tablet wrote in days without network comes in one. */
    frameBytes: 8 * 1024 * 1024,
    /** A pen sends a stroke or two and 30 pointer places a second; the burst is what a tablet sends on coming back. */
    messagesPerSecond: { rate: 100, burst: 200 },
    /** The burst lets one largest frame pass. */
    bytesPerSecond: { rate: 4 * 1024 * 1024, burst: 9 * 1024 * 1024 },
    /** Asking for a layer whole costs the server most: a few on coming back, one a second afterwards. */
    asksPerSecond: { rate: 1, burst: 10 },
    /** What a refused update costs, in messages: putting back what was changed costs everybody. */
    refusalCost: 10,
    /** A few papers with their layers each, and a reconnect that overlaps. */
    connectionsPerLogin: 24,
    /** A hall, its sites and the screens, twice. */
    connectionsPerLayer: 600,
    /** Layers in memory: of a few meetings at once a hundred papers, each person's own and the shared ones. Beyond it a
     * tablet is told to come again: an empty layer is small, and whoever opens thousands writes in few. */
    openLayers: 20_000,
    /**
     * What one update may bring. A tablet's days without network are some thousand structs of a few clients; two bytes
     * can make a struct of a hundred, and each costs memory and steps for ever.
     */
    update: {
      /** Yjs client ids with structs, and structs and ranges of removals over all of them. */
      ...{ clients: 10_000, structs: 200_000, ranges: 500_000 },
      /** Structs that one says are gone, and the clock up to which Yjs counts exactly. */
      ...{ run: 1_000_000, clock: 2 ** 31 },
      /** Lists and objects in each other: a note has four. */
      depth: 8,
      /** Steps for each struct while clients' structs wait for each other; an honest update needs one or two. */
      steps: 16,
      /** Others' notes that it may try to remove before it is refused whole: putting each back costs everybody. */
      foreignRemovals: 200,
    },
    /** Entries of one awareness message that are looked at: a client that comes back tells of everybody it knew. */
    awarenessEntries: 1_000,
    /** What a connection may leave unread, besides one answer with the whole layer. */
    unreadBytes: 8 * 1024 * 1024,
    /** Messages up to this are framed once for everybody; a larger one is the layer whole, and would be held twice. */
    wireFrameBytes: 64 * 1024,
    /** What waits to be applied for one connection before its line is left unread. */
    queueBytes: 1024 * 1024,
    /** What is kept of a connection whose right is still being looked up: it opens with a question of a few bytes. */
    earlyBytes: 8 * 1024 * 1024,
    /** The largest message of somebody who is not signed in and only hears why: a stock client's first question. */
    strangerBytes: 256 * 1024,
    /** The largest pointer, page and half-drawn stroke. */
    awarenessBytes: 16 * 1024,
    awarenessPerSecond: 30,
    /** What a layer sends of pointers to all who have it open, a second: at 500 of them each is told 4 times a second,
     * and a hall of 60 all 30. Everybody's browser has to read and draw what it is told, too. */
    awarenessFramesPerSecond: 2_000,
    /** Stores are at least so far apart, less than a frame of the screen: what comes meanwhile is stored and sent
     * together. */
    togetherMs: 15,
    /** Rights are looked at anew this long after a command, so that a hall's votes cost one look. */
    reviewAfterMs: 10,
    /** An unmodified client gives a line up after 30 s without a message. */
    aliveEveryMs: 8_000,
    /** How long a closed connection may take to say goodbye. */
    goodbyeMs: 1_000,
    /** Beyond this the updates since a layer's snapshot become a new one; a snapshot is never rewritten for less than
     * half of it. */
    compactAfter: { bytes: 512 * 1024, rows: 2_000, rowsOnClosing: 100 },
    /** A larger layer is encoded in a thread of its own: 22 MB take half a second, these some ten milliseconds. */
    compactHereBytes: 512 * 1024,
  },
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
