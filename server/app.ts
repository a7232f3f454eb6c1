import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Config } from './config.ts'
import type { Feature, FeatureParts } from './feature.ts'
import { createAccounts } from './features/accounts/accounts.feature.ts'
import { createAgenda } from './features/agenda/agenda.feature.ts'
import { createAnnotations } from './features/annotations/annotations.feature.ts'
import { createKeyring } from './features/annotations/keyring.feature.ts'
import { createAttendance } from './features/attendance/attendance.feature.ts'
import { createDocuments } from './features/documents/documents.feature.ts'
import { createMeetings } from './features/meetings/meetings.feature.ts'
import { createPresenting } from './features/presenting/presenting.feature.ts'
import { createProfiles } from './features/profiles/profiles.feature.ts'
import { createScreens } from './features/screens/screens.feature.ts'
import { createSystem } from './features/system/system.feature.ts'
import type { Ports } from './ports.ts'
import type { BlobStore } from './storage/blobs.ts'
import type { Database } from './storage/database.ts'
import { type Authentication, authenticate } from './transport/authenticate.ts'
import { Connections } from './transport/connections.ts'
import { beforeKoa } from './transport/direct.ts'
import { createHttp, type RawRoute } from './transport/http.ts'
import { limits } from './transport/limits.ts'
import { Notes } from './transport/notes.ts'
import { originCheck } from './transport/origin.ts'
import { Pipeline } from './transport/pipeline.ts'
import { forgetReceipts } from './transport/receipts.ts'
import { Sockets } from './transport/socket.ts'
import { staticFiles } from './transport/staticFiles.ts'
import { ownUpgrades } from './transport/upgrade.ts'

export interface AppParts {
  readonly config: Config
  readonly ports: Ports
  readonly database: Database
  readonly blobs: BlobStore
  /** PEM certificate and key; without them the server speaks plain HTTP to the proxy in front of it. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined
  /** Origins that pages may come from, asked for each message. */
  origins(): ReadonlySet<string>
  /** Folder of the built client. */
  readonly clientFolder: string
  /** Routes of the composition root: the local authority's downloads. */
  readonly routes?: readonly RawRoute[]
}

export interface App {
  readonly server: Server
  /** For commands that run inside the program: the demonstration, the set-up link. */
  readonly features: FeatureParts
  readonly pipeline: Pipeline
  /** Listens, and takes up work that a stop left behind. @returns the port. */
  listen(port: number, host: string): Promise<number>
  /** Puts a renewed certificate to use for new connections. */
  renewTls(tls: { cert: string; key: string }): void
  /** Tells every client to come back, waits for commands under way, and closes; safe to call twice. */
  close(): Promise<void>
}

const hourMs = 3_600_000

/** Joins storage, features and transports to a server; tests start it as the program does. */
export const createApp = (parts: AppParts): App => {
  const { config, ports, database, blobs } = parts
  const connections = new Connections()
  const trustedProxies = new Set(config.trustedProxies)
  const authenticateTokens = (
    tokens: { login?: string; screen?: string },
    isUse = false,
  ): Promise<Authentication> =>
    authenticate(database, tokens, ports.clock.now(), isUse ? config.loginMs : undefined)

  const features: Feature[] = []
  const featureParts: FeatureParts = {
    config,
    ports,
    database,
    blobs,
    connections,
    announce: (event, scopeId) => {
      sockets.announcer.announce(event, scopeId)
      for (const feature of features) feature.announced?.(event, scopeId)
    },
    connected: (scope, scopeId) => sockets.viewers(scope, scopeId),
  }
  const annotations = createAnnotations(featureParts)
  features.push(
    createSystem(featureParts),
    createAccounts(featureParts),
    createMeetings(featureParts),
    createAgenda(featureParts),
    createDocuments(featureParts),
    createPresenting(featureParts),
    annotations.feature,
    createScreens(featureParts),
    createProfiles(),
    createAttendance(featureParts),
    createKeyring(featureParts),
  )

  const sockets = new Sockets({
    ports,
    connections,
    trustedProxies,
    authenticate: authenticateTokens,
    announcer: {
      store: database.kysely,
      log: ports.log,
      presenters: features.flatMap(({ presenters }) => presenters ?? []),
    },
    presenceChanged: (scope, scopeId) => {
      for (const feature of features) feature.presenceChanged?.(scope, scopeId)
    },
  })
  const notes = new Notes({
    ports,
    connections,
    layers: annotations.layers,
    authenticate: authenticateTokens,
  })
  const pipeline = new Pipeline({
    database,
    ports,
    handlers: features.flatMap(({ handlers }) => handlers),
    announce: featureParts.announce,
    broadcast: (event, message, mayHear) => sockets.announcer.broadcast(event, message, mayHear),
    committed: () => notes.rightsMayHaveChanged(),
  })
  sockets.serve(pipeline)

  const mayCall = originCheck(parts.origins)
  const http = createHttp({
    pipeline,
    ports,
    routes: [...features.flatMap(({ routes }) => routes ?? []), ...(parts.routes ?? [])],
    trustedProxies,
    mayCall,
    authenticate: authenticateTokens,
    staticFiles: staticFiles(parts.clientFolder),
  })
  const listener = beforeKoa(
    {
      ports,
      routes: features.flatMap(({ directRoutes }) => directRoutes ?? []),
      authenticate: authenticateTokens,
    },
    http.callback(),
  )
  const secure =
    parts.tls === undefined
      ? undefined
      : createHttpsServer({ cert: parts.tls.cert, key: parts.tls.key }, listener)
  const server = secure ?? createHttpServer(listener)
  // A tablet that says nothing for a while keeps its connection; one that sends its headers by the byte does not.
  server.keepAliveTimeout = 65_000
  server.headersTimeout = 15_000
  server.requestTimeout = 0
  ownUpgrades(server, { '/socket.io': sockets.upgrade, '/notes': notes.upgrade }, mayCall)

  const housekeeping = setInterval(() => {
    forgetReceipts(database.kysely, ports.clock.now()).catch(error =>
      ports.log.error({ err: error }, 'receipts could not be forgotten'),
    )
  }, hourMs).unref()

  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    clearInterval(housekeeping)
    await pipeline.stop()
    await notes.close()
    await sockets.close()
    connections.close()
    for (const feature of features) await feature.close?.()
    await new Promise<void>(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }

  return {
    server,
    features: featureParts,
    pipeline,
    listen: async (port, host) => {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen({ port, host, ipv6Only: false }, () => {
          server.off('error', reject)
          resolve()
        })
      })
      connections.start(limits.sweepMs, error => ports.log.error({ err: error }, 'the sweep failed'))
      for (const feature of features) await feature.start?.()
      const address: AddressInfo | string | null = server.address()
      return typeof address === 'object' && address !== null ? address.port : port
    },
    renewTls: ({ cert, key }) => secure?.setSecureContext({ cert, key }),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}
