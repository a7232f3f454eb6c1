import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { Carrier, type CarryPorts, type Remaining } from '#client/features/annotations/carry/Carrier.ts'
import { PagePlacer, type VersionPages } from '#client/features/annotations/carry/Placer.ts'
import type { Layer } from '#client/features/annotations/layers/Layer.ts'
import type { PrivateKey } from '#client/features/annotations/layers/options.ts'
import type { LayerName } from '#shared/annotations/annotations.contract.ts'
import type { Note, PlacedNote } from '#shared/annotations/note.ts'
import { documentsEvents } from '#shared/documents/documents.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { openTestLayer, TestKeep, TestLine, untilLayer } from '#tests/support/layers.ts'
import { letterWidth, lineHeight, pageOf } from '#tests/support/pageText.ts'
import { makeRoom, type Person, type Room } from '#tests/support/room.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let room: Room
/** Versions 1, 2 and 3 of one paper. */
let versions: readonly [string, string, string]
const closers: (() => void)[] = []

const sentence = 'Rà soát các dự án chậm tiến độ và báo cáo Chủ tịch trước ngày 25 tháng 11.'
const texts: readonly (readonly string[])[] = [
  [sentence, 'Câu này sẽ bị bỏ khỏi bản sau, không còn ở đâu nữa trong tài liệu.'],
  ['Bản hai có thêm dòng đầu.', sentence],
  ['Bản ba có thêm dòng đầu.', 'Và thêm dòng thứ hai.', sentence],
]

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
afterEach(() => {
  for (const close of closers.splice(0).reverse()) close()
})
beforeEach(async () => {
  room = await makeRoom(server)
  const { documentId, versionId } = await room.paper(await room.item())
  const { kysely } = server.database
  const row = await kysely
    .selectFrom('document_versions')
    .selectAll()
    .where('id', '=', versionId)
    .executeTakeFirstOrThrow()
  const later = [crypto.randomUUID(), crypto.randomUUID()] as const
  for (const [at, id] of later.entries())
    await kysely
      .insertInto('document_versions')
      .values({ ...row, id, document_id: documentId, number: at + 2 })
      .execute()
  versions = [versionId, ...later]
  await room.publish()
})

const pagesOf = (versionId: string): VersionPages => {
  const page = pageOf(1, texts[versions.indexOf(versionId)] ?? [])
  return {
    ...{ pageCount: 1, hasText: true, size: () => page, text: async () => page },
    ...{ picture: async () => null, close: () => undefined },
  }
}

interface Device {
  readonly person: Person
  readonly line?: TestLine
  readonly keep?: TestKeep
  readonly key?: PrivateKey
}

const open = ({ person, line, keep, key }: Device, name: LayerName, versionId: string, writable = true) => {
  const options = {
    ...{ writable, ...(line ? { line } : {}), ...(keep ? { keep } : {}) },
    ...(name === 'private' && key ? { privateKey: key } : {}),
  }
  const layer = openTestLayer(person.client, { name, versionId, meetingId: room.meetingId }, options)
  closers.push(() => layer.close())
  return layer
}
const saved = async (layer: Layer) => {
  await untilLayer(layer, () => layer.state() === 'saved', 'saved')
  await layer.settled()
  return layer
}

/** The quote and lines of the first four words of the sentence, or of a line of version one. */
const highlight = (author: string, exact: string, line = 0, at = 0): Note => ({
  ...{ kind: 'highlight', author, at: 1_000, changedAt: 1_000, page: 1, ink: 'yellow' },
  lines: [[70 + at * letterWidth, 60 + line * lineHeight, exact.length * letterWidth, 12]],
  quote: { exact, before: '', after: (texts[0]?.[line] ?? '').slice(at + exact.length).slice(0, 64) },
})
const words = 'Rà soát các dự án'
const gone = 'Câu này sẽ bị bỏ khỏi bản sau'
const id = () => crypto.randomUUID()

interface Carrying {
  readonly carrier: Carrier
  readonly newer: readonly Layer[]
  readonly told: [carried: number, unplaced: number][]
  /** Layers that are open of earlier versions now, and how many there were in all. */
  readonly open: { now: number; most: number; all: string[] }
  undone: boolean
  /** Waits until something holds, looking whenever the carrier tells. */
  until(holds: () => boolean, what: string): Promise<void>
}

