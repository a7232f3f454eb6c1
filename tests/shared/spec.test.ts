import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parseSync } from '@swc/core'

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const find = (...patterns: string[]): string[] =>
  patterns.flatMap(pattern => globSync(pattern, { cwd: root }))

/** Every rule that a text names, as `[A1]` or `[A1][A2]`. */
const named = (text: string): string[] =>
  [...text.matchAll(/\[([A-Z][0-9]{1,2})\]/g)].map(([, rule = '']) => rule)

/** The rules that a SPEC.md states: list items that begin with their number. */
const stated = find('shared/*/SPEC.md', 'client/features/**/SPEC.md').flatMap(path =>
  [...read(path).matchAll(/^- \*\*\[([A-Z][0-9]+)\]\*\* \S/gm)].map(([, rule = '']) => ({ rule, path })),
)
const rules = new Set(stated.map(({ rule }) => rule))

type Tree = Readonly<Record<string, unknown>>
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

/** Whether something called is `test`, `describe` or `it`, also as `test.each(…)`. */
const isTest = (callee: unknown): boolean => {
  if (!isTree(callee)) return false
  if (callee.type === 'Identifier') return ['test', 'describe', 'it'].includes(String(callee.value))
  return isTest(callee.type === 'MemberExpression' ? callee.object : callee.callee)
}

/** What stands in a text's source; the parts of a template that are reckoned stay out. */
const textOf = (node: unknown): string => {
  if (!isTree(node)) return ''
  if (node.type === 'StringLiteral') return String(node.value)
  return Array.isArray(node.quasis) ? node.quasis.map(part => String(part.raw)).join('…') : ''
}

/** The titles of the tests in a file, and of the groups they stand in. */
const titlesIn = (path: string): string[] => {
  const found: string[] = []
  const walk = (node: unknown): void => {
    if (!isTree(node)) return
    if (node.type === 'CallExpression' && isTest(node.callee) && Array.isArray(node.arguments)) {
      const [first] = node.arguments
      if (isTree(first)) found.push(textOf(first.expression))
    }
    for (const [field, part] of Object.entries(node)) if (field !== 'span') walk(part)
  }
  walk(parseSync(read(path), { syntax: 'typescript', target: 'es2024' }).body)
  return found.filter(title => title !== '')
}

const titled = find('tests/**/*.test.ts').flatMap(path =>
  titlesIn(path).flatMap(title => named(title).map(rule => ({ rule, title, path }))),
)

describe('a rule that is written down', () => {
  test('has a number of its own', () => {
    const twice = stated.filter(({ rule }, at) => stated.findIndex(other => other.rule === rule) !== at)
    expect(twice).toEqual([])
    expect(rules.size).toBeGreaterThan(150)
  })

  test('has a test that bears its number', () => {
    const tested = new Set(titled.map(({ rule }) => rule))
    expect(stated.filter(({ rule }) => !tested.has(rule))).toEqual([])
  })
})

describe('a number that names a rule', () => {
  test('is stated in a SPEC.md, where a test’s title bears it', () => {
    expect(titled.filter(({ rule }) => !rules.has(rule))).toEqual([])
  })

  test('is stated in a SPEC.md, where another rule or the code names it', () => {
    const sources = find(
      '{shared,server,client,media,scripts}/**/*.{ts,tsx,js}',
      '{shared,client}/**/SPEC.md',
    )
    const strange = sources.flatMap(path =>
      named(read(path))
        .filter(rule => !rules.has(rule))
        .map(rule => `${rule} in ${path}`),
    )
    expect(strange).toEqual([])
  })
})
