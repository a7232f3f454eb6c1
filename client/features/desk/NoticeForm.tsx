import { useState } from 'react'
import { useCall } from '#client/app/useCall.ts'
import { useT } from '#client/i18n/useT.ts'
import { useView } from '#client/net/sync.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Form, FormButtons } from '#client/ui/Form.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import { screens, screensEvents } from '#shared/screens/screens.contract.ts'
import styles from './desk.module.css'

/** The notice on the hall's screens: what stands there now, another one, or none. */
export function NoticeForm({ meetingId }: { readonly meetingId: string }) {
  const t = useT('desk')
  const shown = useView(screensEvents.noticeChanged, meetingId)?.text ?? ''
  // Null: nobody is typing, so what stands on the screens is what the field holds.
  const [draft, setDraft] = useState<string | null>(null)
  const set = useCall(screens.setNotice)
  const show = async (text: string) => {
    const result = await set.run({ meetingId, text })
    if (result.ok) setDraft(null)
  }
  return (
    <Form label={t('notice')} onSubmit={() => void show(draft ?? shown)}>
      <TextInput
        label={t('notice')}
        hint={t('noticeHint')}
        value={draft ?? shown}
        onChange={setDraft}
        maxLength={200}
      />
      {shown !== '' && <p className={styles.soft}>{t('noticeShown', { text: shown })}</p>}
      {set.error && <ErrorNote error={set.error} />}
      <FormButtons>
        <Button type="submit" busy={set.busy}>
          {t('noticeShow')}
        </Button>
        {shown !== '' && (
          <Button look="quiet" onClick={() => void show('')}>
            {t('noticeTakeAway')}
          </Button>
        )}
      </FormButtons>
    </Form>
  )
}
