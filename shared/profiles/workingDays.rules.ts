import type { RulesProfile } from './profiles.contract.ts'

const dayMs = 86_400_000
/** Vietnam keeps UTC+7 all year (Decision 134/2002/QĐ-TTg). */
const offsetMs = 7 * 3_600_000
/** Public holidays with a fixed date, month and day (Labour Code 45/2019/QH14, art. 112). */
const fixedHolidays: readonly string[] = ['01-01', '04-30', '05-01', '09-02']

/** Days since the epoch on the calendar of Vietnam. */
export const vietnamDay = (instant: number): number => {
  const shifted = instant + offsetMs
  return (shifted - (((shifted % dayMs) + dayMs) % dayMs)) / dayMs
}

/** [Q17] Whether a day (since the epoch, in Vietnam) is one on which offices work. */
export const isWorkingDay = (day: number, daysOff: readonly string[]): boolean => {
  const date = new Date(day * dayMs)
  const weekday = date.getUTCDay()
  const written = date.toISOString().slice(0, 10)
  return (
    weekday !== 0 && weekday !== 6 && !fixedHolidays.includes(written.slice(5)) && !daysOff.includes(written)
  )
}

/** The day that lies so many working days later (or earlier, `step` -1); the day itself does not count. */
const workingDaysFrom = (start: number, count: number, step: 1 | -1, daysOff: readonly string[]): number => {
  let day = start
  for (let left = count; left > 0; ) {
    day += step
    if (isWorkingDay(day, daysOff)) left -= 1
  }
  return day
}

/** The end of a day in Vietnam, as an instant. */
const endOf = (day: number): number => (day + 1) * dayMs - offsetMs

/** [Q18] When written opinions asked for now are due: the end of the working day that the profile says. */
export const opinionsDueBy = (
  { opinions, daysOff }: Pick<RulesProfile, 'opinions' | 'daysOff'>,
  askedAt: number,
): number => endOf(workingDaysFrom(vietnamDay(askedAt), opinions.workingDays, 1, daysOff))

/**
 * [Q20] [D22] The instant by which a meeting's papers go out: the end, in Vietnam, of the working day that lies as
 * many working days before the day on which the meeting starts as the profile says.
 */
export const papersDueBy = (
  { papersOut, daysOff }: Pick<RulesProfile, 'papersOut' | 'daysOff'>,
  meeting: { readonly kind: 'regular' | 'thematic' | 'extraordinary'; readonly startsAt: number },
): number => {
  const count = meeting.kind === 'regular' ? papersOut.regular : papersOut.other
  const day = vietnamDay(meeting.startsAt)
  // Without a day between, they go out before the meeting begins.
  return count === 0 ? meeting.startsAt : endOf(workingDaysFrom(day, count, -1, daysOff))
}
