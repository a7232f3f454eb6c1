import { useEffect } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { notify } from '#client/ui/notices.ts'

const carriesFiles = (dragged: DragEvent): boolean => dragged.dataTransfer?.types.includes('Files') === true

/** A file that misses its item would be opened by the browser in place of the desk: it is put back, and said. */
export function useDropGuard(): void {
  const t = useT('papers')
  useEffect(() => {
    const over = (dragged: DragEvent) => {
      // An item that takes the file has said so already.
      if (!dragged.defaultPrevented && carriesFiles(dragged)) dragged.preventDefault()
    }
    const drop = (dropped: DragEvent) => {
      if (dropped.defaultPrevented || !carriesFiles(dropped)) return
      dropped.preventDefault()
      notify('quiet', t('dropOnItem'))
    }
    addEventListener('dragover', over)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', over)
      removeEventListener('drop', drop)
    }
  }, [t])
}
