import type { English } from '#client/i18n/English.ts'
import type { carryVi } from './carry.vi.ts'

export const carryEn: English<typeof carryVi> = {
  told: '{{carried}} notes were carried to the new version.',
  toldBoth:
    '{{carried}} notes were carried to the new version; {{unplaced}} found no place yet, see “Still in an earlier version” under Notes.',
  toldNone:
    '{{unplaced}} notes of an earlier version found no place in the new one, see “Still in an earlier version” under Notes.',
  remaining: 'Still in an earlier version ({{count}})',
  remainingText: 'No place was found in the new version yet, or whoever wrote it has not opened that one.',
  busy: 'Carrying notes to the new version',
  locked: 'Private notes of the earlier version are carried over once they are unlocked.',
  where: 'Version {{number}}, page {{page}}',
  open: 'Show in version {{number}}',
  putHere: 'Put on the page shown',
  leave: 'Leave there',
  left: 'Left in version {{number}}, not listed any more',
  takeBack: 'Take back',
  put: 'Put on page {{page}}. Drag it to its place, or press Undo.',
  cannotPut: 'Open the paper at the page where it belongs, and try again.',
  versions: 'Earlier versions',
  version: 'Version {{number}}, received {{when}}',
  reading:
    'You are reading version {{number}}, received {{when}}. It is for reading only; the newest is version {{newest}}.',
  toNewest: 'Back to the newest version',
  more: 'Show more notes of earlier versions',
}
