/**
 * The clients of B1 in one process: each keeps one connection and asks for one range after another. Reads with
 * as little work as can be, since clients and server share the machine. Prints one line of JSON.
 * Arguments: file of paths and cookies (JSON), tls|plain, port, clients, mode (hot|cold), seconds (hot), files (cold), bytes of a file.
 */
import { readFileSync } from 'node:fs'
import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

const RANGE = 1 << 20
const [what = '', kind, port, clients, mode, seconds, files, fileBytes] = process.argv.slice(2)
const { paths, cookies }: { paths: string[]; cookies: string[] } = JSON.parse(readFileSync(what, 'utf8'))
const ranges = Math.floor(Number(fileBytes) / RANGE)

/** Which file and range comes next, or undefined at the end. */
type Next = () => { file: number; range: number } | undefined

function hot(client: number): Next {
  let range = client * 7
  const until = performance.now() + Number(seconds) * 1000
  return () => (performance.now() < until ? { file: 0, range: range++ % ranges } : undefined)
}

/** Every range of every file but the first once, whoever comes first: nothing is hot. */
const cold: Next = (() => {
  let count = 0
  return () => {
    const range = count++
    return range < ranges * Number(files)
      ? { file: 1 + Math.floor(range / ranges), range: range % ranges }
      : undefined
  }
})()

function read(socket: Socket, next: Next, cookie: string | undefined): Promise<number> {
  const login = cookie === undefined ? '' : `Cookie: ${cookie}\r\n`
  return new Promise((resolve, reject) => {
    let total = 0
    let missing = 0
    let head = ''
    const ask = () => {
      const wanted = next()
      if (!wanted) {
        socket.destroy()
        return resolve(total)
      }
      const first = wanted.range * RANGE
      socket.write(
        `GET ${paths[wanted.file]} HTTP/1.1\r\nHost: localhost\r\n${login}Range: bytes=${first}-${first + RANGE - 1}\r\n\r\n`,
      )
    }
    socket.on('data', (bytes: Buffer) => {
      let body = bytes.length
      if (missing === 0) {
        head += bytes.toString('latin1', 0, Math.min(bytes.length, 2048))
        const end = head.indexOf('\r\n\r\n')
        if (end < 0) return
        if (!head.startsWith('HTTP/1.1 206')) return reject(new Error(head.slice(0, 200)))
        missing = RANGE
        body = bytes.length - (end + 4)
        head = ''
      }
      missing -= body
      total += body
      if (missing === 0) ask()
    })
    socket.once('error', reject)
    ask()
  })
}

const sockets = await Promise.all(
  Array.from({ length: Number(clients) }, () => {
    const options = { port: Number(port), host: '127.0.0.1' }
    return new Promise<Socket>((resolve, reject) => {
      const socket: Socket =
        kind === 'tls'
          ? connectTls({ ...options, rejectUnauthorized: false, servername: 'localhost' }, () =>
              resolve(socket),
            )
          : connectPlain(options, () => resolve(socket))
      socket.once('error', reject)
    })
  }),
)
process.send?.('connected')
const from = performance.now()
const totals = await Promise.all(
  sockets.map((socket, client) => read(socket, mode === 'hot' ? hot(client) : cold, cookies[client])),
)
const bytes = totals.reduce((sum, total) => sum + total, 0)
process.send?.({ bytes, seconds: (performance.now() - from) / 1000 })
process.disconnect?.()
