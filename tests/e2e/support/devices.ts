import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'

const built = join(
  process.env.PHS_TEST_CLIENT ?? join(import.meta.dirname, '../../../dist/client'),
  'index.html',
)

export interface DeviceOptions {
  readonly width?: number
  readonly height?: number
  /** A cookie as the test server's people carry it: "__Host-login=…". */
  readonly cookie?: string
  readonly colorScheme?: 'light' | 'dark'
}

/** A device of its own: cookies, storage and service worker apart from all others. */
export interface Device {
  readonly context: BrowserContext
  readonly page: Page
}

/**
 * A new device with one page, nothing opened yet.
 * @throws where the client is not built.
 */
export async function newDevice(
  browser: Browser,
  origin: string,
  options: DeviceOptions = {},
): Promise<Device> {
  if (!existsSync(built)) throw new Error('The client is not built: run `npm run build` first.')
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1024, height: options.height ?? 768 },
    ...(options.colorScheme ? { colorScheme: options.colorScheme } : {}),
  })
  if (options.cookie) {
    const [name = '', value = ''] = options.cookie.split('=')
    // Named by https: Chromium lets a page on the loopback set a Secure cookie over http, but not its debugger.
    const url = origin.replace('http:', 'https:')
    await context.addCookies([{ name, value, url, secure: true, httpOnly: true, sameSite: 'Strict' }])
  }
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  return { context, page }
}
