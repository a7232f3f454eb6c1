import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** Tools at work, each the leader of a process group. @type {Set<number>} */
const groups = new Set()

/** Ends every tool with all that it has started. */
export function endTools() {
  for (const pid of groups) killGroup(pid)
}

/**
 * Runs one of the project's tools with its output on this console, under the pinned Node.
 *
 * @param {string[]} command the first is a program of node_modules/.bin, or `node`
 * @param {{ root: string, env: NodeJS.ProcessEnv, limitMs: number }} parts past the limit it is ended, with all it started
 * @returns {Promise<{ code: number, timedOut: boolean }>}
 */
export function runTool([program = '', ...args], { root, env, limitMs }) {
  return new Promise(resolve => {
    const bin = join(root, 'node_modules', '.bin')
    const child = spawn(join(bin, program), args, {
      cwd: root,
      env: { ...env, PATH: `${bin}${delimiter}${env.PATH ?? ''}` },
      stdio: ['ignore', 'inherit', 'inherit'],
      // A group of its own, so that a browser or a worker of a hanging test ends with it.
      detached: true,
    })
    if (child.pid) groups.add(child.pid)
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      if (child.pid) killGroup(child.pid)
    }, limitMs)
    /** @param {number} code */
    const finish = code => {
      clearTimeout(timer)
      if (child.pid) {
        killGroup(child.pid)
        groups.delete(child.pid)
      }
      resolve({ code, timedOut })
    }
    child.on('error', error => {
      process.stderr.write(`${error.message}\n`)
      finish(127)
    })
    child.on('exit', code => finish(code ?? 1))
  })
}

/** @param {number} pid */
function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
