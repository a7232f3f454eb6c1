import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { LayerName } from '#shared/annotations/annotations.contract.ts'
import { closeCodes, notLoadedCode } from '#shared/annotations/wire.ts'
import type { CloseReason } from '#shared/contract/close.ts'
import { Id } from '#shared/contract/define.ts'
import type { Ports } from '../ports.ts'
import type { Authentication } from './authenticate.ts'
import type { Connections } from './connections.ts'
import { readTokens } from './cookies.ts'
import { limits } from './limits.ts'
import { NoteConnection } from './NoteConnection.ts'
import type { LayerAddress, NoteLayers } from './noteLayers.ts'
import { refuseUpgrade, type UpgradeTarget } from './upgrade.ts'
import { channelOf, type Viewer } from './viewer.ts'

export interface NotesParts {
  readonly ports: Ports
  readonly connections: Connections
  readonly layers: NoteLayers
  authenticate(tokens: { login?: string; screen?: string }): Promise<Authentication>
}

/** `/notes/LAYER/VERSION`; null for anything else. */
const readAddress = (request: IncomingMessage): (LayerAddress & { readonly stored: boolean }) | null => {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2)
  const [, , layerText, versionText, ...rest] = path.split('/')
  const layer = LayerName.safeParse(layerText)
  const version = Id.safeParse(versionText)
  if (!layer.success || !version.success || rest.length > 0) return null
  return {
    layer: layer.data,
    versionId: version.data,
    stored: new URLSearchParams(query).get('stored') === '1',
  }
}

