import { describe, expect, test } from '@jest/globals'
import {
  disposition,
  isMatched,
  isNamed,
  mayFollowRange,
  readRange,
} from '#server/features/documents/serving/conditions.ts'

describe('a Range header (RFC 9110 §14)', () => {
  test.each([
    ['bytes=0-99', { kind: 'part', first: 0, last: 99 }],
    ['bytes=900-', { kind: 'part', first: 900, last: 999 }],
    ['bytes=900-5000', { kind: 'part', first: 900, last: 999 }],
    ['bytes=-100', { kind: 'part', first: 900, last: 999 }],
    ['bytes=-5000', { kind: 'part', first: 0, last: 999 }],
    ['BYTES=5-5', { kind: 'part', first: 5, last: 5 }],
    ['bytes=1000-', { kind: 'none' }],
    ['bytes=-0', { kind: 'none' }],
    ['bytes=9-5', { kind: 'whole' }],
    ['bytes=0-1,5-6', { kind: 'whole' }],
    ['pages=1-2', { kind: 'whole' }],
    ['bytes=a-b', { kind: 'whole' }],
    ['bytes=-', { kind: 'whole' }],
    [undefined, { kind: 'whole' }],
  ])('%s', (header, wanted) => expect(readRange(header, 1000)).toEqual(wanted))

  test('of an empty file asks for nothing that exists', () => {
    expect(readRange('bytes=0-', 0)).toEqual({ kind: 'none' })
    expect(readRange('bytes=-5', 0)).toEqual({ kind: 'none' })
  })
})

describe('conditions (RFC 9110 §13)', () => {
  test('If-None-Match compares weakly, in lists too', () => {
    expect(isNamed('"a", W/"b"', '"b"')).toBe(true)
    expect(isNamed('*', '"b"')).toBe(true)
    expect(isNamed('"a"', '"b"')).toBe(false)
    expect(isNamed(undefined, '"b"')).toBe(false)
  })

  test('If-Match compares strongly', () => {
    expect(isMatched('W/"b"', '"b"')).toBe(false)
    expect(isMatched('"a", "b"', '"b"')).toBe(true)
    expect(isMatched('*', '"b"')).toBe(true)
  })

  test('If-Range holds for the same strong tag only', () => {
    expect(mayFollowRange('"b"', '"b"')).toBe(true)
    expect(mayFollowRange('W/"b"', '"b"')).toBe(false)
    expect(mayFollowRange('Sat, 29 Oct 1994 19:43:31 GMT', '"b"')).toBe(false)
    expect(mayFollowRange(undefined, '"b"')).toBe(true)
  })
})

test('a Vietnamese file name arrives whole, and readable where only Latin letters are understood', () => {
  expect(disposition('attachment', 'Tờ trình số 12/UBND “đất”.pdf')).toBe(
    'attachment; filename="To trinh so 12/UBND _dat_.pdf"; ' +
      "filename*=UTF-8''T%E1%BB%9D%20tr%C3%ACnh%20s%E1%BB%91%2012%2FUBND%20%E2%80%9C%C4%91%E1%BA%A5t%E2%80%9D.pdf",
  )
  expect(disposition('inline', 'a"\r\nb\\(1).pdf')).toBe(
    'inline; filename="a___b_(1).pdf"; filename*=UTF-8\'\'a%22%0D%0Ab%5C%281%29.pdf',
  )
})
