import { describe, expect, test } from '@jest/globals'
import { endOf } from '#client/features/documents/upload/sendByTus.ts'

const answer = (code: string): string => JSON.stringify({ ok: false, error: { code } })

describe('A broken upload', () => {
  test('goes on by itself where no answer came, or a proxy says that the server is away', () => {
    expect(endOf(0, '')).toEqual({ kind: 'lost' })
    expect(endOf(502, '<html>Bad gateway</html>')).toEqual({ kind: 'lost' })
  })
  test.each(['server.busy', 'rate.limited', 'revision.stale', 'server.failed'])(
    'goes on by itself where the server says %s',
    code => {
      expect(endOf(409, answer(code))).toEqual({ kind: 'lost' })
    },
  )
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
