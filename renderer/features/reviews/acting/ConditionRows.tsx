import { Button, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ConditionTerms } from '../../../../shared/contract/reviews.ts'
import { useApi } from '../../../api/provider.tsx'
import classes from '../reviews.module.css'

const empty: ConditionTerms = { text: '', owner: '', due: '', expects: '', control: null, finding: null }

/** The obligations that an approval rests on: each a line of the signed text. */
export function ConditionRows({ version, rows, onChange }: { version: string; rows: readonly ConditionTerms[]; onChange: (rows: ConditionTerms[]) => void }) {
  const shown = rows.length === 0 ? [empty] : rows
  const change = (at: number, changed: Partial<ConditionTerms>) => onChange(shown.map((row, index) => (index === at ? { ...row, ...changed } : row)))
  return (
    <>
      {shown.map((row, at) => (
        <ConditionRow key={at} version={version} number={at + 1} row={row} onChange={(changed) => change(at, changed)} onRemove={shown.length > 1 ? () => onChange(shown.filter((_, index) => index !== at)) : null} />
      ))}
      <div>
        <Button variant="default" disabled={shown.length >= 20} onClick={() => onChange([...shown, empty])}>
          Add a condition
        </Button>
      </div>
    </>
  )
}

interface ConditionRowProps {
  version: string
  number: number
  row: ConditionTerms
  onChange: (changed: Partial<ConditionTerms>) => void
  onRemove: (() => void) | null
}

const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)

function ConditionRow({ version, number, row, onChange, onRemove }: ConditionRowProps) {
  const api = useApi()
  const people = useQuery(api.identity.people.queryOptions()).data ?? []
  const findings = (useQuery(api.findings.list.queryOptions({ input: { version } })).data ?? []).filter(({ state }) => state !== 'closed')
  return (
    <fieldset className={classes.condition}>
      <legend>Condition {number}</legend>
      <TextInput label="What has to be done" required maxLength={500} value={row.text} onChange={(event) => onChange({ text: event.currentTarget.value })} />
      <div className={classes.pair}>
        <Select label="Owner" required searchable data={people.map(({ email, name }) => ({ value: email, label: name }))} value={row.owner || null} onChange={(owner) => onChange({ owner: owner ?? '' })} />
        <TextInput label="Due" required type="date" min={tomorrow()} value={row.due} onChange={(event) => onChange({ due: event.currentTarget.value })} />
      </div>
      <TextInput label="Shown by" description="The evidence that will show that it is met." required maxLength={300} value={row.expects} onChange={(event) => onChange({ expects: event.currentTarget.value })} />
      <TextInput
        label="Compensating control"
        description="Until then; needed where it stands for a finding of severity high."
        maxLength={500}
        value={row.control ?? ''}
        onChange={(event) => onChange({ control: event.currentTarget.value || null })}
      />
      {findings.length > 0 && (
        <Select label="For the finding" clearable data={findings.map(({ id, severity, title }) => ({ value: id, label: `${id}, ${severity}: ${title}` }))} value={row.finding} onChange={(finding) => onChange({ finding })} />
      )}
      {onRemove !== null && (
        <div>
          <Button variant="subtle" color="red" onClick={onRemove}>
            Remove condition {number}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
