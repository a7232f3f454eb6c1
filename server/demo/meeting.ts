import { type Day, dayInVietnam } from '#server/pdf/vietnamese.ts'
import type { Secrecy } from '#shared/agenda/agenda.contract.ts'
import { PROVINCE } from './committee.ts'
import { period } from './papers/economicReport.ts'

/** One item of the demonstration's session. */
export interface DemoItem {
  key: string
  title: string
  durationMinutes: number
  /** Key of the person who reports. */
  reporter: string
  audience: 'everyone' | 'members'
  /** Set where its paper is a state secret: handed out on paper, nothing is uploaded. */
  secrecy: Secrecy | null
  /** Keys of its papers, in order. */
  papers: string[]
}

/** The demonstration's session, today. */
export interface DemoMeeting {
  kind: 'regular'
  title: string
  place: string
  startsAt: Date
  endsAt: Date
  items: DemoItem[]
}

const atVietnamese = (day: Day, hours: number, minutes: number): Date =>
  new Date(Date.UTC(day.year, day.month - 1, day.day, hours - 7, minutes))

function items(day: Day): DemoItem[] {
  return [
    {
      key: 'economy',
      title: `Báo cáo tình hình kinh tế - xã hội ${period(day)}`,
      durationMinutes: 45,
      reporter: 'finance',
      audience: 'everyone',
      secrecy: null,
      papers: ['economic-report', 'economic-slides'],
    },
    {
      key: 'water',
      title:
        'Dự thảo Quyết định quy định phân cấp thẩm quyền và quản lý, sử dụng, khai thác tài sản kết cấu hạ tầng cấp nước sạch nông thôn trên địa bàn tỉnh',
      durationMinutes: 40,
      reporter: 'agriculture',
      audience: 'everyone',
      secrecy: null,
      papers: ['water-submission', 'water-decision', 'water-letter'],
    },
    {
      key: 'investment',
      title: `Dự thảo Kế hoạch đầu tư công năm ${day.year + 1}`,
      durationMinutes: 35,
      reporter: 'finance',
      audience: 'everyone',
      secrecy: null,
      papers: ['investment-plan'],
    },
    {
      key: 'communes',
      title: 'Báo cáo kết quả vận hành mô hình chính quyền địa phương hai cấp tại 102 xã, phường',
      durationMinutes: 40,
      reporter: 'interior',
      audience: 'everyone',
      secrecy: null,
      papers: ['commune-review'],
    },
    {
      key: 'defence',
      title: 'Phương án bảo đảm quốc phòng, an ninh trong khu vực phòng thủ tỉnh',
      durationMinutes: 20,
      reporter: 'military',
      audience: 'members',
      secrecy: 'confidential',
      papers: [],
    },
  ]
}

/** The regular session of this month, held today from 8:00 to 11:30 in Vietnam. */
export function demoMeeting(today: Date): DemoMeeting {
  const day = dayInVietnam(today)
  return {
    kind: 'regular',
    title: `Phiên họp thường kỳ tháng ${day.month} năm ${day.year} của Ủy ban nhân dân tỉnh`,
    place: PROVINCE.mainHall,
    startsAt: atVietnamese(day, 8, 0),
    endsAt: atVietnamese(day, 11, 30),
    items: items(day),
  }
}
