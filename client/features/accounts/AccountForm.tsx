import { useState } from 'react'
import { useCall } from '#client/app/useCall.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Checkbox } from '#client/ui/Checkbox.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Form, FormButtons } from '#client/ui/Form.tsx'
import { Select } from '#client/ui/Select.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import {
  type Account,
  type AccountRole,
  accounts,
  LoginName,
  type Unit,
} from '#shared/accounts/accounts.contract.ts'
import styles from './accounts.module.css'

interface AccountFormProps {
  /** The account to change; null makes a new one. */
  readonly account: Account | null
  readonly units: readonly Unit[]
  readonly onSaved: (isNew: boolean) => void
  readonly onClose: () => void
}

/** Makes or changes an account. */
export function AccountForm({ account, units, onSaved, onClose }: AccountFormProps) {
  const t = useT('accounts')
  const create = useCall(accounts.create)
  const update = useCall(accounts.update)
  const used = account ? update : create
  const [accountId] = useState(() => account?.id ?? crypto.randomUUID())
  const [displayName, setDisplayName] = useState(account?.displayName ?? '')
  const [loginName, setLoginName] = useState(account?.loginName ?? '')
  const [honorific, setHonorific] = useState<Account['honorific']>(account?.honorific ?? 'ong')
  const [title, setTitle] = useState(account?.title ?? '')
  const [unitId, setUnitId] = useState(account?.unitId ?? '')
  const [rank, setRank] = useState(String(account?.rank ?? 100))
  const [roles, setRoles] = useState<readonly AccountRole[]>(account?.roles ?? [])
  const [judged, setJudged] = useState(false)

  const loginNameIsGood = LoginName.safeParse(loginName).success
  const rankIsGood = /^\d{1,4}$/.test(rank.trim())
  const toggle = (role: AccountRole) => (on: boolean) =>
    setRoles(on ? [...roles, role] : roles.filter(one => one !== role))
  const submit = async () => {
    setJudged(true)
    if (used.busy || !displayName.trim() || !loginNameIsGood || !rankIsGood) return
    const result = await used.run({
      ...{ accountId, loginName, displayName, honorific, title },
      unitId: unitId === '' ? null : unitId,
      rank: Number(rank),
      roles: [...roles],
    })
    if (result.ok) onSaved(account === null)
  }

  return (
    <Dialog open title={t(account ? 'editAccount' : 'addAccount')} onClose={onClose} closeByBackdrop={false}>
      <Form onSubmit={submit}>
        <TextInput
          label={t('fullName')}
          value={displayName}
          maxLength={120}
          onChange={setDisplayName}
          error={judged && !displayName.trim() && t('fieldMissing')}
        />
        <div className={styles.pair}>
          <Select
            label={t('honorific')}
            value={honorific}
            onChange={setHonorific}
            options={[
              { value: 'ong', label: t('honorificOng') },
              { value: 'ba', label: t('honorificBa') },
              { value: 'none', label: t('honorificNone') },
            ]}
          />
          <TextInput label={t('jobTitle')} optional value={title} maxLength={160} onChange={setTitle} />
        </div>
        <TextInput
          label={t('loginName')}
          hint={t('loginNameHint')}
          autoCapitalize="none"
          spellCheck={false}
          value={loginName}
          onChange={setLoginName}
          error={judged && !loginNameIsGood && t('loginNameWrong')}
        />
        <div className={styles.pair}>
          <Select
            label={t('unit')}
            value={unitId}
            onChange={setUnitId}
            options={[
              { value: '', label: t('noUnit') },
              ...units.map(unit => ({ value: unit.id, label: unit.name })),
            ]}
          />
          <TextInput
            label={t('rank')}
            hint={t('rankHint')}
            inputMode="numeric"
            value={rank}
            onChange={setRank}
            error={judged && !rankIsGood && t('rankWrong')}
          />
        </div>
        <fieldset className={styles.roles}>
          <legend>{t('roles')}</legend>
          <Checkbox
            label={t('roleSecretary')}
            checked={roles.includes('secretary')}
            onChange={toggle('secretary')}
          />
          <Checkbox
            label={t('roleAdministrator')}
            checked={roles.includes('administrator')}
            onChange={toggle('administrator')}
          />
        </fieldset>
        {used.error && <ErrorNote error={used.error} />}
        <FormButtons>
          <Button type="submit" look="primary" busy={used.busy}>
            {t('save')}
          </Button>
        </FormButtons>
      </Form>
    </Dialog>
  )
}
