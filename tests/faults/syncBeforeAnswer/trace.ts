/** One system call of an strace log (`-f -y`) that matters here, in the order in which it ended. */
export type Step =
  | { readonly kind: 'log' }
  | { readonly kind: 'sync' }
  | { readonly kind: 'answer'; readonly accepted: number }

/**
 * Reads a log of `strace -f -y -e trace=fsync,fdatasync,write,writev,pwrite64,sendto,sendmsg`: writes to SQLite's
 * write-ahead log, syncs of it, and bytes to a TCP socket that hold accepted answers. A call that another thread's
 * interrupted counts where it was resumed, that is, where it was done.
 */
export const readTrace = (text: string): readonly Step[] => {
  const begun = new Map<string, string>()
  const steps: Step[] = []
  for (const line of text.split('\n')) {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? []
    if (rest.endsWith('<unfinished ...>')) {
      begun.set(thread, rest)
      continue
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)
    const call = resumed === null ? rest : `${begun.get(thread) ?? ''}${resumed[1]}`
    if (/ = -1 /.test(call)) continue
    if (/^(?:pwrite64|write)\(\d+<[^>]*-wal>/.test(call)) steps.push({ kind: 'log' })
    else if (/^f(?:data)?sync\(\d+<[^>]*-wal>/.test(call)) steps.push({ kind: 'sync' })
    else if (/^(?:write|writev|sendto|sendmsg)\(\d+<(?:TCP|socket)/.test(call)) {
      const accepted = call.match(/\{\\"ok\\":true/g)?.length ?? 0
      if (accepted > 0) steps.push({ kind: 'answer', accepted })
    }
  }
  return steps
}

/**
 * Each accepted command commits by itself, so before the n-th answer there were n commits synced, and nothing that
 * was logged before it waits for its sync.
 * @returns the answers that went out too early, by their place, and what was counted.
 */
export const earlyAnswers = (steps: readonly Step[], alone = false) => {
  let synced = 0
  let answered = 0
  let waiting = false
  const early: number[] = []
  for (const step of steps) {
    if (step.kind === 'log') waiting = true
    else if (step.kind === 'sync') {
      if (waiting) synced += 1
      waiting = false
    } else {
      answered += step.accepted
      if (answered > synced || (alone && waiting)) early.push(answered)
    }
  }
  return { early, answered, synced }
}
