import { type RefObject, useLayoutEffect } from 'react'

/** Steps by which words shrink; the style sheet keeps 40 units as the least size of a letter. */
const steps = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42]
const mostLines = 12

const overflows = (box: HTMLElement): boolean => box.scrollHeight > box.clientHeight + 1

/**
 * Makes the words of a box as large as they fit (`--fit`, a factor), and only where even the smallest are too many
 * cuts the title after as many lines as there is room for (`--lines`).
 */
const shrink = (box: HTMLElement): void => {
  box.style.removeProperty('--lines')
  for (const step of steps) {
    box.style.setProperty('--fit', String(step))
    if (!overflows(box)) return
  }
  for (let lines = mostLines; lines > 1; lines -= 1) {
    box.style.setProperty('--lines', String(lines))
    if (!overflows(box)) return
  }
}

/** [H12] Nothing scrolls and nothing is cut that can be shown smaller; `words` is what the box says. */
export const useFit = (box: RefObject<HTMLElement | null>, words: string): void => {
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words are what makes another size.
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    // Told at once, at every change of the room, and when the letters' own file has come.
    const observer = new ResizeObserver(() => shrink(element))
    observer.observe(element)
    void document.fonts.ready.then(() => shrink(element))
    return () => observer.disconnect()
  }, [words])
}
