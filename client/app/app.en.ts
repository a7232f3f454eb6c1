import type { English } from '#client/i18n/English.ts'
import type { appVi } from './app.vi.ts'

export const appEn = {
  productName: 'Phòng Họp Số',
  account: 'My account',
  language: 'Language',
  languageVi: 'Tiếng Việt',
  languageEn: 'English',
  switchLanguage: 'Chuyển sang tiếng Việt',
  theme: 'Screen colours',
  themeLight: 'Light',
  themeDark: 'Dark',
  themeAuto: 'As the device',
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
  upTitle: 'The system is up',
  upText: 'The server is ready for the meeting room.',
  upChecking: 'Asking the server…',
  downText:
    'The server cannot be reached. What this device has fetched can still be read. It will try again by itself.',
} as const satisfies English<typeof appVi>
