import { createHash } from 'node:crypto'
import type { Result } from '#shared/contract/result.ts'
import type { Store } from '../storage/database.ts'
import { limits } from './limits.ts'

/** What the first answer to a command id was, and to whom. */
export interface Receipt {
  readonly actorId: string
  readonly command: string
  readonly inputHash: string
  readonly answer: Result<unknown>
  /** `Set-Cookie` headers that went with it. */
  readonly cookies: readonly string[]
}

/** SHA-256 (hex) of an input as it was parsed: the same id with another input is refused. */
export const inputHash = (input: unknown): string =>
  createHash('sha256').update(JSON.stringify(input)).digest('hex')

/** Answers that hold secrets or set cookies: remembered in memory, for a retry within minutes. */
export class MemoryReceipts {
  readonly #kept = new Map<string, { receipt: Receipt; at: number }>()

  get(commandId: string, now: number): Receipt | undefined {
    const found = this.#kept.get(commandId)
    return found !== undefined && now - found.at < limits.memoryReceipts.keepMs ? found.receipt : undefined
  }

  put(commandId: string, receipt: Receipt, now: number): void {
    this.#kept.set(commandId, { receipt, at: now })
    for (const [id, { at }] of this.#kept) {
      if (this.#kept.size <= limits.memoryReceipts.count && now - at < limits.memoryReceipts.keepMs) break
      this.#kept.delete(id)
    }
  }
}

/** The stored receipt of a command id; undefined where it is new. */
export const storedReceipt = async (store: Store, commandId: string): Promise<Receipt | undefined> => {
  const row = await store
    .selectFrom('receipts')
    .selectAll()
    .where('command_id', '=', commandId)
    .executeTakeFirst()
  return row === undefined
    ? undefined
    : {
        actorId: row.actor_id,
        command: row.command,
        inputHash: row.input_hash,
        answer: JSON.parse(row.answer),
        cookies: [],
      }
}

export const storeReceipt = async (
  store: Store,
  commandId: string,
  receipt: Receipt,
  now: number,
): Promise<void> => {
  await store
    .insertInto('receipts')
    .values({
      command_id: commandId,
      actor_id: receipt.actorId,
      command: receipt.command,
      input_hash: receipt.inputHash,
      answer: JSON.stringify(receipt.answer),
      at: now,
    })
    .execute()
}

/** Forgets receipts that no tablet will ask for any more. */
export const forgetReceipts = async (store: Store, now: number): Promise<void> => {
  await store
    .deleteFrom('receipts')
    .where('at', '<', now - limits.storedReceiptsMs)
    .execute()
}
