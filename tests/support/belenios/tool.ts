import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Debian's belenios-tool in a folder of its own. Close it with `close`. */
export class Tool {
  readonly folder = mkdtempSync(join(tmpdir(), 'belenios-'))

  /** Runs a command and gives what it printed, without the end of the line. Throws with what it said on an error. */
  run(args: readonly string[], input = ''): string {
    return execFileSync('belenios-tool', args, {
      cwd: this.folder,
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 2 ** 26,
    }).replace(/\n$/, '')
  }

  /** Runs a command that may refuse. */
  try(args: readonly string[], input = ''): { status: number | null; said: string } {
    const { status, stderr } = spawnSync('belenios-tool', args, {
      cwd: this.folder,
      input,
      encoding: 'utf8',
    })
    return { status, said: stderr }
  }

  write(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.folder, name), content)
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8').replace(/\n$/, '')
  }

  bytes(name: string): Uint8Array {
    return new Uint8Array(readFileSync(join(this.folder, name)))
  }

  remove(name: string): void {
    rmSync(join(this.folder, name))
  }

  /** The names of the files that end so, sorted. */
  list(ending: string): string[] {
    return readdirSync(this.folder)
      .filter(name => name.endsWith(ending))
      .sort()
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
