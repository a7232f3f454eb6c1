import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { findAll, runAt, runPieces } from '#client/features/documents/reader/core/pageText.ts'
import { foldText } from '#shared/documents/foldText.ts'

const page = (text: string) => ({ text, folded: foldText(text) })
const found = (text: string, query: string, diacritics: 'ignore' | 'match' = 'ignore') =>
  findAll(page(text), query, diacritics).map(({ start, end }) => text.slice(start, end))

describe('finding', () => {
  test('finds with marks what was typed without', () => {
    expect(found('Tờ trình về tài chính, Tài Chính', 'tai chinh')).toEqual(['tài chính', 'Tài Chính'])
  })

  test('finds a phrase that breaks across lines', () => {
    expect(found('kế hoạch đầu\ntư trung hạn', 'đầu tư')).toEqual(['đầu\ntư'])
  })

  test('finds decomposed letters, as some programs write them', () => {
    expect(found('Ủy ban'.normalize('NFD'), 'ủy ban', 'match')).toEqual(['Ủy ban'.normalize('NFD')])
  })

  test('with marks asked for, other marks do not count', () => {
    expect(found('bán bàn bạn ban', 'bàn', 'match')).toEqual(['bàn'])
    expect(found('bán bàn bạn ban', 'ban')).toHaveLength(4)
  })

  test('both places of the tone are right, also while the word is half typed', () => {
    expect(found('hòa bình, hoà giải', 'hoà', 'match')).toEqual(['hòa', 'hoà'])
    expect(found('hòa bình', 'hò', 'match')).toEqual(['hò'])
  })

  test('blanks alone find nothing', () => {
    expect(found('a b', '  ')).toEqual([])
  })

  test('whatever stands on the page is found there', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
        fc.nat(60),
        fc.nat(60),
        (text, a, b) => {
          const query = text.slice(Math.min(a, b), Math.max(a, b))
          fc.pre(
            query.isWellFormed() &&
              foldText(query).text.trim() !== '' &&
              !/^[\p{Mn}\p{Me}\p{Mc}]/u.test(query),
          )
          expect(findAll(page(text), query, 'ignore').length).toBeGreaterThan(0)
        },
      ),
    )
  })
})

describe('runs', () => {
  test('the pieces of a find cover it exactly, none empty', () => {
    const runs = fc.array(fc.string({ maxLength: 6 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(runs, fc.nat(60), fc.nat(60), (strings, a, b) => {
        const text = strings.join('')
        fc.pre(text.length > 0)
        const start = Math.min(a, b) % text.length
        const end = Math.min(Math.max(start + 1, Math.max(a, b)), text.length)
        let at = 0
        const starts = Uint32Array.from(strings, string => {
          at += string.length
          return at - string.length
        })
        const pieces = runPieces(starts, text.length, { start, end })
        expect(pieces.map(p => (strings[p.run] as string).slice(p.start, p.end)).join('')).toBe(
          text.slice(start, end),
        )
        for (const piece of pieces) expect(piece.end).toBeGreaterThan(piece.start)
        const first = runAt(starts, start)
        expect(starts[first] as number).toBeLessThanOrEqual(start)
      }),
    )
  })
})
