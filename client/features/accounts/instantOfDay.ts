/** Vietnam is at UTC+7 all year. */
const offsetMilliseconds = 7 * 3_600_000

/** The first instant (milliseconds since the epoch) of a day "2026-11-23" in Vietnam; null for an empty text. */
export function instantOfDay(day: string): number | null {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(midnight) ? null : Math.max(0, midnight - offsetMilliseconds)
}
