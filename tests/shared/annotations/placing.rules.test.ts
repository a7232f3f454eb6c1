import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Quote } from '#shared/annotations/note.ts'
import { PaperWords } from '#shared/annotations/PaperWords.ts'
import { NormalText, type PageOfText, wordDistance } from '#shared/annotations/pageWords.ts'
import { Placing, placingScore, placingThreshold } from '#shared/annotations/placing.rules.ts'
import { letterWidth, lineHeight, pageOf, wrapped } from '#tests/support/pageText.ts'

const opening =
  'Tình hình kinh tế - xã hội của tỉnh tháng 11 tiếp tục chuyển biến tích cực. Chỉ số sản xuất công nghiệp tăng 8,4% so với cùng kỳ năm trước; thu ngân sách nhà nước đạt 15.230 tỷ đồng, bằng 96,5% dự toán Hội đồng nhân dân tỉnh giao.'
const middle =
  'Ủy ban nhân dân tỉnh yêu cầu Sở Tài chính chủ trì, phối hợp với Sở Nông nghiệp và Môi trường rà soát các dự án chậm tiến độ, báo cáo trước ngày 25 tháng 11 năm 2026 để trình Chủ tịch xem xét, quyết định.'
const closing =
  'Các sở, ban, ngành và Ủy ban nhân dân các xã, phường chịu trách nhiệm trước Ủy ban nhân dân tỉnh về kết quả giải ngân vốn đầu tư công của đơn vị mình; trường hợp không hoàn thành phải giải trình bằng văn bản.'

const paper = (...texts: (string | PageOfText)[]): { pages: PageOfText[]; words: PaperWords } => {
  const words = new PaperWords()
  const pages = texts.map((text, at) => (typeof text === 'string' ? pageOf(at + 1, wrapped(text)) : text))
  for (const page of pages) words.add(page)
  return { pages, words }
}

/** The quote and the box of words on a page, as the highlighter would take them. */
const marked = (
  page: PageOfText,
  exact: string,
  nth = 0,
): { quote: Quote; box: [number, number, number, number] } => {
  const text = page.lines.map(line => line.text).join(' ')
  let at = text.indexOf(exact)
  for (let left = nth; left > 0; left -= 1) at = text.indexOf(exact, at + 1)
  if (at < 0) throw new Error(`The page has no “${exact}”`)
  let begin = 0
  const line = page.lines.find(({ text: of }) => {
    if (at <= begin + of.length) return true
    begin += of.length + 1
    return false
  })
  return {
    quote: {
      exact,
      before: text.slice(0, at).trimStart().slice(-64),
      after: text.slice(at + exact.length).slice(0, 64),
    },
    box: [70 + (at - begin) * letterWidth, line?.box[1] ?? 0, exact.length * letterWidth, 12],
  }
}

const place = (older: PageOfText, newer: { readonly words: PaperWords }, exact: string, nth = 0) =>
  new Placing(newer.words).place(older, marked(older, exact, nth))

describe('Text as versions are compared by it', () => {
  test('[N53] is composed, with one blank for many, and no hyphen between letters or at a line’s end', () => {
    const text = new NormalText([
      'Tho\u0302\u0301ng  tin tru-',
      'ye\u0302\u0300n  COVID-19, kinh tế - xã hội',
    ])
    expect(text.text).toBe('Thống tin truyền COVID19, kinh tế - xã hội')
  })

  test('[N53] knows where each letter stands', () => {
    const text = new NormalText(['a\u0301b-', 'c d'])
    expect(text.text).toBe('ábc d')
    expect(text.line).toEqual([0, 0, 1, 1, 1])
    expect(text.from).toEqual([0, 2, 0, 1, 2])
    expect(text.to).toEqual([2, 3, 1, 2, 3])
  })

  test('[N53] words lose case and punctuation, and a sign alone is none', () => {
    const keys = new NormalText(['“Thu ngân sách” – đạt 96,5%; (Điều 3)']).words().map(({ key }) => key)
    expect(keys).toEqual(['thu', 'ngân', 'sách', 'đạt', '96,5%', 'điều', '3'])
  })

  test('the distance of words is what must be changed', () => {
    expect([wordDistance('15,2%', '16,1%'), wordDistance('hoà', 'hòa'), wordDistance('', 'abc')]).toEqual([
      2, 2, 3,
    ])
  })
})

