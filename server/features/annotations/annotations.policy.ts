import type { MeetingAccess, MeetingRoles } from '#server/access/meetingAccess.ts'
import { type FoundDocument, findDocument } from '#server/access/papers.ts'
import { permitMeeting } from '#server/access/permitMeeting.ts'
import { allow, type CallContext, deny, type Permission } from '#server/transport/handler.ts'
import { groupCan, isOrphaned, sharesWriting } from '#shared/annotations/annotations.rules.ts'
import { seesPaper } from '#shared/documents/documents.rules.ts'
import { findGroup, isSecretary, type StoredGroup } from './layers.store.ts'

export interface PaperSubject extends MeetingRoles {
  readonly access: MeetingAccess & { readonly accountId: string }
  readonly document: FoundDocument
}

export interface GroupSubject extends PaperSubject {
  readonly group: StoredGroup
}

const permitPaper = async (
  context: CallContext,
  documentId: string,
): Promise<Permission<MeetingRoles & { access: MeetingAccess; document: FoundDocument }>> => {
  if (context.viewer.kind === 'anonymous') return deny('login.required')
  const document = await findDocument(context.store, documentId)
  if (document === null) return deny('object.notFound')
  const known = await permitMeeting(context, document.meetingId, () => true)
  if (!known.allowed) return known
  const { access } = known.subject
  const seen = seesPaper(document, access) && (document.readable || access.secretary)
  return seen ? allow({ ...known.subject, document }) : deny('object.notFound')
}

const asPerson = <S extends { readonly access: MeetingAccess }>(
  subject: S,
): (S & { readonly access: MeetingAccess & { readonly accountId: string } }) | null => {
  const { accountId } = subject.access
  return accountId === null ? null : { ...subject, access: { ...subject.access, accountId } }
}

/** [N3] [N6] Whoever sees the paper and writes where everyone shares. */
export const mayMake = async (
  context: CallContext,
  { documentId }: { documentId: string },
): Promise<Permission<PaperSubject>> => {
  const known = await permitPaper(context, documentId)
  if (!known.allowed) return known
  const subject = asPerson(known.subject)
  return subject !== null && sharesWriting(subject.access) ? allow(subject) : deny('right.missing')
}

/** [N3] [N6] [N7] Whoever finds the layer and may do this with it. */
export const mayOnGroup =
  (what: 'change' | 'remove') =>
  async (context: CallContext, { layerId }: { layerId: string }): Promise<Permission<GroupSubject>> => {
    if (context.viewer.kind === 'anonymous') return deny('login.required')
    const group = await findGroup(context.store, layerId)
    if (group === null) return deny('object.notFound')
    const known = await permitPaper(context, group.documentId)
    if (!known.allowed) return known
    const subject = asPerson(known.subject)
    // A screen knows the meeting, and of its layers as much as everybody may.
    if (subject === null) return deny(group.readers.kind === 'everyone' ? 'right.missing' : 'object.notFound')
    const { access, roles } = subject
    const orphaned = isOrphaned({
      takesPart: roles.has(group.makerId),
      secretary: await isSecretary(context.store, group.makerId),
    })
    // Whether the meeting's state allows it is said to those who have the right.
    const can = groupCan(group, access, { state: 'open', orphaned })
    if (!can.read && !can.remove) return deny('object.notFound')
    return can[what] ? allow({ ...subject, group }) : deny('right.missing')
  }
