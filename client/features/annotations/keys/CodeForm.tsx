import { useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Form } from '#client/ui/Form.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import type { Failure } from '#shared/contract/result.ts'
import type { NotesKeys } from './NotesKeys.ts'
import { type ReadCode, readRecoveryCode } from './recoveryCode.ts'

interface CodeFormProps {
  readonly keys: NotesKeys
  readonly onOpened: () => void
}

/** [N33] Takes the recovery code as it is typed from paper, and says where a slip is. */
export function CodeForm({ keys, onOpened }: CodeFormProps) {
  const t = useT('keys')
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const [error, setError] = useState<Failure | null>(null)
  const say = (read: Extract<ReadCode, { ok: false }>): string => {
    if (read.problem === 'length') return t('codeLength')
    if (read.group === null) return t('codeCheck')
    return t(read.problem === 'letter' ? 'codeLetter' : 'codeGroup', { group: read.group })
  }
  const submit = async () => {
    if (busy) return
    setBusy(true)
    setError(null)
    const read = await readRecoveryCode(code)
    const opened = read.ok ? await keys.unlockByCode(read.bytes) : null
    setBusy(false)
    if (!read.ok) return setProblem(say(read))
    if (opened?.ok === true) return onOpened()
    if (opened?.error.code === 'signIn.refused' || opened?.error.code === 'object.notFound')
      setProblem(t('codeWrong'))
    else if (opened) setError(opened.error)
  }
  return (
    <Form label={t('byCode')} onSubmit={submit}>
      <TextInput
        label={t('code')}
        hint={t('byCodeHint')}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={80}
        value={code}
        onChange={typed => {
          setCode(typed)
          setProblem('')
        }}
        error={problem}
      />
      {error && <ErrorNote error={error} />}
      <Button type="submit" look="primary" size="large" wide busy={busy}>
        {t('open')}
      </Button>
    </Form>
  )
}
