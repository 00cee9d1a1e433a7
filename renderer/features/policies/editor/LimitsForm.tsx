import { Checkbox, NumberInput } from '@mantine/core'
import type { TierDemands } from '../../../../shared/contract/policies.ts'
import classes from '../policies.module.css'

interface LimitsFormProps {
  demands: TierDemands
  onChange: (demands: TierDemands) => void
}

/** Validity, limits and intervals; an empty field asks for nothing. */
export function LimitsForm({ demands, onChange }: LimitsFormProps) {
  const { validDays, testSet, checkEveryDays, deputies, retentionYears, batch, grace, tier } = demands
  const every = (part: Partial<TierDemands['checkEveryDays']>) => onChange({ ...demands, checkEveryDays: { ...checkEveryDays, ...part } })
  const after = (part: Partial<TierDemands['grace']>) => onChange({ ...demands, grace: { ...grace, ...part } })
  return (
    <section aria-label="Limits" className={classes.limits}>
      <Whole label="An approval holds, days" value={validDays} onChange={(value) => onChange({ ...demands, validDays: value ?? validDays })} />
      <Whole label="Uses of the test set" empty="no limit" value={testSet.maxUses} onChange={(maxUses) => onChange({ ...demands, testSet: { ...testSet, maxUses } })} />
      <Whole label="Performance every, days" value={checkEveryDays.performance} onChange={(performance) => every({ performance })} />
      <Whole label="Drift every, days" value={checkEveryDays.drift} onChange={(drift) => every({ drift })} />
      <Whole label="Fairness every, days" value={checkEveryDays.fairness} onChange={(fairness) => every({ fairness })} />
      <Whole label="Verification every, days" value={checkEveryDays.auditTrail} onChange={(auditTrail) => every({ auditTrail })} />
      <Whole label="Named deputies" min={0} value={deputies} onChange={(value) => onChange({ ...demands, deputies: value ?? 0 })} />
      <Whole label="Records kept, years" value={retentionYears} onChange={(value) => onChange({ ...demands, retentionYears: value ?? retentionYears })} />
      <Whole label="Overdue condition, days of grace" empty="never suspends" min={0} value={grace.condition} onChange={(condition) => after({ condition })} />
      <Whole label="Expired waiver, days of grace" empty="never suspends" min={0} value={grace.waiver} onChange={(waiver) => after({ waiver })} />
      <Whole label="Unanswered alert, days of grace" empty="never suspends" min={0} value={grace.alert} onChange={(alert) => after({ alert })} />
      <Whole label="Other artefact deployed, days of grace" empty="never suspends" min={0} value={grace.artefact ?? null} onChange={(artefact) => after({ artefact })} />
      <Checkbox label="Test set sealed" checked={testSet.sealed} onChange={(event) => onChange({ ...demands, testSet: { ...testSet, sealed: event.currentTarget.checked } })} />
      <Checkbox label="Several signed in one act" description={tier === 1 ? 'Never in tier 1.' : undefined} checked={batch} disabled={tier === 1 && !batch} onChange={(event) => onChange({ ...demands, batch: event.currentTarget.checked })} />
    </section>
  )
}

interface WholeProps {
  label: string
  value: number | null
  min?: number
  /** What an empty field means. */
  empty?: string
  onChange: (value: number | null) => void
}

function Whole({ label, value, min = 1, empty = 'not asked for', onChange }: WholeProps) {
  return <NumberInput label={label} placeholder={empty} min={min} max={36_500} clampBehavior="strict" allowDecimal={false} allowNegative={false} value={value ?? ''} onChange={(next) => onChange(next === '' ? null : Number(next))} />
}