/** Somebody who reads a version, with its layers open. */
const reads = async (
  device: Device,
  versionId = versions[2],
  names: readonly LayerName[] = ['everyone'],
  of: Partial<CarryPorts> = {},
): Promise<Carrying> => {
  const newer = names.map(name => open(device, name, versionId))
  const opened = { now: 0, most: 0, all: [] as string[] }
  const told: [number, number][] = []
  const carrying: Carrying = {
    ...{ newer, told, open: opened, undone: false },
    carrier: new Carrier({
      me: device.person.accountId,
      versionId,
      earlier: versions.slice(0, versions.indexOf(versionId)).reverse(),
      now: () => 5_000,
      newId: id,
      open: (name, version, writable) => {
        opened.now += 1
        opened.most = Math.max(opened.most, opened.now)
        opened.all.push(`${name} ${versions.indexOf(version) + 1}`)
        return open(device, name, version, writable)
      },
      close: layer => {
        opened.now -= 1
        layer.close()
      },
      placer: () => new PagePlacer(pagesOf(versionId), pagesOf),
      isUndone: () => carrying.undone,
      tell: (carried, unplaced) => told.push([carried, unplaced]),
      ...of,
    }),
    until: (holds, what) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!holds()) return
          clearTimeout(timer)
          off()
          resolve()
        }
        const timer = setTimeout(() => reject(new Error(`${what} did not come`)), 20_000)
        const off = carrying.carrier.subscribe(look)
        look()
      }),
  }
  closers.push(() => carrying.carrier.close())
  carrying.carrier.setLayers(newer)
  return carrying
}
const idle = (carrying: Carrying) =>
  carrying.until(() => !carrying.carrier.state().busy && carrying.open.all.length > 0, 'the end of carrying')

/** Writes into a layer of a version and leaves it. */
const wrote = async (device: Device, name: LayerName, versionId: string, ...entries: [string, Note][]) => {
  const layer = await saved(open(device, name, versionId))
  layer.change(entries)
  await saved(layer)
  layer.close()
}
const own = ({ carrier }: Carrying): readonly Remaining[] =>
  carrier.state().remaining.filter(each => each.own)

