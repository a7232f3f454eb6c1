import { describe, expect, test } from '@jest/globals'
import {
  paperState,
  titleOf,
  unannounced,
  wholeProgress,
} from '#client/features/documents/upload/paperState.ts'
import type { Upload } from '#client/features/documents/upload/UploadQueue.ts'
import { aPaper, aVersion } from '#tests/client/features/desk/meeting.fixture.ts'

const upload = (part: Partial<Upload> = {}): Upload => ({
  ...{ meetingId: 'meeting', itemId: 'item', documentId: 'paper', versionId: 'uploading' },
  ...{ title: 'Tờ trình', fileName: 'Tờ trình.pdf', byteLength: 1_000, sentBytes: 0 },
  ...{ state: 'sending', waitsFor: null, failure: null },
  ...part,
})

describe('A paper’s row', () => {
  test('shows what can be read where nothing newer is on its way', () => {
    expect(paperState(aPaper(), [])).toEqual({ kind: 'ready', version: aVersion('ready') })
  })
  test.each(['preparing', 'refused'] as const)(
    'shows a newer version that is %s before the one to read',
    state => {
      const pending = aVersion(state)
      expect(paperState(aPaper({ pending }), [])).toEqual({ kind: state, version: pending })
    },
  )
  test('shows how far this page has sent it', () => {
    const sending = upload()
    const paper = aPaper({ version: null, pending: aVersion('uploading') })
    expect(paperState(paper, [upload({ versionId: 'other' }), sending])).toEqual({
      kind: 'sending',
      upload: sending,
    })
  })
  test('says that it is unfinished where this page does not send it, after a reload', () => {
    const pending = aVersion('uploading')
    expect(paperState(aPaper({ pending }), [])).toEqual({ kind: 'unfinished', version: pending })
  })
  test('shows no state for a paper without any version', () => {
    expect(paperState(aPaper({ version: null }), [])).toBeNull()
  })
})

describe('Below an item’s papers', () => {
  test('stand the files that the server does not know yet, each under its own item', () => {
    const waiting = upload({ versionId: 'new', state: 'queued' })
    const refused = upload({ versionId: 'no', state: 'failed' })
    expect(unannounced([waiting, refused, upload({ versionId: 'else', itemId: 'b' })], 'item', [])).toEqual([
      waiting,
      refused,
    ])
  })
  test('no file stands twice once the server shows it, nor when it is sent', () => {
    const papers = [aPaper({ pending: aVersion('uploading') })]
    expect(unannounced([upload(), upload({ versionId: 'done', state: 'sent' })], 'item', papers)).toEqual([])
  })
})

describe('The title proposed for a file', () => {
  test.each([
    ['To_trinh_so_12.pdf', 'To trinh so 12'],
    ['Báo cáo  quý III.PDF', 'Báo cáo quý III'],
    ['Tờ trình 15.11.2026.pdf', 'Tờ trình 15.11.2026'],
    ['.pdf', '.pdf'],
  ])('of %s is %s', (fileName, title) => {
    expect(titleOf(fileName)).toBe(title)
  })
  test('has its marks in one piece, also from a Mac', () => {
    expect(titleOf('Tờ trình.pdf'.normalize('NFD'))).toBe('Tờ trình'.normalize('NFC'))
  })
  test('keeps a date at the end of a name without ending', () => {
    expect(titleOf('Tờ trình 15.11.2026')).toBe('Tờ trình 15.11.2026')
  })
})

describe('The bar over all uploads', () => {
  test('is not there while nothing is on its way', () => {
    expect(wholeProgress([])).toBeNull()
    expect(wholeProgress([upload({ state: 'sent' }), upload({ state: 'failed' })])).toBeNull()
  })
  test('goes by bytes over all files, what is sent counted in', () => {
    const files = [
      upload({ state: 'sent', sentBytes: 1_000 }),
      upload({ byteLength: 3_000, sentBytes: 1_000 }),
    ]
    expect(wholeProgress(files)).toBe(0.5)
  })
  test('leaves out files that were refused', () => {
    expect(wholeProgress([upload({ sentBytes: 250 }), upload({ state: 'failed', byteLength: 9_000 })])).toBe(
      0.25,
    )
  })
})
