/** The bytes that a request asks for: all, one range (both ends count), or none that exist. */
export type Wanted = { kind: 'whole' } | { kind: 'part'; first: number; last: number } | { kind: 'none' }

/**
 * Reads a Range header (RFC 9110 §14.1.2, §14.2) against `size` bytes. One range of bytes is followed; several
 * ranges, other units and broken syntax are ignored, as §14.2 allows, and the whole is answered.
 */
export function readRange(header: string | undefined, size: number): Wanted {
  const found = /^bytes=\s*(?:(\d+)-(\d*)|-(\d+))\s*$/i.exec(header ?? '')
  if (!found) return { kind: 'whole' }
  const [, from, to, suffix] = found
  if (from === undefined) {
    const length = Math.min(Number(suffix), size)
    return length === 0 ? { kind: 'none' } : { kind: 'part', first: size - length, last: size - 1 }
  }
  const first = Number(from)
  const last = to ? Number(to) : size - 1
  if (to && last < first) return { kind: 'whole' }
  return first >= size ? { kind: 'none' } : { kind: 'part', first, last: Math.min(last, size - 1) }
}

/** Whether If-None-Match names the entity tag or any (RFC 9110 §13.1.2: weak comparison). */
export function isNamed(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  const opaque = etag.replace(/^W\//, '')
  return [...header.matchAll(/(?:W\/)?("[^"]*")/g)].some(match => match[1] === opaque)
}

/** Whether If-Match holds (RFC 9110 §13.1.1: strong comparison), which it does when there is none. */
export function isMatched(header: string | undefined, etag: string): boolean {
  if (header === undefined || header.trim() === '*') return true
  return [...header.matchAll(/((?:W\/)?"[^"]*")/g)].some(match => match[1] === etag)
}

/**
 * Whether a Range may be followed under If-Range (RFC 9110 §13.1.5): the tag must be the same, strongly. A date
 * never holds, since papers are sent without Last-Modified.
 */
export function mayFollowRange(ifRange: string | undefined, etag: string): boolean {
  return ifRange === undefined || ifRange.trim() === etag
}

/** A Content-Disposition with the file's name in any script (RFC 6266, RFC 8187). */
export function disposition(type: 'inline' | 'attachment', fileName: string): string {
  const folded = fileName.replace(/đ/g, 'd').replace(/Đ/g, 'D').normalize('NFD').replace(/\p{M}/gu, '')
  const plain = folded.replace(/[^ !#-$&-[\]-~]/g, '_')
  const exact = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${type}; filename="${plain}"; filename*=UTF-8''${exact}`
}
