import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { promisify } from 'node:util'
import { PaperServer } from '#server/features/documents/serving/PaperServer.ts'
import type { StoredFile } from '#server/features/documents/serving/PieceCache.ts'

const repository = join(import.meta.dirname, '../../..')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
}

/** The built page, pdf.js's folders, and under /papers and /page-one the files, as the product serves them. */
export async function startSite(address: string, files: ReadonlyMap<string, StoredFile>, folder: string) {
  const build = join(repository, 'tests/e2e/reader/support/buildPage.ts')
  await promisify(execFile)(process.execPath, [
    '--no-warnings',
    build,
    join(import.meta.dirname, 'page'),
    folder,
  ])
  const papers = new PaperServer({ memoryBytes: 64_000_000 })
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname))
    const blob = files.get(path)
    if (blob) {
      const contentType = path.startsWith('/papers/') ? 'application/pdf' : 'image/jpeg'
      return papers.serve({ request, response, blob, contentType }).catch(() => response.destroy())
    }
    const library = join(repository, 'node_modules/pdfjs-dist')
    const file = path.startsWith('/pdfjs/')
      ? join(library, path.slice(7))
      : join(folder, path === '/' ? 'index.html' : path)
    const content = await readFile(file).catch(() => undefined)
    if (!content) return response.writeHead(404).end()
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    // The product's application is installed: nothing of it is fetched again.
    response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'max-age=3600' }).end(content)
  }).listen(0, address)
  await once(server, 'listening')
  const port = (server.address() as { port: number }).port
  return {
    origin: `http://${address}:${port}`,
    async close(): Promise<void> {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      papers.close()
    },
  }
}
