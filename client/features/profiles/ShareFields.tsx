import { useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { Select } from '#client/ui/Select.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import { readShare, type ShareDraft } from './profileDraft.ts'
import styles from './profiles.module.css'

/** Shares that committees use; any other is typed. */
const usual = {
  half: { comparison: 'moreThan', numerator: '1', denominator: '2' },
  twoThirds: { comparison: 'atLeast', numerator: '2', denominator: '3' },
  threeQuarters: { comparison: 'atLeast', numerator: '3', denominator: '4' },
} as const satisfies Record<string, ShareDraft>
type Usual = keyof typeof usual

const usualOf = (share: ShareDraft): Usual | 'other' => {
  const names: readonly Usual[] = ['half', 'twoThirds', 'threeQuarters']
  return names.find(name => JSON.stringify(usual[name]) === JSON.stringify(share)) ?? 'other'
}

interface ShareFieldsProps {
  readonly hint?: string
  readonly value: ShareDraft
  readonly onChange: (share: ShareDraft) => void
}

/** A share: one of the usual ones, or a fraction that is typed. */
export function ShareFields({ hint, value, onChange }: ShareFieldsProps) {
  const t = useT('profiles')
  const [typing, setTyping] = useState(usualOf(value) === 'other')
  const shown = typing ? 'other' : usualOf(value)
  const wrong = readShare(value) === null
  return (
    <>
      <Select
        label={t('shareLevel')}
        hint={hint}
        value={shown}
        options={(['half', 'twoThirds', 'threeQuarters', 'other'] as const).map(name => ({
          value: name,
          label: t(`share_${name}`),
        }))}
        onChange={chosen => {
          setTyping(chosen === 'other')
          if (chosen !== 'other') onChange(usual[chosen])
        }}
      />
      {shown === 'other' && (
        <div className={styles.share}>
          <Select
            label={t('comparison')}
            value={value.comparison}
            options={(['atLeast', 'moreThan'] as const).map(name => ({
              value: name,
              label: t(`comparison_${name}`),
            }))}
            onChange={comparison => onChange({ ...value, comparison })}
          />
          <TextInput
            label={t('numerator')}
            inputMode="numeric"
            maxLength={4}
            value={value.numerator}
            error={wrong && t('wrongShare')}
            onChange={numerator => onChange({ ...value, numerator })}
          />
          <TextInput
            label={t('denominator')}
            inputMode="numeric"
            maxLength={4}
            value={value.denominator}
            onChange={denominator => onChange({ ...value, denominator })}
          />
        </div>
      )}
    </>
  )
}
