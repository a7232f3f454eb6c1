import type { Writable } from 'node:stream'
import { describe, expect, test } from '@jest/globals'
import * as ws from 'ws'
import { findAwareness, writeAwareness } from '#server/transport/notesFrames.ts'
import { wireFrame } from '#server/transport/wireFrames.ts'

/** What a client reads frames with; its types leave it out. */
const Receiver = Reflect.get(ws, 'Receiver') as new (options: { isServer: boolean }) => Writable

const entries = [
  { client: 7, clock: 1, state: JSON.stringify({ gesture: 'x'.repeat(300) }) },
  { client: 2 ** 32 - 1, clock: 900, state: 'null' },
  { client: 9, clock: 3, state: JSON.stringify({ name: 'Nguyễn Văn Đức' }) },
]

describe('[N21] what a client says of presence', () => {
  const said = writeAwareness(entries)

  test('its own entry is found among the others’, wherever it stands', () => {
    for (const entry of entries) expect(findAwareness(said, entry.client, 1_000)).toEqual(entry)
    expect(findAwareness(said, null, 1_000)).toEqual(entries[0])
  })

  test('that of others alone is none of its own', () => {
    expect(findAwareness(said, 8, 1_000)).toBeUndefined()
    expect(findAwareness(writeAwareness([]), null, 1_000)).toBeUndefined()
    expect(findAwareness(said, 9, 2)).toBeUndefined()
  })

  test('what breaks off is no awareness', () => {
    for (let end = 0; end < said.length; end += 1)
      expect(findAwareness(said.subarray(0, end), 8, 1_000)).toBeNull()
  })
})

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])(
  'a frame of %d bytes is read by a WebSocket as it was meant',
  async length => {
    const message = Uint8Array.from({ length }, (_, at) => at % 251)
    const receiver = new Receiver({ isServer: false })
    const heard = new Promise<[Buffer, boolean]>(resolve => {
      receiver.on('message', (data: Buffer, isBinary: boolean) => resolve([data, isBinary]))
    })
    receiver.write(wireFrame(message))
    const [data, isBinary] = await heard
    expect([isBinary, Buffer.compare(data, message)]).toEqual([true, 0])
    expect(wireFrame(message)).toBe(wireFrame(message))
  },
)
