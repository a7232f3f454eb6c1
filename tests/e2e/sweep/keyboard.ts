import type { Page } from 'playwright-core'

/** What the page keeps between two presses of Tab. */
interface Walk {
  /** Everything that Tab should come to, in the order of the document. */
  readonly stops: readonly Element[]
  readonly visited: Element[]
  readonly problems: Set<string>
}
type WithWalk = typeof globalThis & { walk: Walk }

/**
 * Walks the page by Tab alone, from its beginning (or, where a dialog or menu is open, once around it).
 * @returns one line for everything that a keyboard's user would stumble over.
 */
export const tabProblems = async (page: Page): Promise<readonly string[]> => {
  const stops = await page.evaluate(beginWalk)
  let last = { isOver: false }
  for (let press = 0; press < stops * 2 + 12 && !last.isOver; press += 1) {
    await page.keyboard.press('Tab')
    last = await page.evaluate(lookAtFocus)
  }
  const problems = await page.evaluate(endWalk)
  return last.isOver ? problems : [...problems, 'Tab never comes to an end']
}

/** Notes where Tab should stop, and whether that order is the eye's; sets out from the beginning. */
function beginWalk(): number {
  const problems = new Set<string>()
  const name = (element: Element) =>
    (element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '').slice(0, 40) || element.tagName
  const dialog = [...document.querySelectorAll('[role=dialog], dialog[open]')].at(-1)
  const isReachable = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect()
    if (width === 0 || height === 0 || element.closest('[inert]') || element.matches(':disabled'))
      return false
    if (!element.checkVisibility({ visibilityProperty: true })) return false
    if (element instanceof HTMLInputElement && element.type === 'radio' && !element.checked) {
      const group = [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')].filter(
        one => one.name === element.name,
      )
      return !group.some(one => one.checked) && group[0] === element
    }
    return true
  }
  const all = [
    ...(dialog ?? document.body).querySelectorAll<HTMLElement>(
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable=true]',
    ),
  ].filter(isReachable)
  // Members of a set are reached by arrow keys, its chosen one by Tab.
  const bySet = '[role=tab], [role=menuitem], [role=option], [data-page]'
  for (const element of all)
    if (
      element.tabIndex < 0 &&
      element.matches('a, button, input, select, textarea') &&
      !element.matches(bySet)
    )
      problems.add(`${name(element)}: taken out of the Tab order`)
  const stops = all.filter(element => element.tabIndex >= 0)

  // Where each is for the eye: what lies beyond a scrolling box's edge is at that edge.
  const place = (element: Element): DOMRect | undefined => {
    let rect = element.getBoundingClientRect()
    for (let box = element.parentElement; box; box = box.parentElement) {
      // Where it stays, it is neither above nor below.
      if (getComputedStyle(box).position === 'sticky') return undefined
      if (!/auto|scroll/.test(getComputedStyle(box).overflowY) || box.scrollHeight <= box.clientHeight)
        continue
      const edge = box.getBoundingClientRect()
      const top = Math.min(Math.max(rect.top, edge.top), edge.bottom)
      const bottom = Math.min(Math.max(rect.bottom, edge.top), edge.bottom)
      rect = new DOMRect(rect.x, top, rect.width, bottom - top)
    }
    return rect
  }
  const places = stops.map(place)
  stops.forEach((stop, at) => {
    const [before, here] = [places[at - 1], places[at]]
    // Upwards is for a next column only.
    if (before && here && here.bottom < before.top - 1 && here.left < before.right - 1)
      problems.add(`${name(stop)}: stands above ${name(stops[at - 1] ?? stop)}, but comes after it`)
  })
  if (!dialog) {
    // Tab goes on from where focus was last; from the body it begins anew.
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
    scrollTo(0, 0)
  }
  Object.assign(globalThis, { walk: { stops, visited: [], problems } satisfies Walk })
  return stops.length
}

