/** A text made plain for finding, and where each of its letters stood in the original. */
export interface FoldedText {
  /** Lower case, without diacritics, every run of white space one blank. */
  readonly text: string
  /** For each UTF-16 unit of `text`: where its letter begins in the original (UTF-16 index). */
  readonly starts: Uint32Array
  /** For each UTF-16 unit of `text`: where its letter, with all its marks, ends in the original. */
  readonly ends: Uint32Array
}

const MARK = /^\p{Mn}$/u
const BLANK = /^\s$/u
/** Soft hyphen, zero-width characters and the byte-order mark: printed as nothing, so found as nothing. */
const UNSEEN = /^[\u00ad\u200b-\u200d\u2060\ufeff]$/u
const PLAIN = /^[a-z0-9]$/

/** đ is a letter of its own in Unicode (U+0111), without a decomposition: FTS5's folding keeps it too. */
function withoutStroke(letter: string): string {
  return letter === 'đ' ? 'd' : letter
}

/**
 * Folds a text so that "Ủy ban  nhân dân", "UY BAN NHAN DAN" and its decomposed spelling compare equal:
 * compatibility decomposition (Unicode TR15, NFKD), lower case, combining marks taken off, đ to d, white
 * space (line breaks too) to one blank. The index map carries a match back onto the original's letters.
 */
export function foldText(original: string): FoldedText {
  const letters: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  const push = (unit: string, start: number, end: number) => {
    for (let i = 0; i < unit.length; i++) {
      letters.push(unit.charAt(i))
      starts.push(start)
      ends.push(end)
    }
  }
  const stretch = (from: number, end: number) => {
    for (let i = ends.length - 1; i >= 0 && (starts[i] ?? -1) === from; i--) ends[i] = end
  }
  let at = 0
  let lastStart = -1
  for (const point of original) {
    const start = at
    at += point.length
    if (PLAIN.test(point)) {
      push(point, start, at)
      lastStart = start
      continue
    }
    let seen = false
    for (const part of point.normalize('NFKD').toLowerCase().normalize('NFKD')) {
      if (MARK.test(part) || UNSEEN.test(part)) continue
      seen = true
      if (!BLANK.test(part)) push(withoutStroke(part), start, at)
      else if (letters.at(-1) === ' ') stretch(starts.at(-1) ?? start, at)
      else push(' ', start, at)
    }
    if (seen) lastStart = starts.at(-1) ?? start
    else if (lastStart >= 0) stretch(lastStart, at)
  }
  return { text: letters.join(''), starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) }
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu

/**
 * A spelling with its diacritics kept, in one form whatever the keyboard: lower case, decomposed, blanks
 * collapsed, and the tone of each word written after its last letter, because "hoà" and "hòa" are both
 * right in Vietnamese and a reader who types one looks for the other as well.
 */
export function canonicalSpelling(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/gu, '')
    .split(/\s+/u)
    .map(word => word.replace(TONES, '') + (word.match(TONES) ?? []).join(''))
    .join(' ')
    .trim()
}
