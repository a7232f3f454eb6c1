import { describe, expect, test } from '@jest/globals'
import { draftOf, type ProfileDraft, readDays, readDraft } from '#client/features/profiles/profileDraft.ts'
import { defaultProfile } from '#shared/profiles/profiles.rules.ts'

const draft = draftOf(defaultProfile)

describe('rules as they are typed', () => {
  test('read back as they were', () => {
    const profile = { ...defaultProfile, daysOff: ['2027-02-05', '2027-02-08'] }
    expect(readDraft(draftOf(profile))).toEqual({ profile, wrong: null })
  })

  test('days are written as Vietnamese do, apart by anything', () => {
    expect(readDays(' 5/2/2027, 08/02/2027\n9.2.2027;10-02-2027 ')).toEqual([
      ...['2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10'],
    ])
    expect(readDays('  ')).toEqual([])
  })

  test.each<[string, Partial<ProfileDraft>, keyof ProfileDraft]>([
    ['a quorum of nothing', { quorum: { ...draft.quorum, denominator: '0' } }, 'quorum'],
    ['a quorum in words', { quorum: { ...draft.quorum, numerator: 'hai' } }, 'quorum'],
    ['a quorum that is empty', { quorum: { ...draft.quorum, numerator: '' } }, 'quorum'],
    ['a broken number', { share: { ...draft.share, numerator: '1,5' } }, 'share'],
    ['more than the whole', { share: { ...draft.share, numerator: '2' } }, 'share'],
    ['no day for opinions', { opinionDays: '0' }, 'opinionDays'],
    ['a hundred days before', { papersRegular: '100' }, 'papersRegular'],
    ['days below none', { papersOther: '-1' }, 'papersOther'],
    ['30 February', { daysOff: '30/02/2027' }, 'daysOff'],
    ['a day in words', { daysOff: 'mồng một Tết' }, 'daysOff'],
  ])('%s is pointed at', (_, change, wrong) => {
    expect(readDraft({ ...draft, ...change })).toEqual({ profile: null, wrong })
  })
})
