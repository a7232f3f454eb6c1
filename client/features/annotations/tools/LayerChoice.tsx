import { IconLock, IconPresentation, IconUsers, IconUsersGroup } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Checkbox } from '#client/ui/Checkbox.tsx'
import { RadioGroup } from '#client/ui/RadioGroup.tsx'
import type { LayerName } from '#shared/annotations/annotations.contract.ts'
import type { NotesHere } from './deeds.ts'
import { Flyout } from './Flyout.tsx'
import { showLayer, useNotes, writeIn } from './notesStore.ts'
import styles from './tools.module.css'

const signs: Readonly<Record<string, typeof IconLock>> = {
  private: IconLock,
  everyone: IconUsers,
  presenting: IconPresentation,
}

/** Who will read what I write, and whose notes I see. Says the first at all times, in words. */
export function LayerChoice({
  here,
  layout,
}: {
  readonly here: NotesHere
  readonly layout: 'column' | 'row'
}) {
  const t = useT('annotations')
  const { openGroups } = here
  const id = useId()
  const [open, setOpen] = useState(false)
  const writingIn = useNotes(state => state.writingIn)
  const hidden = useNotes(state => state.hidden)
  const chosen = here.layers.find(({ layer }) => layer.name === writingIn)
  const Sign = signs[writingIn] ?? IconUsersGroup
  const writable = here.layers.filter(({ layer }) => layer.canWrite() || layer.state() === 'locked')
  return (
    <Flyout
      open={open}
      label={t('layers')}
      layout={layout}
      onClose={() => setOpen(false)}
      trigger={
        <button
          type="button"
          className={styles.layer}
          aria-expanded={open}
          aria-label={t('writesIn', { layer: chosen?.title ?? '' })}
          title={t('layers')}
          onClick={() => setOpen(!open)}
        >
          <Sign size={22} aria-hidden="true" />
          <span>{chosen?.title}</span>
        </button>
      }
    >
      <RadioGroup<LayerName>
        label={t('writeIn')}
        value={writingIn}
        options={writable.map(({ layer, title }) => ({ value: layer.name, label: title }))}
        onChange={writeIn}
      />
      <fieldset className={styles.group} aria-labelledby={`${id}-show`}>
        <legend id={`${id}-show`}>{t('show')}</legend>
        {here.layers.map(({ layer, title }) => (
          <Checkbox
            key={layer.name}
            label={title}
            {...(layer.canWrite() ? {} : { hint: t('readOnly') })}
            checked={!hidden.has(layer.name)}
            disabled={layer.name === writingIn}
            onChange={shown => showLayer(layer.name, shown)}
          />
        ))}
      </fieldset>
      {openGroups && (
        <div className={styles.foot}>
          <Button
            wide
            onClick={() => {
              setOpen(false)
              openGroups()
            }}
          >
            {t('groups')}
          </Button>
        </div>
      )}
    </Flyout>
  )
}
