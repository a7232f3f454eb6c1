import type { DatabaseSync } from 'node:sqlite'

/** More than a hall of tablets asks for between two changes; beyond it all is asked anew. */
const mostKept = 5_000

/**
 * Answers that hold as long as nothing in the database changed, whoever changed it: this connection's own writes
 * count in `total_changes()`, another process's in `PRAGMA data_version` (https://sqlite.org/pragma.html). A right
 * that is asked a hundred times a second is then read once, and ends with the very write that ends it.
 */
export class Remembered {
  readonly #version: () => string
  readonly #kept = new Map<string, unknown>()
  #keptAt = ''

  constructor(raw: DatabaseSync) {
    const own = raw.prepare('SELECT total_changes() AS n')
    const others = raw.prepare('PRAGMA data_version')
    this.#version = () => `${own.get()?.n} ${others.get()?.data_version}`
  }

  /**
   * Gives what `ask` answered for `key` last, or asks. What is asked must depend on the key and on the database alone:
   * on no clock, and on no transaction that is under way.
   */
  async get<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const before = this.#version()
    if (before !== this.#keptAt || this.#kept.size >= mostKept) this.#kept.clear()
    this.#keptAt = before
    // What was put in under a key is what this key's caller asks for.
    if (this.#kept.has(key)) return this.#kept.get(key) as T
    const answer = await ask()
    // An answer that something changed under is given, and not kept.
    if (this.#version() === before && this.#keptAt === before) this.#kept.set(key, answer)
    return answer
  }
}
