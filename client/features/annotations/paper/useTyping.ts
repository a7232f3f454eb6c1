import { useEffect, useRef, useState } from 'react'
import { type Draft, type DraftEvent, typing, typingPause } from './textDraft.ts'

/**
 * A text field's handlers. `take` gets the text at its end or after a pause, never while a letter is composed; the
 * field itself handles no key.
 */
export function useTyping(start: string, take: (text: string, left: boolean) => void) {
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
      latest.current(next.take ?? next.draft.text, happened.type === 'left')
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

  // A field that goes away (its page scrolled off) has been left.
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      latest.current(draft.current.text, true)
    },
    [],
  )

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
