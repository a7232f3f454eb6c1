import { z } from 'zod'
import { Instant, query, route } from '../contract/define.ts'

export const system = {
  time: query('system:time', {
    summary: 'The server’s clock, so that a screen shows the server’s time and never its own.',
    input: z.strictObject({}),
    output: z.object({ now: Instant }),
  }),
} as const

export const systemRoutes = {
  health: route('GET', '/api/health', {
    summary: 'Says that the system is up, its version, and whether the database and the media worker answer.',
    access: 'Anyone.',
  }),
  metrics: route('GET', '/metrics', {
    summary: 'Prometheus metrics.',
    access: 'From the machine itself, or with the token that configuration sets.',
  }),
  authority: route('GET', '/ca/authority.crt', {
    summary: 'The local authority’s certificate (DER) for Android, Windows and desktop browsers.',
    access: 'Anyone; where the server made its own authority.',
  }),
  authorityProfile: route('GET', '/ca/authority.mobileconfig', {
    summary: 'The local authority’s certificate as an Apple profile for iPads.',
    access: 'Anyone; where the server made its own authority.',
  }),
} as const
