import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { freePort } from '../program.ts'

/** Starts the bare Socket.IO server with the certificate of a data folder. */
export const startBare = async (folder: string): Promise<{ url: string; stop(): Promise<void> }> => {
  const port = await freePort()
  const child: ChildProcess = spawn(
    process.execPath,
    [
      join(import.meta.dirname, 'bareServer.ts'),
      ...[join(folder, 'tls', 'server.pem'), join(folder, 'tls', 'server.pem')],
      ...[join(folder, 'bare.sqlite'), String(port)],
    ],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  )
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the bare server ended'))),
  ])
  return {
    url: `https://127.0.0.1:${port}`,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
