import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { layout } from '../startup/dataFolder.ts'
import { verifyJournal } from '../storage/journal.ts'
import { refuse, sayRefusal, sentence } from './sentences.ts'
import { toolConfig } from './tool.ts'

/** `npm run journal:verify`: reads the whole journal, also while the server runs, and ends with 1 where it is not sound. */
const run = (): void => {
  const config = toolConfig()
  if (!config.ok) return sayRefusal(config.error)
  const { database } = layout(config.data.dataFolder)
  if (!existsSync(database)) return sayRefusal(refuse('data.missing', { path: database }).error)
  const raw = new DatabaseSync(database, { timeout: 30_000 })
  try {
    const verdict = verifyJournal(raw)
    if (!verdict.sound)
      return sayRefusal(refuse('journal.broken', { seq: verdict.seq, reason: verdict.reason }).error)
    const { rows, erased, head } = verdict
    console.log(sentence('journal.sound', { rows, erased, head }))
  } finally {
    raw.close()
  }
}

run()
