import { endChildren } from '../../media/worker/run.js'
import { prepareClient, prepareInstall, prepareWorker } from './prepare.js'
import { serve } from './serve.js'
import { createSpeaker } from './speaker.js'

/**
 * `npm start`: has everything that the server needs, then serves.
 *
 * @param {{ root: string, args: string[] }} parts args go to the server
 * @returns {Promise<number>} the exit code
 */
export async function begin({ root, args }) {
  const env = process.env
  const speaker = createSpeaker({ env, out: process.stdout })
  const release = endOnSignal()
  try {
    const node = await prepareInstall({ root, env, speaker })
    const worker = await prepareWorker({ root, env, speaker, node }).catch(error => {
      // Papers do not need it: a committee that only reads must not wait for a package.
      speaker.refuse(error)
      speaker.say('worker.without')
      return undefined
    })
    await prepareClient({ root, env, speaker, node })
    release()
    return await serve({ root, node, args, env: worker ? { ...env, MEDIASOUP_WORKER_BIN: worker } : env })
  } catch (error) {
    speaker.refuse(error)
    return 1
  }
}

/** Until released, a signal ends this process and whatever it has started. */
export function endOnSignal() {
  const handlers = /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]).map(([signal, code]) => {
    const handler = () => {
      endChildren()
      process.exit(code)
    }
    process.on(signal, handler)
    return () => process.off(signal, handler)
  })
  return () => {
    for (const off of handlers) off()
  }
}
