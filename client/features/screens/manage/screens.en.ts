import type { English } from '#client/i18n/English.ts'
import type { hallScreensVi } from './screens.vi.ts'

export const hallScreensEn = {
  title: 'Hall screens',
  empty: 'No screen is paired yet',
  emptyText:
    'Open {{address}} on the computer behind the large screen. It shows a six-digit code; enter it here to pair.',
  colName: 'Screen’s name',
  colState: 'Connection',
  colMeeting: 'Shows the meeting',
  colDeeds: 'What can be done',
  nameOf: 'name of screen {{name}}',
  meetingOf: 'Meeting that {{name}} shows',
  byItself: 'By itself: the one that sits',
  connected: 'connected',
  away: 'not connected',
  pair: 'Pair a screen',
  pairHelp: 'Open {{address}} on the computer behind the large screen, then enter the code that it shows.',
  code: 'Code on the screen',
  codeHint: 'Six digits, good for ten minutes.',
  codeMissing: 'Please enter all six digits that the screen shows.',
  namePlaceholder: 'For example: Main screen, second-floor hall',
  nameMissing: 'Please give it a name, to know this screen by.',
  cancel: 'Cancel',
  unpair: 'End pairing',
  unpairSentence:
    '{{name}} will stop at once and show a new code; to use it again it has to be paired again.',
} as const satisfies English<typeof hallScreensVi>
