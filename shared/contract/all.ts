import { accounts, accountsEvents } from '../accounts/accounts.contract.ts'
import { agenda, agendaEvents } from '../agenda/agenda.contract.ts'
import { annotations, annotationsEvents } from '../annotations/annotations.contract.ts'
import { keyring, keyringEvents } from '../annotations/keyring.contract.ts'
import { attendance, attendanceEvents, attendanceRoutes } from '../attendance/attendance.contract.ts'
import { documents, documentsEvents, documentsRoutes } from '../documents/documents.contract.ts'
import { meetings, meetingsEvents } from '../meetings/meetings.contract.ts'
import { presenting, presentingEvents } from '../presenting/presenting.contract.ts'
import { profiles, profilesEvents } from '../profiles/profiles.contract.ts'
import { screens, screensEvents } from '../screens/screens.contract.ts'
import { system, systemRoutes } from '../system/system.contract.ts'

/** Every contract by feature: what the transports serve and docs/contract.md lists. */
export const contracts = {
  accounts,
  meetings,
  agenda,
  documents,
  presenting,
  annotations: { ...annotations, ...keyring },
  screens,
  profiles,
  attendance,
  system,
} as const
export const eventContracts = {
  accounts: accountsEvents,
  meetings: meetingsEvents,
  agenda: agendaEvents,
  documents: documentsEvents,
  presenting: presentingEvents,
  annotations: { ...annotationsEvents, ...keyringEvents },
  screens: screensEvents,
  profiles: profilesEvents,
  attendance: attendanceEvents,
} as const
export const routeContracts = {
  documents: documentsRoutes,
  attendance: attendanceRoutes,
  system: systemRoutes,
} as const
