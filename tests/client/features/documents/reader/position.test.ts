import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  boxOf,
  type Layout,
  layOut,
  mainPage,
  pageAt,
  pagesBetween,
  sizesFromRuns,
} from '#client/features/documents/reader/core/layout.ts'
import {
  positionOf,
  scrollFor,
  turnPoint,
  unturnPoint,
  type View,
} from '#client/features/documents/reader/core/position.ts'
import type { PageSize, QuarterTurn, Zoom } from '#client/features/documents/reader/core/types.ts'

const size = fc.record({
  width: fc.integer({ min: 100, max: 2000 }),
  height: fc.integer({ min: 100, max: 2000 }),
})
const turn = fc.constantFrom<QuarterTurn>(0, 90, 180, 270)
const screen = fc.record({
  width: fc.integer({ min: 320, max: 2000 }),
  height: fc.integer({ min: 320, max: 1400 }),
})
const factor = fc.oneof(fc.constant<Zoom>('width'), fc.double({ min: 0.25, max: 6, noNaN: true }))
const paper = fc.array(size, { minLength: 1, maxLength: 30 })

function view(
  layout: Layout,
  screen: { width: number; height: number },
  scroll: { left: number; top: number },
): View {
  // As a browser does: kept inside, whole pixels.
  const keep = (value: number, most: number) => Math.round(Math.min(Math.max(value, 0), Math.max(most, 0)))
  return {
    ...screen,
    left: keep(scroll.left, layout.width - screen.width),
    top: keep(scroll.top, layout.height - screen.height),
  }
}

describe('layout', () => {
  test('pages follow one another and are as wide as the reader at page width', () => {
    fc.assert(
      fc.property(paper, turn, screen, (sizes, rotation, screen) => {
        const layout = layOut({ sizes, rotation, zoom: 'width', ...screen })
        const widths = new Set(layout.boxes.map(box => box.width))
        expect(widths.size).toBe(1)
        layout.boxes.slice(1).forEach((box, i) => {
          const above = layout.boxes[i] as { top: number; height: number }
          expect(box.top).toBe(above.top + above.height + layout.gap)
        })
      }),
    )
  })

  test('a whole page fits the screen', () => {
    fc.assert(
      fc.property(paper, turn, screen, (sizes, rotation, screen) => {
        for (const box of layOut({ sizes, rotation, zoom: 'page', ...screen }).boxes) {
          expect(box.height).toBeLessThanOrEqual(screen.height)
          expect(box.width).toBeLessThanOrEqual(screen.width)
        }
      }),
    )
  })

  test('a landscape page between portrait ones is as wide as they are', () => {
    const sizes = sizesFromRuns([
      [2, 595, 842],
      [1, 842, 595],
    ])
    const { boxes } = layOut({ sizes, rotation: 0, zoom: 1.5, width: 1000, height: 700 })
    expect(boxes.map(box => box.width)).toEqual([boxes[0]?.width, boxes[0]?.width, boxes[0]?.width])
  })

  test('the pages on the screen are exactly those whose boxes it touches', () => {
    fc.assert(
      fc.property(paper, screen, fc.double({ min: 0, max: 1, noNaN: true }), (sizes, screen, share) => {
        const layout = layOut({ sizes, rotation: 0, zoom: 'width', ...screen })
        const { top } = view(layout, screen, { left: 0, top: share * layout.height })
        const { first, last } = pagesBetween(layout, top, top + screen.height)
        layout.boxes.forEach((box, i) => {
          const touches = box.top < top + screen.height && box.top + box.height > top
          if (touches) expect(i + 1 >= first && i + 1 <= last).toBe(true)
        })
        const main = mainPage(layout, top, top + screen.height)
        expect(main >= first && main <= last).toBe(true)
      }),
    )
  })
})

describe('position', () => {
  test('going to where one is moves nothing, at every zoom and rotation', () => {
    fc.assert(
      fc.property(
        paper,
        turn,
        screen,
        factor,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (sizes, rotation, screen, zoom, share) => {
          const layout = layOut({ sizes, rotation, zoom, ...screen })
          const here = view(layout, screen, { left: (share * layout.width) / 2, top: share * layout.height })
          const position = positionOf(layout, here, zoom, rotation)
          const there = view(layout, screen, scrollFor(layout, screen, position, rotation))
          expect(Math.abs(there.top - here.top)).toBeLessThanOrEqual(1)
          expect(Math.abs(there.left - here.left)).toBeLessThanOrEqual(1)
        },
      ),
    )
  })

  test('another screen begins at the same line of the same page', () => {
    fc.assert(
      fc.property(
        paper,
        screen,
        screen,
        factor,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (sizes, mine, theirs, zoom, share) => {
          const layout = layOut({ sizes, rotation: 0, zoom, ...mine })
          const position = positionOf(
            layout,
            view(layout, mine, { left: 0, top: share * layout.height }),
            zoom,
            0,
          )
          const other = layOut({ sizes, rotation: 0, zoom, ...theirs })
          const scroll = scrollFor(other, theirs, position, 0)
          // Not at the paper's ends, which a taller screen cannot scroll past.
          fc.pre(scroll.top > 0 && scroll.top < other.height - theirs.height)
          const box = boxOf(other, position.page)
          expect((scroll.top - box.top) / box.height).toBeCloseTo(position.y, 6)
        },
      ),
    )
  })

  test('a whole page stays the same whole page on another screen', () => {
    const sizes: PageSize[] = sizesFromRuns([[9, 595, 842]])
    const mine = { width: 1024, height: 768 }
    const theirs = { width: 768, height: 1024 }
    const layout = layOut({ sizes, rotation: 0, zoom: 'page', ...mine })
    const position = positionOf(layout, view(layout, mine, { left: 0, top: boxOf(layout, 5).top }), 'page', 0)
    expect(position.page).toBe(5)
    const other = layOut({ sizes, rotation: 0, zoom: 'page', ...theirs })
    const seen = view(other, theirs, scrollFor(other, theirs, position, 0))
    expect(positionOf(other, seen, 'page', 0).page).toBe(5)
    expect(pageAt(other, seen.top + theirs.height / 2)).toBe(5)
  })

  test('a point turned and turned back is where it was', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(unit, unit, turn, (x, y, rotation) => {
        const back = unturnPoint(turnPoint({ x, y }, rotation), rotation)
        expect(back.x).toBeCloseTo(x, 9)
        expect(back.y).toBeCloseTo(y, 9)
      }),
    )
  })
})
