import { afterAll, beforeEach, describe, expect, test } from '@jest/globals'
import { forgetFile, isSameFile, rememberFile } from '#client/features/documents/upload/fingerprints.ts'

const kept = new Map<string, string>()
let writes = 0
const before = Object.getOwnPropertyDescriptor(globalThis, 'localStorage')
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => {
    writes += 1
    kept.set(key, value)
  },
}
const give = (value: unknown) =>
  Object.defineProperty(globalThis, 'localStorage', { value, configurable: true })

beforeEach(() => {
  kept.clear()
  writes = 0
  give(storage)
})
afterAll(() => {
  if (before) Object.defineProperty(globalThis, 'localStorage', before)
  else Reflect.deleteProperty(globalThis, 'localStorage')
})

const file = { name: 'Tờ trình.pdf', size: 1_000, lastModified: 5 }
const version = { id: 'v1', fileName: 'Tờ trình.pdf', byteLength: 1_000 }

describe('A file chosen again after a reload', () => {
  test('is known by name, size and when it was last changed', () => {
    rememberFile('v1', file)
    expect(isSameFile(version, file)).toBe(true)
  })
  test('is another file where it was changed since', () => {
    rememberFile('v1', file)
    expect(isSameFile(version, { ...file, lastModified: 6 })).toBe(false)
  })
  test('is another file where name or size differ', () => {
    expect(isSameFile(version, { ...file, name: 'Tờ trình 2.pdf' })).toBe(false)
    expect(isSameFile(version, { ...file, size: 1_001 })).toBe(false)
  })
  test('is known by name and size on a computer that did not begin it', () => {
    expect(isSameFile(version, { ...file, lastModified: 99 })).toBe(true)
  })
  test('is known from a Mac, which writes Vietnamese marks apart', () => {
    expect(isSameFile(version, { ...file, name: file.name.normalize('NFD') })).toBe(true)
  })
})

describe('What this computer keeps of files', () => {
  test('goes once the file is sent or given up, and leaves the others', () => {
    rememberFile('v1', file)
    rememberFile('v2', file)
    forgetFile('v1')
    const changed = { ...file, lastModified: 6 }
    expect(isSameFile(version, changed)).toBe(true)
    expect(isSameFile({ ...version, id: 'v2' }, changed)).toBe(false)
  })
  test('is not written anew for a file that it does not know', () => {
    forgetFile('v1')
    expect(writes).toBe(0)
  })
  test('is the sixty files begun last', () => {
    for (let n = 0; n < 61; n += 1) rememberFile(`v${n}`, file)
    const changed = { ...file, lastModified: 6 }
    expect(isSameFile({ ...version, id: 'v0' }, changed)).toBe(true)
    expect(isSameFile({ ...version, id: 'v1' }, changed)).toBe(false)
    expect(isSameFile({ ...version, id: 'v60' }, changed)).toBe(false)
  })
  test.each(['{', '{"v1":"yesterday"}', '[]'])('is passed over where it is spoilt: %s', spoilt => {
    kept.set('phong-hop-so.uploads', spoilt)
    expect(isSameFile(version, file)).toBe(true)
    rememberFile('v1', file)
    expect(isSameFile(version, { ...file, lastModified: 6 })).toBe(false)
  })
  test('is nothing in private browsing, and files are still known by name and size', () => {
    give(undefined)
    rememberFile('v1', file)
    forgetFile('v1')
    expect(isSameFile(version, file)).toBe(true)
  })
})
