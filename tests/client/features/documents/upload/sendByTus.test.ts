import { describe, expect, test } from '@jest/globals'
import { endOf } from '#client/features/documents/upload/sendByTus.ts'

const answer = (code: string): string => JSON.stringify({ ok: false, error: { code } })

describe('A broken upload', () => {
  test('goes on by itself where no answer came, or a proxy says that the server is away', () => {
    expect(endOf(0, '')).toEqual({ kind: 'lost' })
    expect(endOf(502, '<html>Bad gateway</html>')).toEqual({ kind: 'lost' })
  })
  test('goes on at once from where the server stands, where that is elsewhere', () => {
    expect(endOf(409, answer('revision.stale'))).toEqual({ kind: 'lost' })
  })
  test.each(['server.busy', 'rate.limited', 'server.failed'])(
    'goes on by itself where the server says %s',
    code => {
      expect(endOf(503, answer(code))).toEqual({ kind: 'busy', retryAfterMs: 0 })
    },
  )
  test('waits for as long as the server says, in its words before the header', () => {
    const busy = JSON.stringify({ ok: false, error: { code: 'rate.limited', retryAfterMs: 5_500 } })
    expect(endOf(429, busy, '6')).toEqual({ kind: 'busy', retryAfterMs: 5_500 })
    expect(endOf(429, '', '6')).toEqual({ kind: 'busy', retryAfterMs: 6_000 })
    expect(endOf(503, '<html>Unavailable</html>', '120')).toEqual({ kind: 'busy', retryAfterMs: 120_000 })
  })
  test.each(['', 'Wed, 21 Oct 2026 07:28:00 GMT', '-5', '1e9'])(
    'waits no time of its own where the header says none in seconds: "%s"',
    header => {
      expect(endOf(429, '', header)).toEqual({ kind: 'busy', retryAfterMs: 0 })
    },
  )
  test('keeps what the reason’s sentence names', () => {
    const refused = { code: 'document.tooLarge', params: { limitMb: 500 } }
    expect(endOf(413, JSON.stringify({ ok: false, error: refused }))).toEqual({
      kind: 'refused',
      failure: refused,
    })
  })
  test('says the server’s own reason where sending again cannot help', () => {
    expect(endOf(409, answer('meeting.wrongState'))).toEqual({
      kind: 'refused',
      failure: { code: 'meeting.wrongState' },
    })
  })
  test.each([
    [401, 'login.required'],
    [404, 'object.notFound'],
    [507, 'disk.full'],
  ] as const)('says why after an answer %i without words', (status, code) => {
    expect(endOf(status, '')).toEqual({ kind: 'refused', failure: { code } })
  })
  test.each(['constructor', 'no.such.code'])('goes on after an answer with a foreign reason: %s', code => {
    expect(endOf(500, answer(code))).toEqual({ kind: 'lost' })
  })
})
