import { parentPort, workerData } from 'node:worker_threads'
import type { Paper } from './blocks.ts'
import { layOut } from './flow.ts'
import { toPdf } from './toPdf.ts'

/** Sets one paper and ends; see paperToPdf. */
const { paper, moment }: { readonly paper: Paper; readonly moment: number } = workerData
const { title, subject, author } = paper
const bytes = await toPdf(layOut(paper), { title, subject, author, moment: new Date(moment) })
parentPort?.postMessage(bytes)
