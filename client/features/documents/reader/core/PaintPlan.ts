import { byImportance, cappedRatio, withinBudget } from './budget.ts'
import { boxOf } from './layout.ts'
import type { PageStage, Scene } from './PageStage.ts'
import type { PageView } from './PageView.ts'
import { upright } from './PageWords.ts'
import type { DetailWish, Wish } from './Painter.ts'

/** Device pixels of one page's canvas at most: beyond, a detail canvas covers what is seen. */
const MOST_PAGE_PIXELS = 7_000_000

export interface Plan {
  readonly wishes: Wish[]
  readonly details: DetailWish[]
  /** Pages in the document that may not keep their canvas. */
  readonly drop: PageView[]
}

/** Rounded, so that a resize by a pixel repaints nothing. */
const tidy = (scale: number) => Number(scale.toPrecision(4))

/**
 * Decides what is painted for a scene: most important first, within a budget of device pixels. In fast
 * movement pages are painted at one device pixel a CSS pixel, a quarter of the work on a tablet; when the
 * view rests, sharp.
 */
export function planPaint(stage: PageStage, scene: Scene, sharp: number, budget: number): Plan {
  const fast = scene.lead > 0
  const ratio = fast ? Math.min(sharp, 1) : sharp
  const order = byImportance(scene.visible, scene.mounted, scene.main, scene.forward, scene.lead)
  const isVisible = (page: number) => page >= scene.visible.first && page <= scene.visible.last
  const candidates = order.map(page => {
    const box = boxOf(stage.layout, page)
    const capped = cappedRatio(box.width, box.height, ratio, MOST_PAGE_PIXELS)
    return { page, box, capped, pixels: box.width * box.height * capped * capped, visible: isVisible(page) }
  })
  const chosen = withinBudget(candidates, budget)
  const plan: Plan = { wishes: [], details: [], drop: [] }
  for (const { page, box, capped, visible } of candidates) {
    const view = stage.views.get(page)
    if (!view) continue
    if (!chosen.has(page)) {
      plan.drop.push(view)
      continue
    }
    const scale = tidy(box.scale * capped)
    plan.wishes.push({ view, scale: fast ? (view.paintedScale ?? scale) : scale })
    if (fast) continue
    if (capped < ratio * 0.99 && visible) {
      plan.details.push({ view, scale: tidy(box.scale * ratio), area: seenArea(stage, scene, page) })
    } else if (view.detail) view.dropDetail()
  }
  return plan
}

/** The part of a page that is seen, in fractions of the upright page. */
function seenArea(stage: PageStage, scene: Scene, page: number) {
  const box = boxOf(stage.layout, page)
  const { view } = scene
  const left = Math.max(0, (view.left - box.left) / box.width)
  const top = Math.max(0, (view.top - box.top) / box.height)
  const right = Math.min(1, (view.left + view.width - box.left) / box.width)
  const bottom = Math.min(1, (view.top + view.height - box.top) / box.height)
  const seen = { left, top, width: Math.max(right - left, 0.001), height: Math.max(bottom - top, 0.001) }
  return upright(seen, stage.rotation)
}
