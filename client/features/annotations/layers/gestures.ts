import { z } from 'zod'
import { strokePoints } from '#shared/annotations/note.ts'
import { unpackStroke } from '#shared/annotations/stroke.ts'
import type { Gesture } from '../layer.ts'

/** Points of a page, as notes have them; a pointer may leave the page, not the desk. */
const farthest = 20_000
/** A pointer's trail is 60 points long; others may show a longer one, not an endless one. */
const trailPoints = 500
/** [N21] No entry is larger than 16 KiB, so no stroke is. */
const strokeLetters = 16 * 1024

const Page = z.int().min(1).max(100_000)
const Length = z.number().min(-farthest).max(farthest)

const bytesOf = (base64: string): Uint8Array | null => {
  try {
    return Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
  } catch {
    return null
  }
}

/** Whether a stroke can be drawn: packed as it should be, and somewhere near its page. */
const isStroke = (base64: string): boolean => {
  const bytes = bytesOf(base64)
  const points = bytes && unpackStroke(bytes, strokePoints)
  return points?.every(({ x, y }) => Math.abs(x) <= farthest && Math.abs(y) <= farthest) ?? false
}

const Shown = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('laser'),
    page: Page,
    points: z.array(z.tuple([Length, Length])).max(trailPoints),
  }),
  z.object({
    kind: z.literal('drawing'),
    tool: z.enum(['pen', 'marker']),
    page: Page,
    ink: z.string().regex(/^#[0-9a-f]{6}$/i),
    width: z.number().min(0.25).max(60),
    stroke: z.string().max(strokeLetters).refine(isStroke),
  }),
])

/** One connection's entry of awareness, as far as it is read. The account is the server's word; a screen has none. */
const State = z.object({ accountId: z.string().max(200), gesture: Shown })

const read = new WeakMap<object, ReturnType<typeof parse>>()

const parse = (state: object): { accountId: string; gesture: Gesture } | null => {
  const parsed = State.safeParse(state)
  return parsed.success ? parsed.data : null
}

/**
 * [N45] What somebody else's entry of awareness shows; null where it shows nothing, or nothing that can be drawn.
 * Whatever others send is passed over rather than refused. The same entry gives the same object.
 */
export const gestureOf = (state: unknown): { accountId: string; gesture: Gesture } | null => {
  if (typeof state !== 'object' || state === null) return null
  const known = read.get(state)
  if (known !== undefined) return known
  const found = parse(state)
  read.set(state, found)
  return found
}
