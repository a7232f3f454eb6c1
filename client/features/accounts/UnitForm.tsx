import { useState } from 'react'
import { useCall } from '#client/app/useCall.ts'
import { localParts } from '#client/i18n/format.ts'
import { useT } from '#client/i18n/useT.ts'
import { Button } from '#client/ui/Button.tsx'
import { Checkbox } from '#client/ui/Checkbox.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorNote } from '#client/ui/ErrorNote.tsx'
import { Form, FormButtons } from '#client/ui/Form.tsx'
import { Panel } from '#client/ui/Panel.tsx'
import { Select } from '#client/ui/Select.tsx'
import { TextInput } from '#client/ui/TextInput.tsx'
import { accounts, type Unit } from '#shared/accounts/accounts.contract.ts'
import styles from './accounts.module.css'
import { instantOfDay } from './instantOfDay.ts'

interface UnitFormProps {
  /** The unit to change; null makes a new one. */
  readonly unit: Unit | null
  readonly units: readonly Unit[]
  readonly onSaved: () => void
  readonly onClose: () => void
}

const two = (value: number) => String(value).padStart(2, '0')
const dayOf = (instant: number | null | undefined): string => {
  if (instant === null || instant === undefined) return ''
  const { year, month, day } = localParts(instant)
  return `${year}-${two(month)}-${two(day)}`
}

/** Makes or changes an organisation unit, with its validity and what it came from. */
export function UnitForm({ unit, units, onSaved, onClose }: UnitFormProps) {
  const t = useT('accounts')
  const create = useCall(accounts.createUnit)
  const update = useCall(accounts.updateUnit)
  const used = unit ? update : create
  const [unitId] = useState(() => unit?.id ?? crypto.randomUUID())
  const [name, setName] = useState(unit?.name ?? '')
  const [shortName, setShortName] = useState(unit?.shortName ?? '')
  const [parentId, setParentId] = useState(unit?.parentId ?? '')
  const [order, setOrder] = useState(String(unit?.order ?? units.length + 1))
  const [from, setFrom] = useState(dayOf(unit?.validFrom))
  const [until, setUntil] = useState(dayOf(unit?.validUntil))
  const [predecessorIds, setPredecessorIds] = useState<readonly string[]>(unit?.predecessorIds ?? [])
  const [judged, setJudged] = useState(false)

  const others = units.filter(one => one.id !== unitId)
  const missing = (text: string) => judged && text.trim() === '' && t('fieldMissing')
  const orderIsGood = /^\d{1,4}$/.test(order.trim())
  const submit = async () => {
    setJudged(true)
    if (used.busy || !name.trim() || !shortName.trim() || !orderIsGood) return
    const result = await used.run({
      ...{ unitId, name, shortName },
      parentId: parentId === '' ? null : parentId,
      validFrom: instantOfDay(from),
      validUntil: instantOfDay(until),
      predecessorIds: [...predecessorIds],
      order: Number(order),
    })
    if (result.ok) onSaved()
  }

  return (
    <Dialog open title={t(unit ? 'editUnit' : 'addUnit')} onClose={onClose} closeByBackdrop={false}>
      <Form onSubmit={submit}>
        <TextInput
          label={t('unitName')}
          value={name}
          maxLength={160}
          onChange={setName}
          error={missing(name)}
        />
        <div className={styles.pair}>
          <TextInput
            label={t('unitShortName')}
            value={shortName}
            maxLength={60}
            onChange={setShortName}
            error={missing(shortName)}
          />
          <TextInput
            label={t('unitOrder')}
            inputMode="numeric"
            value={order}
            onChange={setOrder}
            error={judged && !orderIsGood && t('rankWrong')}
          />
        </div>
        <Select
          label={t('unitParent')}
          value={parentId}
          onChange={setParentId}
          options={[
            { value: '', label: t('unitTop') },
            ...others.map(one => ({ value: one.id, label: one.name })),
          ]}
        />
        <div className={styles.pair}>
          <TextInput label={t('unitFrom')} optional type="date" value={from} onChange={setFrom} />
          <TextInput label={t('unitUntil')} optional type="date" value={until} onChange={setUntil} />
        </div>
        {others.length > 0 && (
          <Panel title={t('unitPredecessors')} level={3} foldable startsFolded={predecessorIds.length === 0}>
            <p className={styles.hint}>{t('unitPredecessorsHint')}</p>
            {others.map(one => (
              <Checkbox
                key={one.id}
                label={one.name}
                checked={predecessorIds.includes(one.id)}
                onChange={on =>
                  setPredecessorIds(
                    on ? [...predecessorIds, one.id] : predecessorIds.filter(id => id !== one.id),
                  )
                }
              />
            ))}
          </Panel>
        )}
        {used.error && <ErrorNote error={used.error} />}
        <FormButtons>
          <Button type="submit" look="primary" busy={used.busy}>
            {t('save')}
          </Button>
        </FormButtons>
      </Form>
    </Dialog>
  )
}
