import type { Paper } from '../paper/pages.ts'

/**
 * Shows a place a third down the view: `top` in points from the page's upper edge. A movement by hand, so that
 * following a presenter ends.
 */
export function goToPlace(paper: Paper, page: number, top: number): void {
  const { zoom } = paper.getPosition()
  paper.goToPage(page)
  if (zoom === 'page') return
  const mounted = paper.mountedPages().find(each => each.page === page)
  if (mounted?.frame.rotation !== 0) return
  const { pointsHeight, height } = mounted.frame
  const y = top / pointsHeight - (paper.element.clientHeight / height) * 0.3
  paper.goTo({ page, x: 0.5, y: Math.max(-0.01, y), zoom })
}
