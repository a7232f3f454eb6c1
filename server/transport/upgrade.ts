import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { OriginCheck } from './origin.ts'

/** Takes over a connection whose origin was checked; it checks the login itself. */
export type UpgradeTarget = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** Answers an upgrade with a plain HTTP status and closes it. */
export const refuseUpgrade = (socket: Duplex, status: number): void => {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  )
}

/**
 * The one owner of the server's `upgrade` event: by path, to one target each. Whatever library were left to listen
 * by itself would end the others' upgrades.
 */
export const ownUpgrades = (
  server: Server,
  targets: Readonly<Record<string, UpgradeTarget>>,
  mayConnect: OriginCheck,
): void => {
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    const target = Object.entries(targets).find(
      ([prefix]) => path === prefix || path.startsWith(`${prefix}/`),
    )?.[1]
    if (target === undefined) return refuseUpgrade(socket, 404)
    if (!mayConnect(request)) return refuseUpgrade(socket, 403)
    target(request, socket, head)
  })
}
