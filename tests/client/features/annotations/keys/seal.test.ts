import { beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  newNotesKey,
  rootOf,
  sealingKey,
  unwrapKey,
  wrapKey,
} from '#client/features/annotations/keys/notesKey.ts'
import { lengthClass, type NotePlace, openNote, sealNote } from '#client/features/annotations/keys/seal.ts'
import type { Note } from '#shared/annotations/note.ts'
import { packStroke } from '#shared/annotations/stroke.ts'

const place: NotePlace = {
  accountId: '7b1c3f52-6d5a-4e0e-9a43-0f6a7a3a1c01',
  versionId: '7b1c3f52-6d5a-4e0e-9a43-0f6a7a3a1c02',
  noteId: 'n1',
}
const common = { author: place.accountId, at: 1_000, changedAt: 2_000, page: 1, ink: 'red' as const }
const sticky = (text: string): Note => ({ kind: 'sticky', ...common, point: [10, 20.5], text })
const pen = (count: number): Note => ({
  ...{ kind: 'pen', ...common, width: 2 },
  stroke: packStroke(Array.from({ length: count }, (_, at) => ({ x: at * 7, y: at * 11, pressure: 0.5 }))),
})

let key: CryptoKey
beforeAll(async () => {
  key = await sealingKey(newNotesKey())
})
const seal = async (note: Note, at = place) => (await sealNote(key, at, note))!

describe('[N31] a sealed note', () => {
  test('opens as it was, strokes and Vietnamese text included', async () => {
    for (const note of [sticky('Đề nghị xem lại số liệu quý III'), pen(300)])
      expect(await openNote(key, place, await seal(note))).toEqual(note)
  })

  test.each([
    ['another person', { ...place, accountId: '7b1c3f52-6d5a-4e0e-9a43-0f6a7a3a1c03' }],
    ['another version', { ...place, versionId: '7b1c3f52-6d5a-4e0e-9a43-0f6a7a3a1c04' }],
    ['another note', { ...place, noteId: 'n2' }],
    [
      'ids that only join to the same text',
      { ...place, versionId: place.versionId + place.noteId, noteId: '' },
    ],
  ])('does not open where the server put it under %s', async (_, elsewhere) => {
    expect(await openNote(key, elsewhere, await seal(sticky('x')))).toBeNull()
  })

  test('does not open under another key', async () => {
    expect(await openNote(await sealingKey(newNotesKey()), place, await seal(sticky('x')))).toBeNull()
  })

  test('does not open when any byte was changed, cut off or added', async () => {
    const sealed = await seal(sticky('x'))
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = sealed.slice()
        changed[at] = (changed[at] ?? 0) ^ by
        expect(await openNote(key, place, changed)).toBeNull()
      }),
      { numRuns: 300 },
    )
    expect(await openNote(key, place, sealed.slice(0, -1))).toBeNull()
    expect(await openNote(key, place, sealed.slice(0, 5))).toBeNull()
    expect(await openNote(key, place, new Uint8Array([...sealed, 0]))).toBeNull()
    expect(await openNote(key, place, new Uint8Array())).toBeNull()
  })

  test('has one of a few lengths, whatever was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 4_000 }), async text => {
        const { length } = await seal(sticky(text))
        expect(Math.log2(length) % 1).toBe(0)
        expect(length).toBeGreaterThanOrEqual(128)
      }),
      { numRuns: 60 },
    )
    expect((await seal(sticky('Có'))).length).toBe((await seal(sticky('Không'))).length)
    expect(lengthClass(1)).toBe(128)
    expect(lengthClass(128)).toBe(128)
    expect(lengthClass(129)).toBe(256)
    expect(lengthClass(64 * 1024)).toBe(64 * 1024)
  })

  test('is never more than the server takes: what is larger is not sealed', async () => {
    expect(lengthClass(64 * 1024 + 1)).toBeNull()
    const huge: Note = { ...pen(1), kind: 'pen', stroke: new Uint8Array(66_000) } as Note
    expect(await sealNote(key, place, huge)).toBeNull()
  })

  test('is never the same twice, and shows nothing of its words', async () => {
    const [one, other] = [await seal(sticky('TỐI MẬT')), await seal(sticky('TỐI MẬT'))]
    expect(one).not.toEqual(other)
    expect(Buffer.from(one).includes('TỐI MẬT')).toBe(false)
    expect(Buffer.from(one).includes('sticky')).toBe(false)
  })

  test('that holds no note is not shown, though its key is right', async () => {
    const wrong = { ...sticky('x'), kind: 'somethingElse' } as unknown as Note
    expect(await openNote(key, place, await seal(wrong))).toBeNull()
  })
})

describe('[N30] a wrapped notes key', () => {
  const name = { accountId: place.accountId, keyId: '7b1c3f52-6d5a-4e0e-9a43-0f6a7a3a1c09' }
  const root = (byte: number, kind: 'password' | 'recovery' = 'password') =>
    rootOf(kind, new Uint8Array(64).fill(byte))

  test('opens by what it was wrapped under, and by nothing else', async () => {
    const raw = newNotesKey()
    const wrap = await wrapKey(raw, await root(1), name)
    expect(await unwrapKey(wrap, await root(1), name)).toEqual(raw)
    expect(await unwrapKey(wrap, await root(2), name)).toBeNull()
    expect(await unwrapKey(wrap, await root(1, 'recovery'), name)).toBeNull()
    expect(await unwrapKey(wrap, await root(1), { ...name, keyId: place.versionId })).toBeNull()
    expect(await unwrapKey(wrap, await root(1), { ...name, accountId: place.versionId })).toBeNull()
  })

  test('[N32] lies on the device so that no script reads it out', async () => {
    expect(key.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
    await expect(crypto.subtle.exportKey('raw', (await root(1)).key)).rejects.toThrow()
  })
})
