import type { IncomingMessage } from 'node:http'
import Router from '@koa/router'
import Koa, { type Context } from 'koa'
import helmet from 'koa-helmet'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Route } from '#shared/contract/define.ts'
import { errors } from '#shared/contract/errors.ts'
import { type Failed, fail, type Result } from '#shared/contract/result.ts'
import { contractVersion } from '#shared/contract/version.ts'
import type { Ports } from '../ports.ts'
import { callerAddress } from './address.ts'
import type { Authentication } from './authenticate.ts'
import { cookieJar, loginCookieMs, readTokens } from './cookies.ts'
import { limits } from './limits.ts'
import type { OriginCheck } from './origin.ts'
import type { Pipeline } from './pipeline.ts'

/** A raw route: files, uploads, health. It checks its own access on every request. */
export interface RawRoute {
  readonly contract: Route
  handle(context: Context, authentication: Authentication): Promise<void>
}

export interface HttpParts {
  readonly pipeline: Pipeline
  readonly ports: Ports
  readonly routes: readonly RawRoute[]
  readonly trustedProxies: ReadonlySet<string>
  readonly mayCall: OriginCheck
  /** [K29] Who the tokens stand for; moves the login's expiry where this `isUse`. */
  authenticate(tokens: { login?: string; screen?: string }, isUse?: boolean): Promise<Authentication>
  /** Serves the client's files; calls `next` for what is none of them. */
  readonly staticFiles: Koa.Middleware
}

/** Writes a coded failure as the answer: JSON with the status that the table of errors gives. */
export const answerFailure = (context: Context, { error }: Failed): void => {
  context.status = errors[error.code].status
  if (error.retryAfterMs !== undefined)
    context.set('Retry-After', String(Math.ceil(error.retryAfterMs / 1000)))
  context.set('Cache-Control', 'no-store')
  context.body = { ok: false, error }
}

const answerResult = (context: Context, result: Result<unknown>): void => {
  if (!result.ok) return answerFailure(context, result)
  context.set('Cache-Control', 'no-store')
  context.body = result
}

/**
 * Reads a body up to `limit` bytes: `tooLong` where it is longer (the rest is left unread and the connection closed),
 * `gone` where its sender went away or took too long, whose connection is cut.
 */
