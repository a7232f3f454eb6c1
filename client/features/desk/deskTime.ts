import { localParts } from '#client/i18n/format.ts'
import type { MeetingSummary } from '#shared/meetings/meetings.contract.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** The committee's calendar day of an instant as <input type="date"> holds it: "2026-11-23". */
export const dateValue = (instant: number): string => {
  const { year, month, day } = localParts(instant)
  return `${year}-${two(month)}-${two(day)}`
}

/** The committee's clock at an instant as <input type="time"> holds it: "08:30". */
export const timeValue = (instant: number): string => {
  const { hour, minute } = localParts(instant)
  return `${two(hour)}:${two(minute)}`
}

/** The instant of a date and a time on the committee's clock (UTC+7 all year); null where one is not filled in. */
export const instantOf = (date: string, time: string): number | null => {
  const instant = Date.parse(`${date}T${time}:00+07:00`)
  return Number.isNaN(instant) ? null : instant
}

export type MeetingKindName = MeetingSummary['kind']

/** When an agenda's items are expected, one after another from the meeting's start; minutes in, instants out. */
export const itemSpans = (
  startsAt: number,
  items: readonly { readonly durationMinutes: number }[],
): readonly { readonly from: number; readonly until: number }[] => {
  let at = startsAt
  return items.map(({ durationMinutes }) => {
    const from = at
    at += durationMinutes * 60_000
    return { from, until: at }
  })
}

/** A new meeting is proposed for the next full half day: 8 to 11:30 on the day after `now`. */
export const proposedTimes = (now: number): { readonly startsAt: number; readonly endsAt: number } => {
  const tomorrow = dateValue(now + 86_400_000)
  return { startsAt: instantOf(tomorrow, '08:00') ?? now, endsAt: instantOf(tomorrow, '11:30') ?? now }
}
