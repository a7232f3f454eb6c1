/** [N40] What one pointer event is to writing: a pure decision over who touches the page. */

export interface PenState {
  /** The pointer that writes now. */
  readonly writer: { readonly id: number; readonly device: Device } | null
  /** When a pen was last near or on the page, milliseconds of the page's clock; null: never. */
  readonly penAt: number | null
  /** Fingers and palms on the page that do not write. */
  readonly resting: ReadonlySet<number>
}

export type Device = 'pen' | 'touch' | 'mouse'

export interface PenEvent {
  readonly type: 'down' | 'move' | 'up' | 'cancel'
  readonly id: number
  readonly device: Device
  /** Milliseconds of the page's clock. */
  readonly at: number
  /** The longer side of what touches, CSS pixels; 0 or 1 where the device tells none. */
  readonly size: number
  /** The first of its device on the screen: no other finger is there, whatever was missed before. */
  readonly primary: boolean
}

/**
 * begin: a stroke starts, and one that another pointer had begun is dropped. draw, end: it goes on, it is done.
 * drop: it was no writing after all. leave: the browser's (scrolling, zooming), or nobody's.
 */
export type Verdict = 'begin' | 'draw' | 'end' | 'drop' | 'leave'

export const noPen: PenState = { writer: null, penAt: null, resting: new Set() }

/** How long after a pen was seen fingers still scroll: time to read a line and think. */
export const penRest = 10_000
/** A fingertip touches about 10 mm (38 CSS pixels); what is much larger is a hand. */
export const palmSize = 64

export function decide(state: PenState, event: PenEvent): { state: PenState; verdict: Verdict } {
  const seen = event.device === 'pen' ? { ...state, penAt: event.at } : state
  if (event.type === 'down') return down(seen, event)
  const { writer } = seen
  if (writer?.id === event.id) {
    if (event.type === 'move') {
      // A palm often begins as a small touch.
      if (event.device === 'touch' && event.size > palmSize)
        return { state: { ...rest(seen, event.id), writer: null }, verdict: 'drop' }
      return { state: seen, verdict: 'draw' }
    }
    return { state: { ...seen, writer: null }, verdict: event.type === 'up' ? 'end' : 'drop' }
  }
  if (event.type === 'move' || !seen.resting.has(event.id)) return { state: seen, verdict: 'leave' }
  const resting = new Set(seen.resting)
  resting.delete(event.id)
  return { state: { ...seen, resting }, verdict: 'leave' }
}

function down(state: PenState, event: PenEvent): { state: PenState; verdict: Verdict } {
  const { writer } = state
  const begin = {
    state: { ...state, writer: { id: event.id, device: event.device } },
    verdict: 'begin',
  } as const
  if (event.device !== 'touch') {
    if (!writer) return begin
    // The palm was there before the pen: what it drew goes, and it rests from now on.
    if (event.device === 'pen' && writer.device === 'touch')
      return { state: { ...rest(state, writer.id), writer: begin.state.writer }, verdict: 'begin' }
    return { state, verdict: 'leave' }
  }
  if (event.primary && (state.resting.size > 0 || writer?.device === 'touch'))
    return down({ ...state, resting: new Set(), writer: writer?.device === 'touch' ? null : writer }, event)
  const rested = rest(state, event.id)
  if (writer?.device === 'touch')
    return { state: { ...rest(rested, writer.id), writer: null }, verdict: 'drop' }
  const pen = state.penAt !== null && event.at - state.penAt < penRest
  if (writer || pen || event.size > palmSize || state.resting.size > 0)
    return { state: rested, verdict: 'leave' }
  return begin
}

const rest = (state: PenState, id: number): PenState => ({
  ...state,
  resting: new Set(state.resting).add(id),
})
