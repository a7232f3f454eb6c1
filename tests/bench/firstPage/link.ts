import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A link of its own to a network namespace, shaped in the kernel. */
export type Link = {
  /** The address on this side, where a server may listen. */
  address: string
  /** A program that runs Chromium at the far end. */
  browser: string
  /** Bytes that went to the far end so far, headers and all. */
  sentBytes(): Promise<number>
  close(): void
}

/**
 * Lays a link of `rate` (as `tc` writes it, 4mbit) both ways, by tc's tbf on a veth pair. Needs root, iproute2
 * and a kernel with veth and tbf; throws a sentence otherwise.
 */
export async function layLink(rate: string, folder: string): Promise<Link> {
  const name = `phs${process.pid}`
  const [near, far] = [`${name}a`, `${name}b`]
  const run = (line: string) => execFileSync('sh', ['-c', line], { stdio: ['ignore', 'ignore', 'pipe'] })
  const close = () => {
    for (const line of [`ip link del ${near}`, `ip netns del ${name}`]) {
      try {
        run(line)
      } catch {
        // It was not laid that far.
      }
    }
  }
  try {
    run(`ip netns add ${name}`)
    run(`ip link add ${near} type veth peer name ${far} netns ${name}`)
    run(`ip addr add 10.213.7.1/30 dev ${near} && ip link set ${near} up`)
    run(`ip -n ${name} addr add 10.213.7.2/30 dev ${far}`)
    run(`ip -n ${name} link set ${far} up && ip -n ${name} link set lo up`)
    run(`tc qdisc add dev ${near} root tbf rate ${rate} burst 16kb latency 300ms`)
    run(`tc -n ${name} qdisc add dev ${far} root tbf rate ${rate} burst 16kb latency 300ms`)
  } catch (error) {
    close()
    throw new Error(`The link cannot be shaped here: run as root with iproute2. ${String(error)}`)
  }
  const browser = join(folder, 'chromium-far')
  await writeFile(browser, `#!/bin/sh\nexec ip netns exec ${name} /usr/bin/chromium "$@"\n`, { mode: 0o755 })
  const counter = `/sys/class/net/${near}/statistics/tx_bytes`
  return {
    address: '10.213.7.1',
    browser,
    sentBytes: async () => Number(await readFile(counter, 'utf8')),
    close,
  }
}
