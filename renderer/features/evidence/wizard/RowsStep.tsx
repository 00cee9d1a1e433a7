import type { FilePreview } from '../../../../shared/contract/evidence.ts'
import { Caution } from '../../../ui/Caution.tsx'
import { countOf } from '../../../ui/format.ts'
import { type SimpleColumn, SimpleTable } from '../../../ui/SimpleTable.tsx'
import { toTypeWords } from '../wording.ts'
import { StepPanel } from './StepPanel.tsx'
import type { Wizard } from './use-wizard.ts'
import type { Draft } from './wizard-kind.ts'
import classes from '../evidence.module.css'
import wizardClasses from './wizard.module.css'

const guessWords: Record<FilePreview['columns'][number]['guess'], string> = {
  label: 'looks like the label',
  prediction: 'looks like a decision',
  score: 'looks like a score',
  group: 'looks like a group',
  id: 'looks like a name',
  other: '',
}

interface Row {
  readonly cells: readonly (string | null)[]
  readonly index: number
}

/** The first rows as they were read, so that a wrong separator or a shifted header is seen before anything rests on it. */
export function RowsStep<D extends Draft>({ wizard }: { wizard: Wizard<D> }) {
  const { data } = wizard.preview
  if (!data) return null
  const columns = data.columns.map((column, at): SimpleColumn<Row> => ({
    id: column.name,
    header: <ColumnHead column={column} />,
    cell: (row) => row.cells[at] ?? <span className={classes.missing}>missing</span>,
  }))
  return (
    <StepPanel wizard={wizard} title={`${data.testSet ? 'Columns' : 'First rows'} of ${data.name}`} aside={`${data.testSet ? 'sealed' : countOf(data.rows.length, 'row')}, ${countOf(data.columns.length, 'column')}`}>
      {data.testSet && <Caution tone="info">{data.testSet} is a sealed test set: its rows are not shown, because looking at them would be a use. Names and types of its columns are.</Caution>}
      <div className={wizardClasses.preview}>
        <SimpleTable
          label={`First rows of ${data.name}`}
          rows={data.rows.map((cells, index) => ({ cells, index }))}
          rowKey={(row) => String(row.index)}
          columns={columns}
        />
      </div>
    </StepPanel>
  )
}

function ColumnHead({ column }: { column: FilePreview['columns'][number] }) {
  return (
    <>
      {column.name}
      <span className={classes.role}>{toTypeWords(column.type)}</span>
      <span className={classes.role}>{guessWords[column.guess] || '\u00a0'}</span>
    </>
  )
}
