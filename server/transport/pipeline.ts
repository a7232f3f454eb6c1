import type { LoginEndReason } from '#shared/contract/close.ts'
import { type Announcement, type Call, Envelope, type Event } from '#shared/contract/define.ts'
import { fail, type Result } from '#shared/contract/result.ts'
import type { Ports } from '../ports.ts'
import type { Database } from '../storage/database.ts'
import { appendJournal } from '../storage/journal.ts'
import { isDiskFull } from '../storage/sqlite.ts'
import { type Authentication, confirm } from './authenticate.ts'
import type { CallContext, Cookies, Handler, Subscriber } from './handler.ts'
import { inputHash, MemoryReceipts, type Receipt, storedReceipt, storeReceipt } from './receipts.ts'
import { actorOf, channelOf, type Viewer } from './viewer.ts'

/** Whoever brings a message: a transport fills this in. */
export interface Caller {
  readonly via: 'http' | 'socket'
  readonly address: string
  /** Reads who it is anew, for every message. */
  authenticate(): Promise<Authentication>
  readonly cookies: Cookies & { readonly headers: readonly string[] }
  readonly subscriber: Subscriber
}

export interface Answer {
  readonly result: Result<unknown>
  /** `Set-Cookie` headers. */
  readonly cookies: readonly string[]
}

/** A refusal on its way out of the transaction that it undoes. */
class Refused extends Error {
  readonly result: Result<unknown>
  constructor(result: Result<unknown>) {
    super('refused')
    this.result = result
  }
}

interface Who {
  readonly viewer: Viewer
  readonly expiredLoginId: string | undefined
}

/** One call under way: what its handler gets, and what it asked to follow. */
interface Act {
  readonly context: Omit<CallContext, 'store'>
  readonly touched: ReadonlyMap<string, Event>
  readonly after: readonly (() => void | Promise<void>)[]
  readonly about: { readonly meetingId?: string; readonly actorId?: string; readonly loginId?: string }
}

interface PipelineParts {
  readonly database: Database
  readonly ports: Ports
  readonly handlers: readonly Handler<Call>[]
  /** Told after the commit. */
  announce(event: Event, scopeId: string): void
  /** Sends one view at once, without classes, to those subscribed to its scope that may hear it. */
  broadcast(event: Event, message: Announcement, mayHear: (viewer: Viewer) => boolean): void
  /** A command was stored; whatever was known of anybody's rights may be different now. */
  committed?(): void
}

/**
 * One sentence for every message: parse → who → may they → rule → store → present → answer. HTTP and socket share
 * it; a feature only declares a contract and gives a handler.
 */
export class Pipeline {
  readonly #parts: PipelineParts
  readonly #handlers: ReadonlyMap<string, Handler<Call>>
  readonly #memory = new MemoryReceipts()
  /** Commands under way, so that the same id sent twice at once runs once. */
  readonly #running = new Map<string, Promise<unknown>>()
  #stopping = false

  constructor(parts: PipelineParts) {
    this.#parts = parts
    this.#handlers = new Map(parts.handlers.map(handler => [handler.contract.name, handler]))
  }

  /** The largest message that any of the names takes, in bytes; 0 for an unknown name. */
  maxBytes(name: string): number {
    return this.#handlers.get(name)?.contract.maxBytes ?? 0
  }

  /**
   * [K29] Whether a call is a person's use of their login: what changes something, and asking who one is, which the
   * client does when the page opens and under the person's hand. Other queries a forgotten page asks by itself.
   */
  isUse(name: string): boolean {
    const contract = this.#handlers.get(name)?.contract
    return contract !== undefined && (contract.kind !== 'query' || name === 'accounts:me')
  }

