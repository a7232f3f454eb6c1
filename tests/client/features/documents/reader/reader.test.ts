import { describe, expect, test } from '@jest/globals'
import { byImportance, cappedRatio, withinBudget } from '#client/features/documents/reader/core/budget.ts'
import { safeUrl } from '#client/features/documents/reader/core/links.ts'
import type { PageText } from '#client/features/documents/reader/core/pageText.ts'
import {
  type Hit,
  ReaderSearch,
  type SearchState,
} from '#client/features/documents/reader/core/ReaderSearch.ts'
import { readerEn } from '#client/features/documents/reader/reader.en.ts'
import { readerVi } from '#client/features/documents/reader/reader.vi.ts'
import { actionFor, keyName, readerActions } from '#client/features/documents/reader/readerActions.ts'
import { textOf } from '#client/features/documents/reader/readerText.ts'
import { foldText } from '#shared/documents/foldText.ts'

describe('what is painted', () => {
  test('visible pages come first, then those ahead, then those behind', () => {
    expect(byImportance({ first: 5, last: 6 }, { first: 3, last: 9 }, 5, true, 0)).toEqual([
      5, 6, 7, 4, 8, 3, 9,
    ])
    expect(byImportance({ first: 5, last: 6 }, { first: 3, last: 9 }, 6, false, 0)).toEqual([
      6, 5, 4, 7, 3, 8, 9,
    ])
  })

  test('in fast movement, pages that will be visible come before those that will be gone', () => {
    const span = { first: 3, last: 9 }
    expect(byImportance({ first: 5, last: 6 }, span, 5, true, 2)).toEqual([7, 8, 9, 6, 5, 4, 3])
    expect(byImportance({ first: 5, last: 6 }, span, 6, false, 2)).toEqual([4, 3, 5, 6, 7, 8, 9])
  })

  test('visible pages are painted whatever they cost, others while the budget lasts', () => {
    const page = (page: number, visible: boolean) => ({ page, pixels: 10, visible })
    expect([...withinBudget([page(1, true), page(2, true), page(3, false), page(4, false)], 30)]).toEqual([
      1, 2, 3,
    ])
    expect([...withinBudget([page(1, true), page(2, true), page(3, false)], 5)]).toEqual([1, 2])
  })

  test('a page never takes more pixels than allowed', () => {
    expect(cappedRatio(1000, 1000, 2, 1_000_000)).toBe(1)
    expect(cappedRatio(100, 100, 2, 1_000_000)).toBe(2)
  })
})

describe('links', () => {
  test('only the web and mail can be opened', () => {
    expect(safeUrl('https://example.org/a')).toBe('https://example.org/a')
    expect(safeUrl('mailto:a@example.org')).toBe('mailto:a@example.org')
    for (const bad of [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'data:text/html,x',
      '/files/1',
      '',
      null,
    ]) {
      expect(safeUrl(bad)).toBeNull()
    }
  })
})

describe('searching', () => {
  function searched(pages: string[], here = 1) {
    const hits: Hit[] = []
    const states: SearchState[] = []
    const search = new ReaderSearch({
      pageCount: () => pages.length,
      here: () => here,
      text: async number => {
        const text = pages[number - 1] ?? ''
        return {
          text,
          folded: foldText(text),
          runStarts: new Uint32Array(1),
          origins: new Float32Array(2),
        } satisfies PageText
      },
      onChanged: state => states.push(state),
      onHit: hit => hits.push(hit),
    })
    return { search, hits, states }
  }

  test('begins at the page that is read and counts over the whole paper', async () => {
    const { search, hits } = searched(['dự án, dự án', 'không có', 'dự án'], 2)
    await search.find('du an', 'ignore')
    expect(hits).toEqual([{ page: 3, index: 0 }])
    expect(search.state).toMatchObject({ busy: false, total: 3, current: 3 })
  })

  test('next and previous go around the ends', async () => {
    const { search, hits } = searched(['dự án, dự án', 'không có', 'dự án'])
    await search.find('du an', 'ignore')
    await search.next()
    await search.next()
    await search.next()
    await search.previous()
    expect(hits.map(({ page, index }) => `${page}.${index}`)).toEqual(['1.0', '1.1', '3.0', '1.0', '3.0'])
    expect(search.state.current).toBe(3)
  })

  test('a scan without any text says so', async () => {
    const { search } = searched(['', ''])
    await search.find('du an', 'ignore')
    expect(search.state).toMatchObject({ noText: true, total: 0, busy: false })
  })

  test('a new query ends the one before', async () => {
    const { search } = searched(['ngân sách', 'dự án'])
    const first = search.find('ngan', 'ignore')
    await Promise.all([first, search.find('du an', 'ignore')])
    expect(search.state).toMatchObject({ query: 'du an', total: 1 })
    expect(search.findsOn(1).finds).toHaveLength(0)
    search.clear()
    expect(search.state.total).toBe(0)
  })
})

describe('keys', () => {
  const press = (key: string, more = {}) =>
    keyName({ key, ctrlKey: false, metaKey: false, shiftKey: false, ...more })

  test('name their action, with Ctrl and ⌘ alike', () => {
    expect(actionFor(press('f', { ctrlKey: true }), true)).toBe(readerActions.search)
    expect(actionFor(press('f', { metaKey: true }), true)).toBe(readerActions.search)
    expect(actionFor(press('F3', { shiftKey: true }), true)).toBe(readerActions.searchPrevious)
    expect(actionFor(press('+', { shiftKey: true }), true)).toBe(readerActions.zoomIn)
    expect(actionFor(press('R', { shiftKey: true }), true)).toBe(readerActions.turnLeft)
    expect(actionFor(press(' ', { shiftKey: true }), true)).toBe(readerActions.screenUp)
  })

  test('with Ctrl, the browser keeps its own zoom', () => {
    expect(actionFor(press('+', { ctrlKey: true }), true)).toBeNull()
    expect(actionFor(press('-', { ctrlKey: true }), true)).toBeNull()
  })

  test('single letters can be turned off, the others stay', () => {
    for (const key of ['r', 'w', '+', '-']) expect(actionFor(press(key), false)).toBeNull()
    expect(actionFor(press('ArrowDown'), false)).toBe(readerActions.lineDown)
    expect(actionFor(press('f', { ctrlKey: true }), false)).toBe(readerActions.search)
  })

  test('no key has two meanings', () => {
    const keys = Object.values(readerActions).flatMap(action => action.keys as readonly string[])
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('words', () => {
  test('both languages have the same texts with the same blanks to fill', () => {
    const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(m => m[1]).sort()
    expect(Object.keys(readerEn).sort()).toEqual(Object.keys(readerVi).sort())
    for (const key of Object.keys(readerVi) as (keyof typeof readerVi)[]) {
      expect([key, blanks(readerEn[key])]).toEqual([key, blanks(readerVi[key])])
    }
  })

  test('blanks are filled', () => {
    expect(textOf(readerVi)('searchCount', { current: 2, total: 9 })).toBe('2 / 9')
  })
})
