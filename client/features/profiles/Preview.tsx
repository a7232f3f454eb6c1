import { useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { useNow } from '#client/ui/now.ts'
import { Panel } from '#client/ui/Panel.tsx'
import { Select } from '#client/ui/Select.tsx'
import { State } from '#client/ui/State.tsx'
import { Switch } from '#client/ui/Switch.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import { type Decision, decide, type Side } from '#shared/profiles/decide.rules.ts'
import type { RulesProfile } from '#shared/profiles/profiles.contract.ts'
import { leastOf, quorumOf } from '#shared/profiles/profiles.rules.ts'
import { opinionsDueBy, papersDueBy } from '#shared/profiles/workingDays.rules.ts'
import { wholeNumber } from './profileDraft.ts'
import styles from './profiles.module.css'

/** A committee is no larger; beyond it a number is a slip of the finger. */
const mostMembers = 1_000
const weekMs = 7 * 86_400_000

/** [Q21] The rules at work before they are saved, reckoned by what counts votes. */
export function Preview({ profile }: { readonly profile: RulesProfile | null }) {
  const t = useT('profiles')
  const [members, setMembers] = useState('25')
  const count = wholeNumber(members)
  const isCount = count >= 1 && count <= mostMembers
  return (
    <div className={styles.preview}>
      <Panel title={t('previewTitle')}>
        <div className={styles.group}>
          <TextInput
            label={t('members')}
            inputMode="numeric"
            maxLength={4}
            value={members}
            onChange={setMembers}
          />
          {profile === null || !isCount ? (
            <p role="status">{t('previewWrong')}</p>
          ) : (
            <>
              <Sentences profile={profile} members={count} />
              <Trial profile={profile} members={count} />
            </>
          )}
        </div>
      </Panel>
    </div>
  )
}

function Sentences({ profile, members }: { readonly profile: RulesProfile; readonly members: number }) {
  const t = useT('profiles')
  const format = useFormat()
  const now = useNow()
  const { base, share } = profile.majority
  const { needed } = quorumOf(profile, members, 0)
  const startsAt = now + 2 * weekMs
  return (
    <div className={styles.sentences} role="status">
      <p className={styles.needs}>
        {t('needs', { members, needed })}{' '}
        {t(`passes_${base}`, {
          members,
          present: needed,
          least: leastOf(share, base === 'present' ? needed : members),
          most: leastOf(share, members),
        })}
      </p>
      <p>{t('opinionsDue', { date: format.date(opinionsDueBy(profile, now) - 1) })}</p>
      <p>
        {t('papersDue', {
          start: format.date(startsAt),
          date: format.date(papersDueBy(profile, { kind: 'regular', startsAt }) - 1),
        })}
      </p>
    </div>
  )
}

const outcomeKey = ({ outcome, by }: Decision) => {
  if (outcome === 'tied') return 'tied'
  if (by === 'chair') return outcome === 'passed' ? 'passedByChair' : 'failedByChair'
  return outcome
}

function Trial({ profile, members }: { readonly profile: RulesProfile; readonly members: number }) {
  const t = useT('profiles')
  const [typed, setTyped] = useState({ present: '20', for: '10', against: '10', abstain: '0' })
  const [chair, setChair] = useState<Side>('for')
  const [secret, setSecret] = useState(false)
  const votes = {
    for: wholeNumber(typed.for),
    against: wholeNumber(typed.against),
    abstain: wholeNumber(typed.abstain),
  }
  const present = wholeNumber(typed.present)
  const cast = votes.for + votes.against + votes.abstain
  const decision =
    cast <= members && present <= members
      ? decide(profile, votes, { members, present }, { chair: secret ? null : chair, secret })
      : null
  const fields = ['present', 'for', 'against', 'abstain'] as const
  return (
    <>
      <h3>{t('tryTitle')}</h3>
      <div className={styles.counts}>
        {fields.map(name => (
          <TextInput
            key={name}
            label={t(name)}
            inputMode="numeric"
            maxLength={4}
            value={typed[name]}
            onChange={text => setTyped(before => ({ ...before, [name]: text }))}
          />
        ))}
      </div>
      <Switch label={t('secret')} checked={secret} onChange={setSecret} />
      {!secret && (
        <Select
          label={t('chairSide')}
          value={chair}
          options={(['for', 'against', 'abstain'] as const).map(side => ({
            value: side,
            label: t(`chair_${side}`),
          }))}
          onChange={setChair}
        />
      )}
      <div className={styles.result} role="status">
        {decision === null ? (
          t('tryWrong')
        ) : (
          <>
            <State
              tone={decision.outcome === 'passed' ? 'ok' : decision.outcome === 'tied' ? 'warn' : 'bad'}
              bare
            >
              <strong>{t(outcomeKey(decision))}</strong>
            </State>
            <span>{t('reckoned', { count: votes.for, base: decision.base, needed: decision.needed })}</span>
          </>
        )}
      </div>
    </>
  )
}
