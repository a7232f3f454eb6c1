import type { IncomingMessage } from 'node:http'

/**
 * The caller's address: the connection's own, or, where that is a trusted proxy, the last address of
 * X-Forwarded-For that is not one.
 */
export const callerAddress = (request: IncomingMessage, trusted: ReadonlySet<string>): string => {
  const direct = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  if (!trusted.has(direct)) return direct
  const forwarded = request.headers['x-forwarded-for']
  const hops = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? ''))
    .split(',')
    .map(hop => hop.trim())
    .filter(hop => hop !== '')
  return hops.reverse().find(hop => !trusted.has(hop)) ?? direct
}
