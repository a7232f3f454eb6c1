import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { parseCookie, stringifySetCookie } from 'cookie'
import type { Cookies } from './handler.ts'

const dayMs = 24 * 3_600_000

/**
 * [K47] How long a device keeps its login's cookie, whatever the login's own time: the most that browsers allow
 * (RFC 6265bis §5.5). Only a device that still shows its token can be told that it expired, or was wiped.
 */
export const loginCookieMs = 400 * dayMs

/** [K47] A login that is older than this gets its cookie anew, so that daily use outlasts the browsers' bound. */
export const cookieRenewedAfterMs = dayMs

/** `__Host-`: Secure, no Domain, Path=/ (RFC 6265bis §4.1.3.2), so that no other host or path can plant one. */
const names = { login: '__Host-login', screen: '__Host-screen' } as const

/** What is stored of a cookie's token: SHA-256, hexadecimal. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The tokens that a request carries. */
export const readTokens = (request: IncomingMessage): { login?: string; screen?: string } => {
  const found = parseCookie(request.headers.cookie ?? '')
  const login = found[names.login]
  const screen = found[names.screen]
  return { ...(login ? { login } : {}), ...(screen ? { screen } : {}) }
}

/** Collects `Set-Cookie` headers for an answer. */
export const cookieJar = (): Cookies & { readonly headers: string[] } => {
  const headers: string[] = []
  const put = (kind: 'login' | 'screen', value: string, maxAge: number) =>
    headers.push(
      stringifySetCookie({
        name: names[kind],
        value,
        httpOnly: true,
        secure: true,
        sameSite: 'strict',
        path: '/',
        maxAge,
      }),
    )
  return {
    headers,
    set: (kind, token, maxAgeMs) => put(kind, token, Math.floor(maxAgeMs / 1000)),
    clear: kind => put(kind, '', 0),
  }
}
