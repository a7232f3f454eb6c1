import { appEn } from '#client/app/app.en.ts'
import { appVi } from '#client/app/app.vi.ts'
import { accountsEn } from '#client/features/accounts/accounts.en.ts'
import { accountsVi } from '#client/features/accounts/accounts.vi.ts'
import { agendaEn } from '#client/features/agenda/agenda.en.ts'
import { agendaVi } from '#client/features/agenda/agenda.vi.ts'
import { annotationsEn } from '#client/features/annotations/annotations.en.ts'
import { annotationsVi } from '#client/features/annotations/annotations.vi.ts'
import { carryEn } from '#client/features/annotations/carry/carry.en.ts'
import { carryVi } from '#client/features/annotations/carry/carry.vi.ts'
import { exportEn } from '#client/features/annotations/export/export.en.ts'
import { exportVi } from '#client/features/annotations/export/export.vi.ts'
import { inPaperEn } from '#client/features/annotations/inPaper/inPaper.en.ts'
import { inPaperVi } from '#client/features/annotations/inPaper/inPaper.vi.ts'
import { keysEn } from '#client/features/annotations/keys/keys.en.ts'
import { keysVi } from '#client/features/annotations/keys/keys.vi.ts'
import { attendanceEn } from '#client/features/attendance/attendance.en.ts'
import { attendanceVi } from '#client/features/attendance/attendance.vi.ts'
import { deskEn } from '#client/features/desk/desk.en.ts'
import { deskVi } from '#client/features/desk/desk.vi.ts'
import { readerEn } from '#client/features/documents/reader/reader.en.ts'
import { readerVi } from '#client/features/documents/reader/reader.vi.ts'
import { papersEn } from '#client/features/documents/upload/papers.en.ts'
import { papersVi } from '#client/features/documents/upload/papers.vi.ts'
import { meetingsEn } from '#client/features/meetings/meetings.en.ts'
import { meetingsVi } from '#client/features/meetings/meetings.vi.ts'
import { offlineEn } from '#client/features/offline/offline.en.ts'
import { offlineVi } from '#client/features/offline/offline.vi.ts'
import { presentingEn } from '#client/features/presenting/presenting.en.ts'
import { presentingVi } from '#client/features/presenting/presenting.vi.ts'
import { profilesEn } from '#client/features/profiles/profiles.en.ts'
import { profilesVi } from '#client/features/profiles/profiles.vi.ts'
import { hallEn } from '#client/features/screens/hall/hall.en.ts'
import { hallVi } from '#client/features/screens/hall/hall.vi.ts'
import { hallScreensEn } from '#client/features/screens/manage/screens.en.ts'
import { hallScreensVi } from '#client/features/screens/manage/screens.vi.ts'
import { uiEn } from '#client/ui/ui.en.ts'
import { uiVi } from '#client/ui/ui.vi.ts'
import { errorsEn } from './errors.en.ts'
import { errorsVi } from './errors.vi.ts'

export const languages = ['vi', 'en'] as const
export type Language = (typeof languages)[number]

/** Every text of the client: a namespace a feature. A new feature adds its two files here. */
export const resources = {
  vi: {
    app: appVi,
    accounts: accountsVi,
    agenda: agendaVi,
    annotations: annotationsVi,
    takeHome: exportVi,
    inPaper: inPaperVi,
    carry: carryVi,
    keys: keysVi,
    hall: hallVi,
    meetings: meetingsVi,
    offline: offlineVi,
    presenting: presentingVi,
    profiles: profilesVi,
    attendance: attendanceVi,
    reader: readerVi,
    desk: deskVi,
    papers: papersVi,
    hallScreens: hallScreensVi,
    ui: uiVi,
    errors: errorsVi,
  },
  en: {
    app: appEn,
    accounts: accountsEn,
    agenda: agendaEn,
    annotations: annotationsEn,
    takeHome: exportEn,
    inPaper: inPaperEn,
    carry: carryEn,
    keys: keysEn,
    hall: hallEn,
    meetings: meetingsEn,
    offline: offlineEn,
    presenting: presentingEn,
    profiles: profilesEn,
    attendance: attendanceEn,
    reader: readerEn,
    desk: deskEn,
    papers: papersEn,
    hallScreens: hallScreensEn,
    ui: uiEn,
    errors: errorsEn,
  },
} as const satisfies Record<Language, Record<string, Readonly<Record<string, string>>>>

export type Namespace = keyof (typeof resources)['vi']
export type Key<N extends Namespace> = keyof (typeof resources)['vi'][N] & string
