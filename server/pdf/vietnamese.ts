/** How figures and dates are written in Vietnamese administrative documents. */

/** `1234.5` → `1.234,5`; a true minus sign is not used, as offices write a hyphen. */
export function decimal(value: number, digits = 0): string {
  const fixed = Math.abs(value).toFixed(digits)
  const [whole = '0', part] = fixed.split('.')
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, '.')
  const negative = value < 0 && Number(fixed) !== 0
  return `${negative ? '-' : ''}${grouped}${part ? `,${part}` : ''}`
}

/** `4.256` → `4,26%`, unbreakable. */
export const percent = (value: number, digits = 1): string => `${decimal(value, digits)}%`

/** Two figures: `7` → `07`. */
export const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** A calendar day in Vietnam. */
export interface Day {
  year: number
  month: number
  day: number
}

/** Which day it is in Vietnam (UTC+7 all year) at that moment. */
export function dayInVietnam(moment: Date): Day {
  const local = new Date(moment.getTime() + 7 * 3_600_000)
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() }
}

/** The day that lies `days` before. */
export function daysBefore(from: Day, days: number): Day {
  const moved = new Date(Date.UTC(from.year, from.month - 1, from.day - days))
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() }
}

/** `ngày 05 tháng 02 năm 2026`: days under ten and the first two months take a nought (Decree 30/2020). */
export function longDate(day: Day): string {
  const month = day.month <= 2 ? twoDigits(day.month) : String(day.month)
  return `ngày\u00a0${twoDigits(day.day)} tháng\u00a0${month} năm\u00a0${day.year}`
}

/** `05/02/2026`. */
export const shortDate = (day: Day): string => `${twoDigits(day.day)}/${twoDigits(day.month)}/${day.year}`

/** The month after, with its year. */
export function nextMonth(day: Day): { month: number; year: number } {
  return day.month === 12 ? { month: 1, year: day.year + 1 } : { month: day.month + 1, year: day.year }
}

const FOLDED: Record<string, string> = { đ: 'd', Đ: 'D' }

/** Without diacritics, as login and file names are written: `Đỗ Thị Ánh` → `Do Thi Anh`. */
export function withoutDiacritics(text: string): string {
  return text
    .replaceAll(/[đĐ]/g, letter => FOLDED[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
}
