import { describe, expect, test } from '@jest/globals'
import { coveredBy, linesOf, quoteIn, type TextRun } from '#client/features/annotations/paper/textLines.ts'

/** Letters 10 points wide and 10 high. */
const run = (text: string, left: number, top: number): TextRun => ({
  text,
  box: [left, top, text.length * 10, 10],
  edges: () => Array.from({ length: text.length + 1 }, (_, at) => left + at * 10),
})

const page = linesOf([
  run('Hội nghị thống', 0, 0),
  run('nhất', 150, 0),
  run('về chủ trương', 0, 20),
  run('điều chỉnh kế hoạch', 0, 40),
  run('bên phải', 400, 0),
  run('cột hai', 400, 20),
])

describe('[N41] Lines', () => {
  test('runs beside each other are one line, with the blank that the paper only shows', () => {
    expect(page.map(({ text }) => text)).toEqual([
      'Hội nghị thống nhất',
      'về chủ trương',
      'điều chỉnh kế hoạch',
      'bên phải',
      'cột hai',
    ])
    expect(page[0]?.edges()).toHaveLength('Hội nghị thống nhất'.length + 1)
  })

  test('text that stands upright is no line to follow', () => {
    expect(linesOf([{ text: 'Công báo', box: [0, 0, 10, 80], edges: () => [] }])).toEqual([])
  })
})

describe('[N41] What is covered', () => {
  test('whole words from where the movement begins to where it ends', () => {
    const covered = coveredBy(page, [
      { x: 45, y: 4 },
      { x: 120, y: 6 },
    ])
    expect(covered?.quote).toEqual({
      exact: 'nghị thống',
      before: 'Hội ',
      after: ' nhất về chủ trương điều chỉnh kế hoạch bên phải cột hai',
    })
    expect(covered?.lines).toEqual([[40, 0, 100, 10]])
  })

  test('backwards is the same', () => {
    const forth = [
      { x: 45, y: 4 },
      { x: 120, y: 6 },
    ]
    expect(coveredBy(page, [...forth].reverse())).toEqual(coveredBy(page, forth))
  })

  test('over several lines it goes as a selection does, and stays in its column', () => {
    const covered = coveredBy(page, [
      { x: 45, y: 5 },
      { x: 60, y: 25 },
      { x: 85, y: 45 },
    ])
    expect(covered?.quote.exact).toBe('nghị thống nhất về chủ trương điều chỉnh')
    expect(covered?.lines).toHaveLength(3)
  })

  test('a movement mostly beside the text follows none', () => {
    const away = [1, 2, 3].map(at => ({ x: 100 * at, y: 300 }))
    expect(coveredBy(page, [{ x: 45, y: 4 }, ...away])).toBeNull()
    expect(coveredBy([], [{ x: 45, y: 4 }])).toBeNull()
  })

  test('a blank between two words is no word', () => {
    expect(coveredBy(page, [{ x: 35, y: 4 }])).toBeNull()
  })
})

test('[N41] what a note touches is quoted by the words whose lines’ middle it holds', () => {
  expect(quoteIn(page, [30, 18, 60, 14])?.exact).toBe('chủ trương')
  expect(quoteIn(page, [30, 200, 60, 14])).toBeNull()
})

test('[N41] a quote is composed letters and single blanks, however the paper spells them', () => {
  const decomposed = 'Hội  nghị'.normalize('NFD')
  const covered = coveredBy(linesOf([run(decomposed, 0, 0)]), [
    { x: 5, y: 5 },
    { x: decomposed.length * 10 - 5, y: 5 },
  ])
  expect(covered?.quote.exact).toBe('Hội nghị')
})
