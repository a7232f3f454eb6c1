import { describe, expect, test } from '@jest/globals'
import { companionOf, idInNewer, standsAs, whatToCarry } from '#shared/annotations/carrying.rules.ts'
import { Note } from '#shared/annotations/note.ts'
import { Id } from '#shared/contract/define.ts'

const me = 'a0000000-0000-4000-8000-000000000001'
const other = 'a0000000-0000-4000-8000-000000000002'
const third = 'a0000000-0000-4000-8000-000000000003'
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
    expect([...before.waiting]).toEqual([[note(1), other]])
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
    expect(whatToCarry(older, layer(), me)).toMatchObject({ said: new Map(), waiting: new Map() })
  })

  test('[N52] somebody else’s note under its id is not it: the note is still to be carried, or listed', () => {
    const older = layer([note(1), sticky(me)], [note(2), sticky(other)])
    const newer = layer([note(1), sticky(other)], [note(2), sticky(third)])
    const found = whatToCarry(older, newer, me)
    expect([...found.notes.keys()]).toEqual([note(1)])
    expect(found.done).toEqual([])
    expect([...found.others.keys()]).toEqual([note(2)])
  })

  test('[N52] a reply never goes under a note that somebody else put under the id', () => {
    const older = layer([note(1), sticky(other)], [note(2), reply(me, note(1))])
    const taken = layer([note(1), sticky(third)])
    const before = whatToCarry(older, taken, me)
    expect(before.said.size).toBe(0)
    expect([...before.waiting]).toEqual([[note(1), other]])
    const evaded = idInNewer(taken, note(1), other)
    const after = whatToCarry(older, layer(...taken, [evaded, sticky(other)]), me)
    expect(after.said.get(note(2))).toMatchObject({ to: evaded })
    expect(after.waiting.size).toBe(0)
  })

  test('[N52] a reply whose note was removed goes nowhere, whoever takes the id', () => {
    const older = layer([note(2), reply(me, note(1))])
    const found = whatToCarry(older, layer([note(1), sticky(third)]), me)
    expect(found).toMatchObject({ said: new Map(), waiting: new Map() })
  })
})

describe('The id of a note in the new layer', () => {
  test('[N52] is its own while nobody else holds it', () => {
    expect(idInNewer(layer(), note(1), me)).toBe(note(1))
    expect(idInNewer(layer([note(1), sticky(me)]), note(1), me)).toBe(note(1))
  })

  test('[N52] is one that every device of its author finds where somebody else holds it', () => {
    const taken = layer([note(1), sticky(other)])
    const id = idInNewer(taken, note(1), me)
    expect(id).not.toBe(note(1))
    expect(Id.parse(id)).toBe(id)
    expect(idInNewer(layer([note(1), sticky(other)]), note(1), me)).toBe(id)
    expect(idInNewer(layer([note(1), sticky(me)]), note(1), other)).not.toBe(id)
    expect(standsAs(layer(...taken, [id, sticky(me)]), note(1), me)).toBe(id)
    expect(standsAs(taken, note(1), me)).toBeNull()
  })

  test('[N52] is found however many somebody else holds before it, and after they let go of them', () => {
    const taken = layer()
    for (let step = 0; step < 3; step += 1) taken.set(idInNewer(taken, note(1), me), sticky(other))
    const id = idInNewer(taken, note(1), me)
    expect(taken.size).toBe(3)
    expect(taken.has(id)).toBe(false)
    expect(standsAs(layer(...taken, [id, sticky(me)]), note(1), me)).toBe(id)
    expect(standsAs(layer([id, sticky(me)]), note(1), me)).toBe(id)
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
