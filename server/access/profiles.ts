import type { Store } from '#server/storage/database.ts'
import { type ProfileVersion, RulesProfile } from '#shared/profiles/profiles.contract.ts'

const read = (row: { version: number; profile: string }): ProfileVersion => ({
  version: row.version,
  profile: RulesProfile.parse(JSON.parse(row.profile)),
})

/** One version of the rules profile; null where there is none of that number. */
export const findProfile = async (store: Store, version: number): Promise<ProfileVersion | null> => {
  const row = await store
    .selectFrom('rules_profiles')
    .select(['version', 'profile'])
    .where('version', '=', version)
    .executeTakeFirst()
  return row === undefined ? null : read(row)
}

/** The rules profile in force. */
export const newestProfile = async (store: Store): Promise<ProfileVersion> =>
  read(
    await store
      .selectFrom('rules_profiles')
      .select(['version', 'profile'])
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow(),
  )

/** [Q4] The profile that a meeting goes by: that of its opening, before it the newest. */
export const profileOfMeeting = async (store: Store, meetingId: string): Promise<ProfileVersion> => {
  const row = await store
    .selectFrom('rules_profiles')
    .innerJoin('meetings', 'meetings.profile_version', 'rules_profiles.version')
    .select(['rules_profiles.version', 'rules_profiles.profile'])
    .where('meetings.id', '=', meetingId)
    .executeTakeFirst()
  return row === undefined ? newestProfile(store) : read(row)
}
