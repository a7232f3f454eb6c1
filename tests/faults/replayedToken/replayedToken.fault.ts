import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { BlobStore } from '#server/storage/blobs.ts'
import { accounts } from '#shared/accounts/accounts.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { TestClient } from '#tests/support/client.ts'
import { freePort, type Program, startProgram } from '#tests/support/program.ts'
import { makeRoom, type Room } from '#tests/support/room.ts'
import { startServer } from '#tests/support/server.ts'
import type { Fault } from '../fault.ts'

const cutWithinMs = 5_000
const paperBytes = 64 * 1024 * 1024

let program: Program
let folder: string
let room: Room
let versionId: string
let cookies: Record<string, string>

/** A device of a person with everything open: a socket in the meeting and a download that it reads slowly. */
const openDevice = async (cookie: string) => {
  const client = new TestClient(program.url, cookie)
  const socket = await client.socket()
  const joined = await client.ask(meetings.join, { meetingId: room.meetingId })
  assert.equal(joined.ok, true)
  const socketCut = new Promise<number>(resolve =>
    socket.once('disconnect', () => resolve(performance.now())),
  )
  const download = await new Promise<IncomingMessage>((resolve, reject) =>
    get(`${program.url}/files/${versionId}/paper`, { headers: { cookie } }, resolve).once('error', reject),
  )
  assert.equal(download.statusCode, 200)
  let received = 0
  download.on('data', chunk => {
    received += chunk.length
    // A megabyte, then it stalls: without a cut it would go on whenever the device reads on.
    if (received > 1_000_000 && !goesOn) download.pause()
  })
  let goesOn = false
  /** What came in all once the device reads on `cutWithinMs` after the right ended. */
  const drained = async (from: number): Promise<number> => {
    await new Promise(resolve => setTimeout(resolve, from + cutWithinMs - performance.now()))
    const over = new Promise<void>(resolve => download.once('close', resolve))
    goesOn = true
    download.once('error', () => undefined)
    download.resume()
    await over
    return received
  }
  return { client, cookie, socketCut, drained }
}

const within = async (cut: Promise<number>, from: number, what: string, note: (text: string) => void) => {
  const timer = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`${what} was still open after ${cutWithinMs} ms`)), cutWithinMs).unref()
  })
  note(`${what} cut after ${Math.round((await Promise.race([cut, timer])) - from)} ms`)
}

/** The download was cut in time: what still comes is what was on its way, and not the paper. */
const cutOff = async (
  device: { drained(from: number): Promise<number> },
  from: number,
  note: (text: string) => void,
) => {
  const received = await device.drained(from)
  note(`the download brought ${(received / 1e6).toFixed(1)} of ${(paperBytes / 1e6).toFixed(1)} MB`)
  assert.ok(received < paperBytes / 2)
}

/** A thief who kept the cookie has nothing: HTTP, a new socket, a new download. */
const refusesToken = async (cookie: string, reason: string) => {
  const thief = new TestClient(program.url, cookie)
  const refused = { ok: false, error: { code: 'login.ended', params: { reason } } }
  assert.deepEqual(await thief.call(accounts.me, {}), refused)
  await assert.rejects(thief.socket(), (error: { data?: unknown }) => {
    assert.deepEqual(error.data, refused.error)
    return true
  })
  thief.close()
  const response = await fetch(`${program.url}/files/${versionId}/paper`, { headers: { cookie } })
  await response.body?.cancel()
  assert.equal(response.status, 401)
}

