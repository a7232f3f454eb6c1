import type { ServerResponse } from 'node:http'
import type { FoundVersion } from '#server/access/papers.ts'
import type { FeatureParts } from '#server/feature.ts'
import { asMereContent, type DirectRoute, type Exchange, refuseDirectly } from '#server/transport/direct.ts'
import { limits } from '#server/transport/limits.ts'
import { channelOf } from '#server/transport/viewer.ts'
import { fail } from '#shared/contract/result.ts'
import { documentsRoutes } from '#shared/documents/documents.contract.ts'
import { openChannel } from './channel.ts'
import { mayRead } from './documents.policy.ts'
import { findThumbnail } from './documents.store.ts'
import { disposition } from './serving/conditions.ts'
import type { Answer, PaperServer } from './serving/PaperServer.ts'
import { Turns } from './serving/Turns.ts'

/** What of a version is answered; `null` where it was not made yet. */
type Choice = Omit<Answer, 'request' | 'response' | 'headers' | 'blob'> & { readonly hash: string | null }
type Choose = (found: FoundVersion, exchange: Exchange) => Choice | Promise<Choice | null> | null

/** The files of papers, by version; see SPEC.md, D15 to D17. */
export class PaperFiles {
  readonly routes: readonly DirectRoute[]
  readonly #parts: FeatureParts
  readonly #papers: PaperServer
  /** [D27] */
  readonly #turns = new Turns(limits.filesPerLogin)
  /** Hashes that were served since the start: of these the server may still hold pieces or open files. */
  readonly #served = new Set<string>()

  constructor(parts: FeatureParts, papers: PaperServer) {
    this.#parts = parts
    this.#papers = papers
    const pdf = (type: 'inline' | 'attachment', { version }: FoundVersion) => ({
      contentType: 'application/pdf',
      disposition: disposition(type, version.file_name),
    })
    this.routes = [
      {
        contract: documentsRoutes.paper,
        handle: this.#serve(found => ({ ...pdf('inline', found), hash: found.version.paper_hash })),
      },
      {
        contract: documentsRoutes.original,
        handle: this.#serve(found => ({ ...pdf('attachment', found), hash: found.version.original_hash })),
      },
      {
        contract: documentsRoutes.pageOne,
        handle: this.#serve(({ version }) => ({ contentType: 'image/jpeg', hash: version.page_one_hash })),
      },
      {
        contract: documentsRoutes.thumbnail,
        handle: this.#serve(async ({ version }, exchange) => {
          const page = pageOf(exchange)
          if (page === null || page > (version.page_count ?? 0)) return null
          const found = await findThumbnail(parts.database.kysely, version.id, page)
          return found === null
            ? { contentType: 'image/webp', hash: null }
            : {
                contentType: 'image/webp',
                hash: found.hash,
                slice: { start: found.from, length: found.length },
              }
        }),
      },
    ]
  }

  /** Lets go of everything that no version names any more. */
  forgetUnnamed(named: ReadonlySet<string>): void {
    for (const hash of this.#served) {
      if (named.has(hash)) continue
      this.#served.delete(hash)
      this.#papers.forget({ hash, path: this.#parts.blobs.pathOf(hash) })
    }
  }

  #serve(choose: Choose): DirectRoute['handle'] {
    const { database, blobs } = this.#parts
    return async (exchange, { viewer, ended }) => {
      const { request, response, parameters } = exchange
      const versionId = parameters.versionId ?? ''
      const channel = channelOf(viewer)
      // A tablet asks for a paper in many ranges: the right to it is read again once anything was written.
      const permission = await database.remembered.get(`mayRead ${versionId} ${JSON.stringify(viewer)}`, () =>
        mayRead(database.kysely, viewer, versionId),
      )
      if (!permission.allowed) {
        const isEnded = permission.code === 'login.required' && ended !== undefined
        return refuseDirectly(
          response,
          isEnded ? fail('login.ended', { params: { reason: ended } }) : fail(permission.code),
        )
      }
      const choice = await choose(permission.subject, exchange)
      if (choice === null) return refuseDirectly(response, fail('object.notFound'))
      const { hash, ...what } = choice
      if (hash === null) return refuseDirectly(response, fail('document.notReady'))
      const size = await blobs.size(hash)
      if (size === undefined) throw new Error(`The file ${hash} of a paper is missing`)
      this.#served.add(hash)
      openChannel(this.#parts, exchange, viewer, {
        kind: 'download',
        mayGoOn: async (store, current) => (await mayRead(store, current, versionId)).allowed,
        close: () => response.destroy(),
      })
      const turn = await this.#turns.take(channel, () => goneWith(response))
      if (turn === 'full')
        return refuseDirectly(
          response,
          fail('rate.limited', { retryAfterMs: limits.filesPerLogin.retryAfterMs }),
        )
      if (turn === 'gone') return
      try {
        await this.#papers.serve({
          ...what,
          request,
          response,
          headers: asMereContent,
          blob: { path: blobs.pathOf(hash), size, hash },
        })
      } finally {
        turn()
      }
    }
  }
}

/** Aborted when nobody is there to take an answer any more. */
const goneWith = (response: ServerResponse): AbortSignal => {
  const gone = new AbortController()
  if (response.closed) gone.abort()
  response.once('close', () => gone.abort())
  return gone.signal
}

/** A page's number from 1, as the path writes it. */
const pageOf = ({ parameters }: Exchange): number | null => {
  const text = parameters.page ?? ''
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null
}
