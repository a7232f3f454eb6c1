import { IconFileText } from '@tabler/icons-react'
import { useRef } from 'react'
import { useErrorSentence } from '#client/i18n/useErrorSentence.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { EditableCell } from '#client/ui/EditableCell.tsx'
import { notify } from '#client/ui/notices.ts'
import { Progress } from '#client/ui/Progress.tsx'
import { State } from '#client/ui/State.tsx'
import type { MeetingDocument } from '#shared/documents/documents.contract.ts'
import { isSameFile } from './fingerprints.ts'
import { PaperMenu } from './PaperMenu.tsx'
import type { PaperRowProps } from './paperDeeds.ts'
import { type PaperState, paperState } from './paperState.ts'
import { UploadProgress, useGiveUp } from './UploadRow.tsx'
import styles from './upload.module.css'
import { goOnWith, sendFile, useUploads } from './uploads.ts'

const audienceKey = {
  everyone: 'seenByEveryone',
  members: 'seenByMembers',
  chosen: 'seenByChosen',
} as const

/** One paper: its title, how it stands, who sees it, and what can be done with it. */
export function PaperRow(props: PaperRowProps) {
  const { meetingId, item, document, manage, deeds } = props
  const t = useT('papers')
  const giveUp = useGiveUp()
  const uploads = useUploads(store => store.uploads)
  const state = paperState(document, uploads)
  const picker = useRef<HTMLInputElement>(null)
  const accepts = manage && item.state !== 'done'

  const picked = (file: File) => {
    if (state?.kind !== 'unfinished')
      return sendFile(
        { meetingId, itemId: document.itemId, documentId: document.id, title: document.title },
        file,
        document.audience,
      )
    if (!isSameFile(state.version, file))
      return void notify('bad', t('otherFile', { name: state.version.fileName }))
    goOnWith(
      {
        meetingId,
        itemId: document.itemId,
        documentId: document.id,
        versionId: state.version.id,
        title: document.title,
      },
      file,
    )
  }
  return (
    <li className={styles.paper} data-paper={document.id} data-state={state?.kind}>
      <IconFileText size={22} aria-hidden="true" className={styles.sign} />
      <div className={styles.grow}>
        <EditableCell
          label={t('paperTitle')}
          value={document.title}
          maxLength={300}
          disabled={!manage}
          onSave={title => {
            if (title !== '') deeds.rename(document, title)
          }}
        />
        {state && <PaperStateLine state={state} document={document} />}
        {(state?.kind === 'unfinished' || state?.kind === 'refused') && (
          <span className={styles.deeds}>
            {accepts && (
              <Button onClick={() => picker.current?.click()}>
                {t(state.kind === 'unfinished' ? 'chooseAgain' : 'chooseOther')}
              </Button>
            )}
            {manage && (
              <Button
                look="quiet"
                onClick={() => void giveUp({ documentId: document.id, versionId: state.version.id })}
              >
                {t(document.version === null ? 'dropPaper' : 'dropVersion')}
              </Button>
            )}
          </span>
        )}
      </div>
      <Button
        look="quiet"
        className={styles.flat}
        disabled={!manage}
        onClick={() => deeds.chooseAudience(document)}
      >
        {t(audienceKey[document.audience.kind], {
          count: document.audience.kind === 'chosen' ? document.audience.accountIds.length : 0,
        })}
        <span className="only-heard">, {t('seenBy')}</span>
      </Button>
      <PaperMenu {...props} accepts={accepts} onNewVersion={() => picker.current?.click()} />
      <input
        ref={picker}
        type="file"
        hidden
        accept=".pdf,application/pdf"
        aria-label={t('newVersion')}
        onChange={chosen => {
          const file = chosen.currentTarget.files?.[0]
          chosen.currentTarget.value = ''
          if (file) picked(file)
        }}
      />
    </li>
  )
}

function PaperStateLine({
  state,
  document,
}: {
  readonly state: PaperState
  readonly document: MeetingDocument
}) {
  const t = useT('papers')
  const format = useFormat()
  const sentence = useErrorSentence()
  const refused = ({ code, params }: Extract<PaperState, { kind: 'refused' }>['version']) => {
    // The limit is not known of what was refused before it was kept.
    if (code === 'document.tooManyPages' && params.limit === undefined) return t('refusedPages')
    if (code === 'document.tooLarge' && params.limitMb === undefined) return t('refusedSize')
    return sentence({ code, params })
  }
  const earlier = state.kind !== 'ready' && document.version !== null && (
    <span className={styles.soft}>{t('earlierReadable')}</span>
  )
  switch (state.kind) {
    case 'ready':
      return (
        <span className={styles.marks}>
          <State tone="ok" bare>
            {t('stateReady')}
          </State>
          <span className={styles.soft}>
            {[
              t('pages', { count: state.version.pageCount }),
              format.size(state.version.byteLength),
              state.version.number > 1 ? t('version', { number: state.version.number }) : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {document.late && <State tone="warn">{t('late')}</State>}
        </span>
      )
    case 'sending':
      return (
        <>
          <UploadProgress upload={state.upload} />
          {earlier}
        </>
      )
    case 'unfinished':
      return (
        <>
          <Progress
            label={t('stateUnfinished')}
            value={state.version.receivedBytes / Math.max(1, state.version.byteLength)}
            detail={`${format.size(state.version.receivedBytes)} / ${format.size(state.version.byteLength)}`}
          />
          {earlier}
        </>
      )
    case 'preparing': {
      const { preparedPages, pageCount } = state.version
      return (
        <>
          <Progress
            label={t('statePreparing')}
            value={pageCount === null ? null : preparedPages / Math.max(1, pageCount)}
            {...(pageCount === null ? {} : { detail: t('pages', { count: pageCount }) })}
          />
          {earlier}
        </>
      )
    }
    case 'refused':
      return (
        <>
          <State tone="bad" bare>
            {refused(state.version)}
          </State>
          {earlier}
        </>
      )
  }
}
