/**
 * The process of Annotators: many unmodified Yjs clients at one layer, some of whom draw. A stroke's id begins with
 * the machine's monotonic microseconds in which it was made, so that whoever sees it knows how old it is.
 */
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { stroke } from '#tests/support/notes.ts'
import { Chance } from '#tests/support/random.ts'
import { deviceSocket } from './deviceSocket.ts'

export interface AnnotatorsOptions {
  /** y-websocket's provider, or Hocuspocus's own. */
  readonly client: 'y-websocket' | 'hocuspocus'
  /** wss:// up to the room. */
  readonly url: string
  readonly room: string
  readonly origin: string
  /** One client for each: the cookie of a login and its account. */
  readonly people: readonly { readonly cookie: string; readonly accountId: string }[]
  /** The first so many draw. */
  readonly writers: number
  readonly seed: number
}

export type ToAnnotators =
  | { readonly kind: 'start'; readonly options: AnnotatorsOptions }
  | {
      readonly kind: 'draw'
      readonly ms: number
      readonly strokeEveryMs: number
      readonly cursorEveryMs: number
    }
  | { readonly kind: 'count' }
  | { readonly kind: 'collect' }
  | { readonly kind: 'stop' }

export type FromAnnotators =
  | { readonly kind: 'synced' }
  /** Drawing is over: so many strokes were made. */
  | { readonly kind: 'drawn'; readonly strokes: number }
  | { readonly kind: 'count'; readonly seen: number }
  | {
      readonly kind: 'seen'
      /** Milliseconds from a stroke's making to each client here that sees it, and by stroke to the last of them. */
      readonly ages: readonly number[]
      readonly last: readonly [string, number][]
      /** Times that one client was told of another's pointer. */
      readonly pointers: number
    }

interface Client {
  readonly accountId: string
  readonly notes: Y.Map<unknown>
  point(x: number, y: number): void
}

const apartMs = 8
const nowMicros = (): number => Number(process.hrtime.bigint() / 1_000n)
const tell = (message: FromAnnotators): void => {
  if (process.connected) process.send?.(message)
}
const clients: Client[] = []
let seen: { id: string; age: number }[] = []
let pointers = 0
let writers = 0
let chance = new Chance(0)

const watch = (notes: Y.Map<unknown>): void => {
  notes.observe(({ keysChanged, transaction }) => {
    if (transaction.local) return
    const now = nowMicros()
    for (const id of keysChanged)
      if (id !== null) seen.push({ id, age: (now - Number.parseInt(id, 36)) / 1_000 })
  })
}

interface Changes {
  readonly added: readonly number[]
  readonly updated: readonly number[]
}
const countPointers = ({ added, updated }: Changes, origin: unknown): void => {
  if (origin !== 'local') pointers += added.length + updated.length
}

const pointer = (x: number, y: number) => ({ gesture: { kind: 'laser', page: 1, point: [x, y] } })

const open = (options: AnnotatorsOptions, person: AnnotatorsOptions['people'][number]): Promise<void> => {
  const doc = new Y.Doc()
  const notes = doc.getMap<unknown>('notes')
  watch(notes)
  const WebSocketPolyfill = deviceSocket(options.origin, person.cookie)
  return new Promise(resolve => {
    if (options.client === 'hocuspocus') {
      const websocketProvider = new HocuspocusProviderWebsocket({ url: options.url, WebSocketPolyfill })
      const provider = new HocuspocusProvider({
        ...{ websocketProvider, document: doc, name: options.room, token: person.cookie },
        onSynced: () => resolve(),
      })
      provider.attach()
      provider.awareness?.on('change', countPointers)
      const point = (x: number, y: number) => provider.awareness?.setLocalState(pointer(x, y))
      clients.push({ accountId: person.accountId, notes, point })
      return
    }
    const provider = new WebsocketProvider(options.url, options.room, doc, {
      disableBc: true,
      WebSocketPolyfill,
    })
    provider.awareness.on('change', countPointers)
    provider.on('sync', synced => {
      if (synced) resolve()
    })
    const point = (x: number, y: number) => provider.awareness.setLocalState(pointer(x, y))
    clients.push({ accountId: person.accountId, notes, point })
  })
}

const start = async (options: AnnotatorsOptions): Promise<void> => {
  writers = options.writers
  chance = new Chance(options.seed)
  const opened: Promise<void>[] = []
  for (const person of options.people) {
    opened.push(open(options, person))
    await new Promise(resolve => setTimeout(resolve, apartMs))
  }
  await Promise.all(opened)
  tell({ kind: 'synced' })
}

/** Acts every so often until the time is over, beginning somewhere in the first span. */
const repeat = (everyMs: number, ms: number, act: () => void): Promise<void> =>
  new Promise(resolve => {
    let next = performance.now() + chance.next() * everyMs
    const end = performance.now() + ms
    const step = () => {
      if (next >= end) return resolve()
      setTimeout(
        () => {
          act()
          next += everyMs
          step()
        },
        Math.max(0, next - performance.now()),
      )
    }
    step()
  })

const draw = async ({ ms, strokeEveryMs, cursorEveryMs }: ToAnnotators & { kind: 'draw' }): Promise<void> => {
  seen = []
  pointers = 0
  let strokes = 0
  const acts = clients.slice(0, writers).flatMap(({ accountId, notes, point }) => [
    repeat(strokeEveryMs, ms, () => {
      const drawn = stroke(accountId, 20 + chance.below(40))
      strokes += 1
      const id = `${nowMicros().toString(36)}-${chance.below(2 ** 31).toString(36)}`
      notes.set(id, drawn)
    }),
    repeat(cursorEveryMs, ms, () => point(chance.below(595), chance.below(842))),
  ])
  await Promise.all(acts)
  tell({ kind: 'drawn', strokes })
}

const collect = (): void => {
  const last = new Map<string, number>()
  for (const { id, age } of seen) last.set(id, Math.max(last.get(id) ?? 0, age))
  tell({ kind: 'seen', ages: seen.map(({ age }) => age), last: [...last], pointers })
}

process.setMaxListeners(0)
process.on('message', (message: ToAnnotators) => {
  if (message.kind === 'start') void start(message.options)
  else if (message.kind === 'draw') void draw(message)
  else if (message.kind === 'count') tell({ kind: 'count', seen: seen.length })
  else if (message.kind === 'collect') collect()
  else process.exit(0)
})
process.once('disconnect', () => process.exit(0))