/** What has focus now: is it seen, and is it seen that it has focus? */
async function lookAtFocus(): Promise<{ isOver: boolean }> {
  // A dialog sets right where a date's field lets focus go, a moment later.
  await new Promise(resolve => setTimeout(resolve))

  const { stops, visited, problems } = (globalThis as WithWalk).walk
  const element = document.activeElement
  if (!element || element === document.body) return { isOver: true }
  // A date's day, month and year are one field to us.
  const hasParts = element instanceof HTMLInputElement && /date|time/.test(element.type)
  if (hasParts && visited.at(-1) === element) return { isOver: false }
  if (visited.includes(element)) {
    const isRound = element === visited[0] && visited.length >= stops.length
    if (!isRound) problems.add(`${element.getAttribute('aria-label') ?? element.textContent}: a trap`)
    return { isOver: true }
  }
  visited.push(element)
  const name = (element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '').slice(0, 40)
  const words = name || `${element.tagName} ${element.className}`
  const rect = element.getBoundingClientRect()
  const [left, right] = [Math.max(rect.left, 0), Math.min(rect.right, innerWidth)]
  const [top, bottom] = [Math.max(rect.top, 0), Math.min(rect.bottom, innerHeight)]
  // Points all over what of it lies in the window; most must not be under anything (WCAG 2.2, 2.4.11).
  let [seen, points] = [0, 0]
  for (const across of [0.1, 0.5, 0.9])
    for (const down of [0.15, 0.5, 0.85]) {
      points += 1
      const hit = document.elementFromPoint(left + (right - left) * across, top + (bottom - top) * down)
      const isSelf = hit !== null && (element.contains(hit) || hit.contains(element))
      // Its own words, fold or label may lie over it; a bar may not.
      const isLabel = hit?.closest('label')?.contains(element) === true
      if (right > left && bottom > top && (isSelf || isLabel) && hit !== document.body) seen += 1
    }
  if (seen < points / 2) problems.add(`${words}: has focus and is hidden`)
  const style = getComputedStyle(element)
  const width = Number.parseFloat(style.outlineWidth)
  if (style.outlineStyle === 'none' || width < 2) problems.add(`${words}: no focus ring`)
  // The ring itself: three sides cut off by boxes around it are no ring.
  const reach = Number.parseFloat(style.outlineOffset) + width
  let cut = 0
  const sides = {
    left: rect.left - reach,
    right: rect.right + reach,
    top: rect.top - reach,
    bottom: rect.bottom + reach,
  }
  const isCut = { left: false, right: false, top: false, bottom: false }
  for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(box)
    const edge = box.getBoundingClientRect()
    if (overflowX !== 'visible') {
      isCut.left ||= sides.left + width / 2 < edge.left
      isCut.right ||= sides.right - width / 2 > edge.right
    }
    if (overflowY !== 'visible') {
      isCut.top ||= sides.top + width / 2 < edge.top
      isCut.bottom ||= sides.bottom - width / 2 > edge.bottom
    }
  }
  for (const side of Object.values(isCut)) cut += side ? 1 : 0
  if (cut >= 3) problems.add(`${words}: its focus ring is cut off`)
  return { isOver: false }
}

function endWalk(): readonly string[] {
  const { stops, visited, problems } = (globalThis as WithWalk).walk
  const name = (element: Element) =>
    (element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '').slice(0, 40) || element.tagName
  for (const stop of stops)
    if (stop.isConnected && !visited.includes(stop)) problems.add(`${name(stop)}: Tab never comes here`)
  // In a dialog the way begins where its focus is.
  const around = visited.filter(element => stops.includes(element))
  const first = stops.find(stop => around.includes(stop))
  const start = first ? around.indexOf(first) : 0
  const met = [...around.slice(start), ...around.slice(0, start)]
  const wanted = stops.filter(element => met.includes(element))
  const astray = met.find((element, at) => element !== wanted[at])
  if (astray) problems.add(`${name(astray)}: out of order`)
  const dialog = [...document.querySelectorAll('[role=dialog], dialog[open]')].at(-1)
  if (dialog && visited.some(element => !dialog.contains(element))) problems.add('Tab leaves the open dialog')
  return [...problems]
}
