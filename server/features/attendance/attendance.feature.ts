import { type Feature, type FeatureParts, handlersOf } from '#server/feature.ts'
import { attendanceEvents } from '#shared/attendance/attendance.contract.ts'
import { meetingsEvents } from '#shared/meetings/meetings.contract.ts'
import { createAttendanceHandlers } from './attendance.handlers.ts'
import { createAttendanceChanged } from './attendance.presenter.ts'
import { createAttendanceRoutes } from './attendance.routes.ts'
import { DoorCodes } from './DoorCodes.ts'

/** Who is there, who is not, and whether they are enough. */
export const createAttendance = (parts: FeatureParts): Feature => {
  const codes = new DoorCodes(parts.ports.clock, parts.ports.ids.token())
  return {
    handlers: handlersOf(createAttendanceHandlers(codes)),
    presenters: [createAttendanceChanged(parts)],
    routes: createAttendanceRoutes(parts),
    // [C16] The meeting's state and who takes part in it as what decide of check-in and quorum.
    announced: (event, meetingId) => {
      if (event.name === meetingsEvents.changed.name) parts.announce(attendanceEvents.changed, meetingId)
    },
  }
}
