import type { AttendanceRecord } from './record.ts'
import { modeWords, roleWords, stampOf, standingWords } from './words.ts'

const head = [
  'TT',
  'Họ và tên',
  'Chức vụ',
  'Đơn vị',
  'Tư cách',
  'Dự thay cho',
  'Người dự thay',
  'Tình trạng',
  'Đến lúc',
  'Rời lúc',
  'Cách điểm danh',
  'Lý do',
]

/**
 * [C25] A cell of a table (RFC 4180): quoted, its quotes doubled. What a spreadsheet would take for a formula, also in
 * letters of full width, gets an apostrophe before it, by which the spreadsheet knows text.
 */
export const csvCell = (text: string): string => {
  const safe = /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

/** [C22] [C25] The attendance list as a table, UTF-8 with the mark by which spreadsheets know it. */
export const attendanceCsv = ({ people }: AttendanceRecord): string => {
  const rows = people.map((person, place) => [
    String(place + 1),
    person.name,
    person.title,
    person.unitName,
    roleWords[person.role],
    person.standsInFor,
    person.standIn,
    standingWords[person.standing],
    person.stays.map(({ from }) => stampOf(from)).join('; '),
    person.stays.map(({ until }) => (until === null ? '' : stampOf(until))).join('; '),
    person.mode === null ? '' : modeWords[person.mode],
    person.reason,
  ])
  return `\ufeff${[head, ...rows].map(row => `${row.map(csvCell).join(',')}\r\n`).join('')}`
}
