import { open, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { balance, checkKind, inspect, measurePages, tooManyPages } from './inspect.ts'
import { Reader } from './pdf/reader.ts'
import { type Job, type PageBatch, type PreparedDocument, Refused, type ThumbnailPack } from './prepared.ts'

const PAGE_ONE_EDGE = 1600
const THUMBNAIL_EDGE = 240
const PAGES_A_BATCH = 24
/** So many pages, spread over the paper, are looked at to say whether it has text. */
const TEXT_SAMPLES = 12

/** Checks a file and makes what is needed to read it; throws Refused. */
export async function prepare({ path, folder, limits }: Job): Promise<PreparedDocument> {
  await checkKind(path, (await stat(path)).size, limits)
  const file = await open(path, 'r')
  try {
    const inspected = await inspect(file, limits)
    const derived = await balance(path, folder, inspected)
    const damaged = inspected.layout === null && inspected.damaged
    const reader = await Reader.open(derived.balanced?.path ?? path, damaged)
    try {
      const { numPages: pageCount } = reader.document
      if (pageCount < 1) throw new Refused('document.empty', 'It has no page')
      if (pageCount > limits.maxPages) throw tooManyPages(limits)
      if (damaged) await readAll(reader)
      return {
        pageCount,
        pageRuns: await measurePages(reader),
        title: await titleOf(reader),
        hasOutline: ((await reader.document.getOutline()) ?? []).length > 0,
        hasText: await hasText(reader),
        isSigned: inspected.layout !== null && inspected.signed,
        pageOne: await drawPageOne(reader, folder),
        ...derived,
      }
    } finally {
      await reader.close()
    }
  } finally {
    await file.close()
  }
}

/** Thumbnails and text from `fromPage` to the end, a batch at a time. */
export async function* extras({ path, folder, fromPage }: Job): AsyncGenerator<PageBatch> {
  let reader = await Reader.open(path)
  try {
    const { numPages } = reader.document
    for (let first = fromPage; first <= numPages; first += PAGES_A_BATCH) {
      const thumbnails: Buffer[] = []
      const texts: string[] = []
      for (let page = first; page < Math.min(first + PAGES_A_BATCH, numPages + 1); page += 1) {
        if (reader.isFull) {
          await reader.close()
          reader = await Reader.open(path)
        }
        thumbnails.push(
          await reader.draw(page, THUMBNAIL_EDGE, 'webp', 60).then(
            drawn => drawn.bytes,
            () => blankPage(),
          ),
        )
        texts.push(await reader.textOf(page).catch(() => ''))
      }
      yield await writeBatch(folder, first, thumbnails, texts)
    }
  } finally {
    await reader.close()
  }
}

async function writeBatch(folder: string, firstPage: number, thumbnails: Buffer[], texts: string[]) {
  const bytes = Buffer.concat(thumbnails)
  const path = join(folder, `thumbnails-${firstPage}`)
  const textPath = join(folder, `text-${firstPage}.json`)
  await writeFile(path, bytes)
  await writeFile(textPath, JSON.stringify(texts))
  const lengths = thumbnails.map(thumbnail => thumbnail.length)
  const pack: ThumbnailPack = { path, size: bytes.length, firstPage, lengths }
  return { thumbnails: pack, textPath }
}

/** What stands for a page that pdf.js cannot draw. */
function blankPage(): Promise<Buffer> {
  const canvas = createCanvas(170, THUMBNAIL_EDGE)
  const context = canvas.getContext('2d')
  context.fillStyle = 'white'
  context.fillRect(0, 0, canvas.width, canvas.height)
  return canvas.encode('webp', 60)
}

/** A damaged file is taken only when every page of it can be read to its end (the reader is strict). */
async function readAll(reader: Reader): Promise<void> {
  for (let page = 1; page <= reader.document.numPages; page += 1) {
    const proxy = await reader.document.getPage(page)
    await proxy.getOperatorList()
    proxy.cleanup()
  }
}

async function drawPageOne(reader: Reader, folder: string): Promise<PreparedDocument['pageOne']> {
  const { bytes, width, height } = await reader.draw(1, PAGE_ONE_EDGE, 'jpeg', 75)
  const path = join(folder, 'page-one.jpg')
  await writeFile(path, bytes)
  return { path, size: bytes.length, width, height }
}

async function titleOf(reader: Reader): Promise<string> {
  const { info } = await reader.document.getMetadata()
  const title = 'Title' in info && typeof info.Title === 'string' ? info.Title : ''
  return [...title.normalize('NFC').replace(/\s+/g, ' ').trim()].slice(0, 150).join('')
}

async function hasText(reader: Reader): Promise<boolean> {
  const count = reader.document.numPages
  const step = Math.max(1, Math.floor(count / TEXT_SAMPLES))
  for (let page = 1; page <= count; page += step) {
    if (/\S/.test(await reader.textOf(page).catch(() => ''))) return true
  }
  return false
}
