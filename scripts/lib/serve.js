import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/**
 * Runs the server until it ends, and hands the signals that this process gets on to it.
 *
 * @param {{ root: string, node: string, args: string[], env: NodeJS.ProcessEnv }} parts
 * @returns {Promise<number>} the exit code, as a shell counts it
 */
export function serve({ root, node, args, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, ['server/main.ts', ...args], { cwd: root, env, stdio: 'inherit' })
    let told = false
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => {
        // A terminal has given Ctrl-C to the server as well, and npm hands on what it gets: once is enough.
        if (told || (signal === 'SIGINT' && process.stdin.isTTY)) return
        told = true
        // The server stops well on two of them; a terminal that has gone is a stop like any other.
        child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
      })
    }
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
}
