import { gunzipSync } from 'node:zlib'
import { reasonOf } from './error.js'

/** How long the server may take to answer, and how long the whole download may take, in milliseconds. */
const answerWithin = 5_000
const downloadWithin = 60_000
/** A worker is 3 to 20 MB; more than this is something else. */
const mostBytes = 100_000_000

/**
 * Downloads the worker that mediasoup's makers built, named as mediasoup's own installer names it
 * (npm-scripts.mjs, getWorkerPrebuildTarName).
 *
 * @param {object} parts
 * @param {string} parts.version mediasoup's
 * @param {string} parts.platform as in process.platform
 * @param {string} parts.arch as in process.arch
 * @param {string} parts.release the kernel's, as os.release() gives it
 * @param {NodeJS.ProcessEnv} parts.env MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL names a mirror
 * @param {number} [parts.answerWithinMs]
 * @returns {Promise<{ ok: true, binary: Buffer, url: string } | { ok: false, url: string, reason: string }>}
 */
export async function downloadPrebuilt({
  version,
  platform,
  arch,
  release,
  env,
  answerWithinMs = answerWithin,
}) {
  const base =
    env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL ||
    'https://github.com/versatica/mediasoup/releases/download'
  const kernel = platform === 'linux' ? `-kernel${release.split('.')[0]}` : ''
  const url = `${base.replace(/\/$/, '')}/${version}/mediasoup-worker-${version}-${platform}-${arch}${kernel}.tgz`
  const control = new AbortController()
  let timer = setTimeout(
    () => control.abort(new Error(`no answer within ${answerWithinMs} ms`)),
    answerWithinMs,
  )
  try {
    const response = await fetch(url, { signal: control.signal })
    clearTimeout(timer)
    if (!response.ok) return { ok: false, url, reason: `HTTP ${response.status}` }
    timer = setTimeout(
      () => control.abort(new Error(`not whole within ${downloadWithin} ms`)),
      downloadWithin,
    )
    const archive = Buffer.from(await response.arrayBuffer())
    const name = platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker'
    const binary = fileInTar(gunzipSync(archive, { maxOutputLength: mostBytes }), name)
    return binary ? { ok: true, binary, url } : { ok: false, url, reason: `no ${name} in the archive` }
  } catch (error) {
    return { ok: false, url, reason: reasonOf(error) }
  } finally {
    clearTimeout(timer)
  }
}

/**
 * One file's content from a tar archive, whatever folder it is in (POSIX.1-1988 ustar: headers of 512 bytes, name
 * at 0, size in octal at 124, type at 156; contents padded to 512).
 *
 * @param {Buffer} tar
 * @param {string} name
 * @returns {Buffer | undefined}
 */
export function fileInTar(tar, name) {
  for (let at = 0; at + 512 <= tar.length; ) {
    const path = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '')
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8)
    const type = String.fromCharCode(tar[at + 156] ?? 0)
    if (path === '' || !Number.isFinite(size)) return undefined
    const start = at + 512
    if ((type === '0' || type === '\0') && path.split('/').at(-1) === name)
      return tar.subarray(start, start + size)
    at = start + Math.ceil(size / 512) * 512
  }
  return undefined
}
