const systems: readonly (readonly [RegExp, string])[] = [
  [/iPad/, 'iPad'],
  [/iPhone/, 'iPhone'],
  [/Android(?!.*Mobile)/, 'Android (tablet)'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Macintosh/, 'Mac'],
  [/Linux/, 'Linux'],
]

/** Edge and Opera also say Chrome, and Chrome says Safari: the more particular first. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/coc_coc_browser/i, 'Cốc Cốc'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
]

const first = (table: readonly (readonly [RegExp, string])[], text: string): string | undefined =>
  table.find(([pattern]) => pattern.test(text))?.[1]

/** What a device is called in the list of one's devices: "iPad · Safari". iPadOS says it is a Mac, but has touch. */
export function deviceLabel(userAgent: string, touchPoints: number): string {
  const found = first(systems, userAgent)
  const system = found === 'Mac' && touchPoints > 1 ? 'iPad' : found
  return [system, first(browsers, userAgent)].filter(Boolean).join(' · ') || 'Web'
}
