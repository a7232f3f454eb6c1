import { consoleLanguage, sentence } from './sentences.js'

/** The first Node that can run the scripts; the server runs on the pinned one. */
const neededMajor = 20
const neededMinor = 12

/**
 * Ends the process with a sentence where Node is too old for the scripts. What is imported before this must be
 * readable by the oldest Node that can say so.
 */
export function refuseOldNode() {
  const found = process.versions.node
  const [major = 0, minor = 0] = found.split('.').map(Number)
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return
  process.stderr.write(
    `\n${sentence('node.tooOld', { found, needed: `${neededMajor}.${neededMinor}` }, consoleLanguage(process.env))}\n`,
  )
  process.exit(1)
}