const readBody = async (request: IncomingMessage, limit: number): Promise<Buffer | 'tooLong' | 'gone'> => {
  const chunks: Buffer[] = []
  let length = 0
  const clock = setTimeout(() => request.destroy(), limits.callBodyMs)
  try {
    for await (const chunk of request) {
      length += chunk.length
      if (length > limit) return 'tooLong'
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch {
    // A request's stream fails only where its connection ended; nobody is left to answer.
    return 'gone'
  } finally {
    clearTimeout(clock)
  }
}

/** Whether an error says only that the caller's connection ended or spoke no HTTP: no fault of the server's. */
const isLostConnection = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  /^(?:HPE_|ECONNRESET$|EPIPE$)/.test(String(error.code))

/**
 * [S17] The cookie of a login that ended, in a browser that is a screen now, goes with the answer that says how it
 * ended. One that expired stays: a wipe must still reach its device ([K33]).
 */
const isDeadBesideScreen = ({ viewer, ended }: Authentication, result: Result<unknown>): boolean =>
  viewer.kind === 'screen' &&
  ended !== undefined &&
  ended !== 'expired' &&
  !result.ok &&
  result.error.code === 'login.ended'

/** JSON is UTF-8 (RFC 8259 §8.1); bytes that are none are refused, or something else than was sent would be stored. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(utf8.decode(body))
  } catch {
    return undefined
  }
}

/** The HTTP side: calls at `POST /api/NAME`, raw routes, the client's files, and headers that keep pages ours. */
export const createHttp = (parts: HttpParts): Koa => {
  const { pipeline, ports } = parts
  const perLogin = new RateLimiterMemory({ points: limits.httpCallsPerTenSeconds.login, duration: 10 })
  const perAddress = new RateLimiterMemory({ points: limits.httpCallsPerTenSeconds.address, duration: 10 })
  const app = new Koa()
  app.on('error', error =>
    ports.log[isLostConnection(error) ? 'debug' : 'error']({ err: error }, 'a request failed'),
  )

  app.use(async (context, next) => {
    try {
      await next()
    } catch (error) {
      if (context.headerSent) throw error
      const incident = ports.ids.uuid()
      ports.log.error({ err: error, path: context.path, incident }, 'a request failed')
      answerFailure(context, fail('server.failed', { params: { incident } }))
    }
  })
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          // pdf.js decodes JBIG2 and JPEG 2000 in WebAssembly, and OPAQUE is WebAssembly.
          scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
          workerSrc: ["'self'", 'blob:'],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'blob:', 'data:'],
          fontSrc: ["'self'", 'data:', 'blob:'],
          connectSrc: ["'self'", 'blob:', 'data:'],
          mediaSrc: ["'self'", 'blob:'],
          objectSrc: ["'none'"],
          frameAncestors: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
        },
      },
      // Without a certificate that the whole world trusts, HSTS would lock an operator out of mending it.
      strictTransportSecurity: false,
      referrerPolicy: { policy: 'no-referrer' },
      crossOriginEmbedderPolicy: false,
    }),
  )

  const limited = async (authentication: Authentication, address: string): Promise<number> => {
    try {
      const { viewer } = authentication
      if (viewer.kind === 'person') await perLogin.consume(viewer.loginId)
      else await perAddress.consume(address)
      return 0
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext
      throw refusal
    }
  }

  const router = new Router()
  router.post('/api/:name', async context => {
    context.set('X-Contract-Version', String(contractVersion))
    if (!parts.mayCall(context.req)) return answerFailure(context, fail('origin.foreign'))
    const name = String(context.params.name)
    const address = callerAddress(context.req, parts.trustedProxies)
    const tokens = readTokens(context.req)
    const authentication = await parts.authenticate(tokens, pipeline.isUse(name))
    const wait = await limited(authentication, address)
    if (wait > 0) return answerFailure(context, fail('rate.limited', { retryAfterMs: wait }))
    const limit = pipeline.maxBytes(name)
    if (limit === 0) return answerFailure(context, fail('command.unknown'))
    const body = await readBody(context.req, limit)
    if (body === 'gone') {
      context.respond = false
      return
    }
    if (body === 'tooLong') {
      context.set('Connection', 'close')
      return answerFailure(context, fail('input.tooLarge', { params: { limit } }))
    }
    const { result, cookies } = await pipeline.call(name, parseJson(body), body.length, {
      via: 'http',
      address,
      authenticate: async () => authentication,
      cookies: cookieJar(),
      subscriber: {
        subscribe: async () => undefined,
        unsubscribe: () => undefined,
      },
    })
    if (cookies.length > 0) context.append('Set-Cookie', [...cookies])
    // Asked again: another call may have ended the login or replaced it meanwhile, and its cookie must stay.
    else if (tokens.login !== undefined && authentication.renewsCookie) {
      const jar = cookieJar()
      if ((await parts.authenticate(tokens)).renewsCookie) jar.set('login', tokens.login, loginCookieMs)
      context.append('Set-Cookie', jar.headers)
    }
    if (isDeadBesideScreen(authentication, result)) {
      const jar = cookieJar()
      jar.clear('login')
      context.append('Set-Cookie', jar.headers)
    }
    answerResult(context, result)
  })
  for (const { contract, handle } of parts.routes)
    router.register(contract.path, [contract.method.toLowerCase()], async context => {
      if (contract.method !== 'GET' && contract.method !== 'HEAD' && !parts.mayCall(context.req))
        return answerFailure(context, fail('origin.foreign'))
      await handle(context, await parts.authenticate(readTokens(context.req)))
    })
  router.all(['/api/{*rest}', '/files/{*rest}', '/upload/{*rest}', '/ca/{*rest}'], context =>
    answerFailure(context, fail('command.unknown')),
  )
  app.use(router.routes())
  app.use(parts.staticFiles)
  return app
}
