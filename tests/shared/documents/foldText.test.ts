import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { canonicalSpelling, foldText } from '#shared/documents/foldText.ts'

const letters = 'aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯ'
const tones = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
const vietnamese = fc
  .array(
    fc.oneof(
      fc
        .tuple(fc.constantFrom(...letters), fc.constantFrom(...tones))
        .map(([a, b]) => (a + b).normalize('NFC')),
      fc.constantFrom(' ', '\n', '\u00a0', '1', ',', '-'),
    ),
    { maxLength: 40 },
  )
  .map(parts => parts.join(''))
const anything = fc.oneof(
  vietnamese,
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
)

describe('foldText', () => {
  test('takes marks, capitals and doubled blanks away, and đ becomes d', () => {
    expect(foldText('Ủy  ban\nNHÂN dân Đắk Lắk').text).toBe('uy ban nhan dan dak lak')
  })

  test('composed and decomposed spellings fold to the same letters', () => {
    fc.assert(
      fc.property(
        vietnamese,
        text => foldText(text.normalize('NFD')).text === foldText(text.normalize('NFC')).text,
      ),
    )
  })

  test('folding what is folded changes nothing', () => {
    fc.assert(
      fc.property(anything, text => {
        const once = foldText(text).text
        expect(foldText(once).text).toBe(once)
      }),
    )
  })

  test('every folded letter points at the original letter it came from, in order', () => {
    fc.assert(
      fc.property(anything, text => {
        const { text: folded, starts, ends } = foldText(text)
        expect(starts).toHaveLength(folded.length)
        for (let i = 0; i < folded.length; i++) {
          const [start, end] = [starts[i] as number, ends[i] as number]
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          if (i > 0) expect(start).toBeGreaterThanOrEqual(starts[i - 1] as number)
        }
      }),
    )
  })

  test('a piece cut out by the index map folds to the piece that was found', () => {
    fc.assert(
      fc.property(vietnamese, fc.nat(40), fc.nat(40), (text, a, b) => {
        const { text: folded, starts, ends } = foldText(text)
        const [from, to] = [Math.min(a, b), Math.min(Math.max(a, b), folded.length - 1)]
        fc.pre(from <= to && folded.length > 0)
        const cut = text.slice(starts[from], ends[to])
        expect(foldText(cut).text).toBe(folded.slice(from, to + 1))
      }),
    )
  })

  test('a highlight keeps the marks of a decomposed letter together with it', () => {
    const text = 'ba\u0309n'
    const { starts, ends } = foldText(text)
    expect(text.slice(starts[1], ends[1])).toBe('a\u0309')
  })
})

describe('canonicalSpelling', () => {
  test('the tone may stand on either vowel of a word', () => {
    expect(canonicalSpelling('hoà bình')).toBe(canonicalSpelling('hòa bình'))
    expect(canonicalSpelling('Uỷ ban')).toBe(canonicalSpelling('ủy  ban'))
  })

  test('other marks still tell words apart', () => {
    expect(canonicalSpelling('tai')).not.toBe(canonicalSpelling('tài'))
    expect(canonicalSpelling('ban')).not.toBe(canonicalSpelling('bân'))
    expect(canonicalSpelling('đa')).not.toBe(canonicalSpelling('da'))
  })
})
