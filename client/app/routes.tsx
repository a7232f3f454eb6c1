import type { RouteObject } from 'react-router'
import { AppShell } from './AppShell.tsx'
import { CrashPage, NotFoundPage } from './ErrorBoundary.tsx'
import { RequireLogin } from './RequireLogin.tsx'

/**
 * Every address of the client. Each screen is its own chunk, fetched when first shown (and kept for offline by
 * the service worker).
 */
export const routes: RouteObject[] = [
  {
    // Large, alone, without the shell: nobody sits before it.
    path: '/screen',
    HydrateFallback: () => null,
    lazy: async () => {
      const { ScreenPage, ScreenError } = await import('./screen/ScreenPage.tsx')
      return { Component: ScreenPage, ErrorBoundary: ScreenError }
    },
  },
  {
    path: '/',
    Component: AppShell,
    ErrorBoundary: CrashPage,
    // Nothing is shown in place of the first screen's chunk: it takes a blink from the service worker.
    HydrateFallback: () => null,
    children: [
      {
        path: 'sign-in',
        lazy: async () => ({
          Component: (await import('#client/features/accounts/SignInPage.tsx')).SignInPage,
        }),
      },
      {
        path: 'setup/:token',
        lazy: async () => ({
          Component: (await import('#client/features/accounts/SetUpPage.tsx')).SetUpPage,
        }),
      },
      {
        path: 'invite/:token',
        lazy: async () => ({
          Component: (await import('#client/features/accounts/InvitePage.tsx')).InvitePage,
        }),
      },
      {
        path: 'qr/:code',
        lazy: async () => ({ Component: (await import('#client/features/accounts/QrPage.tsx')).QrPage }),
      },
      {
        Component: RequireLogin,
        children: [
          {
            index: true,
            lazy: async () => ({ Component: (await import('./meeting/TodayPage.tsx')).TodayPage }),
          },
          {
            path: 'meetings/:meetingId',
            lazy: async () => ({ Component: (await import('./meeting/MeetingPage.tsx')).MeetingPage }),
          },
          {
            path: 'here/:meetingId/:code',
            lazy: async () => ({
              Component: (await import('#client/features/attendance/HerePage.tsx')).HerePage,
            }),
          },
          {
            path: 'desk',
            lazy: async () => ({ Component: (await import('./desk/DeskHome.tsx')).DeskHome }),
          },
          {
            path: 'desk/meetings/:meetingId',
            lazy: async () => ({ Component: (await import('./desk/DeskMeetingPage.tsx')).DeskMeetingPage }),
          },
          {
            path: 'desk/screens',
            lazy: async () => ({ Component: (await import('./desk/DeskScreens.tsx')).DeskScreensPage }),
          },
          {
            path: 'offline',
            lazy: async () => ({ Component: (await import('./offline/OfflinePage.tsx')).OfflinePage }),
          },
          {
            path: 'account',
            lazy: async () => ({
              Component: (await import('./notes/OwnAccountPage.tsx')).OwnAccountPage,
            }),
          },
          {
            path: 'tablets',
            lazy: async () => ({
              Component: (await import('#client/features/accounts/TabletsPage.tsx')).TabletsPage,
            }),
          },
          {
            path: 'admin/:part?',
            lazy: async () => ({
              Component: (await import('./admin/AdminHome.tsx')).AdminHome,
            }),
          },
        ],
      },
      { path: '*', Component: NotFoundPage },
    ],
  },
]
