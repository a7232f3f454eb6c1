import { useT } from '#client/i18n/useT.ts'
import { Panel } from '#client/ui/Panel.tsx'
import { Select } from '#client/ui/Select.tsx'
import { Switch } from '#client/ui/Switch.tsx'
import { TextArea } from '#client/ui/TextArea.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import { type ProfileDraft, readDraft } from './profileDraft.ts'
import styles from './profiles.module.css'
import { ShareFields } from './ShareFields.tsx'

interface ProfileFormProps {
  readonly draft: ProfileDraft
  readonly onChange: (draft: ProfileDraft) => void
}

/** Every rule as a field. */
export function ProfileForm({ draft, onChange }: ProfileFormProps) {
  const t = useT('profiles')
  const { wrong } = readDraft(draft)
  const set = (change: Partial<ProfileDraft>) => onChange({ ...draft, ...change })
  const days = (name: 'opinionDays' | 'papersRegular' | 'papersOther') => (
    <TextInput
      label={t(name)}
      inputMode="numeric"
      maxLength={2}
      value={draft[name]}
      error={wrong === name && t('wrongDays')}
      onChange={text => set({ [name]: text })}
    />
  )
  return (
    <>
      <Panel title={t('quorumTitle')}>
        <div className={styles.group}>
          <ShareFields hint={t('quorumHint')} value={draft.quorum} onChange={quorum => set({ quorum })} />
        </div>
      </Panel>
      <Panel title={t('majorityTitle')}>
        <div className={styles.group}>
          <Select
            label={t('base')}
            value={draft.base}
            options={(['allMembers', 'present', 'voting'] as const).map(base => ({
              value: base,
              label: t(`base_${base}`),
            }))}
            onChange={base => set({ base })}
          />
          <ShareFields value={draft.share} onChange={share => set({ share })} />
        </div>
      </Panel>
      <Panel title={t('votingTitle')}>
        <div className={styles.group}>
          <Select
            label={t('voters')}
            hint={t('votersHint')}
            value={draft.voters}
            options={(['members', 'presentMembers'] as const).map(voters => ({
              value: voters,
              label: t(`voters_${voters}`),
            }))}
            onChange={voters => set({ voters })}
          />
          <Select
            label={t('abstentions')}
            value={draft.abstentions}
            options={(['separate', 'against', 'leftOut'] as const).map(abstentions => ({
              value: abstentions,
              label: t(`abstentions_${abstentions}`),
            }))}
            onChange={abstentions => set({ abstentions })}
          />
          <Select
            label={t('tie')}
            hint={t('tieHint')}
            value={draft.tie}
            options={(['chair', 'again', 'failed'] as const).map(tie => ({
              value: tie,
              label: t(`tie_${tie}`),
            }))}
            onChange={tie => set({ tie })}
          />
          <Switch
            label={t('remoteVoting')}
            checked={draft.remoteVoting}
            onChange={remoteVoting => set({ remoteVoting })}
          />
          <Switch
            label={t('voteChange')}
            checked={draft.voteChange}
            onChange={voteChange => set({ voteChange })}
          />
        </div>
      </Panel>
      <Panel title={t('opinionsTitle')}>
        <div className={styles.pair}>
          {days('opinionDays')}
          <Select
            label={t('silence')}
            value={draft.silence}
            options={(['notCounted', 'agrees', 'disagrees'] as const).map(silence => ({
              value: silence,
              label: t(`silence_${silence}`),
            }))}
            onChange={silence => set({ silence })}
          />
        </div>
      </Panel>
      <Panel title={t('papersTitle')}>
        <div className={styles.group}>
          <div className={styles.pair}>
            {days('papersRegular')}
            {days('papersOther')}
          </div>
          <TextArea
            label={t('daysOff')}
            hint={t('daysOffHint')}
            optional
            value={draft.daysOff}
            maxLength={1_000}
            error={wrong === 'daysOff' && t('wrongDates')}
            onChange={daysOff => set({ daysOff })}
          />
        </div>
      </Panel>
    </>
  )
}
