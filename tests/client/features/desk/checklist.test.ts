import { describe, expect, test } from '@jest/globals'
import { lacks } from '#client/features/desk/checklist.ts'
import { aMeeting, anItem, aPaper, aParticipant, aVersion } from './meeting.fixture.ts'

const kinds = (...given: Parameters<typeof lacks>): readonly string[] =>
  lacks(...given).map(({ kind }) => kind)

describe('The list of what is missing', () => {
  test('is empty for a meeting with chair, people, items, reporters and papers', () => {
    expect(lacks(aMeeting(), [anItem()], [aPaper()])).toEqual([])
  })
  test('[M4] says what keeps an empty draft from going out', () => {
    const meeting = aMeeting({ chairId: null, participants: [] })
    expect(lacks(meeting, [], [])).toEqual([
      { kind: 'noChair', blocks: true },
      { kind: 'noItems', blocks: true },
      { kind: 'fewPeople', blocks: false },
    ])
  })
  test('names what keeps the meeting from going out before what is worth a look', () => {
    const items = [anItem({ reporterId: null }), anItem({ id: 'second', number: 2 })]
    const found = lacks(aMeeting(), items, [aPaper({ version: null, pending: aVersion('uploading') })])
    expect(found.map(({ kind }) => kind)).toEqual(['paperPending', 'noReporter', 'noPapers'])
    expect(found.map(({ blocks }) => blocks)).toEqual([true, false, false])
  })
  test('notes a meeting of the chair alone', () => {
    const alone = aMeeting({ participants: [aParticipant('an', 'chair')] })
    expect(kinds(alone, [anItem()], [aPaper()])).toEqual(['fewPeople'])
  })
})

describe('The list of a meeting that is over', () => {
  test.each(['closed', 'cancelled'] as const)(
    'asks for nothing any more, and keeps what was late: %s',
    state => {
      const meeting = aMeeting({ state, chairId: null, participants: [] })
      const documents = [aPaper({ late: true }), aPaper({ id: 'b', pending: aVersion('refused') })]
      expect(lacks(meeting, [anItem({ reporterId: null })], documents)).toEqual([
        { kind: 'paperLate', blocks: false, documentId: 'paper', title: 'Tờ trình' },
      ])
    },
  )
})

describe('Time on the list of what is missing', () => {
  test('is no matter while the items fill the meeting to the minute', () => {
    expect(kinds(aMeeting(), [anItem({ durationMinutes: 210 })], [aPaper()])).toEqual([])
  })
  test('says by how many minutes the items together outlast the meeting', () => {
    const items = [anItem({ durationMinutes: 200 }), anItem({ id: 'b', number: 2, durationMinutes: 25 })]
    const papers = [aPaper(), aPaper({ id: 'p2', itemId: 'b' })]
    expect(lacks(aMeeting(), items, papers)).toEqual([{ kind: 'overTime', blocks: false, minutes: 15 }])
  })
})

describe('An item on the list of what is missing', () => {
  test('is named by its number where it has no reporter', () => {
    expect(lacks(aMeeting(), [anItem({ number: 4, reporterId: null })], [aPaper()])).toEqual([
      { kind: 'noReporter', blocks: false, itemNumber: 4 },
    ])
  })
  test('lacks no reporter where one is given in words', () => {
    const item = anItem({ reporterId: null, reporterNote: 'Đại diện Sở Tài chính' })
    expect(kinds(aMeeting(), [item], [aPaper()])).toEqual([])
  })
  test('is named where it has no papers, though others have', () => {
    const items = [anItem(), anItem({ id: 'b', number: 2 })]
    expect(lacks(aMeeting(), items, [aPaper()])).toEqual([{ kind: 'noPapers', blocks: false, itemNumber: 2 }])
  })
  test('needs no file where its paper is a state secret, handed out on paper', () => {
    expect(kinds(aMeeting(), [anItem({ secrecy: 'secret' })], [])).toEqual([])
  })
  test('lacks nothing any more once it is dealt with', () => {
    expect(kinds(aMeeting(), [anItem({ state: 'done', reporterId: null })], [])).toEqual([])
  })
})

describe('A paper on the list of what is missing', () => {
  test.each(['uploading', 'preparing'] as const)('[M4] keeps the meeting from going out while %s', state => {
    const paper = aPaper({ version: null, pending: aVersion(state) })
    expect(lacks(aMeeting(), [anItem()], [paper])).toEqual([
      { kind: 'paperPending', blocks: true, documentId: 'paper', title: 'Tờ trình' },
    ])
  })
  test('keeps nothing back any more once the meeting went out', () => {
    const paper = aPaper({ pending: aVersion('uploading') })
    const [lack] = lacks(aMeeting({ state: 'published' }), [anItem()], [paper])
    expect(lack).toMatchObject({ kind: 'paperPending', blocks: false })
  })
  test('is worth a look, and no more, where it was refused', () => {
    const paper = aPaper({ version: null, pending: aVersion('refused') })
    expect(lacks(aMeeting(), [anItem()], [paper])).toEqual([
      { kind: 'paperRefused', blocks: false, documentId: 'paper', title: 'Tờ trình' },
    ])
  })
  test('[D22] is named where it came late', () => {
    expect(lacks(aMeeting(), [anItem()], [aPaper({ late: true })])).toEqual([
      { kind: 'paperLate', blocks: false, documentId: 'paper', title: 'Tờ trình' },
    ])
  })
})
