import type { Clock } from '../ports.ts'
import { machineHosts } from '../tls/addresses.ts'

/** How long the machine's addresses are believed: DHCP gives a new one seldom. */
const believedMs = 5_000

const literal = (host: string): string => (host.includes(':') ? `[${host}]` : host)

/** An address as a browser writes it: the default port of https is left out. */
export const address = (host: string, port: number): string =>
  `https://${literal(host)}${port === 443 ? '' : `:${port}`}`

/**
 * The origins that pages may come from: the configured one alone, or else every name and address of this machine
 * with the port that it listens on.
 */
export const servedOrigins = (
  clock: Clock,
  configured: string | undefined,
  extraNames: readonly string[],
  port: () => number,
): (() => ReadonlySet<string>) => {
  if (configured !== undefined) {
    const only = new Set([configured])
    return () => only
  }
  let known: ReadonlySet<string> = new Set()
  let readAt = Number.NEGATIVE_INFINITY
  return () => {
    if (clock.monotonic() - readAt > believedMs) {
      readAt = clock.monotonic()
      const { here, lan, names, addresses } = machineHosts()
      known = new Set(
        [...here, '::1', ...lan, ...names, ...addresses, ...extraNames].map(host => address(host, port())),
      )
    }
    return known
  }
}
