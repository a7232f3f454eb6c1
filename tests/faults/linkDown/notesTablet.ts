/**
 * A tablet with one layer open, as the application opens it, in a process of its own so that it can stand on a link
 * of its own. It hears of its link as a browser does. Arguments: address, origin's cookie, meeting, version, account.
 */
import { spawn } from 'node:child_process'
import { TestClient } from '#tests/support/client.ts'
import { stroke } from '#tests/support/notes.ts'

export type ToTablet = { readonly kind: 'draw'; readonly ids: readonly string[] } | { readonly kind: 'stop' }
/** How the layer stands, whenever it changed; `at` in milliseconds of the machine's monotonic clock. */
export interface FromTablet {
  readonly at: number
  readonly state: string
  readonly unsent: number
  readonly refusals: readonly string[]
  readonly ids: readonly string[]
}

const window = new EventTarget()
Object.assign(globalThis, {
  addEventListener: window.addEventListener.bind(window),
  removeEventListener: window.removeEventListener.bind(window),
})
const { openTestLayer } = await import('#tests/support/layers.ts')

const [url = '', cookie = '', meetingId = '', versionId = '', accountId = ''] = process.argv.slice(2)
const layer = openTestLayer(new TestClient(url, cookie), { name: 'everyone', versionId, meetingId })
const tell = () => {
  const told: FromTablet = {
    at: Number(process.hrtime.bigint()) / 1e6,
    ...{ state: layer.state(), unsent: layer.unsent(), refusals: layer.refusals() },
    ids: [...layer.notes().keys()],
  }
  if (process.connected) process.send?.(told)
}
layer.subscribe(tell)

const monitor = spawn('ip', ['monitor', 'link'], { stdio: ['ignore', 'pipe', 'inherit'] })
monitor.stdout.on('data', text => {
  if (/LOWER_UP/.test(String(text))) window.dispatchEvent(new Event('online'))
})
process.once('exit', () => monitor.kill())
process.on('message', (message: ToTablet) => {
  if (message.kind === 'stop') process.exit(0)
  else layer.change(message.ids.map(id => [id, stroke(accountId, 30)] as const))
})
process.once('disconnect', () => process.exit(0))
