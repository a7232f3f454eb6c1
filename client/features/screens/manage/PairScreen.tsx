import { useState } from 'react'
import { useCall } from '#client/app/useCall.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Form, FormButtons } from '#client/ui/Form.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import { screens } from '#shared/screens/screens.contract.ts'

interface PairScreenProps {
  readonly meetingId: string | null
  readonly onPaired: () => void
  readonly onClose: () => void
}

/** Enters the six digits that a display shows, and names it. */
export function PairScreen({ meetingId, onPaired, onClose }: PairScreenProps) {
  const t = useT('hallScreens')
  const [screenId] = useState(() => crypto.randomUUID())
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const pair = useCall(screens.pair)
  // Spaces help to read six digits out; they are no part of the code.
  const digits = code.replaceAll(/\D/g, '')
  const submit = async () => {
    setTried(true)
    if (digits.length !== 6 || name.trim() === '') return
    const result = await pair.run({ screenId, code: digits, name, meetingId })
    if (result.ok || result.error.code === 'object.exists') onPaired()
  }
  return (
    <Dialog open title={t('pair')} onClose={onClose} closeByBackdrop={false}>
      <p>{t('pairHelp', { address: `${location.origin}/screen` })}</p>
      <Form onSubmit={() => void submit()}>
        <TextInput
          label={t('code')}
          hint={t('codeHint')}
          value={code}
          onChange={setCode}
          inputMode="numeric"
          autoComplete="off"
          maxLength={9}
          required
          error={tried && digits.length !== 6 && t('codeMissing')}
        />
        <TextInput
          label={t('colName')}
          placeholder={t('namePlaceholder')}
          value={name}
          onChange={setName}
          maxLength={80}
          required
          error={tried && name.trim() === '' && t('nameMissing')}
        />
        {pair.error && <ErrorNote error={pair.error} />}
        <FormButtons>
          <Button type="submit" look="primary" busy={pair.busy}>
            {t('pair')}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </FormButtons>
      </Form>
    </Dialog>
  )
}
