import { allow, type CallContext, deny, type Permission } from '#server/transport/handler.ts'
import type { PersonViewer } from '#server/transport/viewer.ts'

type Context = Pick<CallContext, 'viewer'>

/** Anybody at all: what is shown or done before anyone is signed in. */
export const anyone = (): Permission<null> => allow(null)

/** [K43] Whoever is signed in; a hall screen is no person. */
export const signedIn = ({ viewer }: Context): Permission<PersonViewer> => {
  if (viewer.kind === 'person') return allow(viewer)
  return deny(viewer.kind === 'screen' ? 'right.missing' : 'login.required')
}

const having = (context: Context, has: (viewer: PersonViewer) => boolean): Permission<PersonViewer> => {
  const permission = signedIn(context)
  return permission.allowed && !has(permission.subject) ? deny('right.missing') : permission
}

/** [K43] Accounts, units, links and the committee's name. */
export const administrator = (context: Context): Permission<PersonViewer> =>
  having(context, viewer => viewer.administrator)

/** [K43] People to choose from, for whoever prepares meetings or manages accounts. */
export const choosesPeople = (context: Context): Permission<PersonViewer> =>
  having(context, viewer => viewer.secretary || viewer.administrator)

/** [K43] One's own devices; an administrator sees anyone's, a secretary knows of the person but not of these. */
export const seesLogins = (context: Context, accountId: string): Permission<PersonViewer> => {
  const permission = signedIn(context)
  if (!permission.allowed) return permission
  const { subject } = permission
  if (subject.accountId === accountId || subject.administrator) return permission
  return deny(subject.secretary ? 'right.missing' : 'object.notFound')
}

/** [K43] One's own devices; an administrator ends anyone's. Others may not know that the login exists. */
export const endsLogin = (context: Context, accountId: string | undefined): Permission<PersonViewer> => {
  const permission = signedIn(context)
  if (!permission.allowed) return permission
  const { subject } = permission
  const may = accountId !== undefined && (subject.administrator || subject.accountId === accountId)
  return may ? permission : deny('object.notFound')
}

/** [K26] For oneself; a secretary for others, whom an administrator knows of and nobody else does. */
export const issuesTabletCodes = (context: Context, accountId: string): Permission<PersonViewer> => {
  const permission = signedIn(context)
  if (!permission.allowed) return permission
  const { subject } = permission
  if (subject.accountId === accountId || subject.secretary) return permission
  return deny(subject.administrator ? 'right.missing' : 'object.notFound')
}