  names(): readonly string[] {
    return [...this.#handlers.keys()]
  }

  /** Takes no new command any more and waits for those under way. */
  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.allSettled([...this.#running.values()])
  }

  /** Answers one message; never throws. `bytes` is its size as it came. */
  async call(name: string, message: unknown, bytes: number, caller: Caller): Promise<Answer> {
    const handler = this.#handlers.get(name)
    if (handler === undefined) return refuse(fail('command.unknown'))
    const { contract } = handler
    if (contract.via !== 'both' && contract.via !== caller.via)
      return refuse(fail(contract.via === 'http' ? 'command.httpOnly' : 'command.socketOnly'))
    if (bytes > contract.maxBytes)
      return refuse(fail('input.tooLarge', { params: { limit: contract.maxBytes } }))
    const envelope = Envelope.safeParse(message)
    if (!envelope.success) return refuse(fail('input.invalid', { field: 'envelope' }))
    const input = contract.input.safeParse(envelope.data.input)
    if (!input.success)
      return refuse(fail('input.invalid', { field: input.error.issues[0]?.path.join('.') || 'input' }))
    const commandId = envelope.data.id
    if (contract.kind === 'command' && commandId === undefined)
      return refuse(fail('input.invalid', { field: 'id' }))
    if (this.#stopping) return refuse(fail('server.busy', { retryAfterMs: 2_000 }))
    try {
      const { viewer, ended, expiredLoginId } = await caller.authenticate()
      const who = { viewer, expiredLoginId }
      const answer =
        contract.kind === 'command' && commandId !== undefined
          ? await this.#once(commandId, () => this.#command(handler, commandId, input.data, who, caller))
          : { result: await this.#read(handler, input.data, who, caller), cookies: caller.cookies.headers }
      return { ...answer, result: sayEnded(answer.result, ended) }
    } catch (error) {
      if (isDiskFull(error)) return refuse(fail('disk.full'))
      const incident = this.#parts.ports.ids.uuid()
      this.#parts.ports.log.error({ err: error, command: name, incident }, 'a call failed')
      return refuse(fail('server.failed', { params: { incident } }))
    }
  }

  /** Commands with the same id wait for each other; the later ones find the first one's receipt. */
  async #once(commandId: string, act: () => Promise<Answer>): Promise<Answer> {
    for (let running = this.#running.get(commandId); running; running = this.#running.get(commandId))
      await running.catch(() => undefined)
    const mine = act()
    this.#running.set(commandId, mine)
    try {
      return await mine
    } finally {
      this.#running.delete(commandId)
    }
  }

  async #read(handler: Handler<Call>, input: unknown, who: Who, caller: Caller): Promise<Result<unknown>> {
    const act = this.#context(who, caller)
    const result = await handler.handle({ ...act.context, store: this.#parts.database.kysely }, input)
    if (result.ok) await this.#settle(act)
    return result
  }

  async #command(
    handler: Handler<Call>,
    commandId: string,
    input: unknown,
    who: Who,
    caller: Caller,
  ): Promise<Answer> {
    const { contract } = handler
    const { database, ports } = this.#parts
    const { viewer } = who
    const act = this.#context(who, caller)
    const { now } = act.context
    const hash = inputHash(input)
    const remembered = this.#memory.get(commandId, now)
    if (remembered) return replay(remembered, viewer, contract.name, hash)
    const inMemory = contract.secretAnswer || contract.via === 'http'
    try {
      const result = await database.kysely.transaction().execute(async store => {
        const stored = await storedReceipt(store, commandId)
        if (stored) throw new Refused(replay(stored, viewer, contract.name, hash).result)
        const confirmed = await confirm(store, viewer, now)
        const result = await handler.handle({ ...act.context, viewer: confirmed.viewer, store }, input)
        if (!result.ok) throw new Refused(sayEnded(result, confirmed.ended))
        const actorId = act.about.actorId ?? actorOf(viewer)
        await appendJournal(store, {
          at: now,
          actorId,
          loginId: act.about.loginId ?? channelOf(viewer),
          command: contract.name,
          commandId,
          meetingId: act.about.meetingId ?? '',
          detail: withoutSecrets(input, contract.secret),
        })
        const receipt: Receipt = {
          actorId: actorOf(viewer),
          command: contract.name,
          inputHash: hash,
          answer: inMemory ? fail('command.idTaken') : result,
          cookies: [],
        }
        await storeReceipt(store, commandId, receipt, now)
        return result
      })
      this.#parts.committed?.()
      if (inMemory)
        this.#memory.put(
          commandId,
          {
            actorId: actorOf(viewer),
            command: contract.name,
            inputHash: hash,
            answer: result,
            cookies: [...caller.cookies.headers],
          },
          now,
        )
      await this.#settle(act)
      ports.log.debug({ command: contract.name, actor: actorOf(viewer) }, 'accepted')
      return { result, cookies: caller.cookies.headers }
    } catch (error) {
      if (error instanceof Refused) return { result: error.result, cookies: [] }
      throw error
    }
  }

  /** After the commit: what must follow, then who must hear of it. */
  async #settle(act: Act): Promise<void> {
    for (const follow of act.after) await follow()
    for (const [key, event] of act.touched) this.#parts.announce(event, key.slice(event.name.length + 1))
  }

  #context({ viewer, expiredLoginId }: Who, caller: Caller): Act {
    const { ports } = this.#parts
    const touched = new Map<string, Event>()
    const after: (() => void | Promise<void>)[] = []
    const about: { meetingId?: string; actorId?: string; loginId?: string } = {}
    const context: Omit<CallContext, 'store'> = {
      viewer,
      expiredLoginId,
      now: ports.clock.now(),
      ids: ports.ids,
      log: ports.log,
      address: caller.address,
      broadcast: this.#parts.broadcast,
      touch: (event, scopeId) => touched.set(`${event.name} ${scopeId}`, event),
      afterCommit: follow => after.push(follow),
      note: more => Object.assign(about, more),
      cookies: caller.cookies,
      subscriber: caller.subscriber,
    }
    return { context, touched, after, about }
  }
}

/** What a device is refused that has no login; right.missing where its browser is a screen now ([S17]). */
const forPersons: readonly string[] = ['login.required', 'right.missing']

/** A device whose login ended hears that, and why, and not only that it needs one. */
const sayEnded = (result: Result<unknown>, ended: LoginEndReason | undefined): Result<unknown> =>
  ended !== undefined && !result.ok && forPersons.includes(result.error.code)
    ? fail('login.ended', { params: { reason: ended } })
    : result

const refuse = (result: Result<unknown>): Answer => ({ result, cookies: [] })

const replay = (receipt: Receipt, viewer: Viewer, command: string, hash: string): Answer =>
  receipt.actorId === actorOf(viewer) && receipt.command === command && receipt.inputHash === hash
    ? { result: receipt.answer, cookies: receipt.cookies }
    : refuse(fail('command.idTaken'))

const withoutSecrets = (input: unknown, secret: readonly string[]): unknown =>
  secret.length === 0 || typeof input !== 'object' || input === null
    ? input
    : Object.fromEntries(Object.entries(input).filter(([key]) => !secret.includes(key)))