describe('Notes of an earlier version', () => {
  test('[N51] are carried by their author under their ids, and stand on their words', async () => {
    const [mine, theirs] = [id(), id()]
    const { accountId } = room.member
    await wrote({ person: room.member }, 'everyone', versions[0], [mine, highlight(accountId, words)])
    await wrote({ person: room.chair }, 'everyone', versions[0], [
      theirs,
      highlight(room.chair.accountId, words),
    ])
    const here = await reads({ person: room.member })
    await idle(here)
    const notes = here.newer[0]!.notes()
    expect(notes.get(mine)).toMatchObject({
      ...{ kind: 'highlight', author: accountId, at: 1_000, changedAt: 1_000, carriedFrom: versions[0] },
      lines: [[70, 60 + 2 * lineHeight, words.length * letterWidth, 12]],
    })
    expect(notes.has(theirs)).toBe(false)
    expect(here.told).toEqual([[1, 0]])
    expect(here.carrier.state().remaining).toMatchObject([{ id: theirs, own: false, versionId: versions[0] }])
    // Its author comes: it leaves the list by itself.
    const there = await reads({ person: room.chair })
    await here.until(() => here.carrier.state().remaining.length === 0, 'the other’s note')
    await idle(there)
    expect(there.told).toEqual([[1, 0]])
  })

  test('[N50] a new version takes nothing away from the earlier one', async () => {
    const mine = id()
    await wrote({ person: room.member }, 'everyone', versions[0], [
      mine,
      highlight(room.member.accountId, words),
    ])
    await idle(await reads({ person: room.member }))
    const older = await saved(open({ person: room.chair }, 'everyone', versions[0]))
    expect(older.notes().get(mine)).toMatchObject({ lines: [[70, 60, words.length * letterWidth, 12]] })
    const outsider = open({ person: room.outsider }, 'everyone', versions[0])
    await untilLayer(outsider, () => outsider.state() === 'denied', 'the refusal')
  })

  test('[N52] what was removed from the new version does not come back, and what stands there is not overwritten', async () => {
    const [removed, kept] = [id(), id()]
    const { accountId } = room.member
    const both: [string, Note][] = [
      [removed, highlight(accountId, words)],
      [kept, highlight(accountId, words)],
    ]
    await wrote({ person: room.member }, 'everyone', versions[0], ...both)
    const first = await reads({ person: room.member })
    await idle(first)
    const recoloured: Note = { ...(first.newer[0]!.notes().get(kept) as PlacedNote), ink: 'red' }
    first.newer[0]!.change([
      [removed, null],
      [kept, recoloured],
    ])
    await saved(first.newer[0]!)
    first.carrier.close()
    const again = await reads({ person: room.member })
    await idle(again)
    expect(again.newer[0]!.notes().has(removed)).toBe(false)
    expect(again.newer[0]!.notes().get(kept)).toMatchObject({ ink: 'red' })
    expect(again.told).toEqual([])
  })

  test('[N52] two devices of one person that carry at once make one note of each', async () => {
    const ids = Array.from({ length: 12 }, id)
    const { accountId } = room.member
    const entries = ids.map((note): [string, Note] => [note, highlight(accountId, words)])
    await wrote({ person: room.member }, 'everyone', versions[0], ...entries)
    const devices = await Promise.all([reads({ person: room.member }), reads({ person: room.member })])
    await Promise.all(devices.map(idle))
    const reader = await saved(open({ person: room.chair }, 'everyone', versions[2]))
    expect([...reader.notes().keys()].sort()).toEqual([...ids].sort())
    const older = await saved(open({ person: room.chair }, 'everyone', versions[0]))
    expect([...older.notes().values()].filter(({ kind }) => kind === 'carried')).toHaveLength(ids.length)
    for (const { newer } of devices) expect(newer[0]!.refusals()).toEqual([])
  })

  test('[N52] who takes their ids in the new version beforehand keeps none of them away', async () => {
    const [mine, second, answered] = [id(), id(), id()]
    const { member, chair, invitee } = room
    const answer: Note = {
      ...{ kind: 'reply', author: chair.accountId, at: 2_000, changedAt: 2_000, to: mine, text: 'Đồng ý' },
    }
    await wrote(
      ...([{ person: member }, 'everyone', versions[0]] as const),
      [mine, highlight(member.accountId, words)],
      [second, highlight(member.accountId, gone, 1)],
    )
    await wrote({ person: chair }, 'everyone', versions[0], [answered, answer])
    const hostile: Note = { ...(highlight(invitee.accountId, 'Bản') as PlacedNote), ink: 'red' }
    await wrote({ person: invitee }, 'everyone', versions[2], [mine, hostile], [second, hostile])
    // The reply does not go under what stands in its note's stead.
    const before = await reads({ person: chair })
    await idle(before)
    expect(before.newer[0]!.notes().has(answered)).toBe(false)
    expect(
      before.carrier
        .state()
        .remaining.map(each => each.id)
        .sort(),
    ).toEqual([mine, second].sort())
    const devices = await Promise.all([reads({ person: member }), reads({ person: member })])
    await Promise.all(devices.map(idle))
    const ofMember = (notes: ReadonlyMap<string, Note>) =>
      [...notes].filter(([, { author, kind }]) => author === member.accountId && kind !== 'carried')
    const [carried, ...more] = ofMember(devices[0]!.newer[0]!.notes())
    expect(more).toEqual([])
    expect(carried![0]).not.toBe(mine)
    expect(carried![1]).toMatchObject({ carriedFrom: versions[0], quote: { exact: words } })
    for (const { newer } of devices) expect(newer[0]!.refusals()).toEqual([])
    expect(own(devices[0]!)).toMatchObject([{ id: second }])
    // The thread goes with its note.
    await untilLayer(before.newer[0]!, () => before.newer[0]!.notes().has(answered), 'the reply')
    expect(before.newer[0]!.notes().get(answered)).toMatchObject({ to: carried![0] })
    // Its companion is written, and what is removed stays away.
    devices[0]!.newer[0]!.change([[carried![0], null]])
    await saved(devices[0]!.newer[0]!)
    for (const { carrier } of devices) carrier.close()
    const again = await reads({ person: member })
    await idle(again)
    expect(ofMember(again.newer[0]!.notes())).toEqual([])
  })

  test('[N51] replies follow their note when its author has carried it', async () => {
    const [note, reply] = [id(), id()]
    const answer: Note = {
      ...{
        kind: 'reply',
        author: room.member.accountId,
        at: 2_000,
        changedAt: 2_000,
        to: note,
        text: 'Đồng ý',
      },
    }
    await wrote({ person: room.chair }, 'everyone', versions[0], [
      note,
      highlight(room.chair.accountId, words),
    ])
    await wrote({ person: room.member }, 'everyone', versions[0], [reply, answer])
    const member = await reads({ person: room.member })
    await idle(member)
    expect(member.newer[0]!.notes().size).toBe(0)
    await idle(await reads({ person: room.chair }))
    await untilLayer(member.newer[0]!, () => member.newer[0]!.notes().has(reply), 'the reply')
    expect(member.newer[0]!.notes().get(reply)).toMatchObject({ to: note, carriedFrom: versions[0] })
  })

  test('[N56] from two versions back, and from one between that was never opened, each goes once', async () => {
    const [first, second] = [id(), id()]
    const { accountId } = room.member
    await wrote({ person: room.member }, 'everyone', versions[0], [first, highlight(accountId, words)])
    await wrote({ person: room.member }, 'everyone', versions[1], [second, highlight(accountId, words)])
    const here = await reads({ person: room.member })
    await idle(here)
    expect([...here.newer[0]!.notes().keys()].sort()).toEqual([first, second].sort())
    expect(here.open).toEqual({ now: 0, most: 1, all: ['everyone 2', 'everyone 1'] })
    expect(here.told).toEqual([[2, 0]])
  })

  test('[N56] strokes that never left the tablet reach the old version first, and are carried then', async () => {
    const device = { person: room.member, line: new TestLine(), keep: new TestKeep() }
    const before = await saved(open(device, 'everyone', versions[0]))
    device.line.cut()
    await untilLayer(before, () => before.state() === 'offline', 'offline')
    const note = id()
    before.change([[note, highlight(room.member.accountId, words)]])
    await before.settled()
    before.close()
    const here = await reads(device)
    await untilLayer(here.newer[0]!, () => here.newer[0]!.state() === 'offline', 'offline')
    expect(here.open.all).toEqual([])
    device.line.heal()
    await untilLayer(here.newer[0]!, () => here.newer[0]!.notes().has(note), 'the carried note')
    await idle(here)
    expect(device.keep.unsent).toBe(0)
    const older = await saved(open({ person: room.chair }, 'everyone', versions[0]))
    expect(older.notes().get(note)).toMatchObject({ author: room.member.accountId })
  })

  test('[N56] private ones wait while they are locked, and go after unlocking, sealed', async () => {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ])
    let held: CryptoKey | null = key
    const listeners = new Set<() => void>()
    const { accountId } = room.member
    const privateKey: PrivateKey = {
      accountId,
      key: () => held,
      subscribe: listener => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }
    const line = new TestLine()
    const device = { person: room.member, key: privateKey, line }
    const note = id()
    await wrote(device, 'private', versions[0], [note, highlight(accountId, words)])
    held = null
    const here = await reads(device, versions[2], ['private'])
    await here.until(() => here.carrier.state().locked, 'the lock')
    expect(here.open.all).toEqual([])
    held = key
    for (const listener of [...listeners]) listener()
    await untilLayer(here.newer[0]!, () => here.newer[0]!.notes().has(note), 'the carried note')
    await idle(here)
    expect(here.carrier.state()).toEqual({ remaining: [], busy: false, locked: false })
    const sent = line.wire.map(({ bytes }) => Buffer.from(bytes).toString('latin1')).join('')
    expect(sent).not.toContain(Buffer.from('soát').toString('latin1'))
    // The companion lies sealed in the old layer: nothing is carried again.
    here.newer[0]!.change([[note, null]])
    await saved(here.newer[0]!)
    here.carrier.close()
    const again = await reads(device, versions[2], ['private'])
    await idle(again)
    expect(again.newer[0]!.notes().size).toBe(0)
  })

  test('[N57] what found no place is listed, and is put by hand: undo brings it back, redo takes it again', async () => {
    const note = id()
    await wrote({ person: room.member }, 'everyone', versions[0], [
      ...[note, highlight(room.member.accountId, gone, 1)],
    ] as [string, Note])
    const here = await reads({ person: room.member })
    await idle(here)
    // [N58]
    expect(here.told).toEqual([[0, 1]])
    const [remaining] = own(here)
    expect(remaining).toMatchObject({ id: note, versionId: versions[0], left: false })
    const [layer] = here.newer
    layer!.change([[note, { ...(remaining!.note as PlacedNote), page: 1, carriedFrom: versions[0] }]])
    here.carrier.putByHand(remaining!)
    await here.until(() => own(here).length === 0, 'the empty list')
    await saved(layer!)
    await idle(here)
    here.undone = true
    layer!.undo()
    await here.until(() => own(here).length === 1, 'the note in the list again')
    await idle(here)
    const companions = async () => {
      const older = await saved(open({ person: room.chair }, 'everyone', versions[0]))
      return [...older.notes().values()].filter(({ kind }) => kind === 'carried').length
    }
    expect(await companions()).toBe(0)
    layer!.redo()
    await here.until(() => own(here).length === 0, 'the empty list again')
    await idle(here)
    expect(await companions()).toBe(1)
    expect(here.told).toEqual([[0, 1]])
  })

  test('[N57] what is left for good is listed no more on the next visit, unless it was taken back', async () => {
    const note = id()
    const { accountId } = room.member
    await wrote({ person: room.member }, 'everyone', versions[0], [note, highlight(accountId, gone, 1)])
    const here = await reads({ person: room.member })
    await idle(here)
    here.carrier.leave(own(here)[0]!, true)
    await idle(here)
    expect(own(here)).toMatchObject([{ id: note, left: true }])
    here.carrier.leave(own(here)[0]!, false)
    await here.until(() => own(here)[0]?.left === false && !here.carrier.state().busy, 'the note taken back')
    here.carrier.leave(own(here)[0]!, true)
    await idle(here)
    here.carrier.close()
    const again = await reads({ person: room.member })
    await idle(again)
    expect(own(again)).toEqual([])
    expect(again.newer[0]!.notes().size).toBe(0)
  })

  test('[N57] of somebody who may not write any more they stay, and are listed', async () => {
    const note = id()
    const { accountId } = room.invitee
    await wrote({ person: room.invitee }, 'everyone', versions[0], [note, highlight(accountId, words)])
    await room.secretary.client.done(meetings.setParticipant, {
      ...{ meetingId: room.meetingId, accountId, role: 'teller', principalId: null },
    })
    const newer = open({ person: room.invitee }, 'everyone', versions[2], false)
    const here = await reads({ person: room.invitee }, versions[2], [])
    here.carrier.setLayers([newer])
    await here.until(() => own(here).length === 1, 'the note in the list')
    expect(own(here)).toMatchObject([{ id: note }])
    expect(newer.refusals()).toEqual([])
  })

  test('[N59] the presenter’s marks stay with the version that was presented, and are listed', async () => {
    const note = id()
    const { accountId } = room.member
    await server.database.kysely
      .insertInto('presenting')
      .values({
        ...{ meeting_id: room.meetingId, version_id: versions[0], presenter_id: accountId },
        ...{ login_id: room.member.loginId, started_at: 1 },
        position: JSON.stringify({ page: 1, x: 0.5, y: 0, zoom: 'width' }),
      })
      .execute()
    await wrote({ person: room.member }, 'presenting', versions[0], [note, highlight(accountId, words)])
    const here = await reads({ person: room.member }, versions[2], ['presenting'])
    await here.until(() => own(here).length === 1, 'the mark in the list')
    expect(here.newer[0]!.notes().size).toBe(0)
    expect(here.told).toEqual([])
  })

  test('[N58] how many were carried and how many found no place is said once', async () => {
    const { accountId } = room.member
    await wrote(
      ...([{ person: room.member }, 'everyone', versions[0]] as const),
      ...([id(), id(), id()].map(note => [note, highlight(accountId, words)]) as [string, Note][]),
      [id(), highlight(accountId, gone, 1)],
    )
    const here = await reads({ person: room.member })
    await idle(here)
    expect(here.told).toEqual([[3, 1]])
  })
})

test('[N50] who sees a paper is told of its earlier versions, newest first; who does not hears of none', async () => {
  const joined = await room.member.client.ask(meetings.join, { meetingId: room.meetingId })
  expect(joined.ok).toBe(true)
  const view = await room.member.client.until(documentsEvents.changed, seen => seen.documents.length === 1)
  expect(view.documents[0]!.version?.id).toBe(versions[2])
  expect(view.documents[0]!.earlier.map(each => each.id)).toEqual([versions[1], versions[0]])
  expect(view.documents[0]!.earlier[0]).toMatchObject({ number: 2, state: 'ready' })
  const outside = await room.outsider.client.ask(meetings.join, { meetingId: room.meetingId })
  expect(outside.ok).toBe(false)
})
