import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type CSSProperties, useState } from 'react'
import { useCall } from '#client/app/useCall.ts'
import { useQuery } from '#client/app/useQuery.ts'
import { useFormat } from '#client/i18n/useFormat.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { ConfirmSentence } from '#client/ui/ConfirmSentence.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { IconButton } from '#client/ui/IconButton.tsx'
import { Loading } from '#client/ui/Loading.tsx'
import { notify } from '#client/ui/notices.ts'
import { Table } from '#client/ui/Table.tsx'
import { accounts, type Unit } from '#shared/accounts/accounts.contract.ts'
import styles from './accounts.module.css'
import { UnitForm } from './UnitForm.tsx'
import { unitTree } from './unitTree.ts'

/** Organisation units as a tree. */
export function UnitsAdmin() {
  const t = useT('accounts')
  const format = useFormat()
  const { data, error, reload } = useQuery(accounts.list, {})
  const remove = useCall(accounts.removeUnit)
  const [editing, setEditing] = useState<Unit | 'new' | null>(null)
  const [removing, setRemoving] = useState<Unit | null>(null)

  if (!data) return error ? <ErrorNote error={error} onRetry={reload} /> : <Loading />

  const validity = ({ validFrom, validUntil }: Unit) =>
    validFrom === null && validUntil === null
      ? t('unitAlways')
      : t('unitFromTo', {
          from: validFrom === null ? '…' : format.day(validFrom),
          until: validUntil === null ? '…' : format.day(validUntil),
        })
  const depth = (value: number): CSSProperties => ({ ['--depth' as string]: value })
  const confirm = async () => {
    if (!removing) return
    const result = await remove.run({ unitId: removing.id })
    if (!result.ok) return
    setRemoving(null)
    reload()
  }
  const add = (
    <Button look="primary" icon={<IconPlus aria-hidden="true" />} onClick={() => setEditing('new')}>
      {t('addUnit')}
    </Button>
  )

  return (
    <>
      {data.units.length > 0 && <div className={styles.tools}>{add}</div>}
      <Table
        caption={t('tabUnits')}
        rows={unitTree(data.units)}
        rowKey={({ unit }) => unit.id}
        empty={<EmptyState title={t('unitsEmpty')} action={add} />}
        columns={[
          {
            key: 'name',
            title: t('unitName'),
            cell: placed => (
              <span className={styles.nest} style={depth(placed.depth)}>
                {placed.unit.name}
              </span>
            ),
          },
          { key: 'short', title: t('unitShortName'), width: '12rem', cell: ({ unit }) => unit.shortName },
          { key: 'dates', title: t('unitDates'), width: '16rem', cell: ({ unit }) => validity(unit) },
          {
            key: 'deeds',
            title: t('deeds'),
            titleUnseen: true,
            width: '9rem',
            align: 'end',
            cell: ({ unit }) => (
              <span className={styles.deeds}>
                <Button
                  look="quiet"
                  aria-label={t('editOf', { name: unit.name })}
                  onClick={() => setEditing(unit)}
                >
                  {t('edit')}
                </Button>
                <IconButton
                  label={t('removeOf', { name: unit.name })}
                  icon={<IconTrash aria-hidden="true" />}
                  onClick={() => {
                    remove.clear()
                    setRemoving(unit)
                  }}
                />
              </span>
            ),
          },
        ]}
      />
      {editing && (
        <UnitForm
          unit={editing === 'new' ? null : editing}
          units={data.units}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null)
            reload()
            notify('ok', t('saved'))
          }}
        />
      )}
      <ConfirmSentence
        open={removing !== null}
        title={t('removeUnitAsk')}
        sentence={t('removeUnitSentence', { name: removing?.name ?? '' })}
        confirmLabel={t('remove')}
        danger
        busy={remove.busy}
        error={remove.error && <ErrorNote error={remove.error} />}
        onConfirm={confirm}
        onCancel={() => setRemoving(null)}
      />
    </>
  )
}
