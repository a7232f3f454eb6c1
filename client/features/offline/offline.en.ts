import type { English } from '#client/i18n/English.ts'
import type { offlineVi } from './offline.vi.ts'

/** Texts of what is kept on this device. */
export const offlineEn: English<typeof offlineVi> = {
  title: 'Papers on this device',
  intro:
    'The papers of today’s meetings are fetched by themselves, encrypted, and can be read without the network.',
  kept: 'kept on this device',
  keptPart: '{{percent}} fetched',
  fetching: 'Fetching papers to this device',
  progress: '{{held}} / {{total}}',
  waiting: 'Not all is fetched yet; it goes on when the network is back',
  allKept: 'All papers of today’s meetings are on this device',
  nothing: 'No papers on this device yet',
  nothingText: 'When there is a meeting today, its papers come here by themselves.',
  full: 'This device has no room left, so some papers are not on it. Delete photos or applications; with the network the papers can still be read.',
  locked: 'The papers on this device are locked because the sign-in has expired. Sign in again to read them.',
  off: 'This browser cannot keep papers for reading without the network.',
  total: '{{size}} in all',
  otherPaper: 'Paper',
  erased: 'These papers are erased from this device when you sign out, or seven days after the meeting.',
}
