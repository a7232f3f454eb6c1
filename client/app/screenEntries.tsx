import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconLanguage, IconMoon, IconSun } from '@tabler/icons-react'
import { useMemo } from 'react'
import { switchLanguage } from '#client/i18n/setUp.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import type { MenuEntry } from '#client/ui/Menu.tsx'

/** Entries that every menu of one's own holds: the other language, the other light. */
export function useScreenEntries(): readonly MenuEntry[] {
  const t = useT('app')
  const { language } = useFormat()
  const { setColorScheme } = useMantineColorScheme()
  // As it is seen: where nothing was chosen the device's own.
  const seen = useComputedColorScheme('light', { getInitialValueInEffect: false })
  const other = seen === 'dark' ? 'light' : 'dark'
  return useMemo(
    () => [
      {
        id: 'language',
        label: t('switchLanguage'),
        icon: <IconLanguage aria-hidden="true" />,
        perform: () => void switchLanguage(language === 'vi' ? 'en' : 'vi'),
      },
      {
        id: 'theme',
        label: t(other === 'light' ? 'themeLight' : 'themeDark'),
        icon: other === 'light' ? <IconSun aria-hidden="true" /> : <IconMoon aria-hidden="true" />,
        perform: () => setColorScheme(other),
      },
    ],
    [t, language, other, setColorScheme],
  )
}
