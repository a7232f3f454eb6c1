import { spawn } from 'node:child_process'

/** Children still running, so that an interrupted start leaves none behind. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/** Ends every child that `run` started and that is still at work. */
export function endChildren() {
  for (const child of running) child.kill('SIGTERM')
}

/**
 * Runs a program to its end and keeps what it printed.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, input?: string, timeoutMs?: number, onLine?: (line: string) => void }} [options]
 *   `onLine` hears each line of standard output and standard error as it comes
 * @returns {Promise<{ code: number, stdout: string, output: string }>} `code` is 127 where the program is not
 *   there and 124 where the time limit ended it; `output` is both streams as they came
 */
export function run(command, args, { cwd, env, input, timeoutMs, onLine } = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    })
    running.add(child)
    let stdout = ''
    let output = ''
    let timedOut = false
    const rest = { stdout: '', stderr: '' }
    const timer = timeoutMs
      ? setTimeout(() => {
          timedOut = true
          child.kill('SIGKILL')
        }, timeoutMs)
      : undefined
    for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
      child[name]?.setEncoding('utf8')
      child[name]?.on('data', (/** @type {string} */ text) => {
        if (name === 'stdout') stdout += text
        output += text
        if (!onLine) return
        const lines = (rest[name] + text).split(/\r?\n|\r/)
        rest[name] = lines.pop() ?? ''
        for (const line of lines) onLine(line)
      })
    }
    /** @param {number} code */
    const finish = code => {
      clearTimeout(timer)
      running.delete(child)
      resolve({ code: timedOut ? 124 : code, stdout, output })
    }
    child.on('error', error => {
      output += error.message
      finish(127)
    })
    child.on('close', (code, signal) => finish(code ?? (signal ? 128 : 1)))
    if (input !== undefined) child.stdin?.end(input)
  })
}
