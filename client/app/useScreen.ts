import { useEffect } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { useShell } from './shellStore.ts'

interface Screen {
  readonly title: string
  readonly present?: { readonly here: number; readonly expected: number } | null
  readonly sitting?: boolean
}

/** Tells the shell what is on: the title in the top bar and the tab, who is present, whether a meeting sits. */
export function useScreen({ title, present = null, sitting = false }: Screen): void {
  const t = useT('app')
  const here = present?.here
  const expected = present?.expected
  useEffect(() => {
    document.title = `${title} · ${t('productName')}`
    useShell.setState({
      title,
      present: here === undefined || expected === undefined ? null : { here, expected },
      sitting,
    })
    return () => useShell.setState({ title: null, present: null, sitting: false })
  }, [title, here, expected, sitting, t])
}