const fault: Fault = {
  id: 'F10',
  title: 'a token replayed after logout and after a role change',
  start: async () => {
    const server = await startServer()
    folder = server.folder
    room = await makeRoom(server)
    const itemId = await room.item()
    ;({ versionId } = await room.paper(itemId))
    const file = join(folder, 'large')
    await writeFile(file, randomBytes(paperBytes))
    const stored = await (await BlobStore.open(join(folder, 'papers'))).put(file)
    assert.ok(stored.ok)
    await server.database.kysely
      .updateTable('document_versions')
      .set({ original_hash: stored.data.hash, paper_hash: stored.data.hash, paper_bytes: stored.data.size })
      .execute()
    await room.publish()
    const cookieOf = async (accountId: string) => (await server.device(accountId)).client.cookie
    cookies = {
      signsOut: await cookieOf(room.member.accountId),
      wiped: await cookieOf(room.member.accountId),
      removed: await cookieOf(room.invitee.accountId),
      secretary: await cookieOf(room.secretary.accountId),
      demoted: await cookieOf((await server.person({ secretary: true, loginName: 'thu.ky.hai' })).accountId),
      administrator: await cookieOf(room.administrator.accountId),
    }
    await server.close({ keep: true })
    program = await startProgram({ folder, port: await freePort() })
  },
  stop: async () => {
    await program?.end('SIGTERM')
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  },
  cases: [
    {
      title: 'signing out cuts the device’s socket and its running download; its token opens nothing',
      run: async ({ note }) => {
        const device = await openDevice(cookies.signsOut ?? '')
        const from = performance.now()
        const answer = await new TestClient(program.url, device.cookie).call(accounts.signOut, {})
        assert.equal(answer.ok, true)
        await within(device.socketCut, from, 'the socket', note)
        await cutOff(device, from, note)
        await refusesToken(device.cookie, 'signedOut')
      },
    },
    {
      title: 'an administrator’s wipe does the same to a device that somebody took',
      run: async ({ note }) => {
        const device = await openDevice(cookies.wiped ?? '')
        const me = await device.client.done(accounts.me, {})
        const from = performance.now()
        await new TestClient(program.url, cookies.administrator).done(accounts.endLogin, {
          ...{ loginId: me.login.id, wipe: true },
        })
        await within(device.socketCut, from, 'the socket', note)
        await cutOff(device, from, note)
        await refusesToken(device.cookie, 'wiped')
      },
    },
    {
      title: 'who loses the role of secretary is cut, and the same token has the right no more',
      run: async ({ note }) => {
        const device = await openDevice(cookies.demoted ?? '')
        const { account } = await device.client.done(accounts.me, {})
        const { id: accountId, state: _, ...fields } = account
        const from = performance.now()
        await new TestClient(program.url, cookies.administrator).done(accounts.update, {
          ...{ ...fields, accountId, roles: [] },
        })
        await within(device.socketCut, from, 'the socket', note)
        await cutOff(device, from, note)
        const replayed = new TestClient(program.url, device.cookie)
        const notFound = { ok: false, error: { code: 'object.notFound' } }
        assert.deepEqual(await replayed.call(meetings.open, { meetingId: room.meetingId }), notFound)
        assert.deepEqual(await replayed.ask(meetings.join, { meetingId: room.meetingId }), notFound)
        replayed.close()
        const response = await fetch(`${program.url}/files/${versionId}/paper`, {
          headers: { cookie: device.cookie },
        })
        assert.equal(response.status, 404)
      },
    },
    {
      title: 'who is taken out of a meeting loses its views and its papers, and keeps the login',
      run: async ({ note }) => {
        const device = await openDevice(cookies.removed ?? '')
        const left = new Promise<number>(resolve => {
          device.client
            .socket()
            .then(socket => socket.once('meetings:left', () => resolve(performance.now())))
        })
        const from = performance.now()
        await new TestClient(program.url, cookies.secretary).done(meetings.removeParticipant, {
          ...{ meetingId: room.meetingId, accountId: room.invitee.accountId },
        })
        await within(left, from, 'the meeting’s views', note)
        await cutOff(device, from, note)
        assert.equal((await device.client.call(accounts.me, {})).ok, true)
        assert.equal((await device.client.ask(meetings.join, { meetingId: room.meetingId })).ok, false)
        device.client.close()
      },
    },
  ],
}
export default fault
