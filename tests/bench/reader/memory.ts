import { readdirSync, readFileSync } from 'node:fs'

/** Process ids of the pages (renderer processes, their workers within) that descend from `root`. */
function renderers(root: number): number[] {
  const parents = new Map<number, number>()
  const pages: number[] = []
  for (const name of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    try {
      const pid = Number(name)
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
      if (readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('--type=renderer')) pages.push(pid)
    } catch {
      // The process ended meanwhile.
    }
  }
  const descends = (pid: number): boolean =>
    pid === root || (parents.has(pid) && descends(parents.get(pid) ?? 0))
  return pages.filter(descends)
}

/**
 * Megabytes of memory that are a page's own (proportional set size): of the largest renderer process of the
 * browser `root`, as Chromium keeps a spare one beside the page's.
 */
export function pageMegabytes(root: number): number {
  let most = 0
  for (const pid of renderers(root)) {
    try {
      const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
      most = Math.max(most, Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0))
    } catch {
      // The process ended meanwhile.
    }
  }
  return most / 1024
}
