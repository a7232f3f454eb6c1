import { useState } from 'react'
import { useMe } from '#client/app/login.ts'
import { useCall } from '#client/app/useCall.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Form, FormButtons } from '#client/ui/Form.tsx'
import { notify } from '#client/ui/notices.ts'
import { TextInput } from '#client/ui/TextInput.tsx'
import { accounts } from '#shared/accounts/accounts.contract.ts'

/** The committee's name. */
export function CommitteeAdmin() {
  const t = useT('accounts')
  const { committee } = useMe()
  const rename = useCall(accounts.renameCommittee)
  // null: as the server has it, also when another administrator changes it meanwhile.
  const [draft, setDraft] = useState<string | null>(null)
  const name = draft ?? committee.name
  const submit = async () => {
    if (name.trim() === '' || rename.busy) return
    const result = await rename.run({ name })
    if (!result.ok) return
    setDraft(null)
    notify('ok', t('saved'))
  }
  return (
    <Form label={t('tabCommittee')} onSubmit={submit}>
      <TextInput
        label={t('committeeName')}
        hint={t('committeeIntro')}
        value={name}
        maxLength={160}
        onChange={setDraft}
        error={name.trim() === '' && t('fieldMissing')}
      />
      {rename.error && <ErrorNote error={rename.error} />}
      <FormButtons>
        <Button type="submit" look="primary" busy={rename.busy}>
          {t('save')}
        </Button>
      </FormButtons>
    </Form>
  )
}
