import type { Page } from 'playwright-core'

/** Texts of which a part lies where no scrolling shows it, or only scrolling sideways does: "words: why". */
export const lostTexts = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found = new Set<string>()
    const slack = 3
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const element = node.parentElement
      const words = node.nodeValue?.trim() ?? ''
      // A paper's own pages are as large as the reader makes them.
      if (!element || words === '' || element.closest('[inert], [data-page], [role=tooltip], option'))
        continue
      if (!element.checkVisibility({ visibilityProperty: true })) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      let { left, right, top, bottom } = range.getBoundingClientRect()
      if (right - left < 2) continue
      let isLeftOut = false
      for (let box: HTMLElement | null = element; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box)
        const rect = box.getBoundingClientRect()
        isLeftOut ||= style.clipPath !== 'none' || (rect.width <= 1 && rect.height <= 1)
        const wide = left < rect.left - slack || right > rect.right + slack
        const high = top < rect.top - slack || bottom > rect.bottom + slack
        const [across, down] = [style.overflowX, style.overflowY]
        // A line that ends in three dots leaves out what another part of the screen tells in full.
        if (isLeftOut || style.webkitLineClamp !== 'none') {
          isLeftOut = true
          break
        }
        if (wide && /hidden|clip/.test(across)) found.add(`${words.slice(0, 40)}: cut off sideways`)
        if (wide && /auto|scroll/.test(across)) found.add(`${words.slice(0, 40)}: scrolls sideways`)
        if (high && /hidden|clip/.test(down)) found.add(`${words.slice(0, 40)}: cut off below`)
        if (across !== 'visible') [left, right] = [rect.left, rect.right]
        if (down !== 'visible') [top, bottom] = [rect.top, rect.bottom]
      }
      if (isLeftOut) continue
      if (left < -slack || right > innerWidth + slack) found.add(`${words.slice(0, 40)}: beside the window`)
    }
    return [...found]
  })
