import '#client/ui/styles.css'
import { createRoot } from 'react-dom/client'
import { setUpLanguage, switchLanguage } from '#client/i18n/setUp.ts'
import { setClock } from '#client/ui/now.ts'
import { UiProvider } from '#client/ui/UiProvider.tsx'
import { Gallery } from './Gallery.tsx'

/** Thursday 26/11/2026, 9:42 in Vietnam: pictures come out the same every time. */
setClock(() => Date.UTC(2026, 10, 26, 2, 42, 0))
await setUpLanguage()
const query = new URLSearchParams(location.search)
if (query.get('lang') === 'en') await switchLanguage('en')
localStorage.setItem('phong-hop-so.theme', query.get('theme') === 'dark' ? 'dark' : 'light')

createRoot(document.getElementById('root')!).render(
  <UiProvider>
    <Gallery />
  </UiProvider>,
)
