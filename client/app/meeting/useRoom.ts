import { useMediaQuery } from '@mantine/hooks'

/** How much room the window gives: three columns, the paper and one column, or one thing at a time. */
export type Room = 'wide' | 'narrow' | 'phone'

/** Below this width a tablet stands upright; below the other it is a phone. CSS pixels, so 200 % zoom counts. */
const wideFrom = '(min-width: 1000px)'
const narrowFrom = '(min-width: 600px)'

export const useRoom = (): Room => {
  const wide = useMediaQuery(wideFrom, false, { getInitialValueInEffect: false })
  const narrow = useMediaQuery(narrowFrom, false, { getInitialValueInEffect: false })
  return wide ? 'wide' : narrow ? 'narrow' : 'phone'
}
