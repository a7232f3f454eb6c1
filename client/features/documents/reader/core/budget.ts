/** A page that may be painted, in order of importance. */
export interface Candidate {
  readonly page: number
  /** Device pixels that its canvas would take. */
  readonly pixels: number
  /** On the screen now: painted whatever it costs. */
  readonly visible: boolean
}

/**
 * Which pages may hold a canvas. A canvas is 4 bytes a pixel, and iPadOS ends a page that holds some
 * hundred megabytes of them: what is visible always gets one, what is near only while the budget lasts.
 */
export function withinBudget(candidates: readonly Candidate[], budget: number): Set<number> {
  const chosen = new Set<number>()
  let left = budget
  for (const { page, pixels, visible } of candidates) {
    if (!visible && pixels > left) break
    chosen.add(page)
    left -= pixels
  }
  return chosen
}

interface Span {
  readonly first: number
  readonly last: number
}

/**
 * Pages by importance: those visible from the middle outwards, then those ahead in the direction of
 * movement, each followed by one behind. In fast movement (`lead` pages pass while one is painted) those
 * come first that will be visible by then: what is visible now will be gone.
 */
export function byImportance(
  visible: Span,
  mounted: Span,
  main: number,
  forward: boolean,
  lead: number,
): number[] {
  if (lead > 0) {
    const target = main + (forward ? lead : -lead)
    const all = Array.from({ length: mounted.last - mounted.first + 1 }, (_, i) => mounted.first + i)
    const behind = (page: number) => (forward ? page < target : page > target)
    return all.sort(
      (a, b) => Number(behind(a)) - Number(behind(b)) || Math.abs(a - target) - Math.abs(b - target),
    )
  }
  const seen: number[] = []
  for (let page = visible.first; page <= visible.last; page++) seen.push(page)
  seen.sort((a, b) => Math.abs(a - main) - Math.abs(b - main) || (forward ? b - a : a - b))
  for (let step = 1; ; step++) {
    const ahead = forward ? visible.last + step : visible.first - step
    const behind = forward ? visible.first - step : visible.last + step
    const near = [ahead, behind].filter(page => page >= mounted.first && page <= mounted.last)
    if (near.length === 0) return seen
    seen.push(...near)
  }
}

/** Device pixels per CSS pixel at which a page of this size stays within `most` pixels. */
export function cappedRatio(width: number, height: number, ratio: number, most: number): number {
  return Math.min(ratio, Math.sqrt(most / (width * height)))
}
