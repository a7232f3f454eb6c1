const binary = 0x82

const headOf = (length: number): Buffer => {
  if (length < 126) return Buffer.of(binary, length)
  const head = Buffer.alloc(length < 65_536 ? 4 : 10)
  head[0] = binary
  head[1] = length < 65_536 ? 126 : 127
  if (length < 65_536) head.writeUInt16BE(length, 2)
  else head.writeBigUInt64BE(BigInt(length), 2)
  return head
}

const made = new WeakMap<Uint8Array, Buffer>()

/**
 * A message as a server sends it over a WebSocket: one unmasked binary frame (RFC 6455 §5.2), the same bytes for
 * everybody, made once. In one piece it costs a connection one plain write, where head and message apart cost
 * TLS a copy of both for each who is told.
 */
export const wireFrame = (message: Uint8Array): Buffer => {
  const found = made.get(message)
  if (found !== undefined) return found
  const frame = Buffer.concat([headOf(message.length), message])
  made.set(message, frame)
  return frame
}
