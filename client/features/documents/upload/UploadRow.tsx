import { IconFileText, IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { useErrorSentence } from '#client/i18n/useErrorSentence.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { call } from '#client/net/call.ts'
import { Button } from '#client/ui/Button.tsx'
import { IconButton } from '#client/ui/IconButton.tsx'
import { notify } from '#client/ui/notices.ts'
import { Progress } from '#client/ui/Progress.tsx'
import { State } from '#client/ui/State.tsx'
import { documents } from '#shared/documents/documents.contract.ts'
import type { Upload } from './UploadQueue.ts'
import styles from './upload.module.css'
import { dropUpload, pauseUpload, resumeUpload } from './uploads.ts'

/** Gives up what is on its way: here, and at the server. */
export const useGiveUp = (): ((upload: { documentId: string; versionId: string }) => Promise<void>) => {
  const sentence = useErrorSentence()
  return async ({ documentId, versionId }) => {
    pauseUpload(versionId)
    const result = await call(documents.discardPending, { documentId })
    // The server never heard of a file that was refused on this computer.
    if (!result.ok && result.error.code !== 'object.notFound')
      return void notify('bad', sentence(result.error))
    dropUpload(versionId)
  }
}

/** One file that this page sends: how far it is, and pause, go on, give up. */
export function UploadProgress({ upload }: { readonly upload: Upload }) {
  const t = useT('papers')
  const format = useFormat()
  const sentence = useErrorSentence()
  const giveUp = useGiveUp()
  const { state, title, versionId } = upload
  const words = {
    queued: 'stateQueued',
    sending: 'stateSending',
    waiting: upload.waitsFor === 'server' ? 'stateBusy' : 'stateWaiting',
    paused: 'statePaused',
    sent: 'stateSending',
    failed: 'stateFailed',
  } as const
  // What the file itself was refused for, the same file is refused for again.
  const mayTryAgain = !upload.failure?.code.startsWith('document.')
  return (
    <div className={styles.progress} data-upload={state}>
      <div className={styles.grow}>
        {state === 'failed' && upload.failure ? (
          <State tone="bad" bare>
            {upload.failure.code === 'document.sizeMismatch' ? t('fileChanged') : sentence(upload.failure)}
          </State>
        ) : (
          <Progress
            label={t(words[state])}
            value={upload.sentBytes / Math.max(1, upload.byteLength)}
            detail={`${format.size(upload.sentBytes)} / ${format.size(upload.byteLength)}`}
          />
        )}
      </div>
      {(state === 'sending' || state === 'queued') && (
        <IconButton
          label={t('pause', { title })}
          icon={<IconPlayerPause aria-hidden="true" />}
          onClick={() => pauseUpload(versionId)}
        />
      )}
      {(state === 'paused' || state === 'waiting' || (state === 'failed' && mayTryAgain)) && (
        <IconButton
          label={t(state === 'failed' ? 'tryAgain' : 'goOn', { title })}
          icon={<IconPlayerPlay aria-hidden="true" />}
          onClick={() => resumeUpload(versionId)}
        />
      )}
      {state === 'failed' ? (
        <Button look="quiet" onClick={() => void giveUp(upload)}>
          {t('giveUpShort')}
          <span className="only-heard"> {title}</span>
        </Button>
      ) : (
        <IconButton
          label={t('giveUp', { title })}
          icon={<IconX aria-hidden="true" />}
          onClick={() => void giveUp(upload)}
        />
      )}
    </div>
  )
}

/** A file that the server has not told of yet; its name tells it from a paper of the same title. */
export function UploadRow({ upload }: { readonly upload: Upload }) {
  return (
    <li className={styles.paper}>
      <IconFileText size={22} aria-hidden="true" className={styles.sign} />
      <div className={styles.grow}>
        <p className={styles.title}>{upload.title}</p>
        <p className={styles.soft}>{upload.fileName}</p>
        <UploadProgress upload={upload} />
      </div>
    </li>
  )
}
