import { useEffect, useState } from 'react'
import type { Paper } from '../paper/pages.ts'
import { type InPaperNote, inPaperOf, mostInPaper } from './inPaper.ts'

export interface InPaper {
  readonly notes: readonly InPaperNote[]
  /** Pages are still being gone through. */
  readonly looking: boolean
  /** There are more than are listed. */
  readonly more: boolean
}

const nothing: InPaper = { notes: [], looking: false, more: false }
/** The list grows in such steps, so that a long paper does not redraw it five hundred times. */
const pagesAtOnce = 25

/** [N68] The annotations that a paper has itself: gone through page by page while somebody looks at the list. */
export function useInPaper(paper: Paper | null): InPaper {
  const [found, setFound] = useState<{ readonly of: Paper; readonly is: InPaper } | null>(null)
  useEffect(() => {
    if (!paper) return
    let wanted = true
    const look = async () => {
      const notes: InPaperNote[] = []
      const { pageCount } = paper.state
      for (let page = 1; page <= pageCount && wanted; page++) {
        // A page that cannot be read says so where it is shown.
        const raw = await paper.annotationsOf(page).catch(() => null)
        if (raw) notes.push(...inPaperOf(page, raw, mostInPaper - notes.length))
        const more = notes.length >= mostInPaper
        const looking = page < pageCount && !more
        if (wanted && (!looking || page % pagesAtOnce === 0))
          setFound({ of: paper, is: { notes: [...notes], looking, more } })
        if (more) return
      }
    }
    const begin = () => {
      if (paper.state.status !== 'ready') return
      stop()
      void look()
    }
    const stop = paper.on('state', begin)
    begin()
    return () => {
      wanted = false
      stop()
    }
  }, [paper])
  return found !== null && found.of === paper ? found.is : nothing
}
