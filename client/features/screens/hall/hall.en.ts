import type { English } from '#client/i18n/English.ts'
import type { hallVi } from './hall.vi.ts'

/** Texts of the hall screen's page. */
export const hallEn: English<typeof hallVi> = {
  pageTitle: 'Hall screen',
  pairTitle: 'Pairing code',
  pairDo: 'A secretary or administrator opens “Hall screens” on their own device and enters this code.',
  crowded: 'Too many screens are waiting to be paired. This one tries again by itself.',
  asking: 'Connecting to the server',
  unreachable: 'The server cannot be reached; this screen connects again by itself',
  person:
    'Somebody is signed in in this browser, so it cannot be a hall screen. Sign out, then open this page again.',
  toSignOut: 'Open the account page',
  lost: 'Connection lost, connecting again',
  fullScreen: 'Full screen',
  item: 'Item {{number}}',
  reporter: 'Reporter',
  timeLeft: 'Time left',
  page: 'Page {{page}}/{{pages}}',
  presenterLost: 'The presenter’s connection is lost',
  break: 'Break',
  breakSince: 'since {{time}}',
  between: 'The meeting is in progress',
  over: 'The meeting is over',
  hidden: 'An item for some of the participants is being dealt with',
  secret: 'State secret: handed out on paper',
  starts: 'Opens at {{time}}',
  notice: 'Notice',
}
