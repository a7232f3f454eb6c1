import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { CHROMIUM, FLAGS } from '#tests/e2e/reader/support/browser.ts'

/** A tablet: CSS pixels and device pixels a CSS pixel. */
export interface Screen {
  readonly width: number
  readonly height: number
  readonly ratio: number
}

/** One page in a browser of its own. */
export interface PlainPage {
  /** Process id of the browser. */
  readonly pid: number
  /** Evaluates an expression in the page, waits for its promise; the value must fit JSON. */
  evaluate<Value>(expression: string): Promise<Value>
  close(): Promise<void>
}

interface Answer {
  readonly id?: number
  readonly error?: { readonly message: string }
  readonly result?: unknown
}

/** One connection to the browser's debugging protocol: calls and their answers, no events. */
class Wire {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, (answer: Answer) => void>()
  #last = 0

  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      const answer = JSON.parse(String(data)) as Answer
      if (answer.id !== undefined) this.#waiting.get(answer.id)?.(answer)
    })
    socket.addEventListener('close', () => {
      for (const tell of this.#waiting.values()) tell({ error: { message: 'the browser ended' } })
    })
  }

  async call<Result>(method: string, params: object, sessionId?: string): Promise<Result> {
    const id = ++this.#last
    const answer = await new Promise<Answer>(resolve => {
      this.#waiting.set(id, resolve)
      this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }))
    })
    this.#waiting.delete(id)
    if (answer.error) throw new Error(`${method}: ${answer.error.message}`)
    return answer.result as Result
  }
}

/**
 * Opens a page as a user's browser would hold it. Playwright always switches on the observation of the
 * network, for which Chromium keeps up to 100 MB of answers within the very process that is measured here.
 */
export async function openPlainPage(url: string, screen: Screen): Promise<PlainPage> {
  const folder = await mkdtemp(join(tmpdir(), 'reader-browser-'))
  const browser = spawn(
    CHROMIUM,
    [
      ...FLAGS,
      '--headless',
      '--hide-scrollbars',
      '--disable-background-timer-throttling',
      '--disable-renderer-backgrounding',
      '--remote-debugging-port=0',
      `--user-data-dir=${folder}`,
    ],
    { stdio: 'ignore' },
  )
  const ended = once(browser, 'exit')
  const close = async () => {
    browser.kill()
    await ended
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  try {
    const wire = await connect(folder)
    const { targetId } = await wire.call<{ targetId: string }>('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await wire.call<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    })
    await wire.call(
      'Emulation.setDeviceMetricsOverride',
      { width: screen.width, height: screen.height, deviceScaleFactor: screen.ratio, mobile: false },
      sessionId,
    )
    const evaluate = async <Value>(expression: string): Promise<Value> => {
      const { result, exceptionDetails } = await wire.call<{
        result: { value: Value }
        exceptionDetails?: { text: string; exception?: { description?: string } }
      }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, sessionId)
      if (exceptionDetails) {
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
      }
      return result.value
    }
    await wire.call('Page.navigate', { url }, sessionId)
    while (
      !(await evaluate<boolean>(`location.href !== 'about:blank' && document.readyState === 'complete'`))
    )
      await pause(50)
    return { pid: browser.pid ?? 0, evaluate, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The browser writes where it listens into its folder. */
async function connect(folder: string): Promise<Wire> {
  for (let tries = 0; ; tries++) {
    const port = await readFile(join(folder, 'DevToolsActivePort'), 'utf8').catch(() => '')
    const [number, path] = port.trim().split('\n')
    if (number && path) {
      const socket = new WebSocket(`ws://127.0.0.1:${number}${path}`)
      await once(socket, 'open')
      return new Wire(socket)
    }
    if (tries > 300) throw new Error('Chromium did not start within 30 seconds.')
    await pause(100)
  }
}
