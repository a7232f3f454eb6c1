import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { promisify } from 'node:util'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

/** As strict as the server's, so that a page that needs more fails here. */
const policy =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:"

export interface StaticPage {
  readonly origin: string
  close(): Promise<void>
}

/** Builds the page in `root` and serves it on a free port of this machine. */
export async function startStaticPage(root: string): Promise<StaticPage> {
  const folder = await mkdtemp(join(tmpdir(), 'page-'))
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'buildPage.ts'), root, folder])
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://page').pathname)
    readFile(join(folder, path === '/' ? 'index.html' : path)).then(
      content => {
        const type =
          types[extname(path)] ?? (path === '/' ? 'text/html; charset=utf-8' : 'application/octet-stream')
        response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy }).end(content)
      },
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
