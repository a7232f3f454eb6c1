import assert from 'node:assert/strict'
import type { Note } from '#shared/annotations/note.ts'
import { sticky, stroke, type TestNotes } from '#tests/support/notes.ts'
import type { Chance } from '#tests/support/random.ts'

interface Client {
  readonly accountId: string
  readonly notes: TestNotes
}

/** When the server goes, and how. */
const restarts = [
  [0.15, 'SIGKILL'],
  [0.3, 'SIGTERM'],
  [0.45, 'SIGKILL'],
  [0.6, 'SIGKILL'],
  [0.75, 'SIGTERM'],
  [0.9, 'SIGKILL'],
] as const

const same = (found: unknown, wanted: Note): boolean => {
  const note = found as Note | undefined
  return note?.kind === wanted.kind && (!('text' in wanted) || ('text' in note && note.text === wanted.text))
}

/**
 * Clients add, change and remove notes of their own at once, their lines break, and the server is stopped and killed.
 * Fails where anybody then lacks what its author last meant. @returns what happened.
 */
export const converge = async (
  clients: readonly Client[],
  chance: Chance,
  wanted: number,
  restart: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>,
): Promise<string> => {
  const expected = new Map<string, Note>()
  const before = new Set(await clients[0]?.notes.synced().then(({ notes }) => notes.keys()))
  let done = 0
  let drops = 0
  let failed = false

  const operate = ({ accountId, notes }: Client, own: string[]): void => {
    done += 1
    const kind = chance.next()
    const at = chance.below(Math.max(1, own.length))
    const known = own[at]
    if (kind < 0.45 || known === undefined) {
      const id = crypto.randomUUID()
      const made = kind < 0.2 ? stroke(accountId, 1 + chance.below(40)) : sticky(accountId, `${done}`)
      own.push(id)
      expected.set(id, made)
      notes.notes.set(id, made)
    } else if (kind < 0.7) {
      const changed = sticky(accountId, `sửa ${done}`)
      expected.set(known, changed)
      notes.notes.set(known, changed)
    } else {
      own[at] = own.at(-1) ?? known
      own.pop()
      expected.delete(known)
      notes.notes.delete(known)
    }
  }

  const live = async (client: Client): Promise<void> => {
    const { notes } = client
    const own: string[] = []
    await notes.synced()
    while (done < wanted && !failed) {
      const seen = notes.acknowledgements
      notes.doc.transact(() => {
        for (let left = 1 + chance.below(10); left > 0; left -= 1) operate(client, own)
      })
      if (chance.next() < 0.01) {
        drops += 1
        notes.drop()
      }
      if (chance.next() < 0.8)
        await notes.until(
          () => notes.acknowledgements > seen || !notes.provider.wsconnected,
          'a line',
          60_000,
        )
      else await new Promise(resolve => setImmediate(resolve))
      // Without the line one goes on for a while, and then waits for it.
      if (!notes.provider.wsconnected && chance.next() < 0.3)
        await notes.until(() => notes.provider.synced, 'a line', 60_000)
    }
  }

  const restarting = async (): Promise<void> => {
    for (const [share, signal] of restarts) {
      while (done < wanted * share && !failed) await new Promise(resolve => setTimeout(resolve, 20))
      if (!failed) await restart(signal)
    }
  }

  const from = performance.now()
  try {
    await Promise.all([...clients.map(live), restarting()])
  } catch (error) {
    failed = true
    throw error
  }
  const worked = performance.now() - from
  const lacks = ({ notes }: Client): string[] => {
    const extra = [...notes.notes.keys()].filter(id => !before.has(id) && !expected.has(id))
    return [
      ...extra,
      ...[...expected].filter(([id, note]) => !same(notes.notes.get(id), note)).map(([id]) => id),
    ]
  }
  const until = performance.now() + 60_000
  for (const client of clients) {
    let lacking = lacks(client)
    while (lacking.length > 0 && performance.now() < until) {
      await new Promise(resolve => setTimeout(resolve, 250))
      lacking = lacks(client)
    }
    assert.deepEqual(lacking.slice(0, 5), [], `${lacking.length} notes differ`)
  }
  const refusals = clients
    .flatMap(({ notes }) => notes.refusals)
    .filter(({ code }) => code !== 'notes.incomplete')
  assert.deepEqual(refusals, [])
  return `${done} operations in ${Math.round(worked / 1_000)} s, ${drops} drops, ${restarts.length} restarts (4 kills), ${expected.size} notes left; alike ${Math.round(performance.now() - from - worked)} ms after the last`
}
