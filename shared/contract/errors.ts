/** Whether the same call can succeed later: never, after waiting, or after the user changed something. */
export type Retry = 'never' | 'later' | 'afterChange'

export interface ErrorEntry {
  /** HTTP status of the answer that carries it (RFC 9110 §15). */
  readonly status: number
  readonly retry: Retry
  /** One English sentence for the documentation; the screen's words live in client/i18n. */
  readonly meaning: string
}

const entry = (status: number, retry: Retry, meaning: string): ErrorEntry => ({ status, retry, meaning })

/** Every code that any channel may answer with: `noun.reason`. */
export const errors = {
  // The door: any command may answer these.
  'input.invalid': entry(
    400,
    'afterChange',
    'The input does not fit the command’s schema; `field` names the first place.',
  ),
  'input.tooLarge': entry(413, 'afterChange', 'The message is larger than the command allows.'),
  'command.unknown': entry(404, 'never', 'No such command in this version.'),
  'command.httpOnly': entry(400, 'never', 'This command sets a cookie and is taken over HTTP only.'),
  'command.socketOnly': entry(
    400,
    'never',
    'This command subscribes a connection and is taken over the socket only.',
  ),
  'command.idTaken': entry(
    409,
    'never',
    'The command id was used before for something else or by somebody else.',
  ),
  'login.required': entry(401, 'afterChange', 'Nobody is signed in on this device.'),
  'login.ended': entry(
    401,
    'afterChange',
    'The login was ended; `params.reason` says how: signedOut, expired, revoked, wiped, deactivated.',
  ),
  'origin.foreign': entry(403, 'never', 'The request came from a page of another origin.'),
  'right.missing': entry(403, 'never', 'The person may see the object but not do this.'),
  'object.notFound': entry(404, 'never', 'No such object, or none that this person may know of.'),
  'object.exists': entry(409, 'never', 'An object with this client-made id exists already.'),
  'revision.stale': entry(
    409,
    'afterChange',
    'Somebody changed the object since it was read; look again and repeat.',
  ),
  'rate.limited': entry(429, 'later', 'Too many attempts; `retryAfterMs` says how long to wait.'),
  'server.busy': entry(
    503,
    'later',
    'The server sheds load or is stopping; the same command id is safe to repeat.',
  ),
  'server.failed': entry(
    500,
    'later',
    'An unforeseen fault; nothing was changed; it is in the log under `params.incident`.',
  ),
  'network.lost': entry(
    503,
    'later',
    'Made by the client itself: no answer came; the same command id is safe to repeat.',
  ),
  'disk.full': entry(507, 'later', 'The server’s disk is full; nothing was stored.'),

  // accounts
  'signIn.refused': entry(
    401,
    'afterChange',
    'Login name or password is wrong, or the account is not active.',
  ),
  'attempt.expired': entry(410, 'afterChange', 'The sign-in or registration took too long and starts anew.'),
  'link.invalid': entry(410, 'never', 'The link or code was used, has expired or never was.'),
  'loginName.taken': entry(409, 'afterChange', 'Another account has this login name.'),
  'account.deactivated': entry(409, 'afterChange', 'The account is not active.'),
  'account.lastAdministrator': entry(
    409,
    'never',
    'The last active administrator cannot be removed, deactivated or erased.',
  ),
  'account.self': entry(409, 'never', 'One cannot do this to one’s own account.'),
  'account.inUse': entry(409, 'never', 'The account takes part in a meeting that is not over.'),
  'unit.inUse': entry(409, 'afterChange', 'The unit still has active accounts, or units below it.'),
  'unit.circle': entry(409, 'afterChange', 'A unit cannot stand below itself.'),
  'setUp.done': entry(409, 'never', 'The system was set up already.'),
  'tabletCode.administrator': entry(
    403,
    'never',
    'Nobody signs a tablet in for an administrator but that person.',
  ),

  // meetings
  'meeting.notDraft': entry(409, 'never', 'Only a draft can be deleted.'),
  'meeting.wrongState': entry(
    409,
    'never',
    'The meeting’s state does not allow this; `params.state` names it.',
  ),
  'meeting.noChair': entry(409, 'afterChange', 'The meeting has no chair.'),
  'meeting.noItems': entry(409, 'afterChange', 'The agenda is empty.'),
  'meeting.timesReversed': entry(400, 'afterChange', 'The meeting ends before it starts.'),
  'meeting.papersPending': entry(409, 'later', 'A paper is still being uploaded or prepared.'),
  'participant.missing': entry(409, 'afterChange', 'The person does not take part in the meeting.'),
  'participant.isChair': entry(
    409,
    'afterChange',
    'The chair is handed over before the person is removed or given another role.',
  ),
  'participant.principalMissing': entry(
    409,
    'afterChange',
    'A stand-in stands in for a member of the same meeting.',
  ),

  // agenda
  'item.done': entry(409, 'never', 'The item was dealt with; its order and title stand.'),
  'item.current': entry(409, 'afterChange', 'The item is being dealt with now.'),
  'item.hasPapers': entry(409, 'afterChange', 'The item still has papers.'),
  'items.tooMany': entry(
    409,
    'never',
    'A meeting has at most the number of items that configuration allows.',
  ),
  'audience.empty': entry(400, 'afterChange', 'Chosen people are named, and take part in the meeting.'),

  // documents
  'document.stateSecret': entry(
    403,
    'never',
    'State secrets never enter this system; the paper is handed out on paper.',
  ),
  'document.notPdf': entry(
    415,
    'afterChange',
    'The file is not a PDF by its content; `params.found` names what it is.',
  ),
  'document.encrypted': entry(422, 'afterChange', 'The PDF is protected by a password.'),
  'document.broken': entry(422, 'afterChange', 'The PDF cannot be read: it is damaged or cut short.'),
  'document.empty': entry(422, 'afterChange', 'The PDF has no page.'),
  'document.tooLarge': entry(
    413,
    'afterChange',
    'The file is larger than configuration allows; `params.limitMb`.',
  ),
  'document.tooManyPages': entry(
    422,
    'afterChange',
    'The PDF has more pages than configuration allows; `params.limit`.',
  ),
  'document.tooComplex': entry(
    422,
    'afterChange',
    'Preparing the PDF took more time or memory than configuration allows.',
  ),
  'document.notReady': entry(409, 'later', 'The paper is still being prepared.'),
  'document.sizeMismatch': entry(409, 'afterChange', 'The upload is not of the size that was announced.'),
  'documents.tooMany': entry(
    409,
    'never',
    'A meeting has at most the number of papers that configuration allows.',
  ),

  // presenting
  'presenting.taken': entry(
    409,
    'afterChange',
    'Somebody else is presenting; the secretary or the chair can take over.',
  ),
  'presenting.notPresenter': entry(409, 'never', 'Only the presenter moves the page.'),
  'presenting.notEveryoneMaySee': entry(
    409,
    'afterChange',
    'Not everyone in the room may see this paper; the secretary confirms first.',
  ),
  'presenting.secretItem': entry(
    409,
    'never',
    'Presenting is off while an item with a state secret is open.',
  ),
  'presenting.nothing': entry(409, 'never', 'Nothing is being presented.'),

  // annotations
  'layers.tooMany': entry(
    409,
    'afterChange',
    'The paper has as many group layers as it may have, or the person has made as many on it.',
  ),
  'notes.readOnly': entry(403, 'never', 'The person reads this layer and does not write in it.'),
  'notes.foreign': entry(403, 'never', 'The note is somebody else’s; what was changed in it was put back.'),
  'notes.invalid': entry(422, 'never', 'What was written is no note; nothing of it was kept.'),
  'notes.incomplete': entry(
    409,
    'later',
    'The update lacks what came before it; the server asks for the whole.',
  ),
  'notes.layerFull': entry(507, 'afterChange', 'The layer holds as much as it may.'),
  'unlock.taken': entry(
    409,
    'never',
    'The request to open private notes is at another step, or another device answers it.',
  ),

  // the rules profile
  'profile.unchanged': entry(409, 'afterChange', 'The profile says the same as the one in force.'),
  'profile.minority': entry(
    400,
    'afterChange',
    'The majority asks for less than a half, so that both sides could have it.',
  ),
  'profile.leftOutNeedsVoting': entry(
    400,
    'afterChange',
    'Abstentions are left out of the base, which is not that of those who vote.',
  ),

  // attendance
  'attendance.notOpen': entry(409, 'later', 'Check-in has not been opened yet.'),
  'attendance.over': entry(409, 'never', 'The meeting is over, and check-in with it.'),
  'attendance.codeOld': entry(410, 'afterChange', 'The code is not the one that is shown at the door now.'),
  'attendance.notPresent': entry(409, 'never', 'The person is not present.'),
  'attendance.wasPresent': entry(
    409,
    'afterChange',
    'The person was there; a mark that was wrong is struck out first.',
  ),
  'attendance.tooLate': entry(409, 'never', 'The meeting was opened; the secretary records absences now.'),
  'attendance.reasonNeeded': entry(
    400,
    'afterChange',
    'An excuse, or a change after the meeting, has a reason.',
  ),
  'attendance.wrongTime': entry(
    400,
    'afterChange',
    'The time lies before the mark that came before, in the future, or after the meeting.',
  ),

  // screens
  'pairing.unknown': entry(410, 'afterChange', 'No screen shows this code now; codes last ten minutes.'),
  'pairing.waiting': entry(409, 'later', 'The code has not been entered yet.'),
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errors

/** Codes that the pipeline itself may answer to any command, besides those that the command declares. */
export const universalErrors = [
  'input.invalid',
  'input.tooLarge',
  'command.unknown',
  'command.httpOnly',
  'command.socketOnly',
  'command.idTaken',
  'login.required',
  'login.ended',
  'origin.foreign',
  'right.missing',
  'object.notFound',
  'rate.limited',
  'server.busy',
  'server.failed',
  'disk.full',
] as const satisfies readonly ErrorCode[]

export type UniversalError = (typeof universalErrors)[number]
