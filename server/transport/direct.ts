import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http'
import type { Route } from '#shared/contract/define.ts'
import { errors } from '#shared/contract/errors.ts'
import { type Failed, fail } from '#shared/contract/result.ts'
import type { Ports } from '../ports.ts'
import type { Authentication } from './authenticate.ts'
import { readTokens } from './cookies.ts'

/** A request and its answer, with what its path named. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly parameters: Readonly<Record<string, string>>
}

/**
 * A raw route that answers on Node's own response, past Koa: a hall of tablets asks for pieces of papers hundreds of
 * times a second. GET, and HEAD with it. It checks its own access on every request.
 */
export interface DirectRoute {
  readonly contract: Route
  handle(exchange: Exchange, authentication: Authentication): Promise<void>
}

export interface DirectParts {
  readonly ports: Ports
  readonly routes: readonly DirectRoute[]
  authenticate(tokens: { login?: string; screen?: string }): Promise<Authentication>
}

/** Whatever a file holds: a browser that opens it by itself runs nothing of it (CSP 3 §6.3.2), and no other site has it. */
export const asMereContent: OutgoingHttpHeaders = {
  'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

/** Writes a coded failure, as `answerFailure` does for Koa. */
export const refuseDirectly = (response: ServerResponse, { error }: Failed): void => {
  if (response.destroyed || response.headersSent) return
  const retry = error.retryAfterMs
  response.writeHead(errors[error.code].status, {
    ...asMereContent,
    'Cache-Control': 'no-store',
    'Content-Type': 'application/json; charset=utf-8',
    ...(retry === undefined ? {} : { 'Retry-After': String(Math.ceil(retry / 1000)) }),
  })
  response.end(JSON.stringify({ ok: false, error }))
}

interface Pattern {
  readonly route: DirectRoute
  readonly path: RegExp
  readonly names: readonly string[]
}

const patternOf = (route: DirectRoute): Pattern => {
  const parts = route.contract.path.split('/')
  const path = parts.map(part => (part.startsWith(':') ? '([^/?]+)' : part)).join('/')
  return {
    route,
    path: new RegExp(`^${path}(?:\\?.*)?$`),
    names: parts.filter(part => part.startsWith(':')).map(part => part.slice(1)),
  }
}

/** What a path names; null where it is no text at all. */
const parametersOf = ({ names }: Pattern, found: RegExpExecArray): Record<string, string> | null => {
  try {
    return Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(found[at + 1] ?? '')]))
  } catch {
    return null
  }
}

/** Answers the direct routes, and hands everything else on. */
export const beforeKoa = (parts: DirectParts, next: RequestListener): RequestListener => {
  const patterns = parts.routes.map(patternOf)

  const answer = async (route: DirectRoute, exchange: Exchange): Promise<void> => {
    const { request, response } = exchange
    try {
      await route.handle(exchange, await parts.authenticate(readTokens(request)))
    } catch (error) {
      const incident = parts.ports.ids.uuid()
      parts.ports.log.error({ err: error, path: route.contract.path, incident }, 'a request failed')
      if (response.headersSent) response.destroy()
      else refuseDirectly(response, fail('server.failed', { params: { incident } }))
    }
  }

  return (request, response) => {
    const { url = '', method } = request
    if (method === 'GET' || method === 'HEAD')
      for (const pattern of patterns) {
        const found = pattern.path.exec(url)
        const parameters = found === null ? null : parametersOf(pattern, found)
        if (parameters !== null) return void answer(pattern.route, { request, response, parameters })
      }
    next(request, response)
  }
}
