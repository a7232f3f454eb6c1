import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Note } from '#shared/annotations/note.ts'
import { startBrowser } from '../reader/support/browser.ts'
import { scanPaper, textPaper } from '../reader/support/papers.ts'
import { type Site, startSite } from '../reader/support/site.ts'
import { type At, harnessFolder, pageWidth, Tablet } from './support.ts'

// Waits are for events; this is only for a machine that is busy with something else.
jest.setTimeout(60_000)

let site: Site
let browser: Browser
let tablet: Tablet

beforeAll(async () => {
  site = await startSite(harnessFolder)
  site.papers.set('report', await textPaper({ pages: 6, links: true }))
  site.papers.set('scan', await scanPaper(2, 1))
  browser = await startBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

afterEach(() => tablet?.close())

async function open(paper = 'report', query = '', options: BrowserContextOptions = {}): Promise<Tablet> {
  const address = `${site.origin}/?paper=/papers/${paper}${query}`
  tablet = await Tablet.open(browser, address, options, paper === 'report')
  return tablet
}

const touch: BrowserContextOptions = { hasTouch: true }
/** Right of the report's lines: nothing is printed there. */
const free: At = [0.88, 0.6]

describe('[N40] Pen, finger and mouse', () => {
  test('a mouse draws a stroke that is seen, and kept in points of the page', async () => {
    await open()
    await tablet.key('b')
    await tablet.mouse([0.7, 0.6], [0.8, 0.7], [0.9, 0.6])
    const [note] = await tablet.counted(1)
    expect(note).toMatchObject({ kind: 'pen', page: 1, ink: 'blue', width: 2 })
    const points = await tablet.lastStroke()
    expect(points[0]?.x).toBeCloseTo(0.7 * pageWidth, 0)
    expect(points.at(-1)?.y).toBeCloseTo(0.6 * pageWidth, 0)
    expect(await tablet.inked([0.75, 0.65])).toBe(true)
    expect(await tablet.inked([0.8, 0.6])).toBe(false)
  })

  test('a pen’s pressure is kept, and the paper does not scroll under it', async () => {
    await open('report', '', touch)
    await tablet.key('b')
    await tablet.pen('mousePressed', [0.7, 0.6], 0.2)
    await tablet.pen('mouseMoved', [0.75, 0.65], 0.6)
    await tablet.pen('mouseMoved', [0.8, 0.7], 0.9)
    await tablet.pen('mouseReleased', [0.8, 0.7])
    await tablet.counted(1)
    const pressures = (await tablet.lastStroke()).map(({ pressure }) => pressure)
    expect(Math.min(...pressures)).toBeCloseTo(0.2, 1)
    expect(Math.max(...pressures)).toBeCloseTo(0.9, 1)
    expect(await tablet.page.evaluate(() => window.notes.core?.element.scrollTop)).toBe(0)
  })

  test('a finger draws while no pen is used; two fingers zoom and leave no stroke', async () => {
    await open('report', '', touch)
    await tablet.key('b')
    await tablet.finger([0.7, 0.6], [0.85, 0.7])
    await tablet.counted(1)
    expect(await tablet.page.evaluate(() => window.notes.core?.element.scrollTop)).toBe(0)
    const before = await tablet.page.evaluate(() => window.notes.core?.state.factor ?? 0)
    await tablet.fingers('touchStart', { id: 0, at: [0.4, 0.5] })
    await tablet.fingers('touchMove', { id: 0, at: [0.41, 0.5] })
    await tablet.fingers('touchStart', { id: 0, at: [0.41, 0.5] }, { id: 1, at: [0.6, 0.5] })
    for (const spread of [0.02, 0.06, 0.1])
      await tablet.fingers(
        'touchMove',
        { id: 0, at: [0.4 - spread, 0.5] },
        { id: 1, at: [0.6 + spread, 0.5] },
      )
    await tablet.fingers('touchEnd')
    await tablet.page.waitForFunction(factor => (window.notes.core?.state.factor ?? 0) > factor * 1.2, before)
    expect(await tablet.notes()).toHaveLength(1)
  })

  test('after the pen a palm draws nothing, and a finger scrolls', async () => {
    await open('report', '', touch)
    await tablet.key('b')
    await tablet.pen('mousePressed', [0.7, 0.3])
    await tablet.pen('mouseMoved', [0.8, 0.35])
    await tablet.pen('mouseReleased', [0.8, 0.35])
    await tablet.counted(1)
    await tablet.fingers('touchStart', { at: [0.8, 0.6], radius: 40 })
    await tablet.fingers('touchEnd')
    expect(await tablet.notes()).toHaveLength(1)
    await tablet.finger([0.5, 0.7], [0.5, 0.3])
    await tablet.page.waitForFunction(() => (window.notes.core?.element.scrollTop ?? 0) > 50)
    expect(await tablet.notes()).toHaveLength(1)
  })

  test('a palm that came before the pen leaves nothing behind', async () => {
    await open('report', '', touch)
    await tablet.key('b')
    await tablet.fingers('touchStart', { at: [0.9, 0.7] })
    await tablet.fingers('touchMove', { at: [0.9, 0.71] })
    await tablet.pen('mousePressed', [0.7, 0.3])
    await tablet.pen('mouseMoved', [0.8, 0.35])
    await tablet.pen('mouseReleased', [0.8, 0.35])
    await tablet.fingers('touchEnd')
    await tablet.counted(1)
    expect((await tablet.lastStroke())[0]?.x).toBeCloseTo(0.7 * pageWidth, 0)
    expect(await tablet.inked([0.9, 0.705])).toBe(false)
  })
})

describe('[N41] Along the lines of text', () => {
  test('a highlighter covers whole words of the line it is drawn along, and keeps them', async () => {
    await open()
    await tablet.key('h')
    await tablet.mouse([0.2, 0.18], [0.5, 0.182])
    const [note] = await tablet.counted(1)
    if (note?.kind !== 'highlight') throw new Error(`a ${note?.kind} instead of a highlight`)
    expect(note.lines).toHaveLength(1)
    expect(note.quote?.exact).toBe('1. Kết quả đầu tư công')
    expect(note.quote?.before).toMatch(/LAM SƠN Phần $/)
    expect(await tablet.inked([0.4, 0.18])).toBe(true)
    expect(await tablet.inked([0.7, 0.18])).toBe(false)
  })

  test('drawn over three lines it covers them as a selection does', async () => {
    await open()
    await tablet.key('u')
    await tablet.mouse([0.3, 0.32], [0.5, 0.385])
    const [note] = await tablet.counted(1)
    if (note?.kind !== 'underline') throw new Error(`a ${note?.kind} instead of an underline`)
    expect(note.lines).toHaveLength(3)
    const lefts = note.lines.map(([left]) => left / pageWidth)
    expect(lefts[0]).toBeGreaterThan(0.25)
    expect(lefts[1]).toBeCloseTo(70 / pageWidth, 1)
    expect(note.quote?.exact.split(' ').length).toBeGreaterThan(12)
  })

  test('where there is no text the highlighter is free, and there is nothing to underline', async () => {
    await open('scan')
    await tablet.key('h')
    await tablet.mouse([0.2, 0.3], [0.6, 0.32])
    const [note] = await tablet.counted(1)
    expect(note?.kind).toBe('marker')
    expect(note && 'quote' in note).toBe(false)
    await tablet.key('u')
    await tablet.mouse([0.2, 0.5], [0.6, 0.5])
    await tablet.page.getByText('Ở đây không có chữ để gạch').waitFor()
    expect(await tablet.notes()).toHaveLength(1)
  })

  test.each([90, 180, 270])('on a page turned by %i degrees the same words are taken', async turn => {
    await open()
    for (let done = 0; done < turn; done += 90) await tablet.key('r')
    await tablet.page.waitForFunction(by => window.notes.core?.state.rotation === by, turn)
    await tablet.page.evaluate(() => window.notes.core?.zoomTo('page'))
    await tablet.page.waitForFunction(() => (window.notes.core?.textRuns(1)?.length ?? 0) > 0)
    await tablet.key('h')
    await tablet.mouse([0.2, 0.18], [0.5, 0.182])
    const [note] = await tablet.counted(1)
    expect(note && 'quote' in note && note.quote?.exact).toBe('1. Kết quả đầu tư công')
    expect(await tablet.inked([0.4, 0.18])).toBe(true)
    await tablet.key('b')
    await tablet.mouse([0.7, 0.6], [0.8, 0.7])
    await tablet.counted(2)
    expect((await tablet.lastStroke())[0]?.y).toBeCloseTo(0.6 * pageWidth, 0)
    expect(await tablet.inked([0.75, 0.65])).toBe(true)
  })
})

describe('Changing what one wrote', () => {
  test('[N42] the eraser takes whole strokes, the own ones alone, as one step', async () => {
    await open()
    await tablet.page.evaluate(() => {
      const { layers, packStroke, binh } = window.notes
      const points = [0, 1, 2].map(at => ({ x: 500, y: 380 + at * 40, pressure: 0.5 }))
      const placed = { author: binh, at: 1, changedAt: 1, page: 1, ink: 'red', width: 2 } as const
      layers.private.fill([
        ['b0000000-0000-4000-8000-000000000001', { kind: 'pen', ...placed, stroke: packStroke(points) }],
      ])
    })
    await tablet.key('b')
    await tablet.mouse([0.7, 0.68], [0.95, 0.68])
    await tablet.mouse([0.7, 0.72], [0.95, 0.72])
    await tablet.counted(3)
    await tablet.key('e')
    await tablet.mouse([500 / pageWidth, 0.64], [500 / pageWidth, 0.78])
    await tablet.counted(1)
    expect(await tablet.page.evaluate(() => window.notes.layers.private.steps.at(-1))).toBe(2)
    expect(await tablet.inked([0.8, 0.68])).toBe(false)
    expect(await tablet.inked([500 / pageWidth, 0.68])).toBe(true)
    await tablet.key('Control+z')
    await tablet.counted(3)
    expect(await tablet.inked([0.8, 0.68])).toBe(true)
    await tablet.key('Control+Shift+z')
    await tablet.counted(1)
  })

  test('a loop selects; what is selected moves, grows, changes colour, is copied and removed', async () => {
    await open()
    await tablet.key('b')
    await tablet.mouse([0.75, 0.45], [0.8, 0.47])
    await tablet.mouse([0.75, 0.49], [0.8, 0.47])
    await tablet.key('v')
    await tablet.mouse([0.72, 0.42], [0.84, 0.42], [0.84, 0.52], [0.72, 0.52], [0.72, 0.43])
    const frame = tablet.page.locator('[data-page-selection]')
    await frame.waitFor()
    expect(await frame.getAttribute('aria-label')).toContain('2 ghi chú')
    const before = (await tablet.lastStroke())[0]
    await tablet.mouse([0.78, 0.47], [0.68, 0.57])
    await tablet.page.waitForFunction(() => window.notes.layers.private.steps.at(-1) === 2)
    const after = (await tablet.lastStroke())[0]
    expect((after?.x ?? 0) - (before?.x ?? 0)).toBeCloseTo(-0.1 * pageWidth, 0)
    expect((after?.y ?? 0) - (before?.y ?? 0)).toBeCloseTo(0.1 * pageWidth, 0)
    expect(await tablet.inked([0.7, 0.57])).toBe(true)
    expect(await tablet.inked([0.8, 0.47])).toBe(false)

    const handle = await tablet.page.locator('[data-resize]').boundingBox()
    if (!handle) throw new Error('no handle to resize by')
    const middle = { x: handle.x + handle.width / 2, y: handle.y + handle.height / 2 }
    await tablet.page.mouse.move(middle.x, middle.y)
    await tablet.page.mouse.down()
    await tablet.page.mouse.move(middle.x + 80, middle.y + 80, { steps: 4 })
    await tablet.page.mouse.up()
    const [grown] = await tablet.notes()
    expect(grown && 'width' in grown && grown.width).toBeGreaterThan(2.5)

    await tablet.page.getByRole('button', { name: 'Xanh lá' }).click()
    expect((await tablet.notes()).map(note => 'ink' in note && note.ink)).toEqual(['green', 'green'])
    await tablet.page.getByRole('button', { name: 'Sao chép' }).click()
    await tablet.page.getByRole('button', { name: 'Dán bản sao' }).click()
    await tablet.counted(4)
    await tablet.page.getByRole('button', { name: 'Xóa', exact: true }).click()
    await tablet.counted(2)
  })

  test('by keyboard: added, moved by arrows as seen, opened, removed and brought back', async () => {
    await open()
    await tablet.key('Shift+N')
    await tablet.page.getByRole('textbox', { name: 'Nội dung ghi chú' }).waitFor()
    await tablet.page.keyboard.type('Cần hỏi lại')
    await tablet.key('Escape')
    const [note] = await tablet.counted(1)
    expect(note).toMatchObject({ kind: 'sticky', text: 'Cần hỏi lại' })
    const sticky = tablet.page.getByRole('button', { name: 'Ghi chú của Nguyễn Văn An: Cần hỏi lại' })
    await sticky.focus()
    await tablet.key('Enter')
    await tablet.page.getByRole('heading', { name: 'Ghi chú dán' }).waitFor()
    await tablet.key('Escape')
    await tablet.page.locator('[data-page-selection]').focus()
    await tablet.key('ArrowRight', 'ArrowRight', 'Shift+ArrowDown')
    const [moved] = await tablet.notes()
    if (note?.kind !== 'sticky' || moved?.kind !== 'sticky') throw new Error('no sticky note')
    expect(moved.point[0] - note.point[0]).toBeCloseTo(6, 1)
    expect(moved.point[1] - note.point[1]).toBeCloseTo(20, 1)
    await tablet.key('Delete')
    await tablet.counted(0)
    await tablet.key('Control+z')
    await tablet.counted(1)
  })
})

describe('Text and stamps', () => {
  test('[N44] letters under composition are not taken until they are whole', async () => {
    await open()
    await tablet.key('x')
    await tablet.mouse([0.3, 0.7])
    const field = tablet.page.getByRole('textbox', { name: 'Nội dung ghi chú' })
    await field.waitFor()
    const cdp = await tablet.page.context().newCDPSession(tablet.page)
    await cdp.send('Input.imeSetComposition', { text: 'Tie', selectionStart: 3, selectionEnd: 3 })
    await cdp.send('Input.imeSetComposition', { text: 'Tiê', selectionStart: 3, selectionEnd: 3 })
    // Longer than the pause after which finished text is taken.
    await tablet.page.evaluate(() => new Promise(done => setTimeout(done, 1_500)))
    expect(await tablet.notes()).toHaveLength(0)
    expect(await field.inputValue()).toBe('Tiê')
    await cdp.send('Input.insertText', { text: 'Tiếp thu' })
    const [note] = await tablet.counted(1)
    expect(note).toMatchObject({ kind: 'textBox', text: 'Tiếp thu' })
    expect(await field.inputValue()).toBe('Tiếp thu')
    await tablet.key('Escape')
    await tablet.page.locator('[data-note]', { hasText: 'Tiếp thu' }).waitFor()
    expect(await tablet.page.evaluate(() => window.notes.layers.private.steps.length)).toBe(1)
  })

  test('a text that stays empty makes no note, and one that is emptied is taken away', async () => {
    await open()
    await tablet.key('x')
    await tablet.mouse([0.3, 0.7])
    await tablet.page.getByRole('textbox', { name: 'Nội dung ghi chú' }).waitFor()
    await tablet.key('Escape')
    await tablet.page.getByRole('textbox', { name: 'Nội dung ghi chú' }).waitFor({ state: 'detached' })
    expect(await tablet.notes()).toHaveLength(0)
    await tablet.mouse([0.3, 0.7])
    await tablet.page.keyboard.type('a')
    await tablet.key('Escape')
    await tablet.counted(1)
    await tablet.key('v')
    await tablet.mouse([0.31, 0.7])
    await tablet.page.locator('[data-page-selection]').waitFor()
    await tablet.mouse([0.31, 0.7])
    await tablet.page.getByRole('textbox', { name: 'Nội dung ghi chú' }).fill('')
    await tablet.key('Escape')
    await tablet.counted(0)
  })

  const words = 'Đề nghị xem lại số liệu quý III'
  /** What may come while words were typed and not yet taken. */
  const next: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
    ['the next text is begun elsewhere on the page', () => tablet.mouse([0.3, 0.4])],
    [
      'the next sticky note is put elsewhere',
      async page => {
        await page.evaluate(() => window.notes.store.setState({ tool: 'sticky' }))
        await tablet.mouse([0.3, 0.4])
      },
    ],
    [
      'a stamp is put elsewhere',
      async page => {
        await page.evaluate(() => window.notes.store.setState({ tool: 'stamp', selected: [] }))
        await tablet.mouse([0.8, 0.9])
      },
    ],
    ['another tool is taken', page => page.getByRole('button', { name: /^Bút/ }).first().click()],
    [
      'another layer is written in',
      page =>
        page.evaluate(() => {
          window.notes.store.setState({ writingIn: 'everyone', editing: null, open: null, fresh: null })
        }),
    ],
    ['another page is read', page => page.evaluate(() => window.notes.core?.goToPage(6))],
    ['the tablet is turned', page => page.setViewportSize({ width: 640, height: 900 })],
    ['the last step is taken back', page => page.evaluate(() => window.notes.layers.private.undo())],
  ]
  describe.each(next)('what was typed is kept when %s at once', (_what, happens) => {
    test.each(['textBox', 'sticky'] as const)('in a %s', async kind => {
      await open()
      await tablet.page.evaluate(tool => window.notes.store.setState({ tool }), kind)
      await tablet.mouse([0.3, 0.7])
      const field = tablet.page.getByRole('textbox', { name: 'Nội dung ghi chú' })
      await field.waitFor()
      await tablet.page.keyboard.insertText(words)
      expect(await field.inputValue()).toBe(words)
      await happens(tablet.page)
      await tablet.page.waitForFunction(
        text =>
          window.notes.notes('private').filter(note => 'text' in note && note.text === text).length === 1,
        words,
      )
    })
  })

  test('what was typed after a pause is kept when the note is taken back before it is taken', async () => {
    await open()
    await tablet.key('x')
    await tablet.mouse([0.3, 0.7])
    await tablet.page.getByRole('textbox', { name: 'Nội dung ghi chú' }).waitFor()
    await tablet.page.keyboard.insertText('Đề nghị')
    await tablet.counted(1)
    await tablet.page.keyboard.insertText(' xem lại')
    await tablet.page.evaluate(() => window.notes.layers.private.undo())
    const [note] = await tablet.counted(1)
    expect(note).toMatchObject({ kind: 'textBox', text: 'Đề nghị xem lại' })
  })

  test('all six stamps keep sign and word within their frames, at every zoom, small ones and in wider letters too', async () => {
    await open()
    await tablet.page.evaluate(() => {
      const { layers, me } = window.notes
      const kinds = ['agreed', 'disagreed', 'reconsider', 'seen', 'initialled', 'urgent'] as const
      const placed = { author: me, at: 1, changedAt: 1, page: 1, ink: 'red' } as const
      layers.private.fill(
        [1, 0.5].flatMap((small, row) =>
          kinds.map((stamp, at): [string, Note] => [
            `b0000000-0000-4000-8000-0000000000${row}${at}`,
            {
              kind: 'stamp',
              ...placed,
              box: [40 + (at % 2) * 140, 40 + row * 160 + Math.floor(at / 2) * 50, 118 * small, 34 * small],
              stamp,
            },
          ]),
        ),
      )
    })
    // As in a broader font, or where somebody has letters spaced out.
    await tablet.page.addStyleTag({ content: '[data-note] { letter-spacing: 0.2em }' })
    for (const factor of [0.32, 1, 2]) {
      await tablet.page.evaluate(zoom => window.notes.core?.zoomTo(zoom), factor)
      await tablet.page.waitForFunction(zoom => window.notes.core?.state.factor === zoom, factor)
      const parts = await tablet.page.evaluate(() =>
        [...document.querySelectorAll('[data-note][role="img"]')].map(stamp => {
          const edges = (element: Element) => {
            const { left, top, right, bottom } = element.getBoundingClientRect()
            return { left, top, right, bottom }
          }
          const [sign, word] = [stamp.querySelector('svg svg'), stamp.querySelector('svg text, span')]
          const drawn = [sign ?? stamp.querySelector('svg'), word].flatMap(part =>
            part ? [edges(part)] : [],
          )
          return { frame: edges(stamp), drawn }
        }),
      )
      expect(parts).toHaveLength(12)
      for (const { frame, drawn } of parts) {
        expect(drawn).toHaveLength(2)
        const [sign, word] = drawn
        expect(sign?.left).toBeGreaterThan(frame.left)
        expect(word?.right).toBeLessThan(frame.right)
        expect(sign?.right).toBeLessThan(word?.left ?? 0)
        expect(Math.min(...drawn.map(({ top }) => top))).toBeGreaterThanOrEqual(frame.top - 1)
        expect(Math.max(...drawn.map(({ bottom }) => bottom))).toBeLessThanOrEqual(frame.bottom + 1)
      }
    }
  })

  test('a stamp is chosen and put where the paper is touched', async () => {
    await open()
    await tablet.key('s')
    await tablet.page.getByRole('button', { name: 'Đã ký nháy' }).click()
    await tablet.mouse(free)
    const [note] = await tablet.counted(1)
    expect(note).toMatchObject({ kind: 'stamp', stamp: 'initialled', page: 1 })
    await tablet.page.getByRole('img', { name: 'Dấu “Đã ký nháy” của Nguyễn Văn An' }).waitFor()
  })
})

describe('What others see and have', () => {
  test('[N45] the stroke that is being drawn is shown to others and not stored; at its end it is', async () => {
    await open('report', '', touch)
    await tablet.key('b')
    await tablet.pen('mousePressed', [0.7, 0.6])
    for (let step = 0; step < 6; step++) await tablet.pen('mouseMoved', [0.7 + step * 0.02, 0.65])
    await tablet.page.waitForFunction(() => window.notes.layers.private.shown.at(-1)?.kind === 'drawing')
    expect(await tablet.notes()).toHaveLength(0)
    await tablet.pen('mouseReleased', [0.8, 0.65])
    await tablet.counted(1)
    expect(await tablet.page.evaluate(() => window.notes.layers.private.shown.at(-1))).toBeNull()
  })

  test('[N45] a laser pointer stores nothing, and another’s is seen with the name', async () => {
    await open()
    await tablet.key('i')
    await tablet.mouse([0.3, 0.3], [0.5, 0.4])
    expect(
      await tablet.page.evaluate(() =>
        window.notes.layers.private.shown.some(each => each?.kind === 'laser'),
      ),
    ).toBe(true)
    expect(await tablet.notes()).toHaveLength(0)
    await tablet.page.evaluate(() => {
      const gesture = {
        kind: 'laser',
        page: 1,
        points: [
          [100, 100],
          [120, 110],
        ],
      } as const
      window.notes.layers.everyone.set({ others: [{ id: 7, accountId: window.notes.binh, gesture }] })
    })
    await tablet.page.locator('[data-laser] text', { hasText: 'Bà Trần Thị Bình' }).waitFor()
    await tablet.page.evaluate(() => window.notes.layers.everyone.set({ others: [] }))
    await tablet.page.locator('[data-laser]').waitFor({ state: 'detached' })
  })

  test('[N45] a pointer that cannot be drawn is passed over: the paper and the others’ pointers stay', async () => {
    await open()
    await tablet.page.evaluate(() => {
      const hostile = JSON.parse('{ "kind": "laser", "page": 1, "points": "x" }')
      const broken = JSON.parse(
        '{ "kind": "drawing", "page": 1, "tool": "pen", "width": null, "stroke": {} }',
      )
      const gesture = { kind: 'laser', page: 1, points: [[100, 100]] } as const
      const { layers, binh: accountId } = window.notes
      layers.everyone.set({
        others: [
          { id: 6, accountId, gesture: hostile },
          { id: 7, accountId, gesture },
          { id: 8, accountId, gesture: broken },
        ],
      })
    })
    await tablet.page.locator('[data-laser] text', { hasText: 'Bà Trần Thị Bình' }).waitFor()
    expect(await tablet.page.locator('[data-laser]').count()).toBe(1)
    await tablet.key('b')
    await tablet.mouse([0.7, 0.6], [0.8, 0.7])
    await tablet.counted(1)
  })

  test('[N46] saved, saving, offline, locked and denied stand in one place; a locked layer takes no ink', async () => {
    await open()
    const state = tablet.page
      .getByRole('toolbar', { name: 'Công cụ ghi chú' })
      .locator('xpath=following-sibling::*[1]')
    for (const [name, words] of [
      ['saved', 'Đã lưu'],
      ['saving', 'Đang lưu'],
      ['offline', 'Đã lưu trên máy này'],
      ['locked', 'Đang khóa'],
      ['denied', 'Không còn quyền'],
    ] as const) {
      await tablet.page.evaluate(next => window.notes.layers.private.set({ state: next }), name)
      await state.getByText(words).waitFor()
    }
    await tablet.key('b')
    await tablet.page.evaluate(() => window.notes.layers.private.set({ state: 'locked', writable: false }))
    await tablet.mouse([0.7, 0.6], [0.8, 0.7])
    await tablet.page.getByText('đang khóa trên máy này').waitFor()
    expect(await tablet.notes()).toHaveLength(0)
  })

  test('a layer that is put out of sight shows nothing; one writes in the layer that one chose', async () => {
    await open()
    await tablet.page.evaluate(() => {
      const { layers, packStroke, binh } = window.notes
      const points = [0, 1, 2].map(at => ({ x: 500, y: 440 + at * 40, pressure: 0.5 }))
      const placed = { author: binh, at: 1, changedAt: 1, page: 1, ink: 'red', width: 2 } as const
      layers.everyone.fill([
        ['b0000000-0000-4000-8000-000000000001', { kind: 'pen', ...placed, stroke: packStroke(points) }],
      ])
    })
    expect(await tablet.inked([500 / pageWidth, 0.8])).toBe(true)
    await tablet.page.getByRole('button', { name: 'Viết vào: Riêng tôi' }).click()
    await tablet.page.getByRole('checkbox', { name: 'Chung cả phiên họp' }).uncheck()
    expect(await tablet.inked([500 / pageWidth, 0.8])).toBe(false)
    await tablet.page.getByRole('radio', { name: 'Chung cả phiên họp' }).check()
    expect(await tablet.inked([500 / pageWidth, 0.8])).toBe(true)
    await tablet.key('Escape', 'b')
    await tablet.mouse([0.7, 0.6], [0.8, 0.65])
    await tablet.counted(2, 'everyone')
    expect(await tablet.notes()).toHaveLength(0)
  })
})

describe('The list of notes', () => {
  test('leads to a note’s page, and answers, resolves and opens its discussion again', async () => {
    await open('report', '&panel')
    await tablet.page.evaluate(() => {
      const { layers, binh } = window.notes
      const placed = {
        author: binh,
        at: 1_790_000_000_000,
        changedAt: 1_790_000_000_000,
        ink: 'amber',
      } as const
      layers.everyone.fill([
        [
          'b0000000-0000-4000-8000-000000000001',
          { kind: 'sticky', ...placed, page: 4, point: [300, 700], text: 'Số liệu này chưa khớp' },
        ],
        [
          'b0000000-0000-4000-8000-000000000002',
          { kind: 'sticky', ...placed, page: 1, point: [300, 100], text: 'Đồng ý với dự thảo' },
        ],
      ])
    })
    const list = tablet.page.getByRole('complementary', { name: 'Ghi chú' })
    await list.getByRole('heading', { name: 'Trang 4' }).waitFor()
    await list.getByText('Số liệu này chưa khớp').click()
    await tablet.page.waitForFunction(() => window.notes.core?.mountedPages().some(({ page }) => page === 4))
    await tablet.page.locator('[data-page-selection="4"]').waitFor()
    const row = list.getByRole('listitem').filter({ hasText: 'Số liệu này chưa khớp' })
    await row.getByRole('button', { name: 'Mở trao đổi' }).click()
    await row.getByRole('textbox', { name: 'Trả lời' }).fill('Sẽ rà soát lại')
    await row.getByRole('button', { name: 'Gửi trả lời' }).click()
    await row.getByRole('button', { name: '1 trả lời' }).waitFor()
    await row.getByRole('button', { name: 'Đánh dấu đã giải quyết' }).click()
    await row.getByRole('button', { name: 'Mở lại trao đổi' }).click()
    await row.getByText('Tôi mở lại trao đổi').waitFor()
    const kinds = (await tablet.notes('everyone')).map(({ kind }) => kind)
    expect(kinds).toEqual(['sticky', 'sticky', 'reply', 'state', 'state'])
    await list.getByText('Lọc ghi chú').click()
    await list.getByLabel('Tình trạng').selectOption({ label: 'Có trao đổi' })
    await list.getByText('Đồng ý với dự thảo').waitFor({ state: 'detached' })
    expect(await list.getByRole('button', { name: '1 trả lời' }).count()).toBe(1)
  })
})
