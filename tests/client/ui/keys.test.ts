import { describe, expect, test } from '@jest/globals'
import { keyNames, type Pressed, sameKeys } from '#client/ui/keys.ts'

const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
})

describe('A shortcut is recognised', () => {
  test('by its letter, with caps lock on as well', () => {
    expect(sameKeys('n', press('n'))).toBe(true)
    expect(sameKeys('n', press('N'))).toBe(true)
    expect(sameKeys('n', press('m'))).toBe(false)
  })
  test('by its place where a Vietnamese keyboard makes another letter of it', () => {
    expect(sameKeys('w', press('ư', { code: 'KeyW' }))).toBe(true)
  })
  test('not by its place where another Latin letter stands there', () => {
    expect(sameKeys('q', press('a', { code: 'KeyQ' }))).toBe(false)
  })
  test('"?" wherever Shift makes it', () => {
    expect(sameKeys('?', press('?', { shiftKey: true }))).toBe(true)
    expect(sameKeys('?', press('?'))).toBe(true)
  })
  test('with exactly the modifiers it names', () => {
    expect(sameKeys('Mod+k', press('k', { ctrlKey: true }))).toBe(true)
    expect(sameKeys('Mod+k', press('k', { metaKey: true }))).toBe(true)
    expect(sameKeys('Mod+k', press('k'))).toBe(false)
    expect(sameKeys('k', press('k', { ctrlKey: true }))).toBe(false)
    expect(sameKeys('k', press('k', { altKey: true }))).toBe(false)
    expect(sameKeys('k', press('K', { shiftKey: true }))).toBe(false)
    expect(sameKeys('Shift+ArrowRight', press('ArrowRight', { shiftKey: true }))).toBe(true)
    expect(sameKeys('Shift+ArrowRight', press('ArrowRight'))).toBe(false)
  })
})

test('The help shows keys as they are printed', () => {
  expect(keyNames('Mod+k')).toEqual(['Ctrl', 'K'])
  expect(keyNames('Shift+ArrowLeft')).toEqual(['Shift', '←'])
  expect(keyNames('?')).toEqual(['?'])
})
