import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Written } from '../tools/text.ts'
import { type Draft, type DraftEvent, typing, typingPause } from './textDraft.ts'

/**
 * A text field's handlers. `take` gets the text at its end or after a pause, never while a letter is composed; the
 * field itself handles no key.
 */
export function useTyping(start: string, take: (written: Written) => void) {
  const [text, setText] = useState(start)
  const draft = useRef<Draft>({ text: start, open: false, composing: false })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(take)
  latest.current = take

  const happen = useRef((happened: DraftEvent) => {
    const next = typing(draft.current, happened)
    draft.current = next.draft
    if (next.take !== null || happened.type === 'left') {
      clearTimeout(timer.current)
      latest.current({
        text: next.take ?? next.draft.text,
        left: happened.type === 'left',
        typed: next.take !== null,
      })
    }
    if (happened.type === 'typed' || happened.type === 'composed') {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => happen.current({ type: 'pause' }), typingPause)
    }
  })

  // What is written elsewhere is shown, so that leaving the field does not put the older words back.
  useEffect(() => {
    happen.current({ type: 'changed', text: start })
    setText(draft.current.text)
  }, [start])

  // A field that goes away (its page scrolled off, the next one begun) has been left. Before other effects end: with
  // the paper its layers are closed.
  useLayoutEffect(
    () => () => {
      clearTimeout(timer.current)
      const { text: words, open, composing } = draft.current
      latest.current({ text: words, left: true, typed: open || composing })
    },
    [],
  )

  // A tablet that is laid down or switched to another app may never come back to this page.
  useEffect(() => {
    const away = () => {
      if (document.visibilityState === 'hidden') happen.current({ type: 'pause' })
    }
    document.addEventListener('visibilitychange', away)
    return () => document.removeEventListener('visibilitychange', away)
  }, [])

  return {
    text,
    field: {
      value: text,
      onChange: (changed: { currentTarget: { value: string } }) => {
        setText(changed.currentTarget.value)
        happen.current({ type: 'typed', text: changed.currentTarget.value })
      },
      onCompositionStart: () => happen.current({ type: 'compose' }),
      onCompositionEnd: (ended: { currentTarget: { value: string } }) =>
        happen.current({ type: 'composed', text: ended.currentTarget.value }),
      onBlur: () => happen.current({ type: 'left' }),
    },
  }
}
