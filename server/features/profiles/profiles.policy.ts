import { allow, type CallContext, deny, type Permission } from '#server/transport/handler.ts'
import type { PersonViewer } from '#server/transport/viewer.ts'

const person =
  (may: (viewer: PersonViewer) => boolean) =>
  ({ viewer }: CallContext): Permission<PersonViewer> => {
    if (viewer.kind === 'anonymous') return deny('login.required')
    return viewer.kind === 'person' && may(viewer) ? allow(viewer) : deny('right.missing')
  }

/** [Q2] Whoever is signed in reads the rules. */
export const mayRead = person(() => true)

/** [Q2] Who prepares meetings, and who sets the rules, see how they came about. */
export const mayList = person(viewer => viewer.administrator || viewer.secretary)

/** [Q2] Administrators set the rules. */
export const maySave = person(viewer => viewer.administrator)
