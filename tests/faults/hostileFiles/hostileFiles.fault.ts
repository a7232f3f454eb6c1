import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createCanvas } from '@napi-rs/canvas'
import { documents, documentsEvents } from '#shared/documents/documents.contract.ts'
import { meetings } from '#shared/meetings/meetings.contract.ts'
import { percentile } from '#tests/bench/bench.ts'
import { TestClient } from '#tests/support/client.ts'
import { beginSending, fetchFile, send } from '#tests/support/documents/paperWorld.ts'
import * as hostile from '#tests/support/pdf/hostile.ts'
import { textPaper } from '#tests/support/pdf/papers.ts'
import type { Fault, FaultRun } from '../fault.ts'

type Program = Record<
  'url' | 'folder' | 'meetingId' | 'itemId' | 'secretary' | 'member' | 'versionId',
  string
>

const MEGABYTE = 1 << 20
/** What the server may grow by while it refuses everything; V8 keeps some tens of megabytes of young garbage. */
const FLAT_BYTES = 150 * MEGABYTE
const ASKS = 300

let child: ReturnType<typeof spawn>
let program: Program
let secretary: TestClient
let member: TestClient

const fault: Fault = {
  id: 'F9',
  title: 'Hostile files: refused with a reason, memory flat, other requests unchanged',
  start: async () => {
    child = spawn(process.execPath, ['--no-warnings', join(import.meta.dirname, 'program.ts')], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    ;[program] = (await once(child, 'message')) as [Program]
    secretary = new TestClient(program.url, program.secretary)
    member = new TestClient(program.url, program.member)
    await secretary.ask(meetings.join, { meetingId: program.meetingId })
  },
  stop: async () => {
    secretary?.close()
    member?.close()
    const ended = once(child, 'close')
    child.send({})
    await ended
  },
  cases: [
    { title: 'each hostile file is refused with its reason, and nothing of it stays', run: refuseAll },
    { title: 'an upload of 10 GB is refused before its bytes, announced or not', run: refuseTooLarge },
    { title: 'a sender of one byte a second holds nobody up and is cut', run: cutTrickle },
    { title: 'memory stays flat and other requests’ p99 unchanged meanwhile', run: stayCalm },
  ],
}
export default fault

/** The files, each with the code that it must be refused with. */
async function hostileFiles(random: () => number): Promise<[string, Buffer, string][]> {
  const paper = textPaper(['Tờ trình', 'Dự thảo', 'Phụ lục'].map((_, page) => `Trang ${page}`))
  const cut = Math.floor(paper.length * (0.2 + 0.6 * random()))
  return [
    ['page bomb', hostile.pageBomb(), 'document.tooManyPages'],
    ['empty page tree nodes without end', hostile.emptyNodeBomb(), 'document.tooManyPages'],
    ['cyclic page tree', hostile.cyclicTree(), 'document.broken'],
    [`truncated at ${cut} of ${paper.length}`, paper.subarray(0, cut), 'document.broken'],
    ['encrypted', encrypted(paper), 'document.encrypted'],
    ['a picture', createCanvas(64, 64).encodeSync('png'), 'document.notPdf'],
    [
      'noise',
      Buffer.from(Array.from({ length: 50_000 }, () => Math.floor(random() * 256))),
      'document.notPdf',
    ],
    ['content bomb of 512 MB', hostile.contentBomb(512), 'document.tooComplex'],
    ['nested bomb of 2 GB', await hostile.nestedContentBomb(2048), 'document.tooComplex'],
    ['drawing without end', hostile.formBomb(), 'document.tooComplex'],
    ['enormous page', hostile.enormousPage(), 'document.tooComplex'],
    ['deep nesting', hostile.deepNesting(), 'document.broken'],
  ]
}

function encrypted(paper: Buffer): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'encrypted-'))
  try {
    const [plain, locked] = [join(folder, 'plain.pdf'), join(folder, 'locked.pdf')]
    writeFileSync(plain, paper)
    execFileSync('qpdf', ['--encrypt', 'user', 'owner', '256', '--', plain, locked])
    return readFileSync(locked)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function announce(byteLength: number) {
  const [documentId, versionId] = [crypto.randomUUID(), crypto.randomUUID()]
  const result = await secretary.call(documents.announce, {
    documentId,
    versionId,
    itemId: program.itemId,
    title: 'Tài liệu thử',
    fileName: 'to-trinh.pdf',
    byteLength,
    audience: { kind: 'everyone' },
    secrecy: null,
  })
  return { versionId, documentId, result }
}

/** Uploads a file as a secretary does and gives the code that it is refused with, or 'ready'. */
async function upload(file: Buffer): Promise<string> {
  const { versionId, documentId, result } = await announce(file.length)
  assert.ok(result.ok, JSON.stringify(result))
  const answer = await send(secretary, versionId, 0, file)
  assert.equal(answer.status, 204, answer.text)
  const find = (view: { documents: { version: unknown; pending: unknown }[] }) =>
    view.documents
      .flatMap(
        ({ version, pending }) =>
          [version, pending] as ({ id: string; state: string; code?: string } | null)[],
      )
      .find(version => version?.id === versionId && ['ready', 'refused'].includes(version.state))
  const view = await secretary.until(documentsEvents.changed, now => find(now) !== undefined, 200_000)
  const found = find(view)
  await secretary.done(documents.discardPending, { documentId })
  return found?.code ?? 'ready'
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(join(program.folder, folder), { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => entry.name)
}

async function refuseAll({ random, note }: FaultRun): Promise<void> {
  const before = await filesOf('papers')
  for (const [name, file, code] of await hostileFiles(random)) {
    const from = performance.now()
    assert.equal(await upload(file), code, name)
    note(`${name}: ${code} in ${Math.round(performance.now() - from)} ms`)
  }
  // The preparing process is ended and tidied up after once its refusal is told.
  for (const folder of ['preparing', 'uploads']) {
    const tidyBy = performance.now() + 10_000
    while ((await filesOf(folder)).length > 0 && performance.now() < tidyBy) await setTimeout(50)
    assert.deepEqual(await filesOf(folder), [], folder)
  }
  assert.deepEqual((await filesOf('papers')).sort(), before.sort())
}

async function refuseTooLarge(): Promise<void> {
  const { result } = await announce(10_000_000_000)
  assert.equal(result.ok ? '' : result.error.code, 'document.tooLarge')
  const small = await announce(1000)
  const { answer, sending } = beginSending(secretary, small.versionId, 0, 10_000_000_000)
  sending.write(Buffer.alloc(1000))
  assert.match((await answer).text, /document\.sizeMismatch/)
  sending.destroy()
  await secretary.done(documents.discardPending, { documentId: small.documentId })
}

/** The server's limit is 64 KiB in 20 s. */
async function cutTrickle({ note }: FaultRun): Promise<void> {
  const { versionId, documentId } = await announce(1000)
  const { answer, sending } = beginSending(secretary, versionId, 0, 1000)
  const from = performance.now()
  const trickle = setInterval(() => sending.write('x'), 1000)
  try {
    const { status, text } = await answer
    note(`answered ${status} after ${Math.round((performance.now() - from) / 1000)} s`)
    assert.match(text, /server\.busy/)
  } finally {
    clearInterval(trickle)
    sending.destroy()
  }
  await secretary.done(documents.discardPending, { documentId })
}

async function stayCalm({ random, note }: FaultRun): Promise<void> {
  const quiet = await askOthers(() => false)
  const memory = residentMemory()
  let highest = memory
  const watch = setInterval(() => {
    highest = Math.max(highest, residentMemory())
  }, 50)
  let isOver = false
  const files = await hostileFiles(random)
  const storm = (async () => {
    const lanes = [0, 1, 2].map(async lane => {
      for (const [index, [, file]] of files.entries()) if (index % 3 === lane) await upload(file)
    })
    await Promise.all(lanes)
    isOver = true
  })()
  const stormy = await askOthers(() => !isOver)
  await storm
  clearInterval(watch)
  const [before, during] = [percentile(quiet, 0.99), percentile(stormy, 0.99)]
  note(
    `memory ${mb(memory)} MB, at most ${mb(highest)} MB; p99 ${before.toFixed(1)} ms, then ${during.toFixed(1)} ms`,
  )
  note(
    `medians ${percentile(quiet, 0.5).toFixed(1)} and ${percentile(stormy, 0.5).toFixed(1)} ms; ${stormy.length} requests`,
  )
  assert.ok(highest - memory < FLAT_BYTES, `memory grew by ${mb(highest - memory)} MB`)
  // The processes that prepare run at low priority; what is left is scheduling on a machine of few processors.
  assert.ok(during < before * 2 + 30, `p99 rose from ${before} to ${during} ms`)
}

/** A member reads on: 64 KiB pieces of a paper and the page-one picture; gives milliseconds a request. */
async function askOthers(goOn: () => boolean): Promise<number[]> {
  const times: number[] = []
  while (times.length < ASKS || goOn()) {
    const from = performance.now()
    const file = times.length % 5 === 0 ? 'page-one' : 'paper'
    const response = await fetchFile(member, program.versionId, file, { Range: 'bytes=0-65535' })
    await response.arrayBuffer()
    assert.equal(response.status, 206)
    times.push(performance.now() - from)
    await setTimeout(20)
  }
  return times
}

function residentMemory(): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024
}

const mb = (bytes: number) => Math.round(bytes / MEGABYTE)
