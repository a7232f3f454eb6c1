import { codeOf } from '../../media/worker/error.js'
import { Refusal } from '../../media/worker/refusal.js'
import { consoleLanguage, sentence } from './sentences.js'

/** Off a terminal, a long step's progress is a line each time it has gone on this far, or this long. */
const stepPercent = 10
const stepMs = 15_000

/**
 * What the scripts say on the console: sentences, and the progress of long steps (one line that is rewritten on a
 * terminal, a line now and then elsewhere).
 *
 * @param {{ env: NodeJS.ProcessEnv, out: { write(text: string): unknown, isTTY?: boolean, columns?: number }, now?: () => number }} parts
 */
export function createSpeaker({ env, out, now = () => performance.now() }) {
  const language = consoleLanguage(env)
  let rewritable = false
  let last = { code: '', percent: -1, at: 0 }

  /** Leaves the line that progress is being rewritten on. */
  function settle() {
    if (rewritable) out.write('\n')
    rewritable = false
    last = { code: '', percent: -1, at: 0 }
  }

  return {
    language,
    /** @param {string} code @param {Record<string, string | number>} [values] */
    say(code, values = {}) {
      settle()
      out.write(`${sentence(code, values, language)}\n`)
    },
    /**
     * @param {string} code
     * @param {number | undefined} fraction from 0 to 1, or undefined where the end is not known
     * @param {Record<string, string | number>} [values]
     */
    progress(code, fraction, values = {}) {
      const percent = fraction === undefined ? undefined : Math.floor(fraction * 100)
      const text = `${sentence(code, values, language)}${percent === undefined ? ' …' : ` ${percent} %`}`
      const other = code !== last.code
      const moved = percent !== undefined && percent >= last.percent + stepPercent
      const late = now() - last.at >= stepMs
      if (out.isTTY) {
        if (other) settle()
        out.write(`\r${text.slice(0, (out.columns ?? 80) - 1)}\u001b[K`)
        rewritable = true
      } else if (other || moved || late) {
        out.write(`${text}\n`)
      } else {
        return
      }
      last = { code, percent: percent ?? -1, at: now() }
    },
    /**
     * Says why a step cannot go on. What is not a refusal is shown whole: it is a fault of ours.
     * @param {unknown} error
     */
    refuse(error) {
      settle()
      out.write(`\n${sentence(...asRefusal(error), language)}\n`)
    },
  }
}

/** @typedef {ReturnType<typeof createSpeaker>} Speaker */

/** @param {unknown} error @returns {[string, Record<string, string | number>]} */
function asRefusal(error) {
  if (error instanceof Refusal) return [error.code, error.values]
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return ['disk.fullNow', {}]
  if (typeof error !== 'object' || error === null) return ['unexpected', { detail: String(error) }]
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return ['folder.notWritable', { folder: 'path' in error ? String(error.path) : '.' }]
  }
  return ['unexpected', { detail: 'stack' in error ? String(error.stack) : String(error) }]
}
