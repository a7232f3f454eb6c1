import { create } from 'zustand'
import type { Tone } from './State.tsx'

export interface Notice {
  readonly id: number
  readonly tone: Extract<Tone, 'ok' | 'warn' | 'bad' | 'quiet'>
  readonly text: string
  /** A deed offered beside the text. */
  readonly action?: { readonly label: string; readonly perform: () => void }
  /** Stays until it is dismissed; others leave by themselves. */
  readonly stays: boolean
}

interface NoticesState {
  readonly notices: readonly Notice[]
}

export const useNotices = create<NoticesState>(() => ({ notices: [] }))

/** Time enough to see it, and then to read it slowly: twelve letters a second. */
const shownMilliseconds = (text: string) => 3000 + text.length * 80
let nextId = 1

/** Shows a quiet notice at the screen's foot, and reads it aloud; returns how to take it away. */
export function notify(
  tone: Notice['tone'],
  text: string,
  options: { readonly action?: Notice['action']; readonly stays?: boolean } = {},
): () => void {
  const id = nextId
  nextId += 1
  const stays = options.stays ?? (tone === 'bad' || options.action !== undefined)
  const notice: Notice = { id, tone, text, stays, ...(options.action ? { action: options.action } : {}) }
  // The same words again replace the first; three at most: the oldest gives way.
  useNotices.setState(({ notices }) => ({
    notices: [...notices.filter(shown => shown.text !== text), notice].slice(-3),
  }))
  const takeAway = () => dismissNotice(id)
  if (!stays) setTimeout(takeAway, shownMilliseconds(text))
  return takeAway
}

/** Takes one notice away. */
export function dismissNotice(id: number): void {
  useNotices.setState(state => ({ notices: state.notices.filter(notice => notice.id !== id) }))
}
