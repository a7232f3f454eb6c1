import { type RefObject, useEffect } from 'react'

/**
 * Tells the style sheets, as a property of the page, how high a bar is now: what is fixed, focused or scrolled to
 * keeps clear of it.
 */
export function useToldHeight(bar: RefObject<HTMLElement | null>, property: '--now-bar' | '--top-bar'): void {
  useEffect(() => {
    const element = bar.current
    if (!element) return
    const { style } = document.documentElement
    const told = new ResizeObserver(() => style.setProperty(property, `${element.offsetHeight}px`))
    told.observe(element)
    return () => {
      told.disconnect()
      style.removeProperty(property)
    }
  }, [bar, property])
}
