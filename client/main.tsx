import '#client/ui/styles.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { ErrorBoundary } from '#client/app/ErrorBoundary.tsx'
import { onLoginEnd, startLogin } from '#client/app/login.ts'
import { notes } from '#client/app/notes/notes.ts'
import { offline } from '#client/app/offline/offline.ts'
import { routes } from '#client/app/routes.tsx'
import { forgetPersonalKeys } from '#client/features/accounts/personalKey.ts'
import { setUpLanguage } from '#client/i18n/setUp.ts'
import { serverNow } from '#client/net/connection.ts'
import { startSync } from '#client/net/sync.ts'
import { setClock } from '#client/ui/now.ts'
import { UiProvider } from '#client/ui/UiProvider.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html lost its #root')

setClock(serverNow)
await setUpLanguage()
onLoginEnd(reason => {
  if (reason !== 'expired') void forgetPersonalKeys()
})
startSync()
// A hall screen is no person: its own page asks who it is.
if (location.pathname !== '/screen') {
  offline.start()
  notes.start()
  startLogin()
}

createRoot(root).render(
  <StrictMode>
    <UiProvider>
      <ErrorBoundary>
        <RouterProvider router={createBrowserRouter(routes)} />
      </ErrorBoundary>
    </UiProvider>
  </StrictMode>,
)
