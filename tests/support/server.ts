import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, createApp } from '#server/app.ts'
import { type Config, readConfig } from '#server/config.ts'
import { type Clock, createLog, randomIds, systemClock } from '#server/ports.ts'
import { BlobStore } from '#server/storage/blobs.ts'
import { type Database, openDatabase } from '#server/storage/database.ts'
import { cookieJar, loginCookieMs, tokenHash } from '#server/transport/cookies.ts'
import { TestClient } from './client.ts'

/** A clock that a test moves on; starts at the real time. */
export class TestClock implements Clock {
  #ahead = 0
  now(): number {
    return systemClock.now() + this.#ahead
  }
  monotonic(): number {
    return systemClock.monotonic() + this.#ahead
  }
  pass(ms: number): void {
    this.#ahead += ms
  }
}

export interface PersonOptions {
  readonly displayName?: string
  readonly administrator?: boolean
  readonly secretary?: boolean
  readonly rank?: number
  readonly loginName?: string
}

export interface TestServer {
  readonly app: App
  readonly url: string
  readonly database: Database
  readonly folder: string
  readonly clock: TestClock
  readonly config: Config
  /** Everything logged so far, as text. */
  log(): string
  /** An anonymous device. */
  anonymous(): TestClient
  /** A new active account with a login, and a device signed in with it. */
  person(options?: PersonOptions): Promise<{ accountId: string; loginId: string; client: TestClient }>
  /** Another device of an account. */
  device(accountId: string): Promise<{ loginId: string; client: TestClient }>
  /** A paired hall screen. */
  screen(meetingId?: string | null): Promise<{ screenId: string; client: TestClient }>
  /** Stops the server; the folder stays when `keep` is set. */
  close(options?: { keep?: boolean }): Promise<void>
}

export interface ServerOptions {
  /** An earlier server's folder, to start again on it. */
  readonly folder?: string
  readonly port?: number
  readonly environment?: Readonly<Record<string, string>>
  /** Another build of the client than dist/client; PHS_TEST_CLIENT names one for a whole run. */
  readonly clientFolder?: string
}

/** The real program on a free port of the loopback, with a database of its own in a temporary folder. */
export const startServer = async (options: ServerOptions = {}): Promise<TestServer> => {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'phs-test-')))
  const config = readConfig({
    NODE_ENV: 'test',
    PHS_DATA: folder,
    PHS_TLS: 'off',
    PHS_ORIGIN: 'http://127.0.0.1',
    PHS_HOST: '127.0.0.1',
    PHS_PORT: '0',
    ...options.environment,
  })
  let logged = ''
  const clock = new TestClock()
  const database = openDatabase(join(folder, 'phong-hop-so.sqlite'))
  let url = ''
  const clients: TestClient[] = []
  const app = createApp({
    config,
    ports: {
      clock,
      ids: randomIds,
      log: createLog('debug', {
        write: line => {
          logged += line
        },
      }),
    },
    database,
    blobs: await BlobStore.open(join(folder, 'papers')),
    tls: undefined,
    origins: () => new Set([url]),
    clientFolder:
      options.clientFolder ??
      process.env.PHS_TEST_CLIENT ??
      join(import.meta.dirname, '..', '..', 'dist', 'client'),
  })
  const port = await app.listen(options.port ?? 0, '127.0.0.1')
  url = `http://127.0.0.1:${port}`

  const client = (cookie = ''): TestClient => {
    const made = new TestClient(url, cookie, () => clock.now())
    clients.push(made)
    return made
  }
  const device = async (accountId: string) => {
    const loginId = crypto.randomUUID()
    const token = randomIds.token()
    const now = clock.now()
    await database.kysely
      .insertInto('logins')
      .values({
        id: loginId,
        account_id: accountId,
        token_hash: tokenHash(token),
        device_label: 'Máy thử',
        via: 'password',
        created_at: now,
        last_seen_at: now,
        expires_at: now + config.loginMs,
        ended_at: null,
        end_reason: null,
      })
      .execute()
    const jar = cookieJar()
    jar.set('login', token, loginCookieMs)
    const signed = client()
    signed.takeCookies(jar.headers)
    return { loginId, client: signed }
  }
  let people = 0
  return {
    app,
    url,
    database,
    folder,
    clock,
    config,
    log: () => logged,
    anonymous: () => client(),
    device,
    person: async (person = {}) => {
      people += 1
      const accountId = crypto.randomUUID()
      await database.kysely
        .insertInto('accounts')
        .values({
          id: accountId,
          login_name: person.loginName ?? `nguoi.${people}.${accountId.slice(0, 8)}`,
          display_name: person.displayName ?? `Nguyễn Văn ${people}`,
          honorific: 'ong',
          title: 'Giám đốc Sở',
          unit_id: null,
          rank: person.rank ?? 100 + people,
          administrator: person.administrator === true ? 1 : 0,
          secretary: person.secretary === true ? 1 : 0,
          state: 'active',
          registration_record: null,
          created_at: clock.now(),
        })
        .execute()
      return { accountId, ...(await device(accountId)) }
    },
    screen: async (meetingId = null) => {
      const screenId = crypto.randomUUID()
      const token = randomIds.token()
      const by = await database.kysely.selectFrom('accounts').select('id').limit(1).executeTakeFirstOrThrow()
      await database.kysely
        .insertInto('screens')
        .values({
          id: screenId,
          name: 'Màn hình hội trường',
          token_hash: tokenHash(token),
          meeting_id: meetingId,
          paired_at: clock.now(),
          paired_by: by.id,
        })
        .execute()
      return { screenId, client: client(`__Host-screen=${token}`) }
    },
    close: async ({ keep = false } = {}) => {
      for (const one of clients) one.close()
      await app.close()
      await database.close()
      if (!keep) await rm(folder, { recursive: true, force: true })
    },
  }
}
