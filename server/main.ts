import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type App, createApp } from './app.ts'
import { type Config, ConfigError, consoleLocale, readConfig } from './config.ts'
import { fillDemonstration } from './demo/fill.ts'
import { needsSetUp } from './features/accounts/setUp.store.ts'
import { issueSetUpLink } from './features/accounts/setUpLink.ts'
import { createLog, type Ports, randomIds, systemClock } from './ports.ts'
import { authorityRoutes } from './startup/authorityRoutes.ts'
import { type DataFolder, ensureFolders, openDataFolder } from './startup/dataFolder.ts'
import { consoleLanguage, describeStartup, type StartupFailure } from './startup/messages.ts'
import { address, servedOrigins } from './startup/origins.ts'
import { beginFilling, discardUnfinished } from './startup/unfinished.ts'
import { printWelcome } from './startup/welcome.ts'
import { BlobStore } from './storage/blobs.ts'
import { type Database, DatabaseTooNew, openDatabase } from './storage/database.ts'
import { machineHosts } from './tls/addresses.ts'
import { ensureTls, type TlsMaterial, type TlsOptions } from './tls/ensure.ts'
import { describeTls } from './tls/failures.ts'
import { watchCertificate } from './tls/watch.ts'

/** A start that cannot go on: its sentence is printed and the program ends with 1. */
class CannotStart extends Error {
  readonly failure: StartupFailure
  constructor(failure: StartupFailure) {
    super(failure.code)
    this.failure = failure
  }
}

const reasonOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)
const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

const configuration = (): Config => {
  try {
    return readConfig()
  } catch (error) {
    if (error instanceof ConfigError)
      throw new CannotStart({ code: 'config.invalid', params: { reason: error.said } })
    throw error
  }
}

const database = (folder: DataFolder): Database => {
  try {
    return openDatabase(folder.database)
  } catch (error) {
    if (error instanceof DatabaseTooNew)
      throw new CannotStart({ code: 'database.tooNew', params: { found: error.found, known: error.known } })
    throw new CannotStart({
      code: 'database.broken',
      params: { path: folder.database, reason: reasonOf(error) },
    })
  }
}

const listen = async (app: App, { port, host }: Config): Promise<number> => {
  try {
    return await app.listen(port, host)
  } catch (error) {
    const code = codeOf(error)
    // A missing or foreign key explains itself, in both languages.
    if (code.startsWith('keys.')) throw error
    if (code === 'EADDRINUSE') throw new CannotStart({ code: 'port.taken', params: { port } })
    if (code === 'EACCES') throw new CannotStart({ code: 'port.forbidden', params: { port } })
    throw new CannotStart({ code: 'host.unusable', params: { host, reason: code || reasonOf(error) } })
  }
}

const start = async (): Promise<void> => {
  const { values } = parseArgs({ options: { empty: { type: 'boolean', default: false } } })
  const config = configuration()
  const ports: Ports = { clock: systemClock, ids: randomIds, log: createLog(config.logLevel) }
  const opened = await openDataFolder(config.dataFolder)
  if (!opened.ok) throw new CannotStart(opened.error)
  const folder = opened.data
  if (await discardUnfinished(folder.path)) await ensureFolders(folder)
  const store = database(folder)
  const blobs = await BlobStore.open(folder.blobs)

  const tlsOptions = (): TlsOptions => {
    const { names, addresses } = machineHosts()
    const configured = config.origin === undefined ? [] : [new URL(config.origin).hostname]
    return {
      folder: folder.tls,
      names: [...configured, ...config.names],
      machineNames: names,
      addresses,
      own: config.ownCertificate,
      clock: ports.clock,
    }
  }
  const say = (sentence: { vi: string; en: string }) => process.stdout.write(`${sentence[language]}\n`)
  let material: TlsMaterial | undefined
  if (config.tls === 'on') {
    const tls = await ensureTls(tlsOptions())
    if (!tls.ok) {
      say(describeTls(tls.error))
      await store.close()
      await folder.release()
      process.exitCode = 1
      return
    }
    material = tls.data
    for (const notice of material.notices) say(describeTls(notice))
  }

  let port = config.port
  let authority = () => material?.ca
  const app = createApp({
    config,
    ports,
    database: store,
    blobs,
    tls: material,
    origins: servedOrigins(ports.clock, config.origin, config.names, () => port),
    clientFolder: join(import.meta.dirname, '..', 'dist', 'client'),
    routes: authorityRoutes(() => authority()),
  })
  const watch =
    material &&
    watchCertificate({
      initial: material,
      options: tlsOptions,
      onRenewed: renewed => app.renewTls(renewed),
      onFailed: failure => ports.log.error({ code: failure.code }, describeTls(failure).en),
    })
  if (watch) authority = () => watch.current().ca

  const stopNow = async (): Promise<void> => {
    await watch?.close()
    await app.close()
    await store.close()
    await folder.release()
  }
  // A terminal sends its signal to the whole group, and npm hands it on: every one joins the same stop.
  let stopping: Promise<void> | undefined
  const stop = (): Promise<void> => {
    stopping ??= stopNow()
    return stopping
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      stop().then(
        () => process.exit(0),
        error => {
          ports.log.fatal({ err: error }, 'the stop failed')
          process.exit(1)
        },
      )
    })
  try {
    port = await listen(app, config)
    const empty =
      (await store.kysely.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) === undefined
    const demonstrate = empty && !config.production && !values.empty
    const filled = demonstrate ? await beginFilling(folder.path) : undefined
    const demonstration = demonstrate
      ? await fillDemonstration(app, {
          folder,
          language,
          origin: config.origin ?? address('localhost', port),
          say: line => process.stdout.write(`  ${line}\n`),
        })
      : undefined
    await filled?.()
    const setUp =
      !demonstrate && (await needsSetUp(store.kysely)) ? await issueSetUpLink(app.features) : undefined
    await printWelcome({ config, folder, port, language, material, demonstration, setUp })
  } catch (error) {
    await stop()
    throw error
  }
}

const language = consoleLanguage(consoleLocale())

start().catch((error: unknown) => {
  const failure =
    error instanceof CannotStart
      ? error.failure
      : ({ code: 'start.failed', params: { reason: reasonOf(error) } } as const)
  process.stderr.write(`${describeStartup(failure)[language]}\n`)
  process.exit(1)
})
