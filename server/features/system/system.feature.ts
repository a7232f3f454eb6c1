import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Feature, type FeatureParts, handlersOf } from '#server/feature.ts'
import { allow, type Handlers, handler } from '#server/transport/handler.ts'
import { answerFailure } from '#server/transport/http.ts'
import { fail, ok } from '#shared/contract/result.ts'
import { system, systemRoutes } from '#shared/system/system.contract.ts'
import { MediaWorkerCheck } from './mediaWorkerCheck.ts'
import { createMetrics, mayReadMetrics } from './metrics.ts'

const versionOf = (file: string): string => {
  const description: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return typeof description === 'object' && description !== null && 'version' in description
    ? String(description.version)
    : ''
}

/** The clock that screens show, whether the system is up, and its metrics. */
export const createSystem = (parts: FeatureParts): Feature => {
  const { config, database, ports } = parts
  const version = versionOf(join(import.meta.dirname, '..', '..', '..', 'package.json'))
  const mediaWorker = new MediaWorkerCheck(config.mediaWorker, ports.clock)
  const metrics = createMetrics(parts)
  const handlers = {
    time: handler(system.time, {
      policy: () => allow(null),
      run: async ({ now }) => ok({ now }),
    }),
  } satisfies Handlers<typeof system>

  const databaseAnswers = async (): Promise<boolean> => {
    try {
      await database.kysely.selectFrom('settings').select('key').limit(1).execute()
      return true
    } catch (error) {
      ports.log.error({ err: error }, 'the database does not answer')
      return false
    }
  }

  return {
    handlers: handlersOf<typeof system>(handlers),
    routes: [
      {
        contract: systemRoutes.health,
        handle: async context => {
          const up = await databaseAnswers()
          context.status = up ? 200 : 503
          context.set('Cache-Control', 'no-store')
          context.body = {
            ...{ ok: up, version, database: up ? 'ok' : 'failed' },
            mediaWorker: await mediaWorker.state(),
          }
        },
      },
      {
        contract: systemRoutes.metrics,
        handle: async context => {
          if (!mayReadMetrics(context.req, config.metricsToken))
            return answerFailure(context, fail('right.missing'))
          const text = await metrics.metrics()
          context.set('Content-Type', metrics.contentType)
          context.set('Cache-Control', 'no-store')
          context.body = text
        },
      },
    ],
    close: async () => {
      mediaWorker.close()
      metrics.clear()
    },
  }
}
