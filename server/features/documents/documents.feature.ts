import { mkdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { type Feature, type FeatureParts, handlersOf } from '#server/feature.ts'
import { documentsHandlers } from './documents.handlers.ts'
import { Preparation } from './documents.preparing.ts'
import { documentsPresenter } from './documents.presenter.ts'
import { PaperFiles } from './documents.routes.ts'
import { Sweep } from './documents.sweep.ts'
import { uploadRoutes } from './documents.upload.ts'
import { Queue } from './prepare/Queue.ts'
import { PaperServer } from './serving/PaperServer.ts'
import { UploadFolder } from './UploadFolder.ts'

/** Room that stays free for the database whatever is uploaded. */
const reserveBytes = 64 * 1_000_000

/** Papers: announced, uploaded, prepared, served, and swept away when nobody names them any more. */
export const createDocuments = (parts: FeatureParts): Feature => {
  const { config } = parts
  const uploads = new UploadFolder(join(config.dataFolder, 'uploads'))
  const blobGate = new Queue(1)
  const preparation = new Preparation(parts, uploads, blobGate, () => sweep.soon())
  const papers = new PaperServer({ memoryBytes: config.hotPapersBytes })
  const files = new PaperFiles(parts, papers)
  const sweep = new Sweep(parts, uploads, blobGate, named => files.forgetUnnamed(named))
  return {
    handlers: handlersOf(
      documentsHandlers({
        limitBytes: config.paperLimitBytes,
        hasRoom: async bytes => {
          const { bavail, bsize } = await statfs(config.dataFolder)
          return bavail * bsize > bytes + reserveBytes
        },
        giveUp: ids => sweep.giveUp(ids),
        tidy: () => sweep.soon(),
      }),
    ),
    presenters: [documentsPresenter(id => uploads.received(id))],
    directRoutes: files.routes,
    routes: uploadRoutes({ ...parts, uploads, preparation }),
    start: async () => {
      await mkdir(config.dataFolder, { recursive: true, mode: 0o700 })
      await uploads.start()
      await preparation.start()
      await sweep.start()
    },
    close: async () => {
      await uploads.close()
      await preparation.close()
      await sweep.close()
      papers.close()
    },
  }
}
