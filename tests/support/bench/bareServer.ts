/**
 * The peer of B3 and B11: Socket.IO alone over TLS, with its defaults. `change` writes one row with the product's
 * own durability and emits the given view to the room; `move` is relayed to the room and stored nowhere.
 * Arguments: certificate, key, database, port.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { DatabaseSync } from 'node:sqlite'
import { Server } from 'socket.io'

const [cert = '', key = '', file = '', port = ''] = process.argv.slice(2)
const database = new DatabaseSync(file)
database.exec(
  'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS changes (at INTEGER)',
)
const insert = database.prepare('INSERT INTO changes VALUES (?)')
const server = createServer({ cert: readFileSync(cert), key: readFileSync(key) })
const io = new Server(server, { transports: ['websocket'] })
io.on('connection', socket => {
  socket.join('meeting')
  socket.on('change', (message: { event: string; view: unknown }, answer: (done: unknown) => void) => {
    insert.run(1)
    io.to('meeting').emit(message.event, message.view)
    answer({ ok: true })
  })
  socket.on('move', (message: { event: string; view: unknown }, answer: (done: unknown) => void) => {
    io.to('meeting').emit(message.event, message.view)
    answer({ ok: true })
  })
})
server.listen(Number(port), '127.0.0.1', () => process.send?.('listening'))
process.once('SIGTERM', () => process.exit(0))
process.once('disconnect', () => process.exit(0))
