import { Navigate, Outlet, useLocation } from 'react-router'
import { useT } from '#client/i18n/useT.ts'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Loading } from '#client/ui/Loading.tsx'
import { useLogin } from './login.ts'

/** Screens below it have somebody signed in; everybody else goes to sign in, and comes back after. */
export function RequireLogin() {
  const t = useT('app')
  const state = useLogin(store => store.state)
  const { pathname, search } = useLocation()
  if (state.kind === 'in') return <Outlet />
  if (state.kind === 'asking') return <Loading label={t('upChecking')} />
  if (state.kind === 'unreachable') return <EmptyState title={t('downTitle')}>{t('downText')}</EmptyState>
  const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`
  return <Navigate to={`/sign-in${next}`} replace />
}
