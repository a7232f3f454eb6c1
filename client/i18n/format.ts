import type { Language } from './resources.ts'

/** The committee's clock, whatever the tablet is set to. Vietnam keeps UTC+7 without summer time. */
export const timeZone = 'Asia/Ho_Chi_Minh'

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** 0 is Sunday. */
  readonly weekday: number
}

const numeric = new Intl.DateTimeFormat('en-GB', {
  timeZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** Splits an instant (milliseconds since the epoch) into the committee's local calendar and clock. */
export function localParts(instant: number): Parts {
  const found: Record<string, number> = {}
  for (const part of numeric.formatToParts(instant)) found[part.type] = Number(part.value)
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = found
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
  return { year, month, day, hour, minute, second, weekday }
}

const two = (value: number) => String(value).padStart(2, '0')

const weekdaysVi = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy']
const weekdaysEn = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const monthsEn = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** "thứ Hai, 23/11/2026"; English "Monday, 23 November 2026". */
export function formatDate(instant: number, language: Language): string {
  const { year, month, day, weekday } = localParts(instant)
  return language === 'vi'
    ? `${weekdaysVi[weekday]}, ${two(day)}/${two(month)}/${year}`
    : `${weekdaysEn[weekday]}, ${day} ${monthsEn[month - 1]} ${year}`
}

/** "23/11/2026"; English "23 Nov 2026". For tables. */
export function formatDay(instant: number, language: Language): string {
  const { year, month, day } = localParts(instant)
  return language === 'vi'
    ? `${two(day)}/${two(month)}/${year}`
    : `${day} ${monthsEn[month - 1]?.slice(0, 3)} ${year}`
}

/** "8 giờ 30", "14 giờ", "8 giờ 05"; English "8:30", "14:00". */
export function formatTime(instant: number, language: Language): string {
  const { hour, minute } = localParts(instant)
  if (language === 'en') return `${hour}:${two(minute)}`
  return minute === 0 ? `${hour} giờ` : `${hour} giờ ${two(minute)}`
}

/** "8 giờ 30, thứ Hai, 23/11/2026"; English "8:30, Monday, 23 November 2026". */
export const formatMoment = (instant: number, language: Language): string =>
  `${formatTime(instant, language)}, ${formatDate(instant, language)}`

/** A clock on the wall: "9:42", both languages. */
export function formatClock(instant: number): string {
  const { hour, minute } = localParts(instant)
  return `${hour}:${two(minute)}`
}

/** A clock that runs down or up: "2:10", "1:05:00"; below zero "−0:15". Milliseconds in, whole seconds out. */
export function formatTimeLeft(milliseconds: number): string {
  // A running-down clock shows 2:10 until 2:09 is reached, and 0:00 only at the end.
  const seconds = Math.ceil(milliseconds / 1000)
  const size = Math.abs(seconds)
  const hours = Math.floor(size / 3600)
  const minutes = Math.floor((size % 3600) / 60)
  const rest = two(size % 60)
  const text = hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
  return seconds < 0 ? `−${text}` : text
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`

/** "1 giờ 30 phút", "45 phút", "20 giây"; English "1 hour 30 minutes". Milliseconds in; seconds only below a minute. */
export function formatDuration(milliseconds: number, language: Language): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  const vietnamese = language === 'vi'
  if (seconds < 60) return vietnamese ? `${seconds} giây` : plural(seconds, 'second')
  const total = Math.round(seconds / 60)
  const hours = Math.floor(total / 60)
  const minutes = total % 60
  const parts: string[] = []
  if (hours > 0) parts.push(vietnamese ? `${hours} giờ` : plural(hours, 'hour'))
  if (minutes > 0) parts.push(vietnamese ? `${minutes} phút` : plural(minutes, 'minute'))
  return parts.join(' ')
}

/** How long ago, coarse: "vừa xong", "5 phút trước", "3 giờ trước", then the day. */
export function formatAgo(instant: number, now: number, language: Language): string {
  const minutes = Math.floor((now - instant) / 60_000)
  const vietnamese = language === 'vi'
  if (minutes < 1) return vietnamese ? 'vừa xong' : 'just now'
  if (minutes < 60) return vietnamese ? `${minutes} phút trước` : `${plural(minutes, 'minute')} ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return vietnamese ? `${hours} giờ trước` : `${plural(hours, 'hour')} ago`
  return formatDay(instant, language)
}

/** "1.234" in Vietnamese, "1,234" in English; at most `digits` after the decimal mark. */
export function formatNumber(value: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    maximumFractionDigits: digits,
  }).format(value)
}

/** "12,5 MB"; English "12.5 MB". Bytes in; decimal units, as files are sold and shown. */
export function formatSize(bytes: number, language: Language): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = Math.max(0, bytes)
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${formatNumber(value, language, value < 100 && unit > 0 ? 1 : 0)} ${units[unit]}`
}

/** "45 %" as whole per cent; a fraction in. Never shows 100 % before all is done. */
export function formatPercent(fraction: number): string {
  const percent = fraction >= 1 ? 100 : Math.min(99, Math.max(0, Math.floor(fraction * 100)))
  return `${percent}%`
}

const honorifics = { vi: { ong: 'Ông', ba: 'Bà', none: '' }, en: { ong: 'Mr', ba: 'Ms', none: '' } } as const

/** "Bà Trần Thị Bình": how an official is addressed. */
export function formatPerson(
  person: { readonly displayName: string; readonly honorific: 'ong' | 'ba' | 'none' },
  language: Language,
): string {
  return `${honorifics[language][person.honorific]} ${person.displayName}`.trim()
}
