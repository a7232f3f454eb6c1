import type { RouteObject } from 'react-router'
import { AppShell } from './AppShell.tsx'
import { NotFoundPage, RouteError } from './ErrorBoundary.tsx'

/**
 * Every address of the client. Each screen is its own chunk, fetched when first shown (and kept for offline by
 * the service worker): `lazy: async () => ({ Component: (await import('…')).XPage })`.
 */
export const routes: RouteObject[] = [
  {
    path: '/',
    Component: AppShell,
    ErrorBoundary: RouteError,
    children: [
      { index: true, lazy: async () => ({ Component: (await import('./HomePage.tsx')).HomePage }) },
      { path: '*', Component: NotFoundPage },
    ],
  },
]
