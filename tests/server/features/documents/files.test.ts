import { createHash } from 'node:crypto'
import { get, type IncomingMessage } from 'node:http'
import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { documents, documentsEvents } from '#shared/documents/documents.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import type { TestClient } from '#tests/support/client.ts'
import { fetchFile, type PaperWorld, paperWorld, send } from '#tests/support/documents/paperWorld.ts'
import { scannedPaper, textPaper } from '#tests/support/pdf/papers.ts'

/** Each paper is prepared in a process of its own, which takes seconds on a busy machine. */
jest.setTimeout(60_000)

let world: PaperWorld | undefined
afterEach(async () => {
  await world?.server.close()
  world = undefined
})

const paper = textPaper(['Mot', 'Hai', 'Ba'])
const files = ['paper', 'original', 'page-one', 'thumbnails/1']
const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer())
const codeOf = async (response: Response): Promise<unknown> => (await response.json()).error.code

/** All thumbnails of the only paper are there. */
const untilThumbnails = ({ secretary }: PaperWorld, count: number) =>
  secretary.client.until(
    documentsEvents.changed,
    ({ documents }) => documents[0]?.version?.state === 'ready' && documents[0].version.thumbnails === count,
    30_000,
  )

describe('a paper’s files', () => {
  test('[D16] the original is a download, byte for byte, under its own name', async () => {
    world = await paperWorld()
    const { versionId, version } = await world.publish(paper, { fileName: 'Tờ trình số 12/Đề án "A".pdf' })
    const response = await fetchFile(world.member.client, versionId, 'original')
    const body = await bytesOf(response)
    expect(body.equals(paper)).toBe(true)
    expect(version.originalHash).toBe(createHash('sha256').update(paper).digest('hex'))
    expect(response.headers.get('etag')).toBe(`"${version.originalHash}"`)
    expect(response.headers.get('content-type')).toBe('application/pdf')
    const name = response.headers.get('content-disposition') ?? ''
    expect(name).toMatch(/^attachment; filename="To trinh so 12/)
    expect(decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(name)?.[1] ?? '')).toBe(
      'Tờ trình số 12/Đề án "A".pdf',
    )
  })

  test('[D16] a long scan is served as a derivative, in ranges that join to it, never by a foreign tag', async () => {
    world = await paperWorld()
    const scan = scannedPaper({ pages: 40, bytesAPage: 40_000 })
    const { versionId, version } = await world.publish(scan)
    const { client } = world.member
    const whole = await fetchFile(client, versionId, 'paper')
    const body = await bytesOf(whole)
    expect(body.length).toBe(version.paperBytes)
    expect(createHash('sha256').update(body).digest('hex')).toBe(version.paperHash)
    const etag = `"${version.paperHash}"`
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      etag,
      'accept-ranges': 'bytes',
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
    })
    expect(whole.headers.get('cache-control')).toMatch(/private, no-cache/)
    expect(whole.headers.get('content-security-policy')).toMatch(/^sandbox;/)
    expect(whole.headers.get('content-encoding')).toBeNull()

    const parts: Buffer[] = []
    for (let at = 0; at < body.length; at += 500_000) {
      const last = Math.min(at + 500_000, body.length) - 1
      const part = await fetchFile(client, versionId, 'paper', {
        range: `bytes=${at}-${last}`,
        'if-range': etag,
      })
      expect([part.status, part.headers.get('content-range')]).toEqual([
        206,
        `bytes ${at}-${last}/${body.length}`,
      ])
      parts.push(await bytesOf(part))
    }
    expect(Buffer.concat(parts).equals(body)).toBe(true)

    const foreign = await fetchFile(client, versionId, 'paper', { range: 'bytes=0-9', 'if-range': '"0"' })
    expect(foreign.status).toBe(200)
    expect((await bytesOf(foreign)).length).toBe(body.length)
    expect((await fetchFile(client, versionId, 'paper', { 'if-none-match': etag })).status).toBe(304)
    const outside = await fetchFile(client, versionId, 'paper', { range: `bytes=${body.length}-` })
    expect(outside.status).toBe(416)
    const head = await fetch(`${client.url}/files/${versionId}/paper`, {
      method: 'HEAD',
      headers: client.headers(),
    })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(body.length)])
  })

  test('[D24] page one and every page’s thumbnail are pictures; a page that is none is not found', async () => {
    world = await paperWorld()
    const { versionId } = await world.publish(
      scannedPaper({ pages: 26, bytesAPage: 2_000, pixels: [200, 280] }),
    )
    await untilThumbnails(world, 26)
    const { client } = world.member
    const one = await fetchFile(client, versionId, 'page-one')
    expect(one.headers.get('content-type')).toBe('image/jpeg')
    expect((await bytesOf(one)).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]))
    const tags = new Set<string | null>()
    for (let page = 1; page <= 26; page += 1) {
      const thumbnail = await fetchFile(client, versionId, `thumbnails/${page}`)
      expect([thumbnail.status, thumbnail.headers.get('content-type')]).toEqual([200, 'image/webp'])
      const bytes = await bytesOf(thumbnail)
      expect([bytes.toString('latin1', 0, 4), bytes.toString('latin1', 8, 12)]).toEqual(['RIFF', 'WEBP'])
      expect(bytes.readUInt32LE(4) + 8).toBe(bytes.length)
      tags.add(thumbnail.headers.get('etag'))
    }
    expect(tags.size).toBe(26)
    for (const page of ['0', '27', '-1', '1.5', 'x', '1e1'])
      expect((await fetchFile(client, versionId, `thumbnails/${page}`)).status).toBe(404)
  })
})

