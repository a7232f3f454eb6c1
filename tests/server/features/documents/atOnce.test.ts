import { type ClientRequest, get, type IncomingMessage } from 'node:http'
import { afterEach, expect, jest, test } from '@jest/globals'
import { limits } from '#server/transport/limits.ts'
import { TestClient } from '#tests/support/client.ts'
import { fetchFile, type PaperWorld, paperWorld } from '#tests/support/documents/paperWorld.ts'
import { scannedPaper } from '#tests/support/pdf/papers.ts'

/** A paper of 40 MB is prepared in a process of its own. */
jest.setTimeout(90_000)

let world: PaperWorld | undefined
const asking: ClientRequest[] = []
afterEach(async () => {
  for (const request of asking.splice(0)) request.destroy()
  await world?.server.close()
  world = undefined
})

/** Begins a download and reads nothing of its body, so that it stays under way. */
const begin = (client: TestClient, versionId: string) => {
  const request = get(`${client.url}/files/${versionId}/original`, {
    headers: client.headers(),
    agent: false,
  })
  asking.push(request)
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve)
    request.once('error', reject)
  })
  answer.catch(() => undefined)
  return { request, answer }
}

test('[D27] [K46] a login’s ninth download waits for one to end; others, and its sockets, do not', async () => {
  world = await paperWorld()
  const { member, invitee, server } = world
  const { versionId } = await world.publish(scannedPaper({ pages: 4, bytesAPage: 10_000_000 }))
  const { atOnce, waiting, retryAfterMs } = limits.filesPerLogin
  const running = Array.from({ length: atOnce }, () => begin(member.client, versionId))
  for (const { answer } of running) expect((await answer).statusCode).toBe(200)
  const next = begin(member.client, versionId)
  let answered = false
  void next.answer.then(() => {
    answered = true
  })
  const other = await fetchFile(invitee.client, versionId, 'paper', { range: 'bytes=0-99' })
  expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([206, 100])
  const second = await server.device(member.accountId)
  expect((await fetchFile(second.client, versionId, 'page-one')).status).toBe(200)
  expect(answered).toBe(false)
  running[0]?.request.destroy()
  expect((await next.answer).statusCode).toBe(200)

  // Twelve tabs of the same tablet connect all the same, and a thirteenth does not.
  const tabs = Array.from(
    { length: limits.socketsPerLogin + 1 },
    () => new TestClient(server.url, member.client.cookie),
  )
  try {
    for (const tab of tabs.slice(0, -1)) await tab.socket()
    await expect(tabs.at(-1)?.socket()).rejects.toMatchObject({ data: { code: 'rate.limited' } })
  } finally {
    for (const tab of tabs) tab.close()
  }

  for (let count = 0; count < waiting; count += 1) begin(member.client, versionId)
  const refused = await fetchFile(member.client, versionId, 'page-one')
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe(String(retryAfterMs / 1000))
  expect(await refused.json()).toMatchObject({ error: { code: 'rate.limited', retryAfterMs } })
  expect((await fetchFile(second.client, versionId, 'page-one')).status).toBe(200)
})
