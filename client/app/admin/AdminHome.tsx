import { AdminPage } from '#client/features/accounts/AdminPage.tsx'
import { ProfilesAdmin } from '#client/features/profiles/ProfilesAdmin.tsx'
import { useT } from '#client/i18n/useT.ts'

/** Administration: the accounts' screens, joined with those of other features. */
export function AdminHome() {
  const t = useT('profiles')
  return <AdminPage more={[{ value: 'rules', label: t('tab'), content: <ProfilesAdmin /> }]} />
}
