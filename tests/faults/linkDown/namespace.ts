import { execFileSync } from 'node:child_process'

const ip = (...parameters: string[]): void => {
  execFileSync('ip', parameters, { stdio: ['ignore', 'ignore', 'pipe'] })
}

/** A tablet's own link: a network namespace and a virtual cable from it to this machine. */
export interface Link {
  readonly namespace: string
  /** This machine's address on the cable. */
  readonly host: string
  down(): void
  up(): void
  remove(): void
}

/** Makes the namespace and the cable. @throws where the user may not (it takes root). */
export const makeLink = (): Link => {
  const name = `phs${process.pid % 100_000}`
  const [near, far] = [`${name}a`, `${name}b`]
  const net = `10.213.${process.pid % 250}`
  ip('netns', 'add', name)
  ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', name)
  ip('addr', 'add', `${net}.1/30`, 'dev', near)
  ip('link', 'set', near, 'up')
  ip('-n', name, 'addr', 'add', `${net}.2/30`, 'dev', far)
  ip('-n', name, 'link', 'set', far, 'up')
  ip('-n', name, 'link', 'set', 'lo', 'up')
  return {
    namespace: name,
    host: `${net}.1`,
    down: () => ip('link', 'set', near, 'down'),
    up: () => ip('link', 'set', near, 'up'),
    remove: () => ip('netns', 'del', name),
  }
}
