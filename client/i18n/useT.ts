import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Key, Namespace } from './resources.ts'

/** Values that a text names in {{braces}}; `count` also chooses the English plural. */
export type Values = Readonly<Record<string, string | number>>

export type Translate<N extends Namespace> = (key: Key<N>, values?: Values) => string

/** The texts of one feature in the language of the screen: `const t = useT('agenda'); t('title')`. */
export function useT<N extends Namespace>(namespace: N): Translate<N> {
  const { t } = useTranslation()
  return useCallback(
    (key, values) => {
      // Our own types know the keys; i18next's need only the string.
      const plain: string = key
      return t(plain, { ns: namespace, ...values })
    },
    [t, namespace],
  )
}
