import { z } from 'zod'
import { command, event, Id, Instant, Line, OptionalLine, query, route } from '../contract/define.ts'

/** How a person stands: not told yet, present, gone again, absent with or without an excuse. */
export const Standing = z.enum(['expected', 'present', 'left', 'excused', 'absent'])
export type Standing = z.infer<typeof Standing>

/** How somebody was checked in: on their own tablet, by the code at the door, by the secretary, from a remote site. */
export const CheckInMode = z.enum(['tablet', 'code', 'secretary', 'remote'])
export type CheckInMode = z.infer<typeof CheckInMode>

/** What the secretary says of somebody by one touch; `remote` is present at a remote site. */
export const MarkedStanding = z.enum(['present', 'remote', 'left', 'excused', 'absent'])
export type MarkedStanding = z.infer<typeof MarkedStanding>

/** A time in which somebody was there. */
export const Stay = z.object({
  from: Instant,
  /** Null while they are there. */
  until: Instant.nullable(),
  mode: CheckInMode,
})
export type Stay = z.infer<typeof Stay>

export const Attendee = z.object({
  accountId: Id,
  standing: Standing,
  /** Of the last check-in; null for whoever was never there. */
  mode: CheckInMode.nullable(),
  /** Since when they stand so; null for `expected`. */
  since: Instant.nullable(),
  /** For those who lead alone: when they were there, why they are not, and the last mark, to correct it. */
  stays: z.array(Stay),
  reason: z.string(),
  lastMarkId: z.int().nullable(),
})
export type Attendee = z.infer<typeof Attendee>

export const AttendanceView = z.object({
  checkIn: z.enum(['notYet', 'open', 'over']),
  /** Of members alone: how many there are, are present, and must be, by the meeting's rules profile. */
  quorum: z.object({ members: z.int(), present: z.int(), needed: z.int(), met: z.boolean() }),
  profileVersion: z.int(),
  /** Everyone who takes part; nobody for a hall screen, which shows numbers. */
  people: z.array(Attendee),
  can: z.object({
    openCheckIn: z.boolean(),
    /** Oneself. */
    checkIn: z.boolean(),
    leave: z.boolean(),
    excuse: z.boolean(),
    withdrawExcuse: z.boolean(),
    /** Others. */
    mark: z.boolean(),
    showCode: z.boolean(),
    takeList: z.boolean(),
  }),
})
export type AttendanceView = z.infer<typeof AttendanceView>

const onMeeting = z.strictObject({ meetingId: Id })
const done = z.object({})
const checkedIn = z.object({ since: Instant, mode: CheckInMode })
/** 128 bits, base64url. */
const DoorCode = z.string().regex(/^[A-Za-z0-9_-]{22}$/)

export const attendance = {
  openCheckIn: command('attendance:openCheckIn', {
    summary: 'Opens check-in before the meeting is opened; opening the meeting does so too.',
    input: onMeeting,
    output: done,
    errors: ['meeting.wrongState'],
  }),
  checkIn: command('attendance:checkIn', {
    summary: 'Checks oneself in on one’s own tablet; again after having left.',
    input: onMeeting,
    output: checkedIn,
    errors: ['attendance.notOpen', 'attendance.over'],
  }),
  checkInByCode: command('attendance:checkInByCode', {
    summary: 'Checks oneself in with the code that is shown at the door now.',
    input: z.strictObject({ meetingId: Id, code: DoorCode }),
    output: checkedIn,
    errors: ['attendance.notOpen', 'attendance.over', 'attendance.codeOld'],
    secret: ['code'],
  }),
  leave: command('attendance:leave', {
    summary: 'Says that one leaves the meeting.',
    input: onMeeting,
    output: done,
    errors: ['attendance.over', 'attendance.notPresent'],
  }),
  excuse: command('attendance:excuse', {
    summary: 'Says before the meeting that one cannot come, and why.',
    input: z.strictObject({ meetingId: Id, reason: Line(300) }),
    output: done,
    errors: ['attendance.tooLate', 'attendance.wasPresent'],
  }),
  withdrawExcuse: command('attendance:withdrawExcuse', {
    summary: 'Says before the meeting that one comes after all.',
    input: onMeeting,
    output: done,
    errors: ['attendance.tooLate'],
  }),
  mark: command('attendance:mark', {
    summary: 'The secretary says how somebody stands: present, gone, absent.',
    input: z.strictObject({
      meetingId: Id,
      accountId: Id,
      standing: MarkedStanding,
      /** Needed for an excuse, and for what is said of absence after the meeting. */
      reason: OptionalLine(300),
    }),
    output: done,
    errors: [
      'participant.missing',
      'attendance.notOpen',
      'attendance.over',
      'attendance.notPresent',
      'attendance.wasPresent',
      'attendance.reasonNeeded',
    ],
  }),
  correct: command('attendance:correct', {
    summary: 'The secretary strikes out somebody’s last mark, or sets its time right, with the reason.',
    input: z.strictObject({
      meetingId: Id,
      accountId: Id,
      markId: z.int().min(1),
      /** The right time; null strikes the mark out. */
      at: Instant.nullable(),
      reason: Line(300),
    }),
    output: done,
    errors: ['participant.missing', 'revision.stale', 'attendance.wrongTime'],
  }),
  code: query('attendance:code', {
    summary: 'The code to show at the door, and how soon the next one follows.',
    input: onMeeting,
    output: z.object({ code: z.string(), changesInMs: z.int() }),
    errors: ['attendance.notOpen', 'attendance.over'],
  }),
} as const

export const attendanceEvents = {
  changed: event('attendance:changed', {
    scope: 'meeting',
    summary: 'Who has come, who has not, and whether the quorum is met.',
    view: AttendanceView,
  }),
} as const

const listAccess = 'Secretaries of the Office and the meeting’s chair.'
export const attendanceRoutes = {
  pdf: route('GET', '/files/meetings/:meetingId/attendance.pdf', {
    summary: 'The attendance list as a document (A4, Vietnamese), as it stands now.',
    access: listAccess,
    errors: ['login.required', 'object.notFound', 'right.missing'],
  }),
  csv: route('GET', '/files/meetings/:meetingId/attendance.csv', {
    summary: 'The attendance list as a table (RFC 4180, UTF-8 with a byte order mark), as it stands now.',
    access: listAccess,
    errors: ['login.required', 'object.notFound', 'right.missing'],
  }),
} as const
