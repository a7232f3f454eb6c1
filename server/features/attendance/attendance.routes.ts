import type { Context } from 'koa'
import type { FeatureParts } from '#server/feature.ts'
import { paperToPdf } from '#server/pdf/paperToPdf.ts'
import type { Authentication } from '#server/transport/authenticate.ts'
import { answerFailure, type RawRoute } from '#server/transport/http.ts'
import { attendanceRoutes } from '#shared/attendance/attendance.contract.ts'
import { Id } from '#shared/contract/define.ts'
import { fail } from '#shared/contract/result.ts'
import { mayTakeList } from './attendance.policy.ts'
import { attendanceCsv } from './lists/csv.ts'
import { attendancePaper } from './lists/paper.ts'
import { type AttendanceRecord, loadRecord } from './lists/record.ts'

interface File {
  readonly name: string
  readonly type: string
  readonly body: Buffer
}

/** The list as it is now; made for each request, kept by nobody. */
const serve =
  (parts: FeatureParts, make: (record: AttendanceRecord) => File | Promise<File>): RawRoute['handle'] =>
  async (context: Context, { viewer, ended }: Authentication) => {
    const meetingId = Id.safeParse(String(context.params.meetingId))
    if (!meetingId.success) return answerFailure(context, fail('object.notFound'))
    const { kysely: store } = parts.database
    const permission = await mayTakeList({ store, viewer }, meetingId.data)
    if (!permission.allowed) {
      const isEnded = permission.code === 'login.required' && ended !== undefined
      return answerFailure(
        context,
        isEnded ? fail('login.ended', { params: { reason: ended } }) : fail(permission.code),
      )
    }
    const record = await loadRecord(store, meetingId.data, parts.ports.clock.now())
    if (record === null) return answerFailure(context, fail('object.notFound'))
    const { name, type, body } = await make(record)
    context.set('Cache-Control', 'no-store')
    context.set('Content-Security-Policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
    context.set('X-Content-Type-Options', 'nosniff')
    context.set('Content-Disposition', `attachment; filename="${name}"`)
    context.type = type
    context.body = body
  }

/** [C22] The attendance list as a document and as a table. */
export const createAttendanceRoutes = (parts: FeatureParts): readonly RawRoute[] => [
  {
    contract: attendanceRoutes.pdf,
    handle: serve(parts, async record => {
      const body = Buffer.from(await paperToPdf(attendancePaper(record), record.madeAt))
      return { name: 'danh-sach-diem-danh.pdf', type: 'application/pdf', body }
    }),
  },
  {
    contract: attendanceRoutes.csv,
    handle: serve(parts, record => ({
      ...{ name: 'danh-sach-diem-danh.csv', type: 'text/csv; charset=utf-8' },
      body: Buffer.from(attendanceCsv(record)),
    })),
  },
]