describe('who gets them', () => {
  test('[D12][D15] nobody gets a paper by guessing its id who does not see it', async () => {
    world = await paperWorld()
    const { versionId } = await world.publish(paper, { audience: { kind: 'members' } })
    await untilThumbnails(world, 3)
    for (const file of files) {
      const statusOf = async ({ client }: { client: TestClient }) =>
        (await fetchFile(client, versionId, file)).status
      expect([await statusOf(world.member), await statusOf(world.chair)]).toEqual([200, 200])
      for (const { client } of [world.invitee, world.outsider]) {
        const refused = await fetchFile(client, versionId, file)
        expect([refused.status, await codeOf(refused)]).toEqual([404, 'object.notFound'])
        const never = await fetchFile(client, crypto.randomUUID(), file)
        expect([never.status, await codeOf(never)]).toEqual([404, 'object.notFound'])
      }
      const anonymous = await fetchFile(world.server.anonymous(), versionId, file)
      expect([anonymous.status, await codeOf(anonymous)]).toEqual([401, 'login.required'])
    }
    await world.invitee.client.ask(meetings.join, { meetingId: world.meetingId })
    expect((await world.invitee.client.until(documentsEvents.changed, () => true)).documents).toEqual([])
  })

  test('[D12] a paper for everyone under an item for members is none for an invitee', async () => {
    world = await paperWorld()
    const itemId = await world.addItem({ kind: 'members' })
    const { versionId } = await world.publish(paper, { itemId })
    expect((await fetchFile(world.member.client, versionId, 'paper')).status).toBe(200)
    expect((await fetchFile(world.invitee.client, versionId, 'paper')).status).toBe(404)
  })

  test('[D12] papers of a draft are for secretaries alone', async () => {
    world = await paperWorld()
    const { versionId } = await world.publish(paper)
    await world.setState('draft')
    expect((await fetchFile(world.member.client, versionId, 'paper')).status).toBe(404)
    expect((await fetchFile(world.secretary.client, versionId, 'paper')).status).toBe(200)
  })

  test('[D13] a hall screen gets papers for everyone, and another one only while it is presented', async () => {
    world = await paperWorld()
    const { server, meetingId } = world
    const open = await world.publish(paper)
    const inner = await world.publish(paper, { audience: { kind: 'members' } })
    const { client } = await server.screen(meetingId)
    expect((await fetchFile(client, open.versionId, 'paper')).status).toBe(200)
    expect((await fetchFile(client, inner.versionId, 'paper')).status).toBe(404)
    await server.database.kysely
      .insertInto('presenting')
      .values({
        meeting_id: meetingId,
        presenter_id: world.chair.accountId,
        login_id: world.chair.loginId,
        position: '{"page":1,"x":0.5,"y":0,"zoom":"width"}',
        version_id: inner.versionId,
        started_at: server.clock.now(),
      })
      .execute()
    expect((await fetchFile(client, inner.versionId, 'paper')).status).toBe(200)
    expect((await fetchFile(world.invitee.client, inner.versionId, 'paper')).status).toBe(404)
    await server.database.kysely.deleteFrom('presenting').execute()
    expect((await fetchFile(client, inner.versionId, 'paper')).status).toBe(404)
    const { client: elsewhere } = await server.screen(null)
    expect((await fetchFile(elsewhere, open.versionId, 'paper')).status).toBe(404)
  })

  test('[D15] while a paper is on its way its secretary hears so, and others of nothing', async () => {
    world = await paperWorld()
    const { versionId } = await world.announce({ byteLength: paper.length })
    await send(world.secretary.client, versionId, 0, paper.subarray(0, 10))
    for (const file of files) {
      const soon = await fetchFile(world.secretary.client, versionId, file)
      expect([soon.status, await codeOf(soon)]).toEqual([409, 'document.notReady'])
      expect((await fetchFile(world.member.client, versionId, file)).status).toBe(404)
    }
  })
})

