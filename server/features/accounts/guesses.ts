import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { limits } from '#server/transport/limits.ts'

/** Pairs of name and address that signed in are remembered, so that others' guesses do not shut them out. */
const knownPairs = 10_000

const seconds = (ms: number): number => Math.ceil(ms / 1000)

/** Takes a point. @returns 0, or how long to wait in milliseconds. */
const consume = async (limiter: RateLimiterMemory, key: string): Promise<number> => {
  try {
    await limiter.consume(key)
    return 0
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext)
    throw refusal
  }
}

/**
 * [K35] [K36] Counts guesses at passwords. A client of OPAQUE learns from the server's first answer whether its
 * password was right, so the first message is the guess: it is counted, and given back when the sign-in succeeds.
 */
export class Guesses {
  readonly #pairs = new RateLimiterMemory({
    keyPrefix: 'pair',
    points: limits.signInFailures.perNameAndAddress,
    duration: seconds(limits.signInFailures.windowMs),
  })
  readonly #names = new RateLimiterMemory({
    keyPrefix: 'name',
    points: limits.signInFailures.perName,
    duration: seconds(limits.signInFailures.windowMs),
  })
  readonly #tokens = new RateLimiterMemory({
    keyPrefix: 'token',
    points: limits.linkFailures.perAddress,
    duration: seconds(limits.linkFailures.windowMs),
  })
  readonly #known = new Set<string>()

  /** Before a password is tried. @returns 0, or how long to wait in milliseconds. */
  async password(loginName: string, address: string): Promise<number> {
    const pair = `${loginName} ${address}`
    const wait = await consume(this.#pairs, pair)
    if (wait > 0 || this.#known.has(pair)) return wait
    return consume(this.#names, loginName)
  }

  /** The password was right: what was counted is forgotten, and the pair is known from now on. */
  async passwordRight(loginName: string, address: string): Promise<void> {
    const pair = `${loginName} ${address}`
    await this.#pairs.delete(pair)
    if (!this.#known.has(pair)) await this.#names.reward(loginName)
    this.#known.delete(pair)
    this.#known.add(pair)
    const [oldest] = this.#known
    if (this.#known.size > knownPairs && oldest !== undefined) this.#known.delete(oldest)
  }

  /** [K38] A link or code was none. @returns 0, or how long its address has to wait. */
  tokenWrong(address: string): Promise<number> {
    return consume(this.#tokens, address)
  }

  /** Whether the address tried too many links. @returns 0, or how long to wait. */
  async tokenWait(address: string): Promise<number> {
    const found = await this.#tokens.get(address)
    return found !== null && found.remainingPoints <= 0 ? Math.max(1, found.msBeforeNext) : 0
  }
}
