import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { defaultPrepareLimits } from '#server/features/documents/prepare/limits.ts'
import { type Batch, Preparer } from '#server/features/documents/prepare/Preparer.ts'
import * as hostile from '#tests/support/pdf/hostile.ts'
import { faxedPaper, scannedPaper, textPaper } from '#tests/support/pdf/papers.ts'

// Processes take their time on a busy machine.
jest.setTimeout(60_000)

let folder: string
let preparer: Preparer
const limits = {
  ...defaultPrepareLimits,
  maxBytes: 30_000_000,
  maxMemoryBytes: 600_000_000,
  maxCpuSeconds: 20,
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prepare-'))
  preparer = await Preparer.open({ workFolder: join(folder, 'work'), limits, atOnce: 2 })
})
afterAll(async () => {
  await preparer.close()
  await rm(folder, { recursive: true, force: true })
})

let files = 0
async function fileOf(bytes: Buffer, name = `${files++}.pdf`): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

async function prepared(path: string) {
  const result = await preparer.prepare(path)
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`)
  return result.data
}

const leftBehind = () => readdir(join(folder, 'work'))

describe('a paper that can be read', () => {
  test('is measured, its page one drawn, its title and text found, the file untouched', async () => {
    const bytes = textPaper(['Trang 1', 'Trang 2', 'Trang 3'], { title: 'To trinh' })
    const path = await fileOf(bytes)
    const { document, discard } = await prepared(path)
    expect(document).toMatchObject({
      pageCount: 3,
      pageRuns: [[3, 595, 842]],
      title: 'To trinh',
      hasOutline: false,
      hasText: true,
      isSigned: false,
      balanced: null,
      pageOne: { width: 1131, height: 1600 },
    })
    const picture = await loadImage(await readFile(document.pageOne.path))
    const canvas = createCanvas(picture.width, picture.height)
    canvas.getContext('2d').drawImage(picture, 0, 0)
    const { data } = canvas.getContext('2d').getImageData(0, 0, picture.width, 400)
    expect(data.some((value, index) => index % 4 === 0 && value < 64)).toBe(true)
    expect(bytes.equals(await readFile(path))).toBe(true)
    await discard()
    expect(await leftBehind()).toEqual([])
  })

  test('as a fax is drawn, since the decoders of scans are there', async () => {
    const { document, discard } = await prepared(await fileOf(faxedPaper()))
    const picture = await loadImage(await readFile(document.pageOne.path))
    const context = createCanvas(picture.width, picture.height).getContext('2d')
    context.drawImage(picture, 0, 0)
    const greyAt = (across: number) => context.getImageData(picture.width * across, 800, 1, 1).data[0]!
    expect([greyAt(0.1) > 200, greyAt(0.5) < 50, greyAt(0.9) > 200]).toEqual([true, true, true])
    await discard()
  })

  test('with turned pages is measured as it is read', async () => {
    const { document, discard } = await prepared(
      await fileOf(textPaper(['x'], { pageEntries: '/Rotate 90' })),
    )
    expect(document.pageRuns).toEqual([[1, 842, 595]])
    await discard()
  })

  test('may have a damaged cross-reference table or bytes after its end, if all its pages can be read', async () => {
    const whole = textPaper(['a', 'b'])
    const damaged = Buffer.from(whole.toString('latin1').replace(/startxref\n\d+/, 'startxref\n33'), 'latin1')
    for (const bytes of [damaged, Buffer.concat([whole, Buffer.alloc(5000)]), hostile.hugeTable()]) {
      const { document, discard } = await prepared(await fileOf(bytes))
      expect(document.pageCount).toBeGreaterThan(0)
      expect(document.balanced).toBeNull()
      await discard()
    }
  })

  test('gets thumbnails and text page by page, in batches of consecutive pages', async () => {
    const lines = Array.from({ length: 30 }, (_, index) => `Trang so ${index + 1}`)
    const path = await fileOf(textPaper(lines))
    const batches: Batch[] = []
    const sizes: number[][] = []
    const result = await preparer.extras({ path, pageCount: 30 }, async batch => {
      batches.push(batch)
      const bytes = await readFile(batch.thumbnails.path)
      let at = 0
      for (const length of batch.thumbnails.lengths) {
        const { width, height } = await loadImage(bytes.subarray(at, at + length))
        sizes.push([width, height])
        at += length
      }
      expect(at).toBe(bytes.length)
    })
    expect(result).toEqual({ ok: true })
    expect(batches.flatMap(batch => batch.texts)).toEqual(lines)
    expect(batches.map(batch => batch.thumbnails.firstPage)).toEqual([1, 25])
    expect(sizes).toEqual(lines.map(() => [170, 240]))
    expect(await leftBehind()).toEqual([])
  })

  test('goes on with its thumbnails from the page at which a stop of the server left it', async () => {
    const path = await fileOf(textPaper(Array.from({ length: 30 }, (_, index) => `p${index + 1}`)))
    const firsts: number[] = []
    await preparer.extras({ path, pageCount: 30, fromPage: 25 }, async ({ thumbnails, texts }) => {
      firsts.push(thumbnails.firstPage)
      expect(texts[0]).toBe('p25')
    })
    expect(firsts).toEqual([25])
  })
})

describe('a long scan with a flat page tree', () => {
  test.each(['table', 'streams'])('gets a derivative that opens in few pieces (%s)', async kind => {
    const flat = await fileOf(scannedPaper({ pages: 120, bytesAPage: 70_000 }))
    let path = flat
    if (kind === 'streams') {
      path = join(folder, 'streams.pdf')
      // qpdf gathers the dictionaries in object streams but leaves them spread and the tree flat.
      execFileSync('qpdf', ['--object-streams=generate', '--compress-streams=n', flat, path])
    }
    const original = await readFile(path)
    const { document, discard } = await prepared(path)
    if (kind === 'table') {
      expect(document.piecesToOpen?.original).toBeGreaterThan(100)
      expect(document.piecesToOpen?.served).toBeLessThanOrEqual(3)
      const derived = await readFile(document.balanced!.path)
      expect(derived.subarray(0, original.length).equals(original)).toBe(true)
      expect(derived.length - original.length).toBeLessThan(16_000)
      const check = execFileSync('qpdf', ['--check', document.balanced!.path], { encoding: 'utf8' })
      expect(check).toContain('No syntax or stream encoding errors')
      const info = execFileSync('pdfinfo', ['-l', '120', document.balanced!.path], { encoding: 'utf8' })
      expect(info).toMatch(/Pages:\s+120/)
      expect(info.match(/size:\s+595 x 842/g)).toHaveLength(120)
    } else {
      expect(document.piecesToOpen?.served).toBeLessThanOrEqual(document.piecesToOpen?.original ?? 0)
    }
    expect(document.pageCount).toBe(120)
    await discard()
  })

  test('keeps what pages inherit, their order and their text in the derivative', async () => {
    const lines = Array.from({ length: 40 }, (_, index) => `Trang ${index + 1}`)
    const spread = spreadOut(lines)
    const { document, discard } = await prepared(await fileOf(spread))
    expect(document.balanced).not.toBeNull()
    const texts: string[] = []
    await preparer.extras({ path: document.balanced!.path, pageCount: 40 }, async batch => {
      texts.push(...batch.texts)
    })
    expect(texts).toEqual(lines)
    await discard()
  })
})

/** The text paper with 64 KiB of filling between its pages. */
function spreadOut(lines: readonly string[]): Buffer {
  const plain = textPaper(lines).toString('latin1')
  const filling = `\n%${'x'.repeat(70_000)}\n`
  const body = plain
    .slice(0, plain.lastIndexOf('\nxref\n') + 1)
    .replace(/endobj\n(?=\d+ 0 obj\n<<\/Type \/Page )/g, `endobj${filling}`)
  const offsets = [...body.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)].map(
    match => [Number(match[1]), match.index + 1] as const,
  )
  const table = offsets
    .sort((a, b) => a[0] - b[0])
    .map(([, at]) => `${String(at).padStart(10, '0')} 00000 n \n`)
  const trailer = /trailer\n<<.*>>\n/.exec(plain)![0]
  const xref = `xref\n0 ${table.length + 1}\n0000000000 65535 f \n${table.join('')}${trailer}startxref\n${body.length}\n%%EOF\n`
  return Buffer.from(body + xref, 'latin1')
}

describe('a file that is refused', () => {
  const picture = createCanvas(10, 10).encodeSync('png')
  const docx = Buffer.concat([
    Buffer.from(
      'PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml',
      'latin1',
    ),
    Buffer.alloc(200),
  ])

  test.each<[string, () => Buffer, string]>([
    ['no bytes', () => Buffer.alloc(0), 'document.empty'],
    ['no pages', hostile.noPages, 'document.empty'],
    ['a picture with the name of a PDF', () => picture, 'document.notPdf'],
    ['a Word file with the name of a PDF', () => docx, 'document.notPdf'],
    ['plain words', () => Buffer.from('Kính gửi Ủy ban nhân dân tỉnh'), 'document.notPdf'],
    ['an end cut off', () => textPaper(['a', 'b']).subarray(0, 600), 'document.broken'],
    ['a page tree that leads back to itself', hostile.cyclicTree, 'document.broken'],
    ['ten thousand million pages', () => hostile.pageBomb(), 'document.tooManyPages'],
    ['ten thousand million empty nodes', hostile.emptyNodeBomb, 'document.tooManyPages'],
    ['content that unpacks to 200 MB', () => hostile.contentBomb(200), 'document.tooComplex'],
    ['a page 350 kilometres wide', hostile.enormousPage, 'document.tooComplex'],
    ['arrays 200,000 deep', hostile.deepNesting, 'document.broken'],
    ['more bytes than allowed', () => Buffer.alloc(30_000_001, '%PDF-1.4 '), 'document.tooLarge'],
  ])('%s', async (_, make, code) => {
    const path = await fileOf(make())
    expect(await preparer.prepare(path)).toMatchObject({ ok: false, error: { code } })
    expect(await leftBehind()).toEqual([])
  })

  test('for its password is told so; one that only forbids printing is taken', async () => {
    const plain = await fileOf(textPaper(['a']))
    const locked = join(folder, 'locked.pdf')
    execFileSync('qpdf', ['--encrypt', 'secret', 'owner', '256', '--', plain, locked])
    expect(await preparer.prepare(locked)).toMatchObject({ ok: false, error: { code: 'document.encrypted' } })
    execFileSync('qpdf', ['--encrypt', '', 'owner', '256', '--print=none', '--', plain, locked])
    const { document, discard } = await prepared(locked)
    expect(document.pageCount).toBe(1)
    await discard()
  })

  test('names what a foreign file is', async () => {
    const result = await preparer.prepare(await fileOf(picture))
    expect(result).toMatchObject({ error: { params: { found: 'png' } } })
  })
})

describe('a file that fights back', () => {
  const tight = { ...limits, maxMemoryBytes: 1_500_000_000, maxCpuSeconds: 60, maxSeconds: 60 }

  test.each<[string, () => Buffer | Promise<Buffer>, object, string]>([
    ['drawing without end', hostile.formBomb, { maxCpuSeconds: 2 }, 'It took too much time'],
    [
      'unpacking 400 MB',
      () => hostile.nestedContentBomb(400),
      { maxMemoryBytes: 300_000_000 },
      'It took too much memory',
    ],
    ['being slow for ever', hostile.formBomb, { maxSeconds: 2 }, 'It took too long'],
  ])(
    'by %s is stopped, and leaves nothing behind',
    async (_, make, more, detail) => {
      const workFolder = join(folder, 'tight')
      const strict = await Preparer.open({ workFolder, limits: { ...tight, ...more }, atOnce: 1 })
      const path = await fileOf(await make())
      expect(await strict.prepare(path)).toEqual({
        ok: false,
        error: { code: 'document.tooComplex', detail },
      })
      expect(await readdir(workFolder)).toEqual([])
      await strict.close()
    },
    30_000,
  )

  test('what an earlier run left is gone after a start, and a stop ends all work and leaves nothing', async () => {
    const workFolder = join(folder, 'stopped')
    const first = await Preparer.open({ workFolder, limits, atOnce: 1 })
    await writeFile(join(workFolder, 'left'), 'over')
    const second = await Preparer.open({ workFolder, limits, atOnce: 1 })
    expect(await readdir(workFolder)).toEqual([])
    const path = await fileOf(hostile.formBomb())
    const running = [second.prepare(path), second.prepare(path)].map(work =>
      work.then(String, error => error.name),
    )
    while ((await readdir(workFolder)).length === 0) await setImmediate()
    await second.close()
    expect(await Promise.all(running)).toEqual(['AbortError', 'AbortError'])
    expect(await readdir(workFolder)).toEqual([])
    await first.close()
  })
})
