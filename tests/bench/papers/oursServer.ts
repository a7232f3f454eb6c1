/**
 * The product's arm of B1: papers by PaperServer on Node's own HTTPS and HTTP servers, one process, as deployed.
 * Arguments: TLS port, plain port, certificate, key, folder of the files.
 */
import { readFileSync, statSync } from 'node:fs'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { join } from 'node:path'
import { PaperServer } from '#server/features/documents/serving/PaperServer.ts'

const [tlsPort, plainPort, cert = '', key = '', folder = ''] = process.argv.slice(2)
const papers = new PaperServer({ memoryBytes: 256_000_000 })

const listener: RequestListener = (request, response) => {
  const name = (request.url ?? '').replace(/[^a-z0-9]/g, '')
  const path = join(folder, name)
  const blob = { path, size: statSync(path).size, hash: name }
  papers.serve({ request, response, blob, contentType: 'application/pdf' }).catch(console.error)
}
createHttpsServer({ cert: readFileSync(cert), key: readFileSync(key) }, listener).listen(
  Number(tlsPort),
  '127.0.0.1',
)
createHttpServer(listener).listen(Number(plainPort), '127.0.0.1', () => process.send?.('ready'))
