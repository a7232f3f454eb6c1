import { beforeEach, describe, expect, test } from '@jest/globals'
import {
  type SendEnd,
  type Upload,
  UploadQueue,
  type UploadTarget,
} from '#client/features/documents/upload/UploadQueue.ts'
import { fail, ok, type Result } from '#shared/contract/result.ts'

const file = { name: 'Tờ trình.pdf', size: 1_000 }
const target = (versionId: string): UploadTarget => ({
  ...{ meetingId: 'meeting', itemId: 'item', documentId: `of ${versionId}` },
  ...{ versionId, title: 'Tờ trình' },
})

type Announced = Result<{ uploadUrl: string }>

/** One attempt at sending, as the line sees it. */
interface Attempt {
  readonly url: string
  readonly progress: (sentBytes: number) => void
  readonly end: (end: SendEnd) => void
  stopped: boolean
}
interface Pause {
  readonly ms: number
  readonly pass: () => void
}

let attempts: Attempt[] = []
let pauses: Pause[] = []
/** Versions that the server was told of, each with the way to answer. */
let told: { versionId: string; answer: (announced: Announced) => void }[] = []
/** False while the answers to announcements are given by hand. */
let answersAtOnce = true
let uploads: readonly Upload[] = []
let queue: UploadQueue<typeof file>

beforeEach(() => {
  ;[attempts, pauses, told, uploads, answersAtOnce] = [[], [], [], [], true]
  queue = new UploadQueue({
    announce: ({ versionId }) =>
      new Promise(resolve => {
        told.push({ versionId, answer: resolve })
        if (answersAtOnce) resolve(ok({ uploadUrl: `/upload/${versionId}` }))
      }),
    send: (_, url, { progress, end }) => {
      const attempt: Attempt = { url, progress, end, stopped: false }
      attempts.push(attempt)
      return {
        stop: () => {
          attempt.stopped = true
        },
      }
    },
    later: (ms, act) => {
      const pause: Pause = { ms, pass: act }
      pauses.push(pause)
      return () => {
        pauses = pauses.filter(other => other !== pause)
      }
    },
    onChange: now => {
      uploads = now
    },
  })
})

