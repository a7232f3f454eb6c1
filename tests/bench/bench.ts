/**
 * One compared figure: the samples of both arms, taken in turn in one run, in `unit`. A peer that does not
 * exist for this figure gives no samples. `better` says which way is good; `aim` is the target in words.
 */
export type BenchRow = {
  what: string
  unit: string
  better: 'lower' | 'higher'
  ours: readonly number[]
  peer: readonly number[]
  aim?: string
  /** Whether the aim was met, where the bench can tell; the runner then marks it. */
  met?: boolean
}

/** What `tests/bench/FOLDER/NAME.bench.ts` exports by default. `notes` are printed below the table. */
export type Bench = {
  id: string
  title: string
  /** Who the peer is, with its version, and in what the arms differ. */
  peer: string
  run(): Promise<{ rows: readonly BenchRow[]; notes?: readonly string[] }>
}

/** The middle of the samples (mean of the two middle ones); NaN of none. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length === 0) return Number.NaN
  const upper = sorted[middle] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2
}

/** The value below which `share` (0 to 1) of the samples lie, nearest rank; NaN of none. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
