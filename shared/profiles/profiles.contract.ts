import { z } from 'zod'
import { command, event, Instant, OptionalLine, query } from '../contract/define.ts'

/**
 * A part of a whole as two whole numbers, and whether it must be reached or exceeded: "at least 2/3", "more than 1/2".
 * Numbers up to 1,000 keep every product exact.
 */
export const Share = z
  .strictObject({
    comparison: z.enum(['atLeast', 'moreThan']),
    numerator: z.int().min(1).max(1_000),
    denominator: z.int().min(1).max(1_000),
  })
  .refine(({ comparison, numerator, denominator }) =>
    comparison === 'atLeast' ? numerator <= denominator : numerator < denominator,
  )
export type Share = z.infer<typeof Share>

/** Rules of the committee that the law leaves to it, or that change with the law: data, never code. */
export const RulesProfile = z.strictObject({
  /** Of all members. */
  quorum: Share,
  majority: z.strictObject({
    /** What the share is a share of. */
    base: z.enum(['allMembers', 'present', 'voting']),
    share: Share,
  }),
  /** As many for as against: the chair's side decides, the vote is repeated, or it has failed. */
  tie: z.enum(['chair', 'again', 'failed']),
  /** Who stands on the roll when a vote opens: all members, or those who are present. */
  voters: z.enum(['members', 'presentMembers']),
  /** Whether members who take part from elsewhere vote. */
  remoteVoting: z.boolean(),
  /** By themselves within the base, as votes against, or out of the base. */
  abstentions: z.enum(['separate', 'against', 'leftOut']),
  /** Whether a vote may be changed until the close. */
  voteChange: z.boolean(),
  opinions: z.strictObject({
    /** Deadline of written opinions, in working days. */
    workingDays: z.int().min(1).max(60),
    silence: z.enum(['notCounted', 'agrees', 'disagrees']),
  }),
  /** How many working days before a meeting its papers go out. */
  papersOut: z.strictObject({ regular: z.int().min(0).max(30), other: z.int().min(0).max(30) }),
  /** Days off besides those of fixed date, such as the lunar New Year: YYYY-MM-DD in Vietnam. */
  daysOff: z.array(z.iso.date()).max(60),
})
export type RulesProfile = z.infer<typeof RulesProfile>

export const ProfileVersion = z.object({
  /** Counted from 1. */
  version: z.int(),
  profile: RulesProfile,
})
export type ProfileVersion = z.infer<typeof ProfileVersion>

export const ListedVersion = ProfileVersion.extend({
  /** Why it was saved, in the administrator's words. */
  note: z.string(),
  /** Null for the first, which came with the program. */
  savedAt: Instant.nullable(),
  savedByName: z.string(),
})
export type ListedVersion = z.infer<typeof ListedVersion>

export const profiles = {
  get: query('profiles:get', {
    summary: 'One version of the rules profile, as a decision names it.',
    input: z.strictObject({ version: z.int().min(1).max(1_000_000) }),
    output: ProfileVersion,
  }),
  list: query('profiles:list', {
    summary: 'Every version of the rules profile, the newest first, with who saved it and why.',
    input: z.strictObject({}),
    output: z.object({ versions: z.array(ListedVersion) }),
  }),
  save: command('profiles:save', {
    summary: 'Saves a new version of the rules profile; it counts for meetings that are opened from now on.',
    input: z.strictObject({
      /** The version that it was made from. */
      basedOn: z.int().min(1),
      profile: RulesProfile,
      note: OptionalLine(300),
    }),
    output: z.object({ version: z.int() }),
    errors: ['revision.stale', 'profile.unchanged', 'profile.minority', 'profile.leftOutNeedsVoting'],
  }),
} as const

export const profilesEvents = {
  changed: event('profiles:changed', {
    scope: 'committee',
    summary: 'The rules profile that is in force.',
    view: ProfileVersion,
  }),
} as const
