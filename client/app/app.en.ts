import type { English } from '#client/i18n/English.ts'
import type { appVi } from './app.vi.ts'

export const appEn = {
  productName: 'Phòng Họp Số',
  account: 'My account',
  switchLanguage: 'Chuyển sang tiếng Việt',
  themeLight: 'Light',
  themeDark: 'Dark',
  tablets: 'Hand out tablets',
  admin: 'Administration',
  offline: 'Papers on this device',
  signOut: 'Sign out',
  signOutAsk: 'Sign out on this device?',
  signOutSentence: 'Papers fetched to this device are erased. What is on the server stays.',
  settings: 'Screen settings',
  newVersion: 'A new version of the application is ready. Updating takes a few seconds, whenever you like.',
  update: 'Update',
  crashTitle: 'This screen has had a fault',
  crashText: 'What was saved is safe. Reload the page; if it persists, tell the technical staff.',
  reload: 'Reload the page',
  present: '{{here}}/{{expected}} present',
  home: 'To the first page',
  notFoundTitle: 'There is no such page',
  notFoundText: 'The address may be mistyped, or the content was removed.',
  upChecking: 'Asking the server…',
  downTitle: 'The server cannot be reached',
  downText:
    'The server cannot be reached. What this device has fetched can still be read. It will try again by itself.',
} as const satisfies English<typeof appVi>
