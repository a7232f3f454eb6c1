import type { ReactNode } from 'react'
import { Navigate, useNavigate, useParams } from 'react-router'
import { useMe } from '#client/app/login.ts'
import { useScreen } from '#client/app/useScreen.ts'
import { useT } from '#client/i18n/useT.ts'
import { Column } from '#client/ui/Column.tsx'
import { Tabs } from '#client/ui/Tabs.tsx'
import { AccountsAdmin } from './AccountsAdmin.tsx'
import styles from './accounts.module.css'
import { CommitteeAdmin } from './CommitteeAdmin.tsx'
import { UnitsAdmin } from './UnitsAdmin.tsx'

const parts = ['accounts', 'units', 'committee'] as const

interface AdminPageProps {
  /** Screens of other features, after those of the accounts. */
  readonly more: readonly { readonly value: string; readonly label: string; readonly content: ReactNode }[]
}

/** The administrator's screens: accounts, units, the committee's name, and what other features bring. */
export function AdminPage({ more }: AdminPageProps) {
  const t = useT('accounts')
  const me = useMe()
  const navigate = useNavigate()
  const params = useParams()
  const other = more.find(({ value }) => value === params.part)
  const part = other?.value ?? parts.find(one => one === params.part) ?? 'accounts'
  useScreen({ title: t('adminTitle') })
  if (!me.can.manageAccounts) return <Navigate to="/" replace />
  return (
    <Column width="wide">
      <h1>{t('adminTitle')}</h1>
      <Tabs
        label={t('adminParts')}
        value={part}
        onChange={next => navigate(`/admin/${next}`)}
        tabs={[
          { value: 'accounts', label: t('tabAccounts') },
          { value: 'units', label: t('tabUnits') },
          { value: 'committee', label: t('tabCommittee') },
          ...more,
        ]}
      >
        <div className={styles.part}>
          {part === 'accounts' && <AccountsAdmin />}
          {part === 'units' && <UnitsAdmin />}
          {part === 'committee' && <CommitteeAdmin />}
          {other?.content}
        </div>
      </Tabs>
    </Column>
  )
}
