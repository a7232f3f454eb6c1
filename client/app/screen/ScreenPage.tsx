import { useEffect } from 'react'
import { useRouteError } from 'react-router'
import { Frame } from '#client/features/screens/hall/Frame.tsx'
import { hallLink, useHall } from '#client/features/screens/hall/HallLink.ts'
import styles from '#client/features/screens/hall/hall.module.css'
import { PairingPicture } from '#client/features/screens/hall/PairingPicture.tsx'
import { StandingPicture } from '#client/features/screens/hall/StandingPicture.tsx'
import { useT } from '#client/i18n/useT.ts'
import { useScreenEntries } from '../screenEntries.tsx'
import { fillDisplay, useAwake } from './keepAwake.ts'
import { PairedScreen } from './PairedScreen.tsx'
import { useFreshVersion } from './useFreshVersion.ts'

/** The page of a hall's large display: nobody sits before it, so it begins, heals and goes on by itself. */
export function ScreenPage() {
  const t = useT('hall')
  useAwake()
  useEffect(() => {
    document.title = t('pageTitle')
    hallLink.start()
  }, [t])
  useEffect(() => {
    addEventListener('pointerup', fillDisplay)
    return () => removeEventListener('pointerup', fillDisplay)
  }, [])
  const state = useHall(store => store.state)
  if (state.kind === 'paired') return <PairedScreen own={state.own} />
  return <Unpaired />
}

function Unpaired() {
  const t = useT('hall')
  const state = useHall(store => store.state)
  const entries = useScreenEntries()
  useFreshVersion(true)
  switch (state.kind) {
    case 'unpaired':
      return (
        <Frame touchable>
          <PairingPicture
            code={state.code}
            tools={
              <>
                <button type="button" onClick={fillDisplay}>
                  {t('fullScreen')}
                </button>
                {entries.map(({ id, label, perform }) => (
                  <button key={id} type="button" onClick={perform}>
                    {label}
                  </button>
                ))}
              </>
            }
          />
        </Frame>
      )
    case 'unreachable':
      return (
        <Frame lost={state.known !== null}>
          {state.known ? (
            <StandingPicture committee={state.known.committee.name} />
          ) : (
            <StandingPicture committee={t('pageTitle')} detail={t('unreachable')} />
          )}
        </Frame>
      )
    case 'person':
      return (
        <Frame touchable>
          <StandingPicture
            committee={t('pageTitle')}
            detail={
              <>
                {t('person')} <a href="/account">{t('toSignOut')}</a>
              </>
            }
          />
        </Frame>
      )
    case 'crowded':
      return (
        <Frame>
          <StandingPicture committee={t('pageTitle')} detail={t('crowded')} />
        </Frame>
      )
    default:
      return (
        <Frame>
          <StandingPicture committee={t('pageTitle')} detail={t('asking')} />
        </Frame>
      )
  }
}

/** After a failure nobody is there to touch "again": the page begins anew by itself. */
const againMs = 10_000

/** What a failure of the page leaves on the display, until it has begun anew. */
export function ScreenError() {
  const t = useT('hall')
  useRouteError()
  useEffect(() => {
    const timer = setTimeout(() => location.reload(), againMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <main className={styles.hall}>
      <StandingPicture committee={t('pageTitle')} detail={t('asking')} />
    </main>
  )
}
