import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { randomIds, systemClock } from '../ports.ts'
import { layout } from '../startup/dataFolder.ts'
import { address } from '../startup/origins.ts'
import { openDatabase } from '../storage/database.ts'
import { machineHosts } from '../tls/addresses.ts'
import { issueAdministratorLink } from './administratorLink.ts'
import { refuse, sayRefusal, sentence } from './sentences.ts'
import { toolConfig } from './tool.ts'

/** `npm run reset-administrator [-- NAME]`: a link for an administrator who lost the password. */
const run = async (): Promise<void> => {
  const config = toolConfig()
  if (!config.ok) return sayRefusal(config.error)
  const { dataFolder, origin, port } = config.data
  const file = layout(dataFolder).database
  if (!existsSync(file)) return sayRefusal(refuse('data.missing', { path: file }).error)
  const { positionals } = parseArgs({ allowPositionals: true })
  const database = openDatabase(file)
  try {
    const issued = await issueAdministratorLink(
      { database, ports: { clock: systemClock, ids: randomIds } },
      positionals[0],
    )
    if (!issued.ok) return sayRefusal(issued.error)
    const { token, purpose, displayName, loginName } = issued.data
    const base = origin ?? address(machineHosts().here[0] ?? 'localhost', port)
    console.log(
      purpose === 'setUp'
        ? sentence('reset.setUp')
        : sentence('reset.link', { name: displayName, loginName }),
    )
    console.log(`  ${base}/${purpose === 'setUp' ? 'setup' : 'invite'}/${token}`)
  } finally {
    await database.close()
  }
}

await run()
