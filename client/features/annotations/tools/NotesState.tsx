import { IconDeviceTablet, IconLoader2, IconLock } from '@tabler/icons-react'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { State } from '#client/ui/State.tsx'
import type { NotesHere } from './deeds.ts'
import { stateShown } from './layerStates.ts'
import { useNotes } from './notesStore.ts'
import styles from './tools.module.css'

/** [N46] Whether what was written is safe: in this one place. */
export function NotesState({ here }: { readonly here: NotesHere }) {
  const t = useT('annotations')
  const ui = useT('ui')
  const writingIn = useNotes(state => state.writingIn)
  const writing = here.layers.find(({ layer }) => layer.name === writingIn)
  const others = here.layers.filter(each => each !== writing).map(({ layer }) => layer.state())
  const state = stateShown(writing?.layer.state() ?? null, others)
  return (
    <div className={styles.state} role="status">
      {state === 'saved' && (
        <State tone="ok" bare>
          {ui('saved')}
        </State>
      )}
      {state === 'saving' && (
        <State tone="quiet" bare icon={<IconLoader2 size={18} aria-hidden="true" />}>
          {ui('saving')}
        </State>
      )}
      {state === 'loading' && (
        <State tone="quiet" bare icon={<IconLoader2 size={18} aria-hidden="true" />}>
          {t('stateLoading')}
        </State>
      )}
      {state === 'offline' && (
        <State tone="warn" bare icon={<IconDeviceTablet size={18} aria-hidden="true" />}>
          {ui('savedHere')}
        </State>
      )}
      {state === 'locked' && (
        <>
          <State tone="warn" bare icon={<IconLock size={18} aria-hidden="true" />}>
            {t('stateLocked')}
          </State>
          {here.unlock && (
            <Button wide onClick={here.unlock}>
              {t('unlock')}
            </Button>
          )}
        </>
      )}
      {state === 'denied' && (
        <State tone="bad" bare>
          {t('stateDenied')}
        </State>
      )}
    </div>
  )
}
