import { findProfile, newestProfile } from '#server/access/profiles.ts'
import { type Handlers, handler } from '#server/transport/handler.ts'
import { attendanceEvents } from '#shared/attendance/attendance.contract.ts'
import { fail, ok } from '#shared/contract/result.ts'
import { profiles, profilesEvents } from '#shared/profiles/profiles.contract.ts'
import { contradiction, sameProfile, settleProfile } from '#shared/profiles/profiles.rules.ts'
import { mayList, mayRead, maySave } from './profiles.policy.ts'
import { addVersion, listVersions, meetingsToOpen } from './profiles.store.ts'

/** Answers every call of the contract of the rules profile. */
export const profilesHandlers = {
  get: handler(profiles.get, {
    policy: mayRead,
    run: async ({ store }, { version }) => {
      const found = await findProfile(store, version)
      return found === null ? fail('object.notFound') : ok(found)
    },
  }),

  list: handler(profiles.list, {
    policy: mayList,
    run: async ({ store }) => ok({ versions: await listVersions(store) }),
  }),

  save: handler(profiles.save, {
    policy: maySave,
    run: async (context, { basedOn, note, ...input }, viewer) => {
      const newest = await newestProfile(context.store)
      if (newest.version !== basedOn) return fail('revision.stale')
      const problem = contradiction(input.profile)
      if (problem !== null) return fail(problem)
      const profile = settleProfile(input.profile)
      if (sameProfile(profile, newest.profile)) return fail('profile.unchanged')
      const version = newest.version + 1
      await addVersion(context.store, {
        ...{ version, profile, note },
        ...{ savedAt: context.now, savedBy: viewer.accountId },
      })
      context.touch(profilesEvents.changed, 'committee')
      // [Q4] The quorum of meetings that are still to be opened is another now.
      for (const id of await meetingsToOpen(context.store)) context.touch(attendanceEvents.changed, id)
      return ok({ version })
    },
  }),
} satisfies Handlers<typeof profiles>
