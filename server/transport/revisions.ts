import type { Clock } from '../ports.ts'

/**
 * Numbers for views that no stored revision counts (presence, lists, what is presented): they rise with every call
 * and, by the clock, over a restart. Taken before the state is loaded, so that the highest number has the newest.
 */
export const createRevisions = (clock: Clock): (() => number) => {
  let last = 0
  return () => {
    last = Math.max(last + 1, clock.now())
    return last
  }
}
