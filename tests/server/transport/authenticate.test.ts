import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type Database, openDatabase } from '#server/storage/database.ts'
import type { LoginsTable } from '#server/storage/tables.ts'
import { authenticate } from '#server/transport/authenticate.ts'
import { cookieJar, readTokens, tokenHash } from '#server/transport/cookies.ts'

const accountId = '0b0e0000-0000-4000-8000-00000000000a'
const minute = 60_000
const life = 100 * minute
let database: Database

beforeEach(async () => {
  database = openDatabase(':memory:')
  await database.kysely
    .insertInto('accounts')
    .values({
      ...{ id: accountId, login_name: 'binhtt', display_name: 'Trần Thị Bình', honorific: 'ba', title: '' },
      ...{ unit_id: null, rank: 1, administrator: 0, secretary: 1, state: 'active' },
      ...{ registration_record: null, created_at: 0 },
    })
    .execute()
  const login: LoginsTable = {
    ...{ id: 'login', account_id: accountId, token_hash: tokenHash('token'), device_label: '' },
    ...{
      via: 'password',
      created_at: 0,
      last_seen_at: 0,
      expires_at: life,
      ended_at: null,
      end_reason: null,
    },
  }
  await database.kysely.insertInto('logins').values(login).execute()
  await database.kysely
    .insertInto('screens')
    .values({
      ...{ id: 'screen', name: '', token_hash: tokenHash('shown'), meeting_id: null, paired_at: 0 },
      paired_by: accountId,
    })
    .execute()
})
afterEach(() => database.close())

const who = (tokens: { login?: string; screen?: string }, now = 0) =>
  authenticate(database, tokens, now, life)
const anonymous = { viewer: { kind: 'anonymous' } }

describe('who a request stands for', () => {
  test('[K29] the person whose login’s token it carries, with the roles of this moment', async () => {
    const person = { kind: 'person', accountId, loginId: 'login', administrator: false, secretary: true }
    expect(await who({ login: 'token' })).toEqual({ viewer: person })
    await database.kysely.updateTable('accounts').set({ secretary: 0, administrator: 1 }).execute()
    expect(await who({ login: 'token' })).toEqual({
      viewer: { ...person, secretary: false, administrator: true },
    })
  })

  test('[K29] nobody, for a token that is none, or for the stored hash itself', async () => {
    expect(await who({})).toEqual(anonymous)
    expect(await who({ login: 'another' })).toEqual(anonymous)
    expect(await who({ login: tokenHash('token') })).toEqual(anonymous)
  })

  test.each(['signedOut', 'revoked', 'wiped', 'deactivated', 'expired'] as const)(
    '[K33] a login that ended as %s is nobody, and the device hears why',
    async reason => {
      await database.kysely.updateTable('logins').set({ end_reason: reason, ended_at: 1 }).execute()
      expect(await who({ login: 'token' })).toEqual({ ...anonymous, ended: reason })
    },
  )

  test('[K4] an account that is not active is nobody', async () => {
    for (const state of ['deactivated', 'invited', 'erased'] as const) {
      await database.kysely.updateTable('accounts').set({ state }).execute()
      expect(await who({ login: 'token' })).toEqual({ ...anonymous, ended: 'deactivated' })
    }
  })

  test('[K29] a login expires when it was not used, at the moment it says', async () => {
    expect((await who({ login: 'token' }, life - 1)).viewer.kind).toBe('person')
    await database.kysely.updateTable('logins').set({ expires_at: life }).execute()
    expect(await who({ login: 'token' }, life)).toEqual({
      ...anonymous,
      ended: 'expired',
      expiredLoginId: 'login',
    })
  })

  test('[K29] looking at a login is no use of it', async () => {
    await authenticate(database, { login: 'token' }, life - 1)
    expect(await who({ login: 'token' }, life)).toMatchObject({ ended: 'expired' })
  })

  test('[K47] a login of more than a day asks for its cookie anew, while it is good', async () => {
    const day = 24 * 60 * minute
    await database.kysely
      .updateTable('logins')
      .set({ expires_at: 2 * day })
      .execute()
    expect(await authenticate(database, { login: 'token' }, day)).not.toHaveProperty('renewsCookie')
    expect(await authenticate(database, { login: 'token' }, day + 1)).toMatchObject({ renewsCookie: true })
    expect(await authenticate(database, { login: 'token' }, 2 * day)).not.toHaveProperty('renewsCookie')
  })

  test('[K29] use moves the expiry, and is written down seldom', async () => {
    const stored = () =>
      database.kysely.selectFrom('logins').select(['last_seen_at', 'expires_at']).executeTakeFirst()
    await who({ login: 'token' }, 5 * minute)
    expect(await stored()).toEqual({ last_seen_at: 0, expires_at: life })
    await who({ login: 'token' }, 5 * minute + 1)
    expect(await stored()).toEqual({ last_seen_at: 5 * minute + 1, expires_at: life + 5 * minute + 1 })
  })

  test('a paired screen, unless a person is signed in there', async () => {
    expect(await who({ screen: 'shown' })).toEqual({
      viewer: { kind: 'screen', screenId: 'screen', meetingId: null },
    })
    expect((await who({ screen: 'shown', login: 'token' })).viewer.kind).toBe('person')
    await database.kysely.updateTable('screens').set({ token_hash: null }).execute()
    expect(await who({ screen: 'shown' })).toEqual(anonymous)
  })

  test('[S17] a screen, where the login beside it has ended', async () => {
    const screen = { kind: 'screen', screenId: 'screen', meetingId: null }
    const both = { screen: 'shown', login: 'token' }
    expect(await who(both, life)).toEqual({ viewer: screen, ended: 'expired', expiredLoginId: 'login' })
    await database.kysely.updateTable('logins').set({ end_reason: 'revoked', ended_at: 1 }).execute()
    expect(await who(both)).toEqual({ viewer: screen, ended: 'revoked' })
    expect(await who({ screen: 'shown', login: 'unknown' })).toEqual({ viewer: screen })
    expect(await who({ screen: 'unknown', login: 'token' })).toEqual({ ...anonymous, ended: 'revoked' })
  })
})

describe('[K29] cookies', () => {
  test('[K29] are Secure, HttpOnly, strict, for the whole host and for as long as they are given', () => {
    const jar = cookieJar()
    jar.set('login', 'abc', 7_000)
    expect(jar.headers[0]?.split('; ').sort()).toEqual(
      ['HttpOnly', 'Max-Age=7', 'Path=/', 'SameSite=Strict', 'Secure', '__Host-login=abc'].sort(),
    )
    jar.clear('login')
    expect(jar.headers[1]).toContain('__Host-login=; ')
    expect(jar.headers[1]).toContain('Max-Age=0')
  })

  test('[K29] are read by their exact names alone', () => {
    const read = (cookie?: string) => {
      const request = new IncomingMessage(new Socket())
      if (cookie !== undefined) request.headers.cookie = cookie
      return readTokens(request)
    }
    expect(read('login=x; __Host-screen=b; __Host-login=a')).toEqual({ login: 'a', screen: 'b' })
    expect(read('__Host-login=')).toEqual({})
    expect(read(undefined)).toEqual({})
  })
})
