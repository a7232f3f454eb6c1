import { accessOf, loadMeetingRoles, type MeetingRoles } from '#server/access/meetingAccess.ts'
import { type FoundVersion, findVersion } from '#server/access/papers.ts'
import type { Store } from '#server/storage/database.ts'
import { type Authentication, confirmAll } from '#server/transport/authenticate.ts'
import type { LayerAddress, Standing } from '#server/transport/noteLayers.ts'
import { channelOf, type Viewer } from '#server/transport/viewer.ts'
import { type LayerScene, layerRight } from '#shared/annotations/annotations.rules.ts'
import { fileRefusal, seesPaper } from '#shared/documents/documents.rules.ts'
import { findGroup, type StoredGroup } from './layers.store.ts'

/** Remembers what was loaded by key, for the time of one look. */
const once = <T>(load: (key: string) => Promise<T>): ((key: string) => Promise<T>) => {
  const loaded = new Map<string, Promise<T>>()
  return key => {
    const found = loaded.get(key) ?? load(key)
    loaded.set(key, found)
    return found
  }
}

interface Presented {
  readonly versionId: string
  readonly loginId: string
  readonly presenterId: string
}

const findPresented = async (store: Store, meetingId: string): Promise<Presented | null> =>
  (await store
    .selectFrom('presenting')
    .select(['version_id as versionId', 'login_id as loginId', 'presenter_id as presenterId'])
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst()) ?? null

const sceneOf = (
  { version, document }: FoundVersion,
  roles: MeetingRoles,
  presented: Presented | null,
  viewer: Viewer,
): LayerScene => {
  const eyes = accessOf(roles, viewer)
  const shown = presented !== null && presented.versionId === version.id
  return {
    eyes,
    state: roles.meeting.state,
    seesPaper:
      eyes !== null && seesPaper(document, eyes) && fileRefusal(version.state, eyes.secretary) === null,
    presented: shown,
    presents:
      shown &&
      viewer.kind === 'person' &&
      presented.loginId === viewer.loginId &&
      presented.presenterId === viewer.accountId,
  }
}

const layerOf = (
  { layer }: LayerAddress,
  group: StoredGroup | null,
  { document }: FoundVersion,
): 'private' | 'everyone' | 'presenting' | StoredGroup | null => {
  if (layer === 'private' || layer === 'everyone' || layer === 'presenting') return layer
  return group !== null && group.documentId === document.id ? group : null
}

/** [N3] [N15] What each who asks is to the layer they ask for, as storage has it now: the sight that files have. */
export const lookUpStandings = async (
  store: Store,
  asked: readonly { viewer: Viewer; address: LayerAddress }[],
  now: number,
): Promise<readonly Standing[]> => {
  const confirmed = await confirmAll(
    store,
    asked.map(({ viewer }) => viewer),
    now,
  )
  const version = once(id => findVersion(store, id))
  const roles = once(id => loadMeetingRoles(store, id))
  const presented = once(id => findPresented(store, id))
  const group = once(id => findGroup(store, id))
  const standing = async (
    authentication: Authentication | undefined,
    address: LayerAddress,
  ): Promise<Standing> => {
    const viewer = authentication?.viewer
    if (viewer === undefined || viewer.kind === 'anonymous')
      return { closed: authentication?.ended ?? 'revoked' }
    const found = await version(address.versionId)
    const meeting = found === null ? null : await roles(found.document.meetingId)
    if (found === null || meeting === null) return { closed: 'object.notFound' }
    const scene = sceneOf(found, meeting, await presented(meeting.meeting.id), viewer)
    if (scene.eyes === null) return { closed: 'notParticipant' }
    const layer = layerOf(address, await group(address.layer), found)
    const right = layer === null ? null : layerRight(layer, scene)
    return right === null ? { closed: 'object.notFound' } : { viewer, right }
  }
  const standings: Standing[] = []
  for (const { viewer, address } of asked)
    standings.push(await standing(confirmed.get(channelOf(viewer)), address))
  return standings
}