describe('A note on words', () => {
  test('[N53] follows them to another page and other lines', () => {
    const { pages } = paper(opening, middle, closing)
    const newer = paper('Phụ lục kèm theo Báo cáo số 123/BC-UBND.', opening, `${closing} ${middle}`)
    const found = place(pages[1]!, newer, 'rà soát các dự án chậm tiến độ,')
    expect(found).toMatchObject({ placed: true, page: 3, score: 1 })
    if (!found.placed) return
    expect(found.quote?.exact).toBe('rà soát các dự án chậm tiến độ,')
    expect(found.quote?.before.endsWith('Nông nghiệp và Môi trường ')).toBe(true)
    const text = newer.pages[2]!.lines.map(line => line.text)
    const row = text.findIndex(line => line.includes('rà soát'))
    expect(found.lines[0]).toEqual([
      ...[70 + text[row]!.indexOf('rà soát') * letterWidth, 60 + row * lineHeight],
      ...[expect.any(Number), 12],
    ])
  })

  test('[N53] follows them where a figure was altered and a word put in', () => {
    const { pages } = paper(opening)
    const altered = opening.replace('tăng 8,4% so với', 'tăng 9,1% so sánh với')
    const found = place(pages[0]!, paper(altered), 'Chỉ số sản xuất công nghiệp tăng 8,4% so với cùng kỳ')
    expect(found).toMatchObject({ placed: true, page: 1 })
    if (!found.placed) return
    expect(found.quote?.exact).toBe('Chỉ số sản xuất công nghiệp tăng 9,1% so sánh với cùng kỳ')
    expect(found.score).toBeGreaterThan(placingThreshold)
    expect(found.score).toBeLessThan(1)
  })

  test('[N53] decomposed letters and hyphens at line ends do not matter', () => {
    const { pages } = paper(middle)
    const newer = paper(
      pageOf(
        1,
        wrapped(`${opening} ${middle.replace('chậm', 'chậm-')}`).map(line => line.normalize('NFD')),
      ),
    )
    expect(place(pages[0]!, newer, 'phối hợp với Sở Nông nghiệp')).toMatchObject({ placed: true, page: 1 })
  })

  test('[N53] of words that stand there twice, what stands around decides', () => {
    const { pages } = paper(`${opening} ${closing}`)
    const newer = paper(`${closing} ${opening} Ủy ban nhân dân tỉnh Ủy ban nhân dân tỉnh.`)
    const found = place(pages[0]!, newer, 'Ủy ban nhân dân tỉnh')
    expect(found.placed && found.quote?.after.trim().startsWith('về kết quả giải ngân')).toBe(true)
  })

  test('[N53] words that stand there twice alike are not placed', () => {
    const { pages } = paper(`${opening} ${middle}`, 'Phụ lục')
    const newer = paper(`${middle} ${closing}`, `${closing} ${middle}`)
    expect(place(pages[0]!, newer, 'rà soát các dự án chậm tiến độ')).toEqual({
      placed: false,
      why: 'ambiguous',
    })
  })

  test('[N53] a head on every page stays with its page, also where a page before it was taken out', () => {
    const head = 'ỦY BAN NHÂN DÂN TỈNH - BÁO CÁO'
    const { pages } = paper(`${head} ${opening}`, `${head} ${middle}`, `${head} ${closing} và nội dung thêm`)
    const newer = paper(`${head} ${middle} Bổ sung thêm một câu.`, `${head} ${closing} và nội dung mới`)
    expect(place(pages[2]!, newer, 'ỦY BAN NHÂN DÂN')).toMatchObject({ placed: true, page: 2 })
    expect(place(pages[0]!, newer, 'ỦY BAN NHÂN DÂN').placed).toBe(false)
  })

  test('[N53] on a page that stayed as it was, the third nought of a table stays the third', () => {
    const table = pageOf(1, ['0 0 0 0 0 0', '0 0 0 0 0 0', 'Tổng số 0 0 0'])
    const newer = paper('Trang bìa mới', pageOf(2, ['0 0 0 0 0 0', '0 0 0 0 0 0', 'Tổng số 0 0 0'], 90, 100))
    const found = new Placing(newer.words).place(table, {
      quote: { exact: '0', before: '0 0 ', after: ' 0 0 0 0 0 0' },
      box: [70 + 4 * letterWidth, 60 + lineHeight, letterWidth, 12],
    })
    expect(found).toMatchObject({ placed: true, page: 2, by: { x: 20, y: 40 } })
    expect(found.placed && found.lines).toEqual([[90 + 4 * letterWidth, 100 + lineHeight, letterWidth, 12]])
  })

  test('[N53] words that are gone, or another sentence about the same, are not placed', () => {
    const { pages } = paper(opening, middle)
    expect(place(pages[1]!, paper(opening, closing), 'rà soát các dự án chậm tiến độ')).toMatchObject({
      placed: false,
    })
    const other = middle.replace('rà soát các dự án chậm tiến độ', 'thống kê những công trình dở dang')
    expect(place(pages[1]!, paper(opening, other), 'rà soát các dự án chậm tiến độ')).toMatchObject({
      placed: false,
    })
  })

  test('[N53] one short word is placed by what stands around it, and not without', () => {
    const { pages } = paper(middle)
    expect(place(pages[0]!, paper(`${opening} ${middle}`), 'dự án')).toMatchObject({ placed: true })
    const strange = paper('Một dự án khác hẳn, không liên quan gì tới những điều nói trước đây.')
    expect(place(pages[0]!, strange, 'dự án')).toEqual({ placed: false, why: 'weak' })
    expect(placingScore(1, 0, 6)).toBeLessThan(placingThreshold)
    expect(placingScore(1, 0, 60)).toBeGreaterThan(placingThreshold)
  })

  test('[N54] is told by how much its words moved', () => {
    const older = pageOf(1, wrapped(middle))
    const newer = paper(pageOf(1, ['Thêm một dòng', 'Thêm dòng nữa', ...wrapped(middle)], 82))
    const found = place(older, newer, 'Sở Tài chính')
    expect(found).toMatchObject({ placed: true, by: { x: 12, y: 2 * lineHeight } })
  })

  test('[N53] a figure altered out of recognition is not followed', () => {
    const { pages } = paper(opening)
    const altered = opening.replace('15.230', '9.087')
    expect(place(pages[0]!, paper(altered), '15.230')).toEqual({ placed: false, why: 'weak' })
  })
})

