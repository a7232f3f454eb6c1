import {
  accessOf,
  loadMeetingRoles,
  type MeetingAccess,
  type MeetingRoles,
} from '#server/access/meetingAccess.ts'
import { type FoundDocument, type FoundVersion, findDocument, findVersion } from '#server/access/papers.ts'
import type { Store } from '#server/storage/database.ts'
import { allow, deny, type Permission } from '#server/transport/handler.ts'
import type { Viewer } from '#server/transport/viewer.ts'
import { fileRefusal, seesPaper } from '#shared/documents/documents.rules.ts'
import { sees } from '#shared/meetings/audience.rules.ts'
import { findItem } from './documents.store.ts'

export type ItemSubject = MeetingRoles & { readonly item: NonNullable<Awaited<ReturnType<typeof findItem>>> }
export type DocumentSubject = MeetingRoles & { readonly document: FoundDocument }

const accessTo = async (
  store: Store,
  viewer: Viewer,
  meetingId: string,
): Promise<{ roles: MeetingRoles; access: MeetingAccess } | null> => {
  const roles = await loadMeetingRoles(store, meetingId)
  const access = roles === null ? null : accessOf(roles, viewer)
  return roles === null || access === null ? null : { roles, access }
}

/** [D2] Secretaries of the Office put papers under an item; who sees the item hears that they may not. */
export const mayAddTo = async (
  store: Store,
  viewer: Viewer,
  itemId: string,
): Promise<Permission<ItemSubject>> => {
  if (viewer.kind === 'anonymous') return deny('login.required')
  const item = await findItem(store, itemId)
  const found = item === null ? null : await accessTo(store, viewer, item.meetingId)
  if (item === null || found === null) return deny('object.notFound')
  if (found.access.secretary) return allow({ ...found.roles, item })
  return deny(sees(item.audience, found.access) ? 'right.missing' : 'object.notFound')
}

/** [D2] Secretaries of the Office change a paper; who sees the paper hears that they may not. */
export const mayManage = async (
  store: Store,
  viewer: Viewer,
  documentId: string,
): Promise<Permission<DocumentSubject>> => {
  if (viewer.kind === 'anonymous') return deny('login.required')
  const document = await findDocument(store, documentId)
  const found = document === null ? null : await accessTo(store, viewer, document.meetingId)
  if (document === null || found === null) return deny('object.notFound')
  if (found.access.secretary) return allow({ ...found.roles, document })
  const known = document.readable && seesPaper(document, found.access)
  return deny(known ? 'right.missing' : 'object.notFound')
}

/** [D7] Only those who manage the meeting's papers send a version, or hear how much of it has come. */
export const maySend = async (
  store: Store,
  viewer: Viewer,
  versionId: string,
): Promise<Permission<FoundVersion & MeetingRoles>> => {
  if (viewer.kind === 'anonymous') return deny('login.required')
  const found = await findVersion(store, versionId)
  const meeting = found === null ? null : await accessTo(store, viewer, found.document.meetingId)
  if (found === null || meeting === null || !meeting.access.secretary) return deny('object.notFound')
  return allow({ ...found, ...meeting.roles })
}

export type ReadPermission =
  | Permission<FoundVersion>
  | { readonly allowed: false; readonly code: 'document.notReady' }

/** [D12] to [D15] Whether somebody may have a version's files now. */
export const mayRead = async (store: Store, viewer: Viewer, versionId: string): Promise<ReadPermission> => {
  if (viewer.kind === 'anonymous') return deny('login.required')
  const found = await findVersion(store, versionId)
  const meeting = found === null ? null : await accessTo(store, viewer, found.document.meetingId)
  if (found === null || meeting === null || !seesPaper(found.document, meeting.access))
    return deny('object.notFound')
  const code = fileRefusal(found.version.state, meeting.access.secretary)
  return code === null ? allow(found) : { allowed: false, code }
}
