import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { FeatureParts } from '#server/feature.ts'
import type { Store } from '#server/storage/database.ts'

const loopback = /^(?:::ffff:)?127\.|^::1$/

const sameText = (a: string, b: string): boolean => {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/**
 * Whether a request may read the metrics: from this machine itself, or with the configured token as
 * `Authorization: Bearer TOKEN`. What a proxy handed on is not from this machine, whatever the connection says.
 */
export const mayReadMetrics = (request: IncomingMessage, token: string | undefined): boolean => {
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (token !== undefined && given !== undefined && sameText(given, token)) return true
  const handedOn = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined
  return !handedOn && loopback.test(request.socket.remoteAddress ?? '')
}

const counted = async (
  store: Store,
  query: 'journal' | 'logins' | 'sitting',
  now: number,
): Promise<number> => {
  const count = (table: 'journal' | 'logins' | 'meetings') =>
    store.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('count'))
  if (query === 'journal') return (await count('journal').executeTakeFirstOrThrow()).count
  const rows =
    query === 'logins'
      ? count('logins').where('end_reason', 'is', null).where('expires_at', '>', now)
      : count('meetings').where('state', 'in', ['open', 'paused'])
  return (await rows.executeTakeFirstOrThrow()).count
}

/** The process's own metrics and a few of ours, in a registry that belongs to one server. */
export const createMetrics = ({ database, ports }: FeatureParts): Registry => {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const gauge = (name: string, help: string, query: Parameters<typeof counted>[1]) =>
    new Gauge({
      ...{ name, help, registers: [register] },
      async collect() {
        this.set(await counted(database.kysely, query, ports.clock.now()))
      },
    })
  gauge('phs_journal_rows', 'Accepted commands since the system was set up.', 'journal')
  gauge('phs_logins', 'Devices that are signed in.', 'logins')
  gauge('phs_meetings_sitting', 'Meetings that are open or in a break.', 'sitting')
  return register
}
