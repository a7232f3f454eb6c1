import { Worker } from 'node:worker_threads'
import type { Paper } from './blocks.ts'

/** The last one under way: papers are set one after another, so that two cores keep one for the meeting. */
let last: Promise<unknown> = Promise.resolve()

const set = (paper: Paper, moment: number): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { paper, moment } })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`Setting a paper ended with ${code} and no paper`)))
  })

/**
 * Sets a paper as a PDF in a thread of its own: embedding the letters takes half a second, in which nobody's vote
 * should have to wait. `moment`: when it is said to be made, milliseconds since the epoch.
 */
export const paperToPdf = (paper: Paper, moment: number): Promise<Uint8Array> => {
  const mine = last.then(() => set(paper, moment))
  last = mine.catch(() => undefined)
  return mine
}