/** Lets announcements that were answered come home: a few turns of the microtask queue. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
}
const stateOf = (versionId: string) => uploads.find(upload => upload.versionId === versionId)?.state
const states = (): string => uploads.map(({ versionId, state }) => `${versionId} ${state}`).join(', ')
const underWay = (): readonly string[] => attempts.filter(({ stopped }) => !stopped).map(({ url }) => url)
const lost: SendEnd = { kind: 'lost' }

describe('Files that are added', () => {
  test('are sent three at a time, the others wait their turn in order', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) queue.add(target(id), file)
    await settled()
    expect(states()).toBe('a sending, b sending, c sending, d queued, e queued')
    attempts[1]?.end({ kind: 'sent' })
    await settled()
    expect(states()).toBe('a sending, b sent, c sending, d sending, e queued')
  })
  test('show how far they are, and all of it at the end', async () => {
    queue.add(target('a'), file)
    await settled()
    attempts[0]?.progress(400)
    expect(uploads[0]).toMatchObject({ state: 'sending', sentBytes: 400, byteLength: 1_000 })
    attempts[0]?.end({ kind: 'sent' })
    expect(uploads[0]).toMatchObject({ state: 'sent', sentBytes: 1_000 })
  })
  test('twice are sent once', async () => {
    queue.add(target('a'), file)
    queue.add(target('a'), file)
    await settled()
    expect(underWay()).toEqual(['/upload/a'])
  })
  test('go on where the server stands, without being announced, where a part lies there', async () => {
    queue.add(target('a'), file, '/upload/begun')
    await settled()
    expect(told).toEqual([])
    expect(underWay()).toEqual(['/upload/begun'])
  })
  test('can be chosen again when the server still lacks a part of what was sent', async () => {
    queue.add(target('a'), file)
    await settled()
    attempts[0]?.end({ kind: 'sent' })
    queue.add(target('a'), file, '/upload/a')
    await settled()
    expect(stateOf('a')).toBe('sending')
    expect(attempts).toHaveLength(2)
  })
  test.each(['paused', 'waiting'])('again while they are %s go on at once', async state => {
    queue.add(target('a'), file)
    await settled()
    if (state === 'paused') queue.pause('a')
    else attempts[0]?.end({ kind: 'lost' })
    expect(stateOf('a')).toBe(state)
    queue.add(target('a'), file, '/upload/a')
    await settled()
    expect(stateOf('a')).toBe('sending')
    expect(attempts).toHaveLength(2)
  })
  test('after all others are sent begin a progress of their own', async () => {
    queue.add(target('a'), file)
    await settled()
    queue.add(target('b'), file)
    await settled()
    attempts[0]?.end({ kind: 'sent' })
    expect(states()).toBe('a sent, b sending')
    attempts[1]?.end({ kind: 'sent' })
    queue.add(target('c'), file)
    expect(states()).toBe('c sending')
  })
})

describe('When the line breaks', () => {
  test('a file waits and goes on by itself, without being announced again', async () => {
    queue.add(target('a'), file)
    await settled()
    attempts[0]?.end(lost)
    expect(stateOf('a')).toBe('waiting')
    pauses[0]?.pass()
    await settled()
    expect(stateOf('a')).toBe('sending')
    expect(told).toHaveLength(1)
    expect(attempts.map(({ url }) => url)).toEqual(['/upload/a', '/upload/a'])
  })
  test('each try comes later than the one before, but within twenty seconds', async () => {
    queue.add(target('a'), file)
    await settled()
    const waits: number[] = []
    for (let round = 0; round < 7; round += 1) {
      attempts.at(-1)?.end(lost)
      waits.push(pauses[0]?.ms ?? 0)
      pauses[0]?.pass()
      await settled()
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000])
  })
  test('tries are soon again once something came through', async () => {
    queue.add(target('a'), file)
    await settled()
    for (let round = 0; round < 3; round += 1) {
      attempts.at(-1)?.end(lost)
      pauses[0]?.pass()
      await settled()
    }
    attempts.at(-1)?.progress(10)
    attempts.at(-1)?.end(lost)
    expect(pauses.map(({ ms }) => ms)).toEqual([1_000])
  })
  test('whatever waits goes on at once when the line is back, each file once', async () => {
    queue.add(target('a'), file)
    queue.add(target('b'), file)
    await settled()
    for (const attempt of [...attempts]) attempt.end(lost)
    queue.wake()
    await settled()
    expect(states()).toBe('a sending, b sending')
    expect(pauses).toEqual([])
    expect(attempts).toHaveLength(4)
  })
  test('a file that waits gives its turn to the next', async () => {
    for (const id of ['a', 'b', 'c', 'd']) queue.add(target(id), file)
    await settled()
    attempts[0]?.end(lost)
    await settled()
    expect(states()).toBe('a waiting, b sending, c sending, d sending')
  })
  test('[D7] a file that the server puts off waits as long as it says, also when the line comes back', async () => {
    queue.add(target('a'), file)
    await settled()
    attempts[0]?.end({ kind: 'busy', retryAfterMs: 90_000 })
    expect(pauses.map(({ ms }) => ms)).toEqual([90_000])
    expect(uploads[0]).toMatchObject({ state: 'waiting', waitsFor: 'server' })
    queue.wake()
    await settled()
    expect(attempts).toHaveLength(1)
    pauses[0]?.pass()
    await settled()
    expect(uploads[0]).toMatchObject({ state: 'sending', waitsFor: null })
    expect(attempts).toHaveLength(2)
  })
  test('[D7] a server that puts a file off again and again is asked less and less often', async () => {
    queue.add(target('a'), file)
    await settled()
    const waits: number[] = []
    for (let round = 0; round < 4; round += 1) {
      attempts.at(-1)?.end({ kind: 'busy', retryAfterMs: 3_000 })
      waits.push(pauses[0]?.ms ?? 0)
      pauses[0]?.pass()
      await settled()
    }
    expect(waits).toEqual([3_000, 3_000, 4_000, 8_000])
  })
  test('[D7] an announcement that the server puts off waits as long as it says', async () => {
    answersAtOnce = false
    queue.add(target('a'), file)
    told[0]?.answer(fail('rate.limited', { retryAfterMs: 7_000 }))
    await settled()
    expect(pauses.map(({ ms }) => ms)).toEqual([7_000])
    expect(uploads[0]).toMatchObject({ state: 'waiting', waitsFor: 'server' })
  })
  test('what a stopped attempt still says is not believed', async () => {
    queue.add(target('a'), file)
    await settled()
    queue.pause('a')
    attempts[0]?.progress(500)
    attempts[0]?.end(lost)
    expect(uploads[0]).toMatchObject({ state: 'paused', sentBytes: 0 })
    expect(pauses).toEqual([])
  })
  test.each(['network.lost', 'server.busy', 'rate.limited'] as const)(
    'or the server is busy (%s), before it heard of a file, the file is announced again later',
    async code => {
      answersAtOnce = false
      queue.add(target('a'), file)
      told[0]?.answer(fail(code))
      await settled()
      expect(stateOf('a')).toBe('waiting')
      pauses[0]?.pass()
      told[1]?.answer(ok({ uploadUrl: '/upload/a' }))
      await settled()
      expect(underWay()).toEqual(['/upload/a'])
    },
  )
})

describe('A file that is refused', () => {
  test('before it is sent says why, and the next takes its turn', async () => {
    answersAtOnce = false
    for (const id of ['a', 'b', 'c', 'd']) queue.add(target(id), file)
    told[0]?.answer(fail('document.notPdf'))
    await settled()
    expect(states()).toBe('a failed, b sending, c sending, d sending')
    expect(uploads[0]?.failure).toEqual({ code: 'document.notPdf' })
    expect(attempts).toEqual([])
  })
  test('while it is sent says why and is not tried again by itself', async () => {
    queue.add(target('a'), file)
    await settled()
    attempts[0]?.end({ kind: 'refused', failure: { code: 'disk.full' } })
    queue.wake()
    expect(uploads[0]).toMatchObject({ state: 'failed', failure: { code: 'disk.full' } })
    expect(pauses).toEqual([])
  })
  test('can be tried again by hand, and no longer shows the old reason', async () => {
    queue.add(target('a'), file)
    await settled()
    attempts[0]?.end({ kind: 'refused', failure: { code: 'disk.full' } })
    queue.resume('a')
    await settled()
    expect(uploads[0]).toMatchObject({ state: 'sending', failure: null })
    expect(attempts).toHaveLength(2)
  })
})

describe('Pausing', () => {
  test('stops sending, lets the next file go, and does not end by itself', async () => {
    for (const id of ['a', 'b', 'c', 'd']) queue.add(target(id), file)
    await settled()
    queue.pause('a')
    await settled()
    queue.wake()
    expect(attempts[0]?.stopped).toBe(true)
    expect(states()).toBe('a paused, b sending, c sending, d sending')
  })
  test('a file that waits for the line calls its next try off', async () => {
    queue.add(target('a'), file)
    await settled()
    attempts[0]?.end(lost)
    queue.pause('a')
    expect(pauses).toEqual([])
    expect(stateOf('a')).toBe('paused')
  })
  test('while the server is being told sends nothing until it goes on', async () => {
    answersAtOnce = false
    queue.add(target('a'), file)
    queue.pause('a')
    told[0]?.answer(ok({ uploadUrl: '/upload/a' }))
    await settled()
    expect(attempts).toEqual([])
    queue.resume('a')
    await settled()
    expect(underWay()).toEqual(['/upload/a'])
  })
  test('and going on at once, before the server answered, sends the file once', async () => {
    answersAtOnce = false
    queue.add(target('a'), file)
    queue.pause('a')
    queue.resume('a')
    for (const { answer } of [...told]) answer(ok({ uploadUrl: '/upload/a' }))
    await settled()
    expect(underWay()).toEqual(['/upload/a'])
    expect(stateOf('a')).toBe('sending')
  })
  test('does nothing to a file that is sent', async () => {
    queue.add(target('a'), file)
    await settled()
    attempts[0]?.end({ kind: 'sent' })
    queue.pause('a')
    expect(stateOf('a')).toBe('sent')
  })
})

describe('Giving a file up', () => {
  test('stops it, takes it off the list, and lets the next go', async () => {
    for (const id of ['a', 'b', 'c', 'd']) queue.add(target(id), file)
    await settled()
    queue.drop('b')
    await settled()
    expect(attempts[1]?.stopped).toBe(true)
    expect(states()).toBe('a sending, c sending, d sending')
  })
  test.each([
    ['knows it', ok({ uploadUrl: '/upload/a' })],
    ['was not reached', fail('network.lost')],
  ] as const)(
    'while the server is being told sends nothing afterwards, when the server %s',
    async (_, answer) => {
      answersAtOnce = false
      queue.add(target('a'), file)
      queue.drop('a')
      told[0]?.answer(answer)
      await settled()
      expect(attempts).toEqual([])
      expect(pauses).toEqual([])
      expect(uploads).toEqual([])
    },
  )
})

describe('Closing the page', () => {
  test('asks first while a file is on its way or waits, not once all are sent, paused or refused', async () => {
    expect(queue.busy).toBe(false)
    queue.add(target('a'), file)
    await settled()
    expect(queue.busy).toBe(true)
    attempts[0]?.end(lost)
    expect(queue.busy).toBe(true)
    queue.pause('a')
    expect(queue.busy).toBe(false)
    queue.resume('a')
    await settled()
    attempts[1]?.end({ kind: 'sent' })
    expect(queue.busy).toBe(false)
  })
})
