import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Over TLS so much is given at a time: what is encrypted then stays in the processor's cache until it is sent. */
const TLS_BYTES = 256 << 10

/** Writes to a response piece by piece, each when the one before has left. */
export class Outflow {
  readonly #response: ServerResponse
  #settle: (() => void) | undefined
  readonly #done = () => {
    const settle = this.#settle
    this.#settle = undefined
    settle?.()
  }

  constructor(response: ServerResponse) {
    this.#response = response
    response.once('close', this.#done)
  }

  /** Resolves when the bytes have left, or nobody is there to take them: they may be overwritten then. */
  async write(bytes: Buffer): Promise<void> {
    const socket = await this.#turn()
    if (socket === null) return
    const most = 'encrypted' in socket ? TLS_BYTES : bytes.length
    // Together with the body, TLS would first copy both into one buffer.
    if (most < bytes.length) this.#response.flushHeaders()
    for (let at = 0; at < bytes.length && !this.#response.destroyed; at += most) {
      await this.#writeOnce(bytes.subarray(at, at + most))
    }
  }

  /**
   * Who asks again at once is heard before the answer before has left: until then this one has no socket, and what is
   * written would wait in memory and be copied into one buffer. Null where it will not get one any more.
   */
  async #turn(): Promise<Socket | null> {
    const response = this.#response
    const { socket } = response.req
    if (response.socket === null && !socket.destroyed) {
      await new Promise<void>(resolve => {
        this.#settle = resolve
        response.once('socket', this.#done)
        // A response without a socket hears of no end.
        socket.once('close', this.#done)
      })
      socket.off('close', this.#done)
    }
    return response.socket
  }

  #writeOnce(bytes: Buffer): Promise<void> {
    return new Promise(resolve => {
      this.#settle = resolve
      this.#response.write(bytes, this.#done)
    })
  }
}
