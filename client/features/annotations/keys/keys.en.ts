import type { English } from '#client/i18n/English.ts'
import type { keysVi } from './keys.vi.ts'

export const keysEn = {
  title: 'Private notes',
  intro:
    'Private notes are encrypted on your own device. Nobody else can read them, the server’s administrator included.',
  stateOpen: 'Open on this device',
  stateLocked: 'Locked on this device',
  stateNone: 'No private notes yet',
  stateUnknown: 'Checking…',
  unlock: 'Unlock private notes',
  unlockIntro: 'This device was signed in without the password, so private notes are locked. Choose a way:',
  lostIntro:
    'The password was reset, so the new one does not open the private notes written before. Choose a way:',
  byDevice: 'From another device of yours',
  byDeviceHint:
    'It needs a device that was signed in by password, has your private notes open and is connected.',
  byCode: 'Enter the recovery code',
  byCodeHint: 'Eight groups of letters and digits, on the sheet that you printed.',
  byPassword: 'Enter the password',
  byPasswordHint: 'The password stays on this device; it is not sent.',
  password: 'Your password',
  open: 'Unlock',
  back: 'Another way',
  close: 'Close',
  opened: 'Private notes are open on this device.',
  code: 'Recovery code',
  codeLength: 'The code is too short or too long. It has eight groups of four.',
  codeLetter: 'Group {{group}} has a letter that no code has. Look at it again.',
  codeGroup: 'Group {{group}} has a slip. Look at it again.',
  codeCheck: 'There is a slip in the code. Compare each group with the sheet.',
  codeWrong: 'This is not your present recovery code. Making a new one ended the one before.',
  asking: 'Waiting for another device of yours. The question is shown there.',
  askAgain: 'Ask again',
  expired: 'Five minutes have passed. Your notes are safe; please begin again.',
  refused: 'The other device refused, or this was given up. Your notes are safe.',
  compareHere: 'Do both devices show these six digits?',
  alike: 'They are alike',
  differ: 'They differ',
  waitingKey: 'Waiting for you to press “They are alike” on the other device.',
  differText:
    'The devices show different digits: somebody may be in between. Nothing was given away. Tell your technicians before trying again.',
  allowTitle: 'Open private notes on another device?',
  allowText:
    'The device “{{device}}” is signed in to your account and asks to open your private notes. Agree only if you hold it yourself.',
  allow: 'Open them there',
  refuse: 'Refuse',
  allowWaiting: 'Waiting for the other device…',
  compareThere: 'Does the device “{{device}}” show exactly these six digits?',
  sent: 'The device “{{device}}” may open private notes now.',
  recoveryTitle: 'Recovery code',
  recoveryNone:
    'There is no recovery code. If you forget the password and have no code, your private notes are lost for good. Make one, print it and keep it safe.',
  recoveryThere:
    'There is a recovery code. It is shown once, when it is made; if it went missing, make another.',
  recoveryElsewhere: 'A recovery code is made on a device that was signed in by password.',
  makeCode: 'Make a recovery code',
  makeAnother: 'Make another',
  makeAnotherAsk: 'Make another recovery code?',
  makeAnotherSentence: 'The one before will not work any more. Destroy the old sheet.',
  codeShown: 'This code is shown once. Print it or copy it, and keep it where only you can get it.',
  print: 'Print the code',
  written: 'I have printed or copied it',
  sheetTitle: 'Recovery code of private notes',
  sheetOwner: 'Of: {{name}}',
  sheetText:
    'Whoever has this sheet and can sign in to the account can read the private notes. Keep it like an important document. Capitals and hyphens do not matter.',
  anew: 'None of these is possible',
  anewText:
    'You can begin new private notes. Those written before the password was reset can then never be opened again.',
  anewHold: 'Hold to begin anew without the old notes',
  unsentSentence:
    '{{count}} strokes on this device have not reached the server; signing out now loses them. If you can, wait for the network.',
} as const satisfies English<typeof keysVi>
