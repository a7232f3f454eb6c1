import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FeatureParts } from '#server/feature.ts'
import type { Store } from '#server/storage/database.ts'
import { authenticate } from '#server/transport/authenticate.ts'
import { readTokens } from '#server/transport/cookies.ts'
import { channelOf, type Viewer } from '#server/transport/viewer.ts'

/**
 * Registers a running download or upload, so that the end of its login or of the right to it cuts it within five
 * seconds. `mayGoOn` asks the policy again, for the viewer as storage knows them then.
 * @returns what to call when it ended by itself; called by itself when the answer closes.
 */
export const openChannel = (
  parts: FeatureParts,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  viewer: Viewer,
  channel: {
    readonly kind: 'download' | 'upload'
    mayGoOn(store: Store, viewer: Viewer): Promise<boolean>
    close(): void
  },
): (() => void) => {
  const { connections, database, ports } = parts
  const release = connections.add({
    kind: channel.kind,
    loginId: channelOf(viewer),
    close: channel.close,
    recheck: async () => {
      const now = await authenticate(database, readTokens(request), ports.clock.now())
      if (now.viewer.kind === 'anonymous') return now.ended ?? 'revoked'
      return (await channel.mayGoOn(database.kysely, now.viewer)) ? null : 'revoked'
    },
  })
  response.once('close', release)
  // Somebody who went away before this was reached closes nothing any more.
  if (request.socket.destroyed) release()
  return release
}
