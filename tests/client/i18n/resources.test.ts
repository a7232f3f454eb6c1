import { describe, expect, test } from '@jest/globals'
import { resources } from '#client/i18n/resources.ts'
import { errors } from '#shared/contract/errors.ts'

const placeholders = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map(found => found[1]).sort()

describe.each(Object.entries(resources.vi))('The texts of %s', (namespace, vietnamese) => {
  const english: Readonly<Record<string, string>> =
    Object.entries(resources.en).find(([name]) => name === namespace)?.[1] ?? {}

  test('say something in both languages', () => {
    const silent = [...Object.entries(vietnamese), ...Object.entries(english)].filter(
      ([, text]) => !text.trim(),
    )
    expect(silent).toEqual([])
  })
  test('name the same values in both languages', () => {
    const different = Object.entries(vietnamese).filter(
      ([key, text]) => String(placeholders(text)) !== String(placeholders(english[key] ?? '')),
    )
    expect(different).toEqual([])
  })
  test('are stored composed, so that search and screen agree', () => {
    expect(Object.values(vietnamese).filter(text => text !== text.normalize('NFC'))).toEqual([])
  })
})

test('No error’s sentence shows its code', () => {
  const texts = [...Object.values(resources.vi.errors), ...Object.values(resources.en.errors)]
  const codes = Object.keys(errors)
  expect(texts.filter(text => codes.some(code => text.includes(code)))).toEqual([])
})

test('Every error’s sentence is a whole sentence', () => {
  const texts = [...Object.values(resources.vi.errors), ...Object.values(resources.en.errors)]
  expect(texts.filter(text => !text.endsWith('.'))).toEqual([])
})
