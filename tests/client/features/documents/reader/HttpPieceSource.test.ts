import { describe, expect, test } from '@jest/globals'
import { HttpPieceSource } from '#client/features/documents/reader/core/HttpPieceSource.ts'

const paper = Uint8Array.from({ length: 200_000 }, (_, i) => i % 251)

/** A server in memory: each entry of `script` answers one request, then pieces come. */
function server(script: (number | 'down' | 'whole' | 'short')[] = []) {
  const asked: string[] = []
  const answer = async (_url: unknown, init: RequestInit = {}): Promise<Response> => {
    const header = new Headers(init.headers).get('Range') ?? ''
    asked.push(header)
    const step = script.shift()
    if (step === 'down') throw new TypeError('network error')
    if (step === 'whole') return new Response(paper, { status: 200 })
    if (step === 429) return new Response(null, { status: 429, headers: { 'Retry-After': '1' } })
    if (typeof step === 'number') return new Response(null, { status: step })
    const [begin = 0, last = 0] = header.slice(6).split('-').map(Number)
    const end = Math.min(last + 1, paper.length)
    return new Response(paper.slice(begin, step === 'short' ? end - 1 : end), {
      status: 206,
      headers: { 'Content-Range': `bytes ${begin}-${end - 1}/${paper.length}` },
    })
  }
  return { asked, fetch: answer as typeof fetch }
}

const options = { retryMs: 1 }

describe('a paper over HTTP', () => {
  test('tells its size after one request, and does not ask for the first piece twice', async () => {
    const { asked, fetch } = server()
    const source = await HttpPieceSource.open('/p', { ...options, fetch })
    expect(source.size).toBe(paper.length)
    expect(await source.read(0, 65_536)).toEqual(paper.slice(0, 65_536))
    expect(asked).toEqual(['bytes=0-65535'])
    expect(await source.read(131_072, 200_000)).toEqual(paper.slice(131_072))
    expect(asked).toHaveLength(2)
  })

  test('waits a lost network out and says so once', async () => {
    const told: boolean[] = []
    const { asked, fetch } = server(['down', 503, 'short'])
    const source = await HttpPieceSource.open('/p', { ...options, fetch, onWaiting: w => told.push(w) })
    expect(source.size).toBe(paper.length)
    expect(asked).toHaveLength(4)
    expect(told).toEqual([true, false])
  })

  test('[D27] a server that asks to wait is not asked again before, and then answers', async () => {
    const { asked, fetch } = server([429])
    const at: number[] = []
    const noting = (async (url: string, init: RequestInit) => {
      at.push(performance.now())
      return fetch(url, init)
    }) as typeof globalThis.fetch
    const source = await HttpPieceSource.open('/p', { ...options, fetch: noting })
    expect(source.size).toBe(paper.length)
    expect(asked).toHaveLength(2)
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(990)
  })

  test('two pieces that fail together are one loss', async () => {
    const told: boolean[] = []
    const link = server()
    const source = await HttpPieceSource.open('/p', {
      ...options,
      fetch: (...a) => link.fetch(...a),
      onWaiting: w => told.push(w),
    })
    const script = server(['down', 'down'])
    link.fetch = script.fetch
    await Promise.all([source.read(70_000, 80_000), source.read(90_000, 95_000)])
    expect(told).toEqual([true, false])
  })

  test.each([
    [401, 'reader.loginEnded'],
    [403, 'reader.forbidden'],
    [404, 'reader.notFound'],
    [410, 'reader.notFound'],
    [400, 'reader.unreadable'],
  ])('an answer of %i is final: %s', async (status, code) => {
    const { fetch } = server([status])
    await expect(HttpPieceSource.open('/p', { ...options, fetch })).rejects.toMatchObject({ code })
  })

  test('a right lost while reading is final too', async () => {
    const link = server()
    const source = await HttpPieceSource.open('/p', { ...options, fetch: (...a) => link.fetch(...a) })
    link.fetch = server([403]).fetch
    await expect(source.read(100_000, 110_000)).rejects.toMatchObject({ code: 'reader.forbidden' })
  })

  test('a server without ranges is read whole', async () => {
    const { asked, fetch } = server(['whole'])
    const source = await HttpPieceSource.open('/p', { ...options, fetch })
    expect(source.size).toBe(paper.length)
    expect(await source.read(150_000, 160_000)).toEqual(paper.slice(150_000, 160_000))
    expect(asked).toHaveLength(1)
  })

  test('a connection that stays silent is given up and made again', async () => {
    const { fetch: good } = server()
    let first = true
    const fetch = ((url: string, init: RequestInit) => {
      if (!first) return good(url, init)
      first = false
      return new Promise((_, reject) => {
        init.signal?.addEventListener('abort', () => reject(new Error('aborted')))
      })
    }) as typeof globalThis.fetch
    const source = await HttpPieceSource.open('/p', { ...options, fetch, stallMs: 20 })
    expect(source.size).toBe(paper.length)
  })

  test('closing ends what waits', async () => {
    const link = server()
    const source = await HttpPieceSource.open('/p', { ...options, fetch: (...a) => link.fetch(...a) })
    link.fetch = server(Array.from({ length: 1000 }, () => 'down' as const)).fetch
    const waiting = source.read(100_000, 110_000)
    source.close()
    await expect(waiting).rejects.toMatchObject({ code: 'reader.unreadable' })
  })
})
