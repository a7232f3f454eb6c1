import type { ErrorCode } from '#shared/contract/errors.ts'

/** A sentence for every code: what happened, what is safe, what to do. `{{wait}}` is a duration in words. */
export const errorsEn = {
  'input.invalid':
    'Something is not filled in correctly, so nothing was saved. Check the fields and try again.',
  'input.tooLarge': 'What was sent is too long, so nothing was saved. Shorten it and send it again.',
  'command.unknown':
    'The application on this device is older than the server, so this could not be done. Reload the page to get the new version.',
  'command.httpOnly': 'This could not be done, and nothing was changed. Reload the page and try again.',
  'command.socketOnly': 'This could not be done, and nothing was changed. Reload the page and try again.',
  'command.idTaken':
    'This request had been sent already and was not carried out twice. Reload the page to see the result.',
  'login.required': 'Nobody is signed in on this device. Sign in to go on.',
  'login.ended': 'You have been signed out on this device. Sign in again to go on.',
  'origin.foreign':
    'The request came from another address and was refused. Open the system from the committee’s own address.',
  'right.missing': 'This account may not do that. If it is needed, ask the secretary or the administrator.',
  'object.notFound': 'This could not be found: it may have been removed, or is not open to this account.',
  'object.exists': 'This was created already and was not created twice. Reload the page to see it.',
  'revision.stale':
    'Somebody else has just changed this, so your change was not saved. Look at the newest version and change it again.',
  'rate.limited': 'Too many attempts. Wait {{wait}}, then try again.',
  'server.busy': 'The server is busy; nothing is lost. Wait a moment and try again.',
  'server.failed':
    'The server had a fault, so this was not done; what was saved is safe. Try again, and if it persists tell the technical staff.',
  'network.lost':
    'The server did not answer, so this may not be done yet. Check the network and try again; nothing will happen twice.',
  'disk.full':
    'The server has no space left, so nothing was stored; what was saved is safe. Ask the administrator to make room, then try again.',

  'signIn.refused':
    'The login name or the password is wrong. Check both, mind capital letters and the Vietnamese keyboard.',
  'attempt.expired': 'This took too long and has to be started again. Please enter it again.',
  'link.invalid': 'This link or code was used already or has expired. Ask the administrator for a new one.',
  'loginName.taken': 'Somebody else has this login name. Choose another.',
  'account.deactivated': 'This account is not active. Reactivate it first.',
  'account.lastAdministrator':
    'This is the last administrator, who cannot be removed. Make somebody else an administrator first.',
  'account.self': 'You cannot do this to your own account. Ask another administrator.',
  'account.inUse':
    'This person takes part in a meeting that is not over, so the account cannot be erased yet. Try again after the meeting.',
  'unit.inUse': 'This unit still has active accounts. Move them to another unit first.',
  'unit.circle': 'A unit cannot stand below itself. Choose another parent unit.',
  'setUp.done': 'The system has been set up already. Please sign in.',
  'tabletCode.administrator':
    'Nobody else can sign a tablet in for an administrator. That person signs in with the password.',

  'meeting.notDraft': 'The meeting has been published and cannot be deleted; only drafts can.',
  'meeting.wrongState':
    'The meeting is at another stage, so this cannot be done now. Look at the meeting’s state.',
  'meeting.noChair': 'The meeting has no chair. Choose one first.',
  'meeting.noItems': 'The agenda is empty. Add at least one item.',
  'meeting.timesReversed': 'The end is before the start. Correct the times.',
  'meeting.papersPending':
    'A paper is still being uploaded or prepared. Wait until it is done, then try again.',
  'participant.missing': 'This person is not on the list of participants. Add them first.',
  'participant.isChair': 'This person is the chair. Hand the chair over first.',
  'participant.principalMissing':
    'A stand-in stands in for a member of this same meeting. Choose the member again.',

  'item.done': 'This item has been dealt with; its order and title stay as they are.',
  'item.current': 'This item is being dealt with now. Go to another item first.',
  'item.hasPapers': 'This item still has papers. Remove them first.',
  'items.tooMany': 'The agenda has reached the largest number of items; no more can be added.',
  'audience.empty': 'Nobody was chosen to see this. Choose at least one participant.',

  'document.stateSecret':
    'State secrets never enter this system; the file was not stored. Secret papers are handed out on paper.',
  'document.notPdf': 'This file is not a PDF and was not stored. Export it as PDF and upload it again.',
  'document.encrypted':
    'The PDF is protected by a password, cannot be read and was not stored. Remove the password and upload it again.',
  'document.broken':
    'The PDF is damaged or cut short and was not stored. Open it on a computer, export it again and upload that.',
  'document.empty': 'The PDF has no page and was not stored. Choose another file.',
  'document.tooLarge':
    'The file is larger than {{limitMb}} MB and was not stored. Make it smaller or split it.',
  'document.tooManyPages':
    'The file has more than {{limit}} pages and was not stored. Split it and upload the parts.',
  'document.tooComplex':
    'The file is too heavy to prepare and was not stored. Print it to PDF again from its own program and upload that.',
  'document.notReady': 'The paper is being prepared. Please wait a moment.',
  'document.sizeMismatch': 'The file did not arrive whole and was not stored. Upload it again.',
  'documents.tooMany': 'The meeting has reached the largest number of papers; no more can be added.',

  'presenting.taken': 'Somebody else is presenting. The secretary or the chair can hand presenting over.',
  'presenting.notPresenter': 'Only the presenter turns the page for the room.',
  'presenting.notEveryoneMaySee':
    'Not everyone in the room may see this paper, so it is not presented yet. The secretary has to confirm first.',
  'presenting.secretItem':
    'An item with a secret paper is open, so presenting is off. The paper is handed out on paper.',
  'presenting.nothing': 'No paper is being presented now.',

  'layers.tooMany':
    'This paper has as many note layers as it may have. Remove one that is no longer used, then try again.',
  'notes.readOnly':
    'This layer of notes is for reading, so what you just wrote was not saved. Write in a layer of your own.',
  'notes.foreign':
    'This note is somebody else’s, so it was put back as it was. Answer under it instead of changing it.',
  'notes.invalid': 'That note was not well formed and was not saved. Reload the page and write it again.',
  'notes.incomplete':
    'The server is missing part of the notes and is fetching it again. Please wait a moment.',
  'notes.layerFull':
    'The layer of notes is full, so what you just wrote was not saved. Delete some notes or use another layer.',
  'unlock.taken':
    'Another device is answering this request, or it is done. If the notes are still locked, ask again.',

  'profile.unchanged': 'The rules say the same as those in force, so nothing was saved. Change them first.',
  'profile.minority':
    'With less than a half both sides could have the majority. Please ask for a half or more.',
  'profile.leftOutNeedsVoting':
    'Abstentions can be left out only where the votes cast are counted. Please change one of the two.',

  'attendance.notOpen': 'Check-in is not open yet. Please wait for the secretary, or for the opening.',
  'attendance.over':
    'The meeting is over, so nobody checks in any more. Please tell the secretary of mistakes.',
  'attendance.codeOld': 'This code has changed. Please scan the one that is on the screen now.',
  'attendance.notPresent': 'This person has not checked in, or has left the meeting.',
  'attendance.wasPresent': 'This person has checked in. If that was a mistake, please strike it out first.',
  'attendance.tooLate':
    'The meeting was opened, so absence is for the secretary to record. Please tell them.',
  'attendance.reasonNeeded': 'Please give the reason.',
  'attendance.wrongTime':
    'This time cannot be: it lies after the mark before it, not in the future, and not after the close.',

  'pairing.unknown':
    'No screen shows this code now. Look at the code on the screen again; it changes after ten minutes.',
  'pairing.waiting': 'The code has not been entered yet. Enter it on the secretary’s computer.',
} as const satisfies Record<ErrorCode, string>
