import { createHash } from 'node:crypto'

/** What a fault test is given: its seeded chance, and a way to say what it saw. */
export type FaultRun = {
  /** Printed by the runner; `npm run test:faults -- F9 --seed=N` repeats it. */
  seed: number
  /** The next number in [0, 1), the same row for the same seed. */
  random(): number
  note(text: string): void
}

/** One claim of a fault test. `run` throws when the claim does not hold. */
export type FaultCase = { title: string; run(fault: FaultRun): Promise<void> }

/** What `tests/faults/FOLDER/NAME.fault.ts` exports by default. */
export type Fault = {
  id: string
  title: string
  cases: readonly FaultCase[]
  /** Before the first case, and after the last, also when one failed. */
  start?(fault: FaultRun): Promise<void>
  stop?(): Promise<void>
}

/** Numbers in [0, 1) that depend on the seed only (SHA-256 of seed and counter). */
export function seededRandom(seed: number): () => number {
  let counter = 0
  return () => {
    const digest = createHash('sha256').update(`${seed}:${counter++}`).digest()
    return digest.readUIntBE(0, 6) / 2 ** 48
  }
}
