import { useState } from 'react'
import { useCall } from '#client/app/useCall.ts'
import { useQuery } from '#client/app/useQuery.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { useView } from '#client/net/sync.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Form, FormButtons } from '#client/ui/Form.tsx'
import { List, Row } from '#client/ui/List.tsx'
import { notify } from '#client/ui/notices.ts'
import { Panel } from '#client/ui/Panel.tsx'
import { State } from '#client/ui/State.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import { WarnNote } from '#client/ui/WarnNote.tsx'
import {
  type ListedVersion,
  type ProfileVersion,
  profiles,
  profilesEvents,
} from '#shared/profiles/profiles.contract.ts'
import { Preview } from './Preview.tsx'
import { ProfileForm } from './ProfileForm.tsx'
import { draftOf, readDraft } from './profileDraft.ts'
import styles from './profiles.module.css'

/** The committee's rules: changed, seen at work, saved as a version of their own. */
export function ProfilesAdmin() {
  const inForce = useView(profilesEvents.changed, 'committee')
  if (inForce === null) return null
  return <Editor inForce={inForce} />
}

function Editor({ inForce }: { readonly inForce: ProfileVersion }) {
  const t = useT('profiles')
  const save = useCall(profiles.save)
  // What is typed was made from this version; a newer one is told, and takes nothing away.
  const [basedOn, setBasedOn] = useState(inForce.version)
  const [draft, setDraft] = useState(() => draftOf(inForce.profile))
  const [note, setNote] = useState('')
  // Fields that hold a choice of their own begin anew with another version.
  const [round, setRound] = useState(0)
  const { profile } = readDraft(draft)
  const take = ({ profile: taken }: ProfileVersion) => {
    setDraft(draftOf(taken))
    setRound(before => before + 1)
    save.clear()
  }
  const submit = async () => {
    if (profile === null || save.busy) return
    const result = await save.run({ basedOn, profile, note })
    if (!result.ok) return
    setBasedOn(result.data.version)
    setNote('')
    notify('ok', t('saved', { version: result.data.version }))
  }
  return (
    <div className={styles.page}>
      <div className={styles.intro}>
        <p>{t('intro')}</p>
        <p>
          <strong>{t('inForce', { version: inForce.version })}</strong>
        </p>
      </div>
      <Form label={t('tab')} onSubmit={submit}>
        <ProfileForm key={round} draft={draft} onChange={setDraft} />
        <TextInput
          label={t('note')}
          hint={t('noteHint')}
          optional
          maxLength={300}
          value={note}
          onChange={setNote}
        />
        {inForce.version > basedOn && !save.busy && (
          <WarnNote>
            <p>{t('newer', { version: inForce.version })}</p>
            <Button
              onClick={() => {
                setBasedOn(inForce.version)
                take(inForce)
              }}
            >
              {t('takeNewer')}
            </Button>
          </WarnNote>
        )}
        {save.error && <ErrorNote error={save.error} />}
        <FormButtons>
          <Button type="submit" look="primary" busy={save.busy} disabled={profile === null}>
            {t('save')}
          </Button>
        </FormButtons>
        <Versions key={inForce.version} inForce={inForce.version} onTake={take} />
      </Form>
      <Preview profile={profile} />
    </div>
  )
}

function Versions({
  inForce,
  onTake,
}: {
  readonly inForce: number
  readonly onTake: (version: ListedVersion) => void
}) {
  const t = useT('profiles')
  const format = useFormat()
  const { data, error } = useQuery(profiles.list, {})
  return (
    <Panel title={t('versions')}>
      {error && <ErrorNote error={error} />}
      <List label={t('versions')}>
        {data?.versions.map(version => (
          <Row
            key={version.version}
            title={t('version', { version: version.version })}
            detail={[
              version.savedAt === null
                ? t('firstVersion')
                : t('savedBy', { name: version.savedByName, moment: format.moment(version.savedAt) }),
              version.note,
            ]
              .filter(Boolean)
              .join(' · ')}
            mark={
              version.version === inForce && <State tone="ok">{t('inForce', { version: inForce })}</State>
            }
            actions={
              <Button
                onClick={() => {
                  onTake(version)
                  notify('ok', t('taken', { version: version.version }))
                }}
              >
                {t('asModel', { version: version.version })}
              </Button>
            }
          />
        ))}
      </List>
    </Panel>
  )
}
