import { Checkbox, NumberInput, TextInput } from '@mantine/core'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { StepPanel } from '../StepPanel.tsx'
import type { Wizard } from '../use-wizard.ts'
import { type ColumnRules, noRules, type QualityDraft } from './draft.ts'
import classes from '../../evidence.module.css'
import wizardClasses from '../wizard.module.css'

/** A line a column; an empty line declares nothing. */
export function RulesStep({ wizard }: { wizard: Wizard<QualityDraft> }) {
  const { draft, change, preview } = wizard
  const names = (preview.data?.columns ?? []).map(({ name }) => name).filter((name, at, all) => all.indexOf(name) === all.lastIndexOf(name))
  return (
    <StepPanel wizard={wizard} title="Rules" aside="a value that breaks one fails the check">
      <div className={classes.compact}>
        <SimpleTable
          label="Rules by column"
          rows={names}
          rowKey={(name) => name}
          columns={[
            { id: 'column', header: 'column', rowHeader: true, cell: (name) => name },
            { id: 'missing', header: 'never missing', cell: (name) => <Flag wizard={wizard} name={name} field="notNull" title="never missing" /> },
            { id: 'unique', header: 'unique', cell: (name) => <Flag wizard={wizard} name={name} field="unique" title="unique" /> },
            { id: 'min', header: 'from', cell: (name) => <Field wizard={wizard} name={name} field="min" title="Smallest" /> },
            { id: 'max', header: 'to', cell: (name) => <Field wizard={wizard} name={name} field="max" title="Largest" /> },
            { id: 'values', header: 'one of, by commas', cell: (name) => <Field wizard={wizard} name={name} field="values" title="Allowed values" /> },
            { id: 'pattern', header: 'pattern (RE2)', cell: (name) => <Field wizard={wizard} name={name} field="pattern" title="Pattern" /> },
          ]}
        />
      </div>
      <div className={`${wizardClasses.below} ${classes.tools}`}>
        <NumberInput label="Rows, at least" min={0} allowDecimal={false} value={draft.minRows} onChange={(value) => change({ minRows: value === '' ? '' : Number(value) })} />
        <NumberInput label="Rows, at most" min={0} allowDecimal={false} value={draft.maxRows} onChange={(value) => change({ maxRows: value === '' ? '' : Number(value) })} />
        <NumberInput label="Change against the reference, at most" suffix=" %" min={0} value={draft.rowChange} onChange={(value) => change({ rowChange: value === '' ? '' : Number(value) })} />
      </div>
    </StepPanel>
  )
}

interface CellProps<F extends keyof ColumnRules> {
  readonly wizard: Wizard<QualityDraft>
  readonly name: string
  readonly field: F
  readonly title: string
}

const rulesOf = ({ draft }: Wizard<QualityDraft>, name: string): ColumnRules => draft.rules[name] ?? noRules
const changeRules = (wizard: Wizard<QualityDraft>, name: string, part: Partial<ColumnRules>) =>
  wizard.change({ rules: { ...wizard.draft.rules, [name]: { ...rulesOf(wizard, name), ...part } } })

function Flag({ wizard, name, field, title }: CellProps<'notNull' | 'unique'>) {
  return <Checkbox aria-label={`${name} is ${title}`} checked={rulesOf(wizard, name)[field]} onChange={(event) => changeRules(wizard, name, { [field]: event.currentTarget.checked })} />
}

function Field({ wizard, name, field, title }: CellProps<'min' | 'max' | 'values' | 'pattern'>) {
  return <TextInput size="xs" aria-label={`${title} of ${name}`} value={rulesOf(wizard, name)[field]} onChange={(event) => changeRules(wizard, name, { [field]: event.currentTarget.value })} />
}
