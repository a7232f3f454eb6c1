import { IconFilePlus } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { join } from '#client/ui/join.ts'
import { notify } from '#client/ui/notices.ts'
import type { AgendaItem, Secrecy } from '#shared/agenda/agenda.contract.ts'
import type { MeetingDocument } from '#shared/documents/documents.contract.ts'
import { AddPapers, type AudienceChoice } from './AddPapers.tsx'
import { isSameFile } from './fingerprints.ts'
import { PaperRow } from './PaperRow.tsx'
import type { PaperDeeds } from './paperDeeds.ts'
import { unannounced } from './paperState.ts'
import { UploadRow } from './UploadRow.tsx'
import styles from './upload.module.css'
import { goOnWith, useUploads } from './uploads.ts'

interface ItemPapersProps {
  readonly meetingId: string
  readonly item: AgendaItem
  /** All items, to move a paper under another one. */
  readonly items: readonly AgendaItem[]
  /** All papers of the meeting. */
  readonly documents: readonly MeetingDocument[]
  /** False once papers stand as they are. */
  readonly manage: boolean
  readonly deeds: PaperDeeds
  readonly audienceChoice: AudienceChoice
  /** A paper was declared a state secret: marks its item. */
  readonly onSecret: (item: AgendaItem, secrecy: Secrecy) => void
}

/** An item's papers. Files are dropped anywhere on it, or chosen. */
export function ItemPapers(props: ItemPapersProps) {
  const { meetingId, item, documents, manage } = props
  const t = useT('papers')
  const uploads = useUploads(store => store.uploads)
  const [chosen, setChosen] = useState<readonly File[]>([])
  const [over, setOver] = useState(false)
  const area = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const accepts = manage && item.state !== 'done'
  const papers = documents.filter(({ itemId }) => itemId === item.id).toSorted((a, b) => a.order - b.order)

  const take = (files: readonly File[]) => {
    const fresh = files.filter(file => {
      // A file of which a part lies at the server goes on from there.
      const begun = papers.find(({ pending }) => pending?.state === 'uploading' && isSameFile(pending, file))
      if (begun?.pending == null) return true
      const { id: versionId } = begun.pending
      goOnWith({ meetingId, itemId: item.id, documentId: begun.id, versionId, title: begun.title }, file)
      notify('quiet', t('goesOn', { title: begun.title }))
      return false
    })
    if (fresh.length > 0) setChosen(fresh)
  }
  const taking = useRef(take)
  taking.current = take

  // Dropping is the pointer's way in beside the button, so the whole item's block listens, papers and line.
  useEffect(() => {
    const block = area.current?.closest('tbody') ?? area.current
    if (block == null || !accepts) return
    const drag = (dragged: Event) => {
      if (!(dragged instanceof DragEvent) || !dragged.dataTransfer?.types.includes('Files')) return
      dragged.preventDefault()
      setOver(true)
    }
    const leave = (left: Event) => {
      // Only where the pointer leaves the whole block, not one of its parts for another.
      const to = left instanceof DragEvent && left.relatedTarget
      if (!(to instanceof Node && block.contains(to))) setOver(false)
    }
    const drop = (dropped: Event) => {
      if (!(dropped instanceof DragEvent) || !dropped.dataTransfer?.types.includes('Files')) return
      dropped.preventDefault()
      setOver(false)
      taking.current([...dropped.dataTransfer.files])
    }
    block.addEventListener('dragover', drag)
    block.addEventListener('dragleave', leave)
    block.addEventListener('drop', drop)
    return () => {
      block.removeEventListener('dragover', drag)
      block.removeEventListener('dragleave', leave)
      block.removeEventListener('drop', drop)
    }
  }, [accepts])

  const waiting = unannounced(uploads, item.id, documents)
  return (
    <div ref={area} className={join(styles.papers, over && styles.over)}>
      {(papers.length > 0 || waiting.length > 0) && (
        <ul className={styles.list} aria-label={t('papersOf', { number: item.number })}>
          {papers.map(document => (
            <PaperRow key={document.id} {...props} document={document} siblings={papers} />
          ))}
          {waiting.map(upload => (
            <UploadRow key={upload.versionId} upload={upload} />
          ))}
        </ul>
      )}
      {accepts && (
        <span className={styles.add}>
          <Button
            look="quiet"
            icon={<IconFilePlus aria-hidden="true" />}
            onClick={() => input.current?.click()}
            aria-label={t('addTo', { number: item.number })}
          >
            {t('add')}
          </Button>
          <span className={styles.soft}>{t(over ? 'letGo' : 'dropHint')}</span>
          <input
            ref={input}
            type="file"
            hidden
            multiple
            accept=".pdf,application/pdf"
            onChange={picked => {
              take([...(picked.currentTarget.files ?? [])])
              // The same file may be chosen again after it was refused.
              picked.currentTarget.value = ''
            }}
          />
        </span>
      )}
      {chosen.length > 0 && (
        <AddPapers
          meetingId={meetingId}
          item={item}
          files={chosen}
          audienceChoice={props.audienceChoice}
          onSecret={secrecy => props.onSecret(item, secrecy)}
          onClose={() => setChosen([])}
        />
      )}
    </div>
  )
}
