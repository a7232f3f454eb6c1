import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { newestProfile, profileOfMeeting } from '#server/access/profiles.ts'
import { openDatabase } from '#server/storage/database.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { profiles, profilesEvents, type RulesProfile } from '#shared/profiles/profiles.contract.ts'
import { defaultProfile } from '#shared/profiles/profiles.rules.ts'
import { makeRoom } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let administrator: Awaited<ReturnType<TestServer['person']>>

beforeAll(async () => {
  server = await startServer()
  administrator = await server.person({ administrator: true, displayName: 'Nguyễn Văn An' })
})
afterAll(() => server.close())

const newest = () => newestProfile(server.database.kysely)
const save = async (change: Partial<RulesProfile>, basedOn?: number) => {
  const { version, profile } = await newest()
  return administrator.client.call(profiles.save, {
    ...{ basedOn: basedOn ?? version, profile: { ...profile, ...change }, note: 'Theo nghị quyết mới' },
  })
}

describe('versions of the rules', () => {
  test('[Q1] the first comes with an empty database, and says what the program’s defaults say', async () => {
    const database = openDatabase(':memory:')
    expect(await newestProfile(database.kysely)).toEqual({ version: 1, profile: defaultProfile })
    await database.close()
  })

  test('[Q1] the database lets nobody change or remove one', async () => {
    const { kysely } = server.database
    await expect(kysely.updateTable('rules_profiles').set({ note: 'khác' }).execute()).rejects.toThrow(
      'never changed',
    )
    await expect(kysely.deleteFrom('rules_profiles').execute()).rejects.toThrow('never removed')
  })

  test('[Q2] a new one is saved, listed with who and why, and read by its number', async () => {
    const { version } = await newest()
    const quorum = { comparison: 'moreThan', numerator: 1, denominator: 2 } as const
    expect(await save({ quorum })).toEqual({ ok: true, data: { version: version + 1 } })
    const { versions } = await administrator.client.done(profiles.list, {})
    expect(versions.map(one => one.version)).toEqual(
      Array.from({ length: version + 1 }, (_, place) => version + 1 - place),
    )
    expect(versions[0]).toMatchObject({ note: 'Theo nghị quyết mới', savedByName: 'Nguyễn Văn An' })
    expect(versions[0]?.savedAt).toEqual(expect.any(Number))
    expect(versions.at(-1)).toMatchObject({ version: 1, savedAt: null, savedByName: '' })
    const { client } = await server.person()
    expect((await client.done(profiles.get, { version: version + 1 })).profile.quorum).toEqual(quorum)
    expect((await client.done(profiles.get, { version: 1 })).profile).toEqual(defaultProfile)
    expect(await client.call(profiles.get, { version: 999 })).toMatchObject({
      error: { code: 'object.notFound' },
    })
  })

  test('[Q2] whoever is signed in hears of the new one at once', async () => {
    const { client } = await server.person()
    const before = await client.until(profilesEvents.changed, () => true)
    await save({ voteChange: !before.profile.voteChange })
    const after = await client.until(profilesEvents.changed, ({ version }) => version === before.version + 1)
    expect(after.profile.voteChange).toBe(!before.profile.voteChange)
  })

  test('[Q3] of two who begin from the same version, the later one is told to look again', async () => {
    const { version, profile } = await newest()
    expect((await save({ remoteVoting: !profile.remoteVoting })).ok).toBe(true)
    expect(await save({ voters: 'presentMembers' }, version)).toMatchObject({
      error: { code: 'revision.stale' },
    })
  })

  test('[Q3] days off are kept in order, and saving the same again is no version', async () => {
    await save({ daysOff: ['2027-02-08', '2027-02-05', '2027-02-08'] })
    expect((await newest()).profile.daysOff).toEqual(['2027-02-05', '2027-02-08'])
    expect(await save({ daysOff: ['2027-02-08', '2027-02-05'] })).toMatchObject({
      error: { code: 'profile.unchanged' },
    })
  })

  test('[Q6] [Q7] [Q8] one that cannot be is refused, and nothing is saved', async () => {
    const { version } = await newest()
    const share = (comparison: 'atLeast' | 'moreThan', numerator: number, denominator: number) => ({
      ...{ comparison, numerator, denominator },
    })
    expect(await save({ quorum: share('moreThan', 3, 3) })).toMatchObject({
      error: { code: 'input.invalid' },
    })
    expect(await save({ majority: { base: 'allMembers', share: share('atLeast', 1, 3) } })).toMatchObject({
      error: { code: 'profile.minority' },
    })
    expect(await save({ abstentions: 'leftOut' })).toMatchObject({
      error: { code: 'profile.leftOutNeedsVoting' },
    })
    expect((await newest()).version).toBe(version)
  })
})

describe('a meeting', () => {
  test('[Q4] goes by the version of its opening, whatever is saved while it sits or afterwards', async () => {
    const room = await makeRoom(server)
    await room.item()
    await room.publish()
    const { kysely } = server.database
    const of = () => profileOfMeeting(kysely, room.meetingId)
    await save({ opinions: { workingDays: 7, silence: 'agrees' } })
    expect(await of()).toEqual(await newest())
    await room.open()
    const opened = await of()
    await save({ opinions: { workingDays: 8, silence: 'agrees' } })
    expect(await of()).toEqual(opened)
    await room.secretary.client.done(meetings.close, { meetingId: room.meetingId })
    expect(await of()).toEqual(opened)
    expect((await newest()).version).toBe(opened.version + 1)
  })
})
