import { dayInVietnam, shortDate, twoDigits } from '#server/pdf/vietnamese.ts'
import type { CheckInMode, Standing } from '#shared/attendance/attendance.contract.ts'
import type { MeetingRole } from '#shared/meetings/meetings.contract.ts'
import type { Share } from '#shared/profiles/profiles.contract.ts'

/** What the attendance list says, in Vietnamese: it is a paper of the committee, whatever the screen's language. */
export const roleWords: Readonly<Record<MeetingRole, string>> = {
  chair: 'Chủ tọa',
  member: 'Thành viên',
  standIn: 'Người dự thay',
  invitee: 'Đại biểu mời',
  teller: 'Tổ kiểm phiếu',
  operator: 'Cán bộ kỹ thuật',
}

export const standingWords: Readonly<Record<Standing, string>> = {
  expected: 'Chưa điểm danh',
  present: 'Có mặt',
  left: 'Đã rời phiên họp',
  excused: 'Vắng có lý do',
  absent: 'Vắng không lý do',
}

export const modeWords: Readonly<Record<CheckInMode, string>> = {
  tablet: 'trên máy tính bảng',
  code: 'quét mã tại cửa',
  secretary: 'thư ký điểm danh',
  remote: 'dự từ điểm cầu',
}

/** "8 giờ 05". */
export const hourOf = (instant: number): string => {
  const { hours, minutes } = clockOf(instant)
  return minutes === 0 ? `${hours} giờ` : `${hours} giờ ${twoDigits(minutes)}`
}

/** "23/11/2026". */
export const dateOf = (instant: number): string => shortDate(dayInVietnam(new Date(instant)))

/** "23/11/2026 08:05", as a spreadsheet reads it. */
export const stampOf = (instant: number): string => {
  const { hours, minutes } = clockOf(instant)
  return `${dateOf(instant)} ${twoDigits(hours)}:${twoDigits(minutes)}`
}

const clockOf = (instant: number): { hours: number; minutes: number } => {
  const local = new Date(instant + 7 * 3_600_000)
  return { hours: local.getUTCHours(), minutes: local.getUTCMinutes() }
}

/** "ít nhất 2/3", "quá 1/2". */
export const shareWords = ({ comparison, numerator, denominator }: Share): string =>
  `${comparison === 'atLeast' ? 'ít nhất' : 'quá'} ${numerator}/${denominator}`
