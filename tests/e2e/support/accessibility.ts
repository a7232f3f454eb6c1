import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/**
 * Rules of WCAG 2.2 AA and axe's own good habits that the page breaks: one line each, with the elements.
 * @param within looks at this part alone, such as an open dialog; the whole page without it.
 */
export async function axeViolations(page: Page, within?: string): Promise<readonly string[]> {
  const source = await readFile(axeFile, 'utf8')
  // A screen's code may still be under way; one that never shows its heading fails here.
  for (const part of ['main', 'h1']) await page.locator(part).first().waitFor({ state: 'attached' })
  await settled(page)
  // Evaluated, not added as a script: the content security policy allows no inline ones.
  await page.evaluate(source)
  return page.evaluate(async part => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          context: object,
          options: object,
        ): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }>
      }
    }
    // A tooltip repeats its button's own name and stands at the page's end only to be drawn over everything.
    for (const tooltip of document.querySelectorAll('[data-portal] > [role=tooltip]'))
      tooltip.parentElement?.setAttribute('data-tooltip-portal', '')
    const { violations } = await axe.run(
      { exclude: [['[data-tooltip-portal]']], ...(part ? { include: [[part]] } : {}) },
      {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      },
    )
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(node => `${node.target.join(' ')} ${node.failureSummary}`).join(' | ')}`,
    )
  }, within)
}

/** Waits until nothing fades or slides in any more: half-faded words are pale, and axe would say so. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const isMoving = () =>
      document
        .getAnimations()
        .some(
          ({ playState, effect }) =>
            playState === 'running' && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY,
        )
    // A menu is drawn unseen for a frame or two before its fade begins.
    for (let calmFrames = 0; calmFrames < 6; calmFrames = isMoving() ? 0 : calmFrames + 1)
      await new Promise(requestAnimationFrame)
  })

/** What can be touched and is smaller than `least` CSS pixels either way: "words WIDTHxHEIGHT". */
export function smallTargets(page: Page, least = 44): Promise<readonly string[]> {
  return page.evaluate(side => {
    const found: string[] = []
    const targets =
      'button, a[href], input:not([type=hidden]), select, textarea, summary, [role=tab], [role=menuitem]'
    for (const element of document.querySelectorAll(targets)) {
      const isTick = element.matches('input[type=checkbox], input[type=radio]')
      const target = isTick ? (element.closest('label') ?? element) : element
      const { width, height } = target.getBoundingClientRect()
      const isHidden = width <= 1 || height <= 1 || !element.checkVisibility()
      // A link inside running text is excepted (WCAG 2.2, 2.5.8 "Inline").
      const isInline = element.matches('p a')
      if (isHidden || isInline || (width >= side - 0.5 && height >= side - 0.5)) continue
      const words = element.getAttribute('aria-label') ?? element.textContent
      found.push(`${words?.trim().slice(0, 40)} ${Math.round(width)}x${Math.round(height)}`)
    }
    return found
  }, least)
}

/** CSS pixels by which the page is wider than its window: nothing may have to be scrolled sideways. */
export const sidewaysOverflow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth))
