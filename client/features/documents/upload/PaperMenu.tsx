import {
  IconArrowDown,
  IconArrowUp,
  IconDotsVertical,
  IconDownload,
  IconEye,
  IconFolderShare,
  IconReplace,
  IconTrash,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useCall } from '#client/app/useCall.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { ConfirmSentence } from '#client/ui/ConfirmSentence.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { IconButton } from '#client/ui/IconButton.tsx'
import { Menu, type MenuEntry } from '#client/ui/Menu.tsx'
import { RadioGroup } from '#client/ui/RadioGroup.tsx'
import { documents } from '#shared/documents/documents.contract.ts'
import type { PaperRowProps } from './paperDeeds.ts'
import { dropUploadsOf } from './uploads.ts'

interface PaperMenuProps extends PaperRowProps {
  readonly accepts: boolean
  readonly onNewVersion: () => void
}

/** What can be done with a paper: read it, a new version, order, another item, removing. */
export function PaperMenu(props: PaperMenuProps) {
  const { document, siblings, item, items, manage, accepts, onNewVersion, deeds } = props
  const t = useT('papers')
  const [asking, setAsking] = useState<'move' | 'remove' | null>(null)
  const remove = useCall(documents.remove)
  const place = siblings.findIndex(({ id }) => id === document.id)

  const others = items.filter(({ id, state }) => id !== item.id && state !== 'done')
  const ready = document.version?.state === 'ready'
  const entries: MenuEntry[] = [
    {
      id: 'open',
      label: t('open'),
      icon: <IconEye aria-hidden="true" />,
      disabled: !ready,
      perform: () => deeds.open(document),
    },
    {
      id: 'download',
      label: t('download'),
      icon: <IconDownload aria-hidden="true" />,
      disabled: !ready,
      perform: () => {
        if (document.version !== null) location.assign(`/files/${document.version.id}/original`)
      },
    },
    {
      id: 'version',
      label: t('newVersion'),
      icon: <IconReplace aria-hidden="true" />,
      disabled: !accepts,
      perform: onNewVersion,
    },
    {
      id: 'up',
      label: t('moveUp'),
      icon: <IconArrowUp aria-hidden="true" />,
      disabled: !accepts || place <= 0,
      perform: () => deeds.move(document, item.id, siblings[place - 1]?.id ?? null),
    },
    {
      id: 'down',
      label: t('moveDown'),
      icon: <IconArrowDown aria-hidden="true" />,
      disabled: !accepts || place < 0 || place >= siblings.length - 1,
      perform: () => deeds.move(document, item.id, siblings[place + 2]?.id ?? null),
    },
    {
      id: 'move',
      label: t('moveToItem'),
      icon: <IconFolderShare aria-hidden="true" />,
      disabled: !accepts || others.length === 0,
      perform: () => setAsking('move'),
    },
    {
      id: 'remove',
      label: t('remove'),
      icon: <IconTrash aria-hidden="true" />,
      danger: true,
      disabled: !manage,
      perform: () => setAsking('remove'),
    },
  ]
  return (
    <>
      <Menu
        trigger={
          <IconButton
            label={t('paperDeeds', { title: document.title })}
            icon={<IconDotsVertical aria-hidden="true" />}
          />
        }
        entries={entries}
      />
      {asking === 'move' && (
        <MoveDialog
          title={document.title}
          items={others.map(({ id, number, title }) => ({ value: id, label: `${number}. ${title}` }))}
          onClose={() => setAsking(null)}
          onMove={itemId => {
            setAsking(null)
            deeds.move(document, itemId, null)
          }}
        />
      )}
      <ConfirmSentence
        open={asking === 'remove'}
        title={t('remove')}
        sentence={t('removeSentence', { title: document.title })}
        confirmLabel={t('remove')}
        danger
        busy={remove.busy}
        error={
          remove.error && (
            <ErrorNote
              error={remove.error.code === 'presenting.taken' ? t('removePresented') : remove.error}
            />
          )
        }
        onCancel={() => {
          remove.clear()
          setAsking(null)
        }}
        onConfirm={async () => {
          const result = await remove.run({ documentId: document.id })
          if (!result.ok) return
          dropUploadsOf(document.id)
          setAsking(null)
        }}
      />
    </>
  )
}

function MoveDialog({
  title,
  items,
  onMove,
  onClose,
}: {
  readonly title: string
  readonly items: readonly { readonly value: string; readonly label: string }[]
  readonly onMove: (itemId: string) => void
  readonly onClose: () => void
}) {
  const t = useT('papers')
  const [itemId, setItemId] = useState(items[0]?.value ?? '')
  return (
    <Dialog
      open
      title={t('moveToItem')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" onClick={() => onMove(itemId)}>
            {t('moveHere')}
          </Button>
        </>
      }
    >
      <RadioGroup label={t('toItem', { title })} value={itemId} onChange={setItemId} options={items} />
    </Dialog>
  )
}
