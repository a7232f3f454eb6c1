import type { PageLine, PageOfText } from '#shared/annotations/pageWords.ts'

/** Points per letter, and from line to line, of pages made by `pageOf`. */
export const letterWidth = 5
export const lineHeight = 16

/** A page with these lines from the upper left corner down, every letter as wide as any other. */
export const pageOf = (page: number, lines: readonly string[], left = 70, top = 60): PageOfText => ({
  page,
  width: 595,
  height: 842,
  lines: lines.map(
    (text, at): PageLine => ({
      text,
      box: [left, top + at * lineHeight, text.length * letterWidth, 12],
      edges: () => Array.from({ length: text.length + 1 }, (_, letter) => left + letter * letterWidth),
    }),
  ),
})

/** Breaks a text into lines of at most so many letters, between words. */
export const wrapped = (text: string, width = 84): string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}
