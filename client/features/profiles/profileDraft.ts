import { RulesProfile, Share } from '#shared/profiles/profiles.contract.ts'

/** A share as it is typed. */
export interface ShareDraft {
  readonly comparison: Share['comparison']
  readonly numerator: string
  readonly denominator: string
}

/** A profile as it is typed: numbers and days are text until they are read. */
export interface ProfileDraft
  extends Pick<RulesProfile, 'tie' | 'voters' | 'remoteVoting' | 'abstentions' | 'voteChange'> {
  readonly quorum: ShareDraft
  readonly base: RulesProfile['majority']['base']
  readonly share: ShareDraft
  readonly silence: RulesProfile['opinions']['silence']
  readonly opinionDays: string
  readonly papersRegular: string
  readonly papersOther: string
  /** One day a line, as Vietnamese write it: 05/02/2027. */
  readonly daysOff: string
}

const shareDraft = ({ comparison, numerator, denominator }: Share): ShareDraft => ({
  comparison,
  numerator: String(numerator),
  denominator: String(denominator),
})

const writtenDay = (iso: string): string => iso.split('-').reverse().join('/')

/** A profile in fields. */
export const draftOf = (profile: RulesProfile): ProfileDraft => {
  const { tie, voters, remoteVoting, abstentions, voteChange } = profile
  return {
    ...{ tie, voters, remoteVoting, abstentions, voteChange },
    quorum: shareDraft(profile.quorum),
    base: profile.majority.base,
    share: shareDraft(profile.majority.share),
    silence: profile.opinions.silence,
    opinionDays: String(profile.opinions.workingDays),
    papersRegular: String(profile.papersOut.regular),
    papersOther: String(profile.papersOut.other),
    daysOff: profile.daysOff.map(writtenDay).join('\n'),
  }
}

/** A whole number as people type it; not a number for anything else, so that no schema takes it. */
export const wholeNumber = (text: string): number =>
  /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN

/** Days written one after another, by lines, spaces or commas, as YYYY-MM-DD; what is no day stays as it was typed. */
export const readDays = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(day => {
      const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(day)
      if (found === null) return day
      const [, date = '', month = '', year = ''] = found
      return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
    })

/** A share that was typed; null where it is none. */
export const readShare = (draft: ShareDraft): Share | null => {
  const read = Share.safeParse({
    comparison: draft.comparison,
    numerator: wholeNumber(draft.numerator),
    denominator: wholeNumber(draft.denominator),
  })
  return read.success ? read.data : null
}

/** The profile that was typed, or the field that cannot be read. */
export const readDraft = (
  draft: ProfileDraft,
):
  | { readonly profile: RulesProfile; readonly wrong: null }
  | { readonly profile: null; readonly wrong: keyof ProfileDraft } => {
  const quorum = readShare(draft.quorum)
  if (quorum === null) return { profile: null, wrong: 'quorum' }
  const share = readShare(draft.share)
  if (share === null) return { profile: null, wrong: 'share' }
  const { tie, voters, remoteVoting, abstentions, voteChange, silence } = draft
  const read = RulesProfile.safeParse({
    ...{ quorum, majority: { base: draft.base, share } },
    ...{ tie, voters, remoteVoting, abstentions, voteChange },
    opinions: { workingDays: wholeNumber(draft.opinionDays), silence },
    papersOut: { regular: wholeNumber(draft.papersRegular), other: wholeNumber(draft.papersOther) },
    daysOff: readDays(draft.daysOff),
  })
  if (read.success) return { profile: read.data, wrong: null }
  const [first, second] = read.error.issues[0]?.path ?? []
  const wrong: keyof ProfileDraft =
    first === 'opinions'
      ? 'opinionDays'
      : first === 'papersOut'
        ? second === 'regular'
          ? 'papersRegular'
          : 'papersOther'
        : 'daysOff'
  return { profile: null, wrong }
}
