import type { Context } from 'koa'
import type { FoundVersion } from '#server/access/papers.ts'
import type { FeatureParts } from '#server/feature.ts'
import type { Authentication } from '#server/transport/authenticate.ts'
import { answerFailure, type RawRoute } from '#server/transport/http.ts'
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

/** Whatever a paper holds, a browser that opens it by itself runs nothing of it (CSP 3 §6.3.2). */
const asMereContent = "sandbox; default-src 'none'; frame-ancestors 'none'"

/** What of a version is answered; `null` where it was not made yet. */
type Choice = Omit<Answer, 'request' | 'response' | 'blob'> & { readonly hash: string | null }
type Choose = (found: FoundVersion, context: Context) => Choice | Promise<Choice | null> | null

/** The files of papers, by version; see SPEC.md, D15 to D17. */
export class PaperFiles {
  readonly routes: readonly RawRoute[]
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
        handle: this.#serve(async ({ version }, context) => {
          const page = pageOf(context)
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

  #serve(choose: Choose): RawRoute['handle'] {
    const { database, blobs } = this.#parts
    return async (context, { viewer, ended }: Authentication) => {
      const versionId = String(context.params.versionId)
      // A tablet asks for a paper in many ranges: the right to it is read again once anything was written.
      const permission = await database.remembered.get(`mayRead ${versionId} ${JSON.stringify(viewer)}`, () =>
        mayRead(database.kysely, viewer, versionId),
      )
      if (!permission.allowed) {
        const isEnded = permission.code === 'login.required' && ended !== undefined
        return answerFailure(
          context,
          isEnded ? fail('login.ended', { params: { reason: ended } }) : fail(permission.code),
        )
      }
      const choice = await choose(permission.subject, context)
      if (choice === null) return answerFailure(context, fail('object.notFound'))
      const { hash, ...what } = choice
      if (hash === null) return answerFailure(context, fail('document.notReady'))
      const size = await blobs.size(hash)
      if (size === undefined) throw new Error(`The file ${hash} of a paper is missing`)
      this.#served.add(hash)
      context.set('Content-Security-Policy', asMereContent)
      openChannel(this.#parts, context, viewer, {
        kind: 'download',
        mayGoOn: async (store, current) => (await mayRead(store, current, versionId)).allowed,
        close: () => context.res.destroy(),
      })
      const gone = new AbortController()
      context.res.once('close', () => gone.abort())
      const turn = await this.#turns.take(channelOf(viewer), gone.signal)
      if (turn === 'full')
        return answerFailure(
          context,
          fail('rate.limited', { retryAfterMs: limits.filesPerLogin.retryAfterMs }),
        )
      // The answer is written on Node's own response; Koa writes only what comes of a failure before that.
      context.respond = false
      if (turn === 'gone') return
      try {
        await this.#papers.serve({
          ...what,
          request: context.req,
          response: context.res,
          blob: { path: blobs.pathOf(hash), size, hash },
        })
      } catch (error) {
        context.respond = !context.res.headersSent
        throw error
      } finally {
        turn()
      }
    }
  }
}

/** A page's number from 1, as the path writes it. */
const pageOf = (context: Context): number | null => {
  const text = String(context.params.page)
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null
}
