import type { Store } from '#server/storage/database.ts'
import { type ListedVersion, RulesProfile } from '#shared/profiles/profiles.contract.ts'

/** Every version, the newest first. */
export const listVersions = async (store: Store): Promise<ListedVersion[]> => {
  const rows = await store
    .selectFrom('rules_profiles')
    .leftJoin('accounts', 'accounts.id', 'rules_profiles.saved_by')
    .select([
      'rules_profiles.version as version',
      'rules_profiles.profile as profile',
      'rules_profiles.note as note',
      'rules_profiles.saved_at as savedAt',
      'accounts.display_name as savedByName',
    ])
    .orderBy('rules_profiles.version', 'desc')
    .execute()
  return rows.map(row => ({
    ...row,
    profile: RulesProfile.parse(JSON.parse(row.profile)),
    savedByName: row.savedByName ?? '',
  }))
}

/** Adds a version. Its number is one more than the last: two at once cannot both be it. */
export const addVersion = async (
  store: Store,
  row: { version: number; profile: RulesProfile; note: string; savedAt: number; savedBy: string },
): Promise<void> => {
  await store
    .insertInto('rules_profiles')
    .values({
      version: row.version,
      profile: JSON.stringify(row.profile),
      note: row.note,
      saved_at: row.savedAt,
      saved_by: row.savedBy,
    })
    .execute()
}

/** [Q4] Meetings that go by whatever profile is in force: those that were not opened yet. */
export const meetingsToOpen = async (store: Store): Promise<readonly string[]> =>
  (
    await store
      .selectFrom('meetings')
      .select('id')
      .where('profile_version', 'is', null)
      .where('state', '=', 'published')
      .execute()
  ).map(({ id }) => id)
