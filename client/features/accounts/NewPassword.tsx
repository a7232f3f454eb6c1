import { useState } from 'react'
import { type Translate, useT } from '#client/i18n/useT.ts'
import { PasswordField } from '#client/ui/PasswordField.tsx'
import {
  leastPasswordLength,
  mostPasswordLength,
  type PasswordProblem,
  passwordProblem,
} from '#shared/accounts/passwords.rules.ts'

const problemTexts = {
  tooShort: 'passwordTooShort',
  tooLong: 'passwordTooLong',
  name: 'passwordName',
  common: 'passwordCommon',
  monotonous: 'passwordMonotonous',
} as const satisfies Record<PasswordProblem, Parameters<Translate<'accounts'>>[0]>

interface NewPassword {
  readonly password: string
  readonly repeated: string
  readonly setPassword: (text: string) => void
  readonly setRepeated: (text: string) => void
  /** True from the first time it was sent: only then its owner is told what is wrong. */
  readonly judged: boolean
  /** Says what is wrong from now on. @returns whether the password can be taken. */
  readonly judge: () => boolean
  readonly problem: PasswordProblem | null
  readonly differ: boolean
  readonly reset: () => void
}

/** A new password as it is being chosen, by the rules of [K18]. */
export function useNewPassword(owner: {
  readonly loginName: string
  readonly displayName: string
}): NewPassword {
  const [password, setPassword] = useState('')
  const [repeated, setRepeated] = useState('')
  const [judged, setJudged] = useState(false)
  const problem = passwordProblem(password, owner)
  const differ = password.normalize('NFC') !== repeated.normalize('NFC')
  return {
    ...{ password, repeated, setPassword, setRepeated, judged, problem, differ },
    judge: () => {
      setJudged(true)
      return problem === null && !differ
    },
    reset: () => {
      setPassword('')
      setRepeated('')
      setJudged(false)
    },
  }
}

/** The two fields of a new password. */
export function NewPasswordFields({ chosen }: { readonly chosen: NewPassword }) {
  const t = useT('accounts')
  const limits = { least: leastPasswordLength, most: mostPasswordLength }
  const { judged, problem, differ } = chosen
  return (
    <>
      <PasswordField
        label={t('newPassword')}
        hint={t('newPasswordHint', limits)}
        autoComplete="new-password"
        value={chosen.password}
        onChange={chosen.setPassword}
        error={judged && problem && t(problemTexts[problem], limits)}
      />
      <PasswordField
        label={t('repeatPassword')}
        autoComplete="new-password"
        value={chosen.repeated}
        onChange={chosen.setRepeated}
        error={judged && !problem && differ && t('passwordsDiffer')}
      />
    </>
  )
}
