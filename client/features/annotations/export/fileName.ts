/** Letters of a title that a file's name keeps; what is longer is cut at a word. */
const longest = 120

/** A name that every system takes, out of a title: no separators, no signs that shells or Windows refuse. */
export function fileName(title: string): string {
  const plain = title
    .normalize('NFC')
    .replace(/[\\/:*?"<>|\p{C}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const letters = [...plain]
  const cut =
    letters.length <= longest
      ? plain
      : letters
          .slice(0, longest)
          .join('')
          .replace(/\s+\S*$/, '')
  return `${cut || 'PDF'}.pdf`
}
