import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import {
  formatAgo,
  formatClock,
  formatDate,
  formatDay,
  formatDuration,
  formatMoment,
  formatNumber,
  formatPercent,
  formatPerson,
  formatSize,
  formatTime,
  formatTimeLeft,
} from './format.ts'
import type { Language } from './resources.ts'

/** The formatting functions in the language of the screen; instants and durations in milliseconds. */
export function useFormat() {
  const { i18n } = useTranslation()
  const language: Language = i18n.language === 'en' ? 'en' : 'vi'
  return useMemo(
    () => ({
      language,
      date: (instant: number) => formatDate(instant, language),
      day: (instant: number) => formatDay(instant, language),
      time: (instant: number) => formatTime(instant, language),
      moment: (instant: number) => formatMoment(instant, language),
      clock: formatClock,
      timeLeft: formatTimeLeft,
      duration: (milliseconds: number) => formatDuration(milliseconds, language),
      ago: (instant: number, now: number) => formatAgo(instant, now, language),
      number: (value: number, digits?: number) => formatNumber(value, language, digits),
      size: (bytes: number) => formatSize(bytes, language),
      percent: formatPercent,
      person: (person: Parameters<typeof formatPerson>[0]) => formatPerson(person, language),
    }),
    [language],
  )
}
