import { deflateSync } from 'node:zlib'

/**
 * Writes PDFs object by object, wrong ones too: what is given as text goes in unchecked. Objects stand in the
 * file in the order in which they were added; the cross-reference is a plain table.
 */
export class PdfWriter {
  readonly #pieces: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  readonly #offsets = new Map<number, number>()
  #position = this.#pieces[0]!.length
  #next = 1

  /** A number for an object that comes later. */
  reserve(): number {
    return this.#next++
  }

  add(text: string, num = this.reserve()): number {
    this.#begin(num)
    this.#push(Buffer.from(`${num} 0 obj\n${text}\nendobj\n`, 'latin1'))
    return num
  }

  /** A stream with these bytes as they are; `entries` are the dictionary's beside Length. */
  addStream(bytes: Buffer, entries = '', num = this.reserve()): number {
    this.#begin(num)
    this.#push(Buffer.from(`${num} 0 obj\n<<${entries} /Length ${bytes.length}>>\nstream\n`, 'latin1'))
    this.#push(bytes)
    this.#push(Buffer.from('\nendstream\nendobj\n'))
    return num
  }

  addDeflated(bytes: Buffer | string, entries = ''): number {
    return this.addStream(deflateSync(Buffer.from(bytes)), `${entries} /Filter /FlateDecode`)
  }

  /** The whole file; `trailer` are further entries of the trailer. */
  finish(root: number, trailer = ''): Buffer {
    const start = this.#position
    let table = `xref\n0 ${this.#next}\n0000000000 65535 f \n`
    for (let num = 1; num < this.#next; num += 1) {
      const offset = this.#offsets.get(num)
      const place = String(offset ?? 0).padStart(10, '0')
      table += offset === undefined ? `${place} 65535 f \n` : `${place} 00000 n \n`
    }
    const end = `trailer\n<</Size ${this.#next} /Root ${root} 0 R ${trailer}>>\nstartxref\n${start}\n%%EOF\n`
    return Buffer.concat([...this.#pieces, Buffer.from(table + end)])
  }

  #begin(num: number): void {
    this.#offsets.set(num, this.#position)
  }

  #push(bytes: Buffer): void {
    this.#pieces.push(bytes)
    this.#position += bytes.length
  }
}
