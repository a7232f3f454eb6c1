import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { promisify } from 'node:util'

const repository = join(import.meta.dirname, '../../../..')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

/** A small site on this machine: a built page, pdf.js's folders, and papers with ranges. */
export interface Site {
  readonly origin: string
  /** Papers by name, served under `/papers/NAME`. */
  readonly papers: Map<string, Uint8Array>
  /** Pictures by page, served under `/thumb/PAGE`. */
  thumbnail: (page: number) => Uint8Array | null
  /** What the next requests for papers get: a status, or null for the paper. */
  refuse: number | null
  /** Papers' requests are cut without an answer, as with no network. */
  offline: boolean
  /** Bytes of papers sent. */
  sent: number
  /** Ranges asked for. */
  requests: number
  close(): Promise<void>
}

/** Builds the page in `root` with Vite and serves it. */
export async function startSite(root: string): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'reader-page-'))
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'buildPage.ts'), root, folder])
  const site: Site = {
    origin: '',
    papers: new Map(),
    thumbnail: () => null,
    refuse: null,
    offline: false,
    sent: 0,
    requests: 0,
    close: async () => {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
      await rm(folder, { recursive: true, force: true })
    },
  }
  const server = createServer((request, response) => {
    answer(site, folder, request, response).catch(() => response.writeHead(500).end())
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return Object.assign(site, { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

async function answer(
  site: Site,
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname)
  if (path.startsWith('/papers/')) return sendPaper(site, path.slice(8), request, response)
  if (path.startsWith('/thumb/')) {
    const picture = site.thumbnail(Number(path.slice(7)))
    if (!picture) return void response.writeHead(404).end()
    return void response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(picture)
  }
  const file = path.startsWith('/pdfjs/')
    ? join(repository, 'node_modules/pdfjs-dist', normalize(path.slice(7)))
    : join(folder, normalize(path === '/' ? '/index.html' : path))
  const content = await readFile(file).catch(() => null)
  if (!content) return void response.writeHead(404).end()
  const type = TYPES[extname(file)] ?? 'application/octet-stream'
  response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': POLICY }).end(content)
}

/** As strict as the real server's: decoders are WebAssembly, nothing else is made at run time. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob:",
  "font-src 'self' data:",
  "worker-src 'self'",
  "object-src 'none'",
].join('; ')

function sendPaper(site: Site, name: string, request: IncomingMessage, response: ServerResponse): void {
  const paper = site.papers.get(name)
  if (site.offline) return void request.socket.destroy()
  site.requests++
  if (site.refuse) return void response.writeHead(site.refuse).end()
  if (!paper) return void response.writeHead(404).end()
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
  const begin = range ? Number(range[1]) : 0
  const end = range ? Math.min(Number(range[2]) + 1, paper.byteLength) : paper.byteLength
  site.sent += end - begin
  response.writeHead(range ? 206 : 200, {
    'Content-Type': 'application/pdf',
    'Accept-Ranges': 'bytes',
    'Content-Length': end - begin,
    ...(range ? { 'Content-Range': `bytes ${begin}-${end - 1}/${paper.byteLength}` } : {}),
  })
  response.end(paper.subarray(begin, end))
}
