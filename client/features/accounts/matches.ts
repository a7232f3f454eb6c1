/** Letters without their marks, lower case, đ as d: so that "Dinh" finds "Đình". */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')

/** Between words: spaces, dots of login names, the "/" and "–" of offices; whatever is neither letter nor digit. */
const betweenWords = /[^\p{L}\p{N}]+/u

/** Whether every sought word begins a word of the texts, with or without Vietnamese marks. */
export function matches(sought: string, ...texts: readonly string[]): boolean {
  const words = fold(texts.join(' ')).split(betweenWords)
  return fold(sought)
    .split(betweenWords)
    .filter(Boolean)
    .every(part => words.some(word => word.startsWith(part)))
}
