import { IconHome } from '@tabler/icons-react'
import { useLocation, useNavigate } from 'react-router'
import { useT } from '#client/i18n/useT.ts'
import { IconButton } from '#client/ui/IconButton.tsx'

/** The way back to the first page, from everywhere but there. */
export function HomeLink() {
  const t = useT('app')
  const navigate = useNavigate()
  const { pathname } = useLocation()
  if (pathname === '/') return null
  return <IconButton label={t('home')} icon={<IconHome aria-hidden="true" />} onClick={() => navigate('/')} />
}
