/**
 * Initials of a Vietnamese name: family name, then the last two words, so that the given name always counts.
 * "Nguyễn Văn An" → "NVA", "Trần Thị Minh Khai" → "TMK", "Đỗ Bình" → "ĐB". Upper case, NFC.
 */
export function initials(name: string): string {
  const words = name.normalize('NFC').trim().split(/\s+/).filter(Boolean)
  const chosen = words.length > 3 ? [words[0], ...words.slice(-2)] : words
  return chosen.map(word => [...(word ?? '')][0]?.toLocaleUpperCase('vi') ?? '').join('')
}
