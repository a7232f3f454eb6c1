import { IconDots, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useMe } from '#client/app/login.ts'
import { useQuery } from '#client/app/useQuery.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Checkbox } from '#client/ui/Checkbox.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { IconButton } from '#client/ui/IconButton.tsx'
import { Loading } from '#client/ui/Loading.tsx'
import { Menu } from '#client/ui/Menu.tsx'
import { notify } from '#client/ui/notices.ts'
import { State, type Tone } from '#client/ui/State.tsx'
import { Table } from '#client/ui/Table.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import { type Account, accounts } from '#shared/accounts/accounts.contract.ts'
import { byProtocol } from '#shared/accounts/accounts.rules.ts'
import { AccountDeeds, type Deed } from './AccountDeeds.tsx'
import { AccountForm } from './AccountForm.tsx'
import styles from './accounts.module.css'
import { Devices } from './Devices.tsx'
import { matches } from './matches.ts'

const states = {
  invited: ['warn', 'stateInvited'],
  active: ['ok', 'stateActive'],
  deactivated: ['bad', 'stateDeactivated'],
  erased: ['quiet', 'stateErased'],
} as const satisfies Record<Account['state'], readonly [Tone, string]>

const roleTexts = { administrator: 'roleAdministrator', secretary: 'roleSecretary' } as const

/** All accounts: found by name, made, changed, invited, stopped. */
export function AccountsAdmin() {
  const t = useT('accounts')
  const format = useFormat()
  const me = useMe()
  const { data, error, reload } = useQuery(accounts.list, {})
  const [sought, setSought] = useState('')
  const [withErased, setWithErased] = useState(false)
  const [editing, setEditing] = useState<Account | 'new' | null>(null)
  const [devicesOf, setDevicesOf] = useState<Account | null>(null)
  const [deed, setDeed] = useState<{ readonly kind: Deed; readonly account: Account } | null>(null)

  if (!data) return error ? <ErrorNote error={error} onRetry={reload} /> : <Loading />

  const unitName = (account: Account) => data.units.find(unit => unit.id === account.unitId)?.name ?? ''
  const shown = data.accounts
    .filter(account => withErased || account.state !== 'erased')
    .filter(account =>
      matches(sought, account.displayName, account.loginName, account.title, unitName(account)),
    )
    .toSorted(byProtocol)

  const entries = (account: Account) => {
    const act = (kind: Deed) => () => setDeed({ kind, account })
    const isSelf = account.id === me.account.id
    return [
      ...(account.state === 'deactivated'
        ? [{ id: 'reactivate', label: t('reactivate'), perform: act('reactivate') }]
        : [{ id: 'link', label: t(account.state === 'invited' ? 'invite' : 'reset'), perform: act('link') }]),
      { id: 'devices', label: t('devices'), perform: () => setDevicesOf(account) },
      ...(account.state === 'deactivated' || isSelf
        ? []
        : [{ id: 'deactivate', label: t('deactivate'), danger: true, perform: act('deactivate') }]),
      ...(isSelf ? [] : [{ id: 'erase', label: t('erase'), danger: true, perform: act('erase') }]),
    ]
  }

  return (
    <>
      <div className={styles.tools}>
        <div className={styles.search}>
          <TextInput label={t('searchPeople')} type="search" value={sought} onChange={setSought} />
        </div>
        <Button look="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => setEditing('new')}>
          {t('addAccount')}
        </Button>
      </div>
      <Table
        caption={t('tabAccounts')}
        rows={shown}
        rowKey={account => account.id}
        empty={<p role="status">{t('accountsEmpty')}</p>}
        columns={[
          {
            key: 'person',
            title: t('person'),
            cell: account => (
              <span className={styles.words}>
                <strong>{format.person(account)}</strong>
                <span className={styles.hint}>{account.title}</span>
              </span>
            ),
          },
          { key: 'loginName', title: t('loginName'), width: '10rem', cell: account => account.loginName },
          { key: 'unit', title: t('unit'), cell: unitName },
          {
            key: 'roles',
            title: t('roles'),
            width: '8rem',
            cell: account => account.roles.map(role => t(roleTexts[role])).join(', ') || t('roleNone'),
          },
          {
            key: 'state',
            title: t('state'),
            width: '14rem',
            cell: ({ state }) => <State tone={states[state][0]}>{t(states[state][1])}</State>,
          },
          {
            key: 'deeds',
            title: t('deeds'),
            titleUnseen: true,
            width: '9rem',
            align: 'end',
            cell: account =>
              account.state !== 'erased' && (
                <span className={styles.deeds}>
                  {account.state !== 'deactivated' && (
                    <Button
                      look="quiet"
                      aria-label={t('editOf', { name: account.displayName })}
                      onClick={() => setEditing(account)}
                    >
                      {t('edit')}
                    </Button>
                  )}
                  <Menu
                    trigger={
                      <IconButton
                        label={t('moreOf', { name: account.displayName })}
                        icon={<IconDots aria-hidden="true" />}
                      />
                    }
                    entries={entries(account)}
                  />
                </span>
              ),
          },
        ]}
      />
      <Checkbox label={t('showErased')} checked={withErased} onChange={setWithErased} />
      {editing && (
        <AccountForm
          account={editing === 'new' ? null : editing}
          units={data.units}
          onClose={() => setEditing(null)}
          onSaved={isNew => {
            setEditing(null)
            reload()
            notify('ok', t(isNew ? 'created' : 'saved'))
          }}
        />
      )}
      <Dialog
        open={devicesOf !== null}
        title={t('devicesOf', { name: devicesOf ? format.person(devicesOf) : '' })}
        onClose={() => setDevicesOf(null)}
      >
        {devicesOf && <Devices accountId={devicesOf.id} />}
      </Dialog>
      {deed && (
        <AccountDeeds
          key={`${deed.kind} ${deed.account.id}`}
          kind={deed.kind}
          account={deed.account}
          onClose={() => setDeed(null)}
          onDone={reload}
        />
      )}
    </>
  )
}
