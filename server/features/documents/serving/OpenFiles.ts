import { close, open, read } from 'node:fs'

type OpenFile = { fd: Promise<number>; users: number }

/** Files kept open between reads, at most `most` of them beside those being read. */
export class OpenFiles {
  readonly #most: number
  readonly #files = new Map<string, OpenFile>()

  constructor(most: number) {
    this.#most = most
  }

  /**
   * Reads `length` bytes at `position` of the file into the start of `buffer`. Rejects with the system's error,
   * or with RangeError where the file ends before.
   */
  async read(path: string, buffer: Buffer, length: number, position: number): Promise<void> {
    const file = this.#use(path)
    try {
      const fd = await file.fd
      for (let done = 0; done < length; ) {
        const count = await readOnce(fd, buffer, done, length - done, position + done)
        if (count === 0) throw new RangeError(`The file ${path} is shorter than it was`)
        done += count
      }
    } catch (error) {
      this.forget(path)
      throw error
    } finally {
      file.users -= 1
      this.#trim()
    }
  }

  /** Closes the file as soon as nobody reads it. */
  forget(path: string): void {
    const file = this.#files.get(path)
    if (!file) return
    this.#files.delete(path)
    closeWhenIdle(file)
  }

  close(): void {
    for (const path of [...this.#files.keys()]) this.forget(path)
  }

  #use(path: string): OpenFile {
    const file = this.#files.get(path) ?? { fd: openForReading(path), users: 0 }
    this.#files.delete(path)
    this.#files.set(path, file)
    file.users += 1
    return file
  }

  #trim(): void {
    for (const [path, file] of this.#files) {
      if (this.#files.size <= this.#most) return
      if (file.users === 0) this.forget(path)
    }
  }
}

function openForReading(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    open(path, 'r', (error, fd) => (error ? reject(error) : resolve(fd)))
  })
}

function readOnce(fd: number, buffer: Buffer, offset: number, length: number, position: number) {
  return new Promise<number>((resolve, reject) => {
    read(fd, buffer, offset, length, position, (error, count) => (error ? reject(error) : resolve(count)))
  })
}

/** Polls by the reads themselves: each ends by giving up its use, so the last one's turn closes. */
function closeWhenIdle(file: OpenFile): void {
  file.fd.then(
    fd => {
      const tryClose = () => (file.users > 0 ? setImmediate(tryClose) : close(fd))
      tryClose()
    },
    () => undefined,
  )
}
