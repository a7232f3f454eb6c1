import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { arch, homedir, platform, release, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { workerPath } from '../../../media/worker/place.js'

export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** The binary that this machine's start has had: these tests are about the real one. */
export async function realWorker(): Promise<string> {
  const path = await workerPath(root, { HOME: homedir(), ...process.env })
  if (!path) throw new Error('No media worker is had yet: run "npm run worker" first.')
  return path
}

/** A tar archive of one file (POSIX.1-1988 ustar). */
export function tarOf(name: string, content: Buffer, type = '0'): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write(content.length.toString(8).padStart(11, '0'), 124)
  header.write(type, 156)
  header.write('ustar', 257)
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512)
  return Buffer.concat([header, content, padding, Buffer.alloc(1024)])
}

/** A mirror of mediasoup's ready-made workers: counts who asks, and answers as the test says. */
export async function startMirror(answer: (path: string) => Promise<Buffer> | Buffer | number | 'silence') {
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    asked.push(request.url ?? '')
    const body = await answer(request.url ?? '')
    if (body === 'silence') return
    if (typeof body === 'number') response.writeHead(body).end()
    else response.end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** The archive as mediasoup publishes it, with this program in it. */
export async function archiveOf(binary: string | Buffer): Promise<Buffer> {
  const content = typeof binary === 'string' ? await readFile(binary) : binary
  return gzipSync(tarOf('mediasoup-worker', content), { level: 1 })
}

/** The name that mediasoup's own installer asks for on this machine. */
export function archiveName(version: string): string {
  const kernel = platform() === 'linux' ? `-kernel${release().split('.')[0]}` : ''
  return `/${version}/mediasoup-worker-${version}-${platform()}-${arch()}${kernel}.tgz`
}

/** An empty home, and a folder for programs that stand before the system's in the path. */
export async function emptyHome() {
  const home = await mkdtemp(join(tmpdir(), 'phs-worker-'))
  const bin = join(home, 'bin')
  await mkdir(bin)
  return {
    home,
    bin,
    program: async (name: string, script: string) => {
      await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`)
      await chmod(join(bin, name), 0o755)
    },
    remove: () => rm(home, { recursive: true, force: true }),
  }
}

/** Hears what the steps say, as codes. */
export function listener() {
  const said: { code: string; values: Record<string, string | number> }[] = []
  const steps: { code: string; fraction: number | undefined }[] = []
  return {
    said,
    steps,
    codes: () => said.map(({ code }) => code),
    say: (code: string, values: Record<string, string | number> = {}) => void said.push({ code, values }),
    progress: (code: string, fraction: number | undefined) => void steps.push({ code, fraction }),
  }
}
