import type { IncomingMessage } from 'node:http'

/**
 * Whether a message comes from one of our own pages: its Origin (RFC 6454 §7) is one that we serve.
 * Browsers send Origin with every upgrade and every POST, PATCH and DELETE.
 */
export type OriginCheck = (request: IncomingMessage) => boolean

/** Accepts the configured origins alone; `origins` is asked each time, because addresses of a machine change. */
export const originCheck =
  (origins: () => ReadonlySet<string>): OriginCheck =>
  request => {
    const { origin } = request.headers
    return typeof origin === 'string' && origins().has(origin)
  }
