import { WebSocket } from 'ws'

/** A browser's WebSocket with the cookie and Origin of a signed-in device, for the server's own certificate. */
export const deviceSocket = (origin: string, cookie: string): typeof globalThis.WebSocket =>
  class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols ?? [], { headers: { origin, cookie }, rejectUnauthorized: false })
    }
  } as unknown as typeof globalThis.WebSocket
