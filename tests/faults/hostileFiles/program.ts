/** The real program with a meeting, in a process of its own, so that its memory is its own. Tells how to reach it. */
import { documentsEvents } from '#shared/documents/documents.contract.ts'
import { paperWorld } from '#tests/support/documents/paperWorld.ts'
import { textPaper } from '#tests/support/pdf/papers.ts'

const world = await paperWorld({ environment: { PHS_PAGE_LIMIT: '2000' } })
const { versionId } = await world.publish(
  textPaper(Array.from({ length: 300 }, (_, page) => `Trang ${page + 1}`)),
)
// Its thumbnails are whole before anything is counted.
await world.secretary.client.until(
  documentsEvents.changed,
  ({ documents }) =>
    documents.some(({ version }) => version?.state === 'ready' && version.thumbnails === version.pageCount),
  120_000,
)
process.send?.({
  url: world.server.url,
  folder: world.server.folder,
  meetingId: world.meetingId,
  itemId: world.itemId,
  secretary: world.secretary.client.cookie,
  member: world.member.client.cookie,
  versionId,
})
process.once('message', async () => {
  await world.server.close()
  process.exit(0)
})
