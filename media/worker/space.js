import { statfs } from 'node:fs/promises'
import { Refusal } from './refusal.js'

/**
 * Refuses before a long step that its disk has no room for.
 *
 * @param {string} folder an existing folder on that disk
 * @param {number} bytes what the step needs
 * @throws {Refusal} disk.full
 */
export async function needSpace(folder, bytes) {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free >= bytes) return
  throw new Refusal('disk.full', { folder, needed: inMegabytes(bytes), free: inMegabytes(free) })
}

/** @param {number} bytes */
function inMegabytes(bytes) {
  return Math.round(bytes / 1e6)
}
