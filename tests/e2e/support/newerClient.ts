import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const built = process.env.PHS_TEST_CLIENT ?? join(import.meta.dirname, '../../../dist/client')

export interface NewerClient {
  readonly folder: string
  remove(): Promise<void>
}

/** Another build of the application; its page bears a mark. */
export const makeNewer = async (): Promise<NewerClient> => {
  const folder = await mkdtemp(join(tmpdir(), 'phs-newer-'))
  await cp(built, folder, { recursive: true })
  const change = async (name: string, part: RegExp, by: string) => {
    const before = await readFile(join(folder, name), 'utf8')
    if (!part.test(before)) throw new Error(`${name} is not built as it was: nothing in it is like ${part}.`)
    await writeFile(join(folder, name), before.replace(part, by))
  }
  await change('index.html', /<head>/, '<head><meta name="edition" content="newer">')
  await change('sw.js', /(index\.html",revision:")[0-9a-f]+/, '$1newer')
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Whether what is shown is of the newer build. */
export const isNewer = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.querySelector('meta[name=edition]') !== null)

/** What every device does by itself once an hour. */
export const lookForNewer = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    void registration?.update()
  })
