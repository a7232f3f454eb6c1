import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../ports.ts'
import { makeBackup } from './archive/make.ts'
import { refuse, sayRefusal, sentence } from './sentences.ts'
import { toolConfig } from './tool.ts'

/** `npm run backup -- FILE [--without-keys]`: everything in one file, while the server runs. */
const run = async (): Promise<void> => {
  const config = toolConfig()
  if (!config.ok) return sayRefusal(config.error)
  const { values, positionals } = parseArgs({
    options: { 'without-keys': { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [name] = positionals
  if (name === undefined || positionals.length > 1) return sayRefusal(refuse('usage.backup').error)
  const file = resolve(name)
  const withKeys = !values['without-keys']
  const made = await makeBackup({
    ...{ dataFolder: config.data.dataFolder, file, withKeys, now: systemClock.now() },
  })
  if (!made.ok) return sayRefusal(made.error)
  const { papers, journal, bytes } = made.data
  console.log(
    sentence('backup.done', {
      ...{ file, papers, rows: journal.sound ? journal.rows : journal.seq },
      megabytes: Math.ceil(bytes / 1_000_000),
    }),
  )
  console.log(sentence(withKeys ? 'backup.keys' : 'backup.noKeys'))
  // The backup stands as evidence; that something is wrong is not kept back.
  if (!journal.sound) sayRefusal(refuse('journal.broken', { seq: journal.seq, reason: journal.reason }).error)
}

await run()
