import { type RefObject, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { ReaderCore, type ReaderOptions, type ReaderState } from './core/ReaderCore.ts'

/**
 * Keeps a ReaderCore in `host` for as long as the source and `attempt` stay the same. Other options count
 * when it opens. Null until the host is in the document.
 */
export function useReader(
  host: RefObject<HTMLElement | null>,
  options: ReaderOptions,
  attempt: number,
): { core: ReaderCore | null; state: ReaderState | null } {
  const [core, setCore] = useState<ReaderCore | null>(null)
  const latest = useRef(options)
  latest.current = options
  const source = 'url' in options.source ? options.source.url : options.source

  // biome-ignore lint/correctness/useExhaustiveDependencies: the source and the attempt are what reopens.
  useEffect(() => {
    if (!host.current) return
    const made = new ReaderCore(host.current, latest.current)
    setCore(made)
    return () => {
      made.close()
      setCore(null)
    }
  }, [source, attempt])

  const subscribe = useCallback((changed: () => void) => core?.on('state', changed) ?? (() => {}), [core])
  const state = useSyncExternalStore(subscribe, () => core?.state ?? null)
  return { core, state }
}
