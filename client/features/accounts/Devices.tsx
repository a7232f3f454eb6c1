import { IconDeviceTablet, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useCall } from '#client/app/useCall.ts'
import { useQuery } from '#client/app/useQuery.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { ConfirmSentence } from '#client/ui/ConfirmSentence.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { IconButton } from '#client/ui/IconButton.tsx'
import { List, Row } from '#client/ui/List.tsx'
import { Loading } from '#client/ui/Loading.tsx'
import { useNow } from '#client/ui/now.ts'
import { State } from '#client/ui/State.tsx'
import { accounts, type ListedLogin } from '#shared/accounts/accounts.contract.ts'

const viaTexts = { password: 'viaPassword', tabletCode: 'viaTabletCode', link: 'viaLink' } as const

interface DevicesProps {
  readonly accountId: string
  /** Raised by one to have the list read again. */
  readonly round?: number
}

/** A person's devices: each can be signed out, or signed out and its data erased; the latter after it expired too. */
export function Devices({ accountId, round = 0 }: DevicesProps) {
  return <DeviceList key={round} accountId={accountId} />
}

function DeviceList({ accountId }: { readonly accountId: string }) {
  const t = useT('accounts')
  const format = useFormat()
  const now = useNow()
  const { data, error, reload } = useQuery(accounts.listLogins, { accountId })
  const end = useCall(accounts.endLogin)
  const [wiping, setWiping] = useState<ListedLogin | null>(null)

  const finish = async (login: ListedLogin, wipe: boolean) => {
    const result = await end.run({ loginId: login.id, wipe })
    if (!result.ok) return
    setWiping(null)
    reload()
  }

  if (!data) return error ? <ErrorNote error={error} onRetry={reload} /> : <Loading />
  return (
    <>
      {end.error && !wiping && <ErrorNote error={end.error} />}
      {data.logins.length === 0 && <p>{t('devicesNone')}</p>}
      <List label={t('devices')}>
        {data.logins.map(login => (
          <Row
            key={login.id}
            lead={<IconDeviceTablet aria-hidden="true" />}
            title={login.deviceLabel}
            detail={`${t(viaTexts[login.via])} · ${t('deviceSeen', { ago: format.ago(login.lastSeenAt, now) })}`}
            mark={
              login.current ? (
                <State tone="ok">{t('deviceHere')}</State>
              ) : (
                login.expired && <State tone="warn">{t('deviceExpired')}</State>
              )
            }
            actions={
              !login.current && (
                <>
                  {!login.expired && (
                    <Button
                      aria-label={t('signOutDevice', { device: login.deviceLabel })}
                      busy={end.busy}
                      onClick={() => finish(login, false)}
                    >
                      {t('signOut')}
                    </Button>
                  )}
                  <IconButton
                    label={t('wipeDevice', { device: login.deviceLabel })}
                    icon={<IconTrash aria-hidden="true" />}
                    onClick={() => setWiping(login)}
                  />
                </>
              )
            }
          />
        ))}
      </List>
      <ConfirmSentence
        open={wiping !== null}
        title={t('wipeAsk', { device: wiping?.deviceLabel ?? '' })}
        sentence={t('wipeSentence')}
        confirmLabel={t('wipe')}
        danger
        busy={end.busy}
        error={end.error && <ErrorNote error={end.error} />}
        onConfirm={() => wiping && finish(wiping, true)}
        onCancel={() => setWiping(null)}
      />
    </>
  )
}