/**
 * Begins a download of 40 MB and reads on at the pace of a slow line, so that most of it is still at the server when
 * the right ends. Whether all of it came is known at the `end`.
 */
const beginReading = (client: TestClient, versionId: string) =>
  new Promise<{ response: IncomingMessage; end: Promise<{ complete: boolean }> }>((resolve, reject) => {
    const asking = get(
      `${client.url}/files/${versionId}/original`,
      { headers: client.headers(), agent: false },
      response => {
        const end = new Promise<{ complete: boolean }>(done =>
          response.once('close', () => done({ complete: response.complete })),
        )
        response.on('error', () => undefined)
        response.once('data', () => resolve({ response, end }))
        response.on('data', () => {
          response.pause()
          setTimeout(() => response.resume(), 20)
        })
      },
    )
    asking.once('error', reject)
  })

describe('a right that ends in the middle of a download', () => {
  const big = () => scannedPaper({ pages: 4, bytesAPage: 10_000_000 })

  test('[D17] cuts it within five seconds: the person was taken out of the meeting', async () => {
    world = await paperWorld()
    const { versionId } = await world.publish(big())
    const running = await beginReading(world.member.client, versionId)
    await world.server.database.kysely
      .deleteFrom('participants')
      .where('account_id', '=', world.member.accountId)
      .execute()
    expect(await running.end).toEqual({ complete: false })
    expect((await fetchFile(world.member.client, versionId, 'original')).status).toBe(404)
  })

  test('[D17] cuts it within five seconds: the paper’s audience was narrowed', async () => {
    world = await paperWorld()
    const { documentId, versionId } = await world.publish(big())
    const running = await beginReading(world.invitee.client, versionId)
    const other = await beginReading(world.chair.client, versionId)
    await world.secretary.client.done(documents.update, {
      documentId,
      title: 'Tờ trình',
      audience: { kind: 'members' },
    })
    expect(await running.end).toEqual({ complete: false })
    // Who keeps the right reads on to the end.
    other.response.removeAllListeners('data').resume()
    expect(await other.end).toEqual({ complete: true })
  })

  test('[D17] cuts it at once: the login was ended', async () => {
    world = await paperWorld()
    const { versionId } = await world.publish(big())
    const running = await beginReading(world.member.client, versionId)
    const { client } = await world.server.device(world.member.accountId)
    await client.done(accounts.signOutEverywhere, { here: true })
    expect(await running.end).toEqual({ complete: false })
    const after = await fetchFile(world.member.client, versionId, 'original')
    expect([after.status, await codeOf(after)]).toEqual([401, 'login.ended'])
  })
})
