import { describe, expect, test } from '@jest/globals'
import { companionOf, whatToCarry } from '#shared/annotations/carrying.rules.ts'
import { Note } from '#shared/annotations/note.ts'

const me = 'a0000000-0000-4000-8000-000000000001'
const other = 'a0000000-0000-4000-8000-000000000002'
const version = 'a0000000-0000-4000-8000-00000000000b'
const note = (id: number) => `b0000000-0000-4000-8000-00000000000${id}`

const sticky = (author: string): Note => ({
  ...{
    kind: 'sticky',
    author,
    at: 1,
    changedAt: 1,
    page: 1,
    ink: 'red',
    point: [10, 10],
    text: 'Xin xem lại',
  },
})
const reply = (author: string, to: string): Note => ({
  ...{ kind: 'reply', author, at: 2, changedAt: 2, to, text: 'Đã rõ' },
})
const carried = (author: string, to: string): Note => ({
  ...{ kind: 'carried', author, at: 3, changedAt: 3, to, versionId: version },
})
const layer = (...entries: [string, Note][]) => new Map(entries)

describe('What is carried of an earlier version’s layer', () => {
  test('[N51] are one’s own notes; others’ are listed and left to them', () => {
    const found = whatToCarry(layer([note(1), sticky(me)], [note(2), sticky(other)]), layer(), me)
    expect([...found.notes.keys()]).toEqual([note(1)])
    expect([...found.others.keys()]).toEqual([note(2)])
    expect(found.done).toEqual([])
  })

  test('[N52] is nothing that has its companion: what was removed from the new version stays away', () => {
    const older = layer([note(1), sticky(me)], ['carried-1', carried(me, note(1))])
    expect(whatToCarry(older, layer(), me)).toMatchObject({ notes: new Map(), done: [] })
  })

  test('[N52] is nothing that stands in the new layer under its id: it only lacks its companion', () => {
    const changed: Note = { ...sticky(me), changedAt: 9 }
    const found = whatToCarry(layer([note(1), sticky(me)]), layer([note(1), changed]), me)
    expect(found.notes.size).toBe(0)
    expect(found.done).toEqual([note(1)])
  })

  test('[N52] somebody else’s word that a note was carried does not count', () => {
    const older = layer([note(1), sticky(me)], ['carried-1', carried(other, note(1))])
    expect([...whatToCarry(older, layer(), me).notes.keys()]).toEqual([note(1)])
  })

  test('[N51] a reply waits for the note that it answers, and goes when that one stands in the new layer', () => {
    const older = layer([note(1), sticky(other)], [note(2), reply(me, note(1))])
    const before = whatToCarry(older, layer(), me)
    expect(before.said.size).toBe(0)
    expect([...before.waiting]).toEqual([note(1)])
    const after = whatToCarry(older, layer([note(1), sticky(other)]), me)
    expect([...after.said.keys()]).toEqual([note(2)])
    expect(after.waiting.size).toBe(0)
  })

  test('[N51] a reply to a note that its author left or removed waits for nothing', () => {
    const older = layer(
      ...([
        [note(1), sticky(other)],
        ['carried-1', carried(other, note(1))],
      ] as [string, Note][]),
      [note(2), reply(me, note(1))],
    )
    expect(whatToCarry(older, layer(), me)).toMatchObject({ said: new Map(), waiting: new Set() })
  })
})

describe('The companion of a carried note', () => {
  const by = { id: note(1), author: me, versionId: version }
  test('[N52] is the same entry from every device of its author, and fits the contract', () => {
    const [id, made] = companionOf(layer(), by, 5, note(7))
    expect(companionOf(layer([id, made]), by, 6, note(8))[0]).toBe(id)
    expect(Note.parse(made)).toMatchObject({ kind: 'carried', to: note(1), versionId: version })
  })

  test('[N52] takes another id where somebody else sits on its own', () => {
    const [id] = companionOf(layer(), by, 5, note(7))
    expect(companionOf(layer([id, sticky(other)]), by, 5, note(7))[0]).toBe(note(7))
  })
})
