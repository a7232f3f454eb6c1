import { describe, expect, test } from '@jest/globals'
import { seenBy } from '#client/features/desk/preview.ts'
import type { AgendaItem } from '#shared/agenda/agenda.contract.ts'
import type { MeetingDocument } from '#shared/documents/documents.contract.ts'
import type { Participant } from '#shared/meetings/meetings.contract.ts'
import { anItem, aPaper, aParticipant, aVersion } from './meeting.fixture.ts'

const member = aParticipant('binh', 'member')
const invitee = aParticipant('khach', 'invitee')

const shown = (who: Participant, items: readonly AgendaItem[], papers: readonly MeetingDocument[] = []) =>
  seenBy(who, items, papers).map(seen => [seen.item.id, ...seen.papers.map(({ id }) => id)].join(': '))

describe('“As this participant sees it”', () => {
  test('[A14] leaves out an item for members where the participant is invited only', () => {
    const items = [anItem({ id: 'a', audience: { kind: 'members' } }), anItem({ id: 'b', number: 2 })]
    expect(shown(member, items)).toEqual(['a', 'b'])
    expect(shown(invitee, items)).toEqual(['b'])
  })
  test('[A14] shows an item for people by name to those alone', () => {
    const items = [anItem({ audience: { kind: 'chosen', accountIds: ['khach'] } })]
    expect(shown(invitee, items)).toEqual(['item'])
    expect(shown(member, items)).toEqual([])
  })
  test('[D12] leaves out a paper for members where its item is for everyone', () => {
    const papers = [aPaper({ id: 'open' }), aPaper({ id: 'inner', audience: { kind: 'members' } })]
    expect(shown(member, [anItem()], papers)).toEqual(['item: open: inner'])
    expect(shown(invitee, [anItem()], papers)).toEqual(['item: open'])
  })
  test('puts each paper under its own item', () => {
    const items = [anItem({ id: 'a' }), anItem({ id: 'b', number: 2 })]
    const papers = [aPaper({ id: 'pb', itemId: 'b' }), aPaper({ id: 'pa', itemId: 'a' })]
    expect(shown(member, items, papers)).toEqual(['a: pa', 'b: pb'])
  })
  test('[D14] leaves out a paper that is still on its way', () => {
    const papers = [aPaper({ version: null, pending: aVersion('preparing') })]
    expect(shown(member, [anItem()], papers)).toEqual(['item'])
  })
  test('[D14] shows the earlier version while a newer one is on its way, and says nothing of that', () => {
    const [seen] = seenBy(member, [anItem()], [aPaper({ pending: aVersion('uploading') })])
    expect(seen?.papers).toEqual([aPaper()])
  })
})
