import type { ServerResponse } from 'node:http'

/** Over TLS so much is given at a time: what is encrypted then stays in the processor's cache until it is sent. */
const TLS_BYTES = 256 << 10

/** Writes to a response piece by piece, each when the one before has left. */
export class Outflow {
  readonly #response: ServerResponse
  readonly #most: number
  #settle: (() => void) | undefined
  readonly #done = () => {
    const settle = this.#settle
    this.#settle = undefined
    settle?.()
  }

  constructor(response: ServerResponse) {
    this.#response = response
    const isEncrypted = response.socket !== null && 'encrypted' in response.socket
    this.#most = isEncrypted ? TLS_BYTES : Number.POSITIVE_INFINITY
    response.once('close', this.#done)
  }

  /** Resolves when the bytes have left, or nobody is there to take them: they may be overwritten then. */
  async write(bytes: Buffer): Promise<void> {
    // Together with the body, TLS would first copy both into one buffer.
    if (this.#most < bytes.length) this.#response.flushHeaders()
    for (let at = 0; at < bytes.length && !this.#response.destroyed; at += this.#most) {
      await this.#writeOnce(bytes.subarray(at, at + this.#most))
    }
  }

  #writeOnce(bytes: Buffer): Promise<void> {
    return new Promise(resolve => {
      this.#settle = resolve
      this.#response.write(bytes, this.#done)
    })
  }
}
