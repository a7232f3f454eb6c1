import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@jest/globals'
import { Server, type Socket } from 'socket.io'
import { io } from 'socket.io-client'
import { Newest } from '#server/transport/newest.ts'
import { presentingEvents } from '#shared/presenting/presenting.contract.ts'

const moved = (seq: number) => ({
  ...{ scopeId: 'meeting', revision: seq },
  view: { seq, position: { page: seq, x: 0.5, y: 0, zoom: 'width' as const } },
})

test('[P14] a tablet whose line is busy is sent the newest move once it is free, and none between', async () => {
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  const server = new Server(http, { transports: ['websocket'] })
  const { port } = http.address() as AddressInfo
  const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] })
  try {
    const [socket]: Socket[] = await once(server, 'connection')
    if (socket === undefined) throw new Error('no socket')
    const heard: number[] = []
    const last = new Promise<void>(resolve => {
      client.on(presentingEvents.moved.name, ({ revision }: { revision: number }) => {
        heard.push(revision)
        if (revision === 9) resolve()
      })
    })
    if (!socket.conn.transport.writable) await once(socket.conn.transport, 'ready')
    const newest = new Newest()
    expect(newest.hold(socket, presentingEvents.moved, moved(1))).toBe(false)
    // More than the network's buffers take at once.
    socket.emit('large', 'x'.repeat(32 * 1024 * 1024))
    for (const seq of [7, 8, 9]) expect(newest.hold(socket, presentingEvents.moved, moved(seq))).toBe(true)
    await last
    expect(heard).toEqual([9])
  } finally {
    client.disconnect()
    await server.close()
  }
})
