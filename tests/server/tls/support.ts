import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:https'
import { type AddressInfo, isIP } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkServerIdentity, connect } from 'node:tls'
import { ensureTls, type TlsMaterial, type TlsOptions } from '#server/tls/ensure.ts'

export const DAY = 86_400_000
export const NAME = 'hop.songlam.gov.vn'

/** A clock that stands where it is put. */
export const clockAt = (start: number) => ({
  time: start,
  now() {
    return this.time
  },
})

const cleanups: (() => Promise<unknown>)[] = []

/** Undoes what the helpers here made; call it after each test. */
export async function cleanUp(): Promise<void> {
  for (const undo of cleanups.splice(0).reverse()) await undo()
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tls-'))
  cleanups.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Options of a small deployment in a folder of its own. */
export async function deployment(changes: Partial<TlsOptions> = {}): Promise<TlsOptions> {
  return {
    folder: join(await temporaryFolder(), 'tls'),
    names: [NAME],
    machineNames: ['may-chu', 'may-chu.local'],
    addresses: ['192.168.1.5'],
    committee: 'UBND tỉnh Sông Lam',
    clock: clockAt(Date.now()),
    ...changes,
  }
}

export async function materialOf(options: TlsOptions): Promise<TlsMaterial> {
  const result = await ensureTls(options)
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.params)}`)
  return result.data
}

/** A real HTTPS server on a free port of this machine. */
export async function serve(material: { cert: string; key: string }): Promise<Server> {
  const server = createServer({ cert: material.cert, key: material.key }, (_, response) =>
    response.end('xin chào'),
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(
    () =>
      new Promise(resolve => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  )
  return server
}

/**
 * What a client that believes it speaks to `host` gets: the serial number of the certificate that it was shown and
 * accepted, or the code of its refusal. Trusts `ca`, or what Node trusts by itself.
 */
export function visit(server: Server, host: string, ca?: string): Promise<string> {
  const { port } = server.address() as AddressInfo
  return new Promise(resolve => {
    const socket = connect({
      host: '127.0.0.1',
      port,
      servername: isIP(host) ? '' : host, // RFC 6066 §3: no addresses in SNI
      checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
      ...(ca === undefined ? {} : { ca }),
    })
    socket.on('secureConnect', () => {
      resolve(socket.getPeerX509Certificate()?.serialNumber ?? 'no certificate')
      socket.destroy()
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === undefined || error.code === 'UNSPECIFIED' ? error.message : error.code)
    })
  })
}

export const serialNumber = (pem: string): string => new X509Certificate(pem).serialNumber
