import { useState } from 'react'
import { useErrorSentence } from '#client/i18n/useErrorSentence.ts'
import { useT } from '#client/i18n/useT.ts'
import { call } from '#client/net/call.ts'
import { useView } from '#client/net/sync.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { WarnNote } from '#client/ui/WarnNote.tsx'
import { annotations, annotationsEvents, type Layer } from '#shared/annotations/annotations.contract.ts'
import type { MeetingView } from '#shared/meetings/meetings.contract.ts'
import { GroupForm } from './GroupForm.tsx'
import styles from './groups.module.css'

interface GroupLayersProps {
  readonly meeting: MeetingView
  readonly documentId: string
  readonly onClose: () => void
}

type Shown =
  | { readonly kind: 'list' }
  | { readonly kind: 'form'; readonly layer: Layer | null }
  | { readonly kind: 'remove'; readonly layer: Layer }

/** [N6] [N7] The groups' layers of a paper: made, changed and removed, by whoever may. */
export function GroupLayers({ meeting, documentId, onClose }: GroupLayersProps) {
  const t = useT('annotations')
  const sentence = useErrorSentence()
  const view = useView(annotationsEvents.changed, meeting.id)
  const layers = view?.layers.filter(layer => layer.documentId === documentId) ?? []
  const [shown, setShown] = useState<Shown>({ kind: 'list' })
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const back = () => {
    setError(null)
    setShown({ kind: 'list' })
  }

  if (shown.kind === 'form')
    return (
      <GroupForm
        layer={shown.layer}
        documentId={documentId}
        participants={meeting.participants}
        onDone={back}
      />
    )
  if (shown.kind === 'remove') {
    const { layer } = shown
    const remove = async () => {
      setBusy(true)
      const result = await call(annotations.removeLayer, { layerId: layer.id })
      setBusy(false)
      if (result.ok) back()
      else setError(sentence(result.error))
    }
    return (
      <Dialog
        open
        title={t('groupRemoveNamed', { name: layer.name })}
        onClose={back}
        actions={
          <>
            <Button onClick={back}>{t('back')}</Button>
            <Button look="danger" busy={busy} onClick={() => void remove()}>
              {t('groupRemoveYes')}
            </Button>
          </>
        }
      >
        <WarnNote>{t('groupRemoveSure', { name: layer.name })}</WarnNote>
        {error && <ErrorNote error={error} />}
      </Dialog>
    )
  }
  return (
    <Dialog
      open
      title={t('groups')}
      onClose={onClose}
      actions={
        view?.can.makeLayer === true && (
          <Button look="primary" onClick={() => setShown({ kind: 'form', layer: null })}>
            {t('groupNew')}
          </Button>
        )
      }
    >
      {layers.length === 0 && <p>{t('groupsNone')}</p>}
      <ul className={styles.list}>
        {layers.map(layer => (
          <li key={layer.id}>
            <span>
              <strong>{layer.name}</strong>
              <br />
              {t('groupBy', { name: layer.makerName })}
            </span>
            {layer.can.change && (
              <Button
                aria-label={t('groupChangeNamed', { name: layer.name })}
                onClick={() => setShown({ kind: 'form', layer })}
              >
                {t('groupChange')}
              </Button>
            )}
            {layer.can.remove && (
              <Button
                aria-label={t('groupRemoveNamed', { name: layer.name })}
                onClick={() => setShown({ kind: 'remove', layer })}
              >
                {t('groupRemove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
