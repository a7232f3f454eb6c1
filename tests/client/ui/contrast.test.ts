import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'

const css = readFileSync(join(import.meta.dirname, '../../../client/ui/tokens.css'), 'utf8')

/** Colour tokens of one rule of tokens.css. */
const tokensOf = (selector: string): ReadonlyMap<string, string> => {
  const start = css.indexOf(`${selector} {`)
  const block = css.slice(start, css.indexOf('\n}', start))
  return new Map([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(found => [found[1]!, found[2]!]))
}

/** Relative luminance (WCAG 2.2, "relative luminance"). */
const luminance = (hex: string): number => {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

const contrast = (one: string, other: string): number => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light! + 0.05) / (dark! + 0.05)
}

const light = tokensOf(':root')
const themes = [
  ['light', light],
  ['dark', new Map([...light, ...tokensOf(':root[data-mantine-color-scheme="dark"]')])],
] as const

const grounds = ['paper', 'paper-sunk', 'sheet', 'hover']

/** What is read, on what it is read on: 7:1. */
const textPairs = [
  ...grounds.flatMap(ground => [
    ['ink', ground],
    ['ink-soft', ground],
  ]),
  ...['accent-soft', 'gold-soft', 'ok-soft', 'warn-soft', 'bad-soft'].map(ground => ['ink', ground]),
  ...['paper', 'sheet'].flatMap(ground =>
    ['accent', 'gold', 'ok', 'warn', 'bad'].map(tone => [tone, ground]),
  ),
  ['on-accent', 'accent-fill'],
  ['on-accent', 'accent-fill-hover'],
] as const

/** A state's word in its own colour on its own ground, and tones in the bars: large enough at 4.5:1 (AA). */
const statePairs = [
  ...['accent', 'gold', 'ok', 'warn', 'bad'].flatMap(tone => [
    [tone, `${tone}-soft`],
    [tone, 'paper-sunk'],
  ]),
] as const

/** Edges of controls and the focus ring: 3:1 (WCAG 2.2, 1.4.11). */
const edgePairs = ['paper', 'paper-sunk', 'sheet'].flatMap(ground => [
  ['line-strong', ground],
  ['focus', ground],
])

describe.each(themes)('In the %s theme', (_name, tokens) => {
  const ratio = ([one, other]: readonly string[]) => contrast(tokens.get(one!)!, tokens.get(other!)!)

  test.each(textPairs)('%s on %s is read at 7:1', (...pair) => {
    expect(ratio(pair)).toBeGreaterThanOrEqual(7)
  })
  test.each(statePairs)('the state %s on %s is read at 4.5:1', (...pair) => {
    expect(ratio(pair)).toBeGreaterThanOrEqual(4.5)
  })
  test.each(edgePairs)('%s stands out from %s at 3:1', (...pair) => {
    expect(ratio(pair)).toBeGreaterThanOrEqual(3)
  })
})

test('Every colour of the light theme has its counterpart in the dark one', () => {
  const dark = tokensOf(':root[data-mantine-color-scheme="dark"]')
  expect([...light.keys()].filter(name => !dark.has(name))).toEqual([])
})