/** [N15] The notes' endpoint: y-websocket's unmodified client, with the rights of our layers. */
export class Notes {
  readonly #parts: NotesParts
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.notes.frameBytes,
    // Strokes are packed already, and every connection would deflate by itself what is encoded once for all.
    perMessageDeflate: false,
    skipUTF8Validation: true,
  })
  /** For those who are told only why they may not: nothing that they say is kept. */
  readonly #strangers = new WebSocketServer({
    ...{ noServer: true, maxPayload: limits.notes.strangerBytes, perMessageDeflate: false },
  })
  readonly #connections = new Set<NoteConnection>()
  /** Raised by every command: what was known of rights before counts no more. */
  #epoch = 0
  #reviewing: Promise<void> | null = null
  #reviewedAt = Number.NEGATIVE_INFINITY
  #reviewTimer: NodeJS.Timeout | undefined
  readonly #aliveTimer: NodeJS.Timeout
  #stopping = false

  constructor(parts: NotesParts) {
    this.#parts = parts
    this.#aliveTimer = setInterval(() => {
      for (const connection of this.#connections) connection.keepAlive()
    }, limits.notes.aliveEveryMs).unref()
  }

  /** For the one owner of upgrades. */
  readonly upgrade: UpgradeTarget = (request, socket, head) => {
    const address = readAddress(request)
    if (address === null) return refuseUpgrade(socket, 404)
    if (this.#stopping) return refuseUpgrade(socket, 503)
    const broken = () => socket.destroy()
    socket.on('error', broken)
    this.#parts
      .authenticate(readTokens(request))
      .then(({ viewer, ended }) => {
        socket.off('error', broken)
        if (this.#stopping) return refuseUpgrade(socket, 503)
        // Whoever is not signed in at all is locked out as after an expiry: what the tablet keeps unsent stays.
        if (viewer.kind === 'anonymous') return this.#turnAway(request, socket, head, ended ?? 'expired')
        if (this.#parts.connections.count(channelOf(viewer), 'notes') >= limits.notes.connectionsPerLogin)
          return this.#turnAway(request, socket, head, 'flooding')
        this.#sockets.handleUpgrade(request, socket, head, opened => {
          this.#open(opened, socket, viewer, address).catch(error => {
            this.#parts.ports.log.error({ err: error }, 'a layer of notes could not be opened')
            opened.close(notLoadedCode, 'notes.notLoaded')
          })
        })
      })
      .catch(error => {
        this.#parts.ports.log.error({ err: error }, 'nobody knows who asks for notes')
        refuseUpgrade(socket, 503)
      })
  }

  /** Says why in a way that y-websocket's client hears, which no refused upgrade does, and hears nothing more. */
  #turnAway(request: IncomingMessage, line: Duplex, head: Buffer, why: CloseReason): void {
    this.#strangers.handleUpgrade(request, line, head, socket => {
      socket.on('error', () => socket.terminate())
      socket.close(closeCodes[why], why)
      setTimeout(() => socket.terminate(), limits.notes.goodbyeMs).unref()
    })
  }

  /** A command was stored: rights are looked at anew before the next message counts. */
  rightsMayHaveChanged(): void {
    this.#epoch += 1
    if (this.#connections.size > 0) this.#reviewSoon(limits.notes.reviewAfterMs)
  }

  /** Stores what came, and tells every client to come back later. */
  async close(): Promise<void> {
    this.#stopping = true
    clearInterval(this.#aliveTimer)
    clearTimeout(this.#reviewTimer)
    for (const connection of this.#connections) connection.deaf()
    await this.#parts.layers.close()
    await Promise.all([...this.#connections].map(connection => connection.shut('serverStopping')))
    this.#sockets.close()
  }

  async #open(
    socket: WebSocket,
    line: Duplex,
    viewer: Viewer,
    { stored, ...address }: LayerAddress & { readonly stored: boolean },
  ): Promise<void> {
    const { connections, layers, ports } = this.#parts
    const early: [RawData, boolean][] = []
    let earlyBytes = 0
    const hold = (data: RawData, isBinary: boolean) => {
      early.push([data, isBinary])
      earlyBytes += data instanceof Uint8Array ? data.length : limits.notes.queueBytes
      if (early.length > limits.notes.messagesPerSecond.burst || earlyBytes > limits.notes.earlyBytes)
        socket.terminate()
    }
    socket.on('error', () => socket.terminate())
    socket.on('message', hold)
    const connection = new NoteConnection({
      ...{ socket, line, viewer, address, ports, stored },
      leave: (layer, member) => layers.leave(layer, member),
      stale: () => this.#reviewSoon(0),
    })
    const release = connections.add({
      kind: 'notes',
      loginId: channelOf(viewer),
      close: reason => connection.shut(reason),
      recheck: async () => {
        // One look serves all channels of a sweep.
        if (ports.clock.monotonic() - this.#reviewedAt > limits.sweepMs / 2) await this.#review()
        return null
      },
    })
    this.#connections.add(connection)
    const left = () => {
      release()
      this.#connections.delete(connection)
      connection.left()
    }
    socket.on('close', left)
    if (socket.readyState === socket.CLOSED) return left()
    const epoch = this.#epoch
    const [standing] = await layers.standings([{ viewer, address }])
    if (standing === undefined) throw new Error('Nobody looked at the rights to a layer')
    connection.stand(standing, epoch)
    if (!connection.open) return
    if (this.#isCrowded(address)) {
      connection.shut('flooding')
      return
    }
    const layer = await layers.enter(viewer, address, connection)
    socket.off('message', hold)
    socket.on('message', (data, isBinary) => connection.hear(data, isBinary, this.#epoch))
    connection.enter(layer)
    for (const [data, isBinary] of early) connection.hear(data, isBinary, this.#epoch)
  }

  /** [N22] Whether more have the layer open than a hall and its sites can. */
  #isCrowded({ layer, versionId }: LayerAddress): boolean {
    let here = 0
    for (const { open, address } of this.#connections)
      if (open && address.layer === layer && address.versionId === versionId) here += 1
    // Private layers are one for each, and their login's limit holds.
    return layer !== 'private' && here > limits.notes.connectionsPerLayer
  }

  #reviewSoon(ms: number): void {
    if (this.#stopping || this.#reviewTimer !== undefined) return
    this.#reviewTimer = setTimeout(() => {
      this.#reviewTimer = undefined
      this.#review().catch(error => {
        this.#parts.ports.log.error({ err: error }, 'the rights to notes could not be looked at')
        this.#reviewSoon(1_000)
      })
    }, ms).unref()
  }

  /** Looks at everybody's rights anew; those who come while one is under way share the next. */
  #review(): Promise<void> {
    if (this.#reviewing !== null) return this.#reviewing
    const review = async () => {
      this.#reviewedAt = this.#parts.ports.clock.monotonic()
      const epoch = this.#epoch
      const connections = [...this.#connections].filter(({ open }) => open)
      const standings = await this.#parts.layers.standings(connections)
      for (const [at, connection] of connections.entries()) {
        const standing = standings[at]
        if (standing !== undefined) connection.stand(standing, epoch)
      }
      if (this.#epoch !== epoch) this.#reviewSoon(limits.notes.reviewAfterMs)
    }
    this.#reviewing = review().finally(() => {
      this.#reviewing = null
    })
    return this.#reviewing
  }
}
