import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** A TCP port that is free now. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

export interface Program {
  readonly url: string
  readonly pid: number
  /** All that it printed so far. */
  printed(): string
  /** Sends the signal and waits for the end. @returns the exit code, or the signal that ended it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string>
}

export interface ProgramOptions {
  readonly folder: string
  readonly port: number
  /** Host in the address that tablets use. */
  readonly host?: string
  /** TLS by the server's own certificate, or plain HTTP as behind the proxy. */
  readonly tls?: boolean
}

/** Starts the real program on a data folder and waits until it answers. @throws where it ends before that. */
export const startProgram = async (options: ProgramOptions): Promise<Program> => {
  const { folder, port, host = '127.0.0.1', tls = false } = options
  const url = `${tls ? 'https' : 'http'}://${host}:${port}`
  const child: ChildProcess = spawn(process.execPath, ['server/main.ts', '--empty'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PHS_DATA: folder,
      PHS_PORT: String(port),
      PHS_HOST: '0.0.0.0',
      PHS_TLS: tls ? 'on' : 'off',
      PHS_ORIGIN: url,
      PHS_LOG_LEVEL: 'warn',
    },
  })
  let printed = ''
  const listening = new Promise<void>((resolve, reject) => {
    const hear = (text: Buffer) => {
      printed += text.toString()
      // The last line of the welcome, in both languages.
      if (printed.includes('Ctrl+C')) resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', code => reject(new Error(`the program ended with ${code}:\n${printed}`)))
  })
  const ended = new Promise<number | string>(resolve =>
    child.once('exit', (code, signal) => resolve(code ?? signal ?? '')),
  )
  await listening
  return {
    url,
    pid: child.pid ?? 0,
    printed: () => printed,
    end: signal => {
      child.kill(signal)
      return ended
    },
  }
}
