import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, jest, test } from '@jest/globals'
import { exportPaper } from '#client/features/annotations/export/core/exportPaper.ts'
import { defaultPrepareLimits } from '#server/features/documents/prepare/limits.ts'
import { Preparer } from '#server/features/documents/prepare/Preparer.ts'
import {
  everyKind,
  fonts,
  joined,
  layer,
  options,
} from '#tests/client/features/annotations/export/support/notes.ts'
import { listed, openPdf } from '#tests/client/features/annotations/export/support/reading.ts'
import { scannedPaper } from '#tests/support/pdf/papers.ts'

jest.setTimeout(60_000)

test('[N68] what the server prepares for reading keeps the annotations that a paper has', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'prepare-'))
  const preparer = await Preparer.open({
    workFolder: join(folder, 'work'),
    limits: defaultPrepareLimits,
    atOnce: 1,
  })
  try {
    const pages = 40
    const scan = new Uint8Array(scannedPaper({ pages, bytesAPage: 70_000, pixels: [83, 117] }))
    const paper = { ...options.paper, pageCount: pages }
    const marked = joined((await exportPaper(scan, [layer(everyKind())], { ...options, paper }, fonts)).parts)
    const path = join(folder, 'marked.pdf')
    await writeFile(path, marked)
    const result = await preparer.prepare(path)
    if (!result.ok) throw new Error(result.error.detail)
    const derived = result.data.document.balanced
    if (derived === null) throw new Error('nothing was prepared for reading')
    const served = new Uint8Array(await readFile(derived.path))
    expect(Buffer.from(served.subarray(0, marked.length)).equals(marked)).toBe(true)
    const before = await listed(await openPdf([marked]), 1)
    expect(before).toHaveLength(16)
    expect(await listed(await openPdf([served]), 1)).toEqual(before)
    await result.data.discard()
  } finally {
    await preparer.close()
    await rm(folder, { recursive: true, force: true })
  }
})
