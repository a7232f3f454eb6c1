import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { limits } from '#server/transport/limits.ts'
import type { Hall } from '#tests/support/hall.ts'
import { freePort, startProgram } from '#tests/support/program.ts'
import type { AnnotatorsOptions } from './load.ts'

/** A server that is measured, and how its clients find the layer. */
export interface Arm {
  readonly pid: number
  readonly client: AnnotatorsOptions['client']
  readonly url: string
  readonly room: string
  readonly origin: string
  stop(): Promise<void>
}

export type ArmName = 'ours' | 'y-websocket' | 'hocuspocus'

const startOurs = async (hall: Hall, port: number): Promise<Arm> => {
  const program = await startProgram({ folder: hall.folder, port, tls: true })
  return {
    pid: program.pid,
    client: 'y-websocket',
    url: `${program.url.replace('https', 'wss')}/notes/everyone`,
    room: hall.versionId,
    origin: program.url,
    stop: async () => {
      await program.end('SIGTERM')
    },
  }
}

const startPeer = async (kind: 'y-websocket' | 'hocuspocus', hall: Hall, port: number): Promise<Arm> => {
  const child: ChildProcess = spawn(
    process.execPath,
    [
      ...[join(import.meta.dirname, 'peerServer.ts'), kind, join(hall.folder, 'tls', 'server.pem')],
      ...[join(hall.folder, `${kind}-${port}.sqlite`), String(port), String(limits.notes.togetherMs)],
    ],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  )
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`the peer ${kind} ended`))),
  ])
  return {
    pid: child.pid ?? 0,
    client: kind,
    url: `wss://127.0.0.1:${port}`,
    room: 'layer',
    origin: `https://127.0.0.1:${port}`,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Starts one server. The program comes first on a new folder: the peers take its certificate. */
export const startArm = async (name: ArmName, hall: Hall): Promise<Arm> => {
  const port = await freePort()
  return name === 'ours' ? startOurs(hall, port) : startPeer(name, hall, port)
}
