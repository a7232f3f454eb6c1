/** Typed listeners: one map of event names to what each carries. */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(event: never) => void>>()

  /** Adds a listener; what it returns takes it off again. */
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void {
    const known = this.#listeners.get(name)
    const set = known ?? new Set()
    if (!known) this.#listeners.set(name, set)
    set.add(listener)
    return () => {
      set.delete(listener)
    }
  }

  /** Calls every listener of `name`, in the order they were added. */
  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    const set = this.#listeners.get(name)
    if (!set) return
    for (const listener of [...set] as ((event: Events[Name]) => void)[]) listener(event)
  }

  /** Forgets all listeners. */
  clear(): void {
    this.#listeners.clear()
  }
}