describe('A note without words', () => {
  const free = { quote: undefined, box: [10, 10, 20, 20] as const }

  test('[N55] goes with its page where that is the same in every line', () => {
    const { pages } = paper(opening, middle)
    const newer = paper('Trang mới', opening, middle)
    expect(new Placing(newer.words).place(pages[1]!, free)).toEqual({
      ...{ placed: true, page: 3, lines: [], by: { x: 0, y: 0 }, score: 1 },
    })
  })

  test('[N55] stays where a letter changed, lines lie elsewhere, the page is there twice, or has no text', () => {
    const { pages } = paper(opening, middle)
    const at = (...newer: (string | PageOfText)[]) =>
      new Placing(paper(...newer).words).place(pages[1]!, free)
    expect(at(opening, middle.replace('25', '26'))).toEqual({ placed: false, why: 'otherPage' })
    expect(at(opening, pageOf(2, wrapped(middle), 90))).toEqual({ placed: false, why: 'otherPage' })
    expect(at(middle, middle)).toEqual({ placed: false, why: 'otherPage' })
    expect(new Placing(paper(opening, '').words).place(pageOf(1, []), free)).toEqual({
      ...{ placed: false, why: 'noWords' },
    })
  })
})

const syllables =
  'ủy ban nhân dân tỉnh sở tài chính dự án đầu tư công ngân sách báo cáo kế hoạch xã phường nông nghiệp'.split(
    ' ',
  )
const sentence = fc
  .array(fc.oneof(fc.constantFrom(...syllables), fc.nat(99_999).map(String)), {
    minLength: 30,
    maxLength: 120,
  })
  .map(words => words.join(' '))

describe('Whatever a paper says', () => {
  test('[N53] a stretch of it that stands there once is found again, wherever its page went', () => {
    fc.assert(
      fc.property(
        fc.array(sentence, { minLength: 1, maxLength: 6 }),
        fc.nat(),
        fc.nat(),
        (texts, page, word) => {
          const { pages } = paper(...texts)
          const older = pages[page % pages.length]!
          const words = texts[page % texts.length]!.split(' ')
          const from = word % (words.length - 9)
          const exact = words.slice(from, from + 8).join(' ')
          const newer = paper('Trang bìa', ...[...texts].reverse())
          const whole = newer.pages.map(each => each.lines.map(line => line.text).join(' ')).join(' ')
          fc.pre(whole.split(exact).length === 2)
          const found = place(older, newer, exact, 0)
          expect(found.placed && found.quote?.exact).toBe(exact)
        },
      ),
      { numRuns: 150 },
    )
  })

  test('[N53] what is placed stands on its page, within its lines, and is the same words by seven letters in ten', () => {
    fc.assert(
      fc.property(sentence, sentence, fc.nat(), (was, is, word) => {
        const { pages } = paper(was)
        const words = was.split(' ')
        const from = word % (words.length - 5)
        const newer = paper(is)
        const found = place(pages[0]!, newer, words.slice(from, from + 4).join(' '))
        if (!found.placed) return
        expect(found.score).toBeGreaterThanOrEqual(placingThreshold)
        for (const [left, top, width] of found.lines) {
          const line = newer.pages[0]!.lines.find(({ box }) => box[1] === top)!
          expect(left).toBeGreaterThanOrEqual(line.box[0])
          expect(left + width).toBeLessThanOrEqual(line.box[0] + line.box[2])
        }
        expect(is.toLowerCase()).toContain(found.quote!.exact)
      }),
      { numRuns: 300 },
    )
  })
})
