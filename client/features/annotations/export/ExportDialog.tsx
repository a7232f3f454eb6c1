import { IconDownload, IconShare2 } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Checkbox } from '#client/ui/Checkbox.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Progress } from '#client/ui/Progress.tsx'
import { RadioGroup } from '#client/ui/RadioGroup.tsx'
import { WarnNote } from '#client/ui/WarnNote.tsx'
import type { LayerName } from '#shared/annotations/annotations.contract.ts'
import { useLayers } from '../paper/useLayers.ts'
import type { NotesHere } from '../tools/deeds.ts'
import type { ExportForm, ExportOptions } from './core/types.ts'
import styles from './export.module.css'
import { type ReadPaper, useExport } from './useExport.ts'

interface ExportDialogProps {
  readonly here: NotesHere
  readonly paper: ExportOptions['paper']
  readonly read: ReadPaper
  readonly onClose: () => void
}

/** [N67] What is taken home, how, and the file itself once it is made. */
export function ExportDialog({ here, paper, read, onClose }: ExportDialogProps) {
  const t = useT('takeHome')
  const [form, setForm] = useState<ExportForm>('annotated')
  const [resolved, setResolved] = useState(true)
  const [left, setLeft] = useState<ReadonlySet<LayerName>>(new Set())
  useLayers(here.layers)
  const rows = here.layers.map(({ layer, title }) => {
    const state = layer.state()
    const count = [...layer.notes().values()].filter(note => 'page' in note).length
    const reason =
      state === 'locked'
        ? t('layerLocked')
        : state === 'loading'
          ? t('layerLoading')
          : state === 'denied'
            ? t('layerDenied')
            : null
    return { layer, title, count, reason, chosen: reason === null && count > 0 && !left.has(layer.name) }
  })
  const chosen = rows.filter(row => row.chosen)
  const work = useExport(here, read)
  const { state } = work
  const start = () => void work.start({ form, resolved, paper, layers: chosen })
  const close = () => {
    work.stop()
    onClose()
  }
  const busy = state.kind === 'working'
  return (
    <Dialog
      open
      title={t('title')}
      onClose={close}
      closeByBackdrop={!busy}
      actions={
        busy ? (
          <Button onClick={work.stop}>{t('cancel')}</Button>
        ) : state.kind === 'made' ? (
          <>
            <Button onClick={work.again}>{t('again')}</Button>
            <Button onClick={close}>{t('close')}</Button>
          </>
        ) : (
          <>
            <Button onClick={close}>{t('close')}</Button>
            <Button look="primary" disabled={chosen.length === 0} onClick={start}>
              {t('make')}
            </Button>
          </>
        )
      }
    >
      <div className={styles.dialog}>
        {state.kind === 'failed' && <ErrorNote error={t(state.sentence)} />}
        {state.kind === 'made' ? (
          <MadeFile state={state} form={form} />
        ) : busy ? (
          <div role="status">
            <Progress label={t(state.step)} value={state.share} />
          </div>
        ) : (
          <>
            <p className={styles.paper}>{paper.title}</p>
            <RadioGroup<ExportForm>
              label={t('form')}
              value={form}
              onChange={setForm}
              options={[
                { value: 'annotated', label: t('formAnnotated'), hint: t('formAnnotatedHint') },
                { value: 'flattened', label: t('formFlattened'), hint: t('formFlattenedHint') },
                { value: 'summary', label: t('formSummary'), hint: t('formSummaryHint') },
              ]}
            />
            <fieldset className={styles.layers}>
              <legend>{t('layers')}</legend>
              {rows.map(({ layer, title, count, reason, chosen: ticked }) => (
                <Checkbox
                  key={layer.name}
                  label={`${title} · ${reason ?? (count > 0 ? t('layerCount', { count }) : t('layerNone'))}`}
                  {...(layer.name === 'private' && count > 0 ? { hint: t('privateHint') } : {})}
                  checked={ticked}
                  disabled={reason !== null || count === 0}
                  onChange={take => {
                    const next = new Set(left)
                    if (take) next.delete(layer.name)
                    else next.add(layer.name)
                    setLeft(next)
                  }}
                />
              ))}
            </fieldset>
            <Checkbox label={t('resolved')} checked={resolved} onChange={setResolved} />
            {chosen.length === 0 && <p className={styles.hint}>{t('noneChosen')}</p>}
          </>
        )}
      </div>
    </Dialog>
  )
}

type MadeState = Extract<ReturnType<typeof useExport>['state'], { kind: 'made' }>

function MadeFile({ state, form }: { readonly state: MadeState; readonly form: ExportForm }) {
  const t = useT('takeHome')
  const format = useFormat()
  const [url, setUrl] = useState<string | null>(null)
  const [error, setError] = useState(false)
  const link = useRef<HTMLAnchorElement>(null)
  const { file, notes, signed, appended } = state
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  useEffect(() => {
    if (url !== null) link.current?.focus()
  }, [url])
  const sharable = navigator.canShare?.({ files: [file] }) === true
  const share = async () => {
    try {
      await navigator.share({ files: [file], title: file.name })
      setError(false)
    } catch (refused) {
      // Whoever closes the system's sheet changed their mind: nothing failed.
      setError((refused as { name?: string }).name !== 'AbortError')
    }
  }
  return (
    <>
      <p role="status">{t('done', { count: notes, size: format.size(file.size) })}</p>
      <p className={styles.paper}>{file.name}</p>
      {signed && <WarnNote>{t(form === 'flattened' ? 'signedFlat' : 'signed')}</WarnNote>}
      {form !== 'summary' && !appended && <WarnNote>{t('rewritten')}</WarnNote>}
      {error && <ErrorNote error={t('faultShare')} />}
      <div className={styles.ways}>
        {url !== null && (
          <a ref={link} className={styles.save} href={url} download={file.name}>
            <IconDownload aria-hidden="true" />
            {t('save')}
          </a>
        )}
        {sharable && (
          <Button size="large" icon={<IconShare2 aria-hidden="true" />} onClick={() => void share()}>
            {t('share')}
          </Button>
        )}
      </div>
      <p className={styles.hint}>{t('saveHint')}</p>
    </>
  )
}
