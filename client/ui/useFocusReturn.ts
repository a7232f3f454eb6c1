import { type RefObject, useEffect, useRef } from 'react'
import { contentId } from './SkipLink.tsx'

/** Where a dialog was opened from; and where that one was, since it may be gone when focus comes back. */
interface Opener {
  readonly element: HTMLElement | null
  readonly before: Opener | null
}

let latest: Opener | null = null

/** An entry of a menu is gone by then: the menu's button stands for it. */
const standing = (element: Element | null): HTMLElement | null => {
  const menu = element?.closest('[role="menu"]')
  const found = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : element
  return found instanceof HTMLElement && found !== document.body ? found : null
}

const noteOpener = (): Opener => {
  const element = standing(document.activeElement)
  const nested = element === null || element.closest('[role="dialog"]') !== null
  latest = { element, before: nested ? latest : null }
  return latest
}

/**
 * Gives focus back to where it was when the dialog opened, however it went: closed, or taken away while open
 * (Mantine's own return knows only the first). Never takes it from another dialog or from where the user has gone.
 */
export function useFocusReturn(open: boolean, dialog: RefObject<HTMLElement | null>): void {
  const opener = useRef<Opener | null>(null)
  const wasOpen = useRef(false)
  // While rendering: afterwards a field of the dialog may have taken focus already.
  if (open && !wasOpen.current) opener.current = noteOpener()
  wasOpen.current = open
  useEffect(() => {
    if (!open) return
    const from = opener.current
    return () => {
      const closing = dialog.current
      setTimeout(() => {
        const at = document.activeElement
        const isElsewhere = at !== null && at !== document.body && closing?.contains(at) !== true
        const isCovered = [...document.querySelectorAll('[role="dialog"]')].some(one => one !== closing)
        if (isElsewhere) return
        for (let one = from; one !== null; one = one.before) {
          if (!one.element?.isConnected) continue
          if (isCovered && one.element.closest('[role="dialog"]') === null) return
          return one.element.focus({ preventScroll: true })
        }
        if (!isCovered) document.getElementById(contentId)?.focus({ preventScroll: true })
      })
    }
  }, [open, dialog])
}
