import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type {
  ExportFonts,
  ExportLayer,
  ExportOptions,
} from '#client/features/annotations/export/core/types.ts'
import type { Note } from '#shared/annotations/note.ts'
import { packStroke } from '#shared/annotations/stroke.ts'

const require = createRequire(import.meta.url)
const face = (name: string) => new Uint8Array(readFileSync(require.resolve(`@expo-google-fonts/${name}`)))

export const fonts: ExportFonts = {
  regular: face('be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf'),
  bold: face('be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf'),
  wider: face('tinos/400Regular/Tinos_400Regular.ttf'),
}

/** 8:30 of Monday, 23 November 2026, in Vietnam. */
export const at = Date.UTC(2026, 10, 23, 1, 30)
export const binh = '0f4b2f6e-0000-4000-8000-000000000001'
export const an = '0f4b2f6e-0000-4000-8000-000000000002'

export const options: ExportOptions = {
  form: 'annotated',
  language: 'vi',
  resolved: true,
  people: { [binh]: 'Bà Trần Thị Bình', [an]: 'Ông Nguyễn Văn Ẩn' },
  paper: {
    title: 'Tờ trình về việc điều chỉnh kế hoạch đầu tư công trung hạn giai đoạn 2026–2030',
    version: 2,
    pageCount: 2,
    meeting: 'Phiên họp thường kỳ tháng 11',
    meetingAt: at,
  },
  at: at + 3_600_000,
}

const written = { author: binh, at, changedAt: at + 60_000 }
const placed = { ...written, page: 1, ink: 'red' as const }
const wave = packStroke(
  Array.from({ length: 60 }, (_, i) => ({
    x: 80 + i * 2,
    y: 600 + Math.sin(i / 5) * 18,
    pressure: 0.2 + (i / 60) * 0.7,
  })),
)

/** What every letter of Vietnamese goes into. */
export const pangram =
  'Đồng ý chủ trương; đề nghị Sở Kế hoạch rà soát kỹ nguồn vốn, nhất là các dự án giải phóng mặt bằng ở xã Ngọc Lặc. Quỹ đất ưỡn ẹo, nghĩa vụ, khuếch trương, thuở, ngoằn ngoèo, ỷ lại, bẵng đi, ẩn dụ.'

/** A note of each kind on page 1, with a thread under the sticky one. */
export const everyKind = (): Map<string, Note> =>
  new Map<string, Note>([
    ['n-pen', { kind: 'pen', ...placed, ink: 'blue', width: 2.5, stroke: wave }],
    [
      'n-marker',
      {
        kind: 'marker',
        ...placed,
        ink: 'yellow',
        width: 14,
        stroke: packStroke([
          { x: 80, y: 660, pressure: 0.5 },
          { x: 260, y: 664, pressure: 0.5 },
        ]),
      },
    ],
    [
      'n-highlight',
      {
        kind: 'highlight',
        ...placed,
        ink: 'yellow',
        lines: [
          [72, 90, 200, 16],
          [72, 110, 120, 16],
        ],
        quote: { exact: 'điều chỉnh kế hoạch đầu tư công', before: 'về việc ', after: ' trung hạn' },
      },
    ],
    ['n-underline', { kind: 'underline', ...placed, lines: [[72, 140, 160, 16]] }],
    ['n-strike', { kind: 'strikeOut', ...placed, lines: [[72, 170, 160, 16]] }],
    ['n-sticky', { kind: 'sticky', ...placed, ink: 'amber', point: [420, 120], text: pangram }],
    [
      'n-box',
      {
        kind: 'textBox',
        ...placed,
        ink: 'green',
        box: [320, 200, 200, 40],
        size: 14,
        text: `Nguồn vốn?\n${pangram}`,
      },
    ],
    ['n-arrow', { kind: 'arrow', ...placed, width: 2, from: [320, 430], to: [240, 380] }],
    ['n-stamp', { kind: 'stamp', ...placed, ink: 'green', box: [90, 420, 130, 36], stamp: 'agreed' }],
    ['n-stamp2', { kind: 'stamp', ...placed, box: [90, 470, 130, 36], stamp: 'reconsider' }],
    ['n-stamp3', { kind: 'stamp', ...placed, box: [230, 470, 130, 36], stamp: 'initialled' }],
    ['n-stamp4', { kind: 'stamp', ...placed, box: [370, 470, 130, 36], stamp: 'disagreed' }],
    ['n-stamp5', { kind: 'stamp', ...placed, box: [230, 520, 130, 36], stamp: 'seen' }],
    ['n-stamp6', { kind: 'stamp', ...placed, box: [370, 520, 130, 36], stamp: 'urgent' }],
    [
      'r-1',
      {
        kind: 'reply',
        author: an,
        at: at + 120_000,
        changedAt: at + 120_000,
        to: 'n-sticky',
        text: 'Đã rà soát: thiếu 12,5 tỷ đồng.',
      },
    ],
    [
      's-1',
      {
        kind: 'state',
        author: binh,
        at: at + 180_000,
        changedAt: at + 180_000,
        to: 'n-sticky',
        state: 'resolved',
      },
    ],
    [
      'n-two',
      { kind: 'sticky', ...placed, page: 2, ink: 'ink', point: [300, 200], text: 'Trang hai 你好 🙂 ✓ Ω' },
    ],
  ])

export const layer = (notes: ReadonlyMap<string, Note>, isPrivate = false): ExportLayer => ({
  title: isPrivate ? 'Riêng tôi' : 'Chung cả phiên họp',
  isPrivate,
  notes,
})

/** The file as one piece. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let from = 0
  for (const part of parts) {
    whole.set(part, from)
    from += part.length
  }
  return whole
}
