import { ensureTls, type TlsMaterial, type TlsOptions } from './ensure.ts'
import type { TlsFailure } from './failures.ts'

export interface CertificateWatch {
  /** What is served now; its `ca` is what tablets should be given. */
  current(): TlsMaterial
  /** Looks at once instead of at the next turn; calls meanwhile join the one under way. */
  check(): Promise<void>
  /** Stops looking, after the look under way; idempotent. */
  close(): Promise<void>
}

interface WatchOptions {
  /** What is served at the beginning. */
  readonly initial: TlsMaterial
  /** Asked at each turn, so that the machine's addresses may change meanwhile. */
  readonly options: () => TlsOptions
  /** Give it to `tls.Server.setSecureContext({ cert, key })`: connections that are open stay, new ones get it. */
  readonly onRenewed: (material: TlsMaterial) => void
  /** The certificate in use stays in use; told once for each new reason. */
  readonly onFailed: (failure: TlsFailure) => void
  /** Milliseconds between looks. */
  readonly everyMs?: number | undefined
}

/** A minute: one small file is read, and a renewed certificate or a new address should not wait for long. */
const EVERY_MS = 60_000

/**
 * Keeps the certificate current while the server runs: renews the local one before it ends and when the machine's
 * addresses change, and takes up the operator's own when its files change. By reading rather than fs.watch, which
 * misses files replaced through a link. The timer does not keep the process alive.
 */
export function watchCertificate(watch: WatchOptions): CertificateWatch {
  let current = watch.initial
  let told = ''
  let closed = false
  let underWay: Promise<void> | undefined

  async function look(): Promise<void> {
    const result = await ensureTls(watch.options())
    if (closed) return
    if (!result.ok) {
      const reason = JSON.stringify(result.error)
      if (reason !== told) watch.onFailed(result.error)
      told = reason
      return
    }
    told = ''
    if (result.data.cert === current.cert && result.data.key === current.key) return
    current = result.data
    watch.onRenewed(current)
  }

  function check(): Promise<void> {
    underWay ??= look().finally(() => {
      underWay = undefined
    })
    return underWay
  }

  const timer = setInterval(() => {
    check().catch((error: unknown) => {
      watch.onFailed({
        code: 'tls.certRefused',
        params: { path: watch.options().folder, reason: String(error) },
      })
    })
  }, watch.everyMs ?? EVERY_MS)
  timer.unref()

  return {
    current: () => current,
    check,
    async close() {
      closed = true
      clearInterval(timer)
      await underWay
    },
  }
}
