import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../ports.ts'
import { restoreBackup, undoRestore } from './archive/restore.ts'
import { refuse, sayRefusal, sentence } from './sentences.ts'
import { toolConfig } from './tool.ts'

/** `npm run restore -- FILE [--replace]`, or `--undo` to go back: while the server is stopped. */
const run = async (): Promise<void> => {
  const config = toolConfig()
  if (!config.ok) return sayRefusal(config.error)
  const { dataFolder } = config.data
  const { values, positionals } = parseArgs({
    options: {
      replace: { type: 'boolean', default: false },
      undo: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  })
  const now = systemClock.now()
  if (values.undo) {
    const undone = await undoRestore(dataFolder, now)
    if (!undone.ok) return sayRefusal(undone.error)
    console.log(sentence('undo.done', { kept: undone.data }))
    return
  }
  const [name] = positionals
  if (name === undefined || positionals.length > 1) return sayRefusal(refuse('usage.restore').error)
  const restored = await restoreBackup({ dataFolder, file: resolve(name), replace: values.replace, now })
  if (!restored.ok) return sayRefusal(restored.error)
  const { papers, rows, kept } = restored.data
  console.log(sentence('restore.done', { papers, rows, path: dataFolder }))
  if (kept !== null) console.log(sentence('restore.kept', { kept }))
}

await run()
