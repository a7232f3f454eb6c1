import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { theme } from './theme.ts'

const schemes = localStorageColorSchemeManager({ key: 'phong-hop-so.theme' })

/** The design language around the application: theme (light, dark or as the device says) and fonts. */
export function UiProvider({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={schemes}>
      {children}
    </MantineProvider>
  )
}
