import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { FormColumn, FormField } from '../../../../shared/contract/document-form.ts'
import type { TableRow } from '../../../../shared/contract/documents.ts'
import classes from './draft.module.css'

interface TableEditorProps {
  field: FormField
  rows: readonly TableRow[]
  onChange: (rows: TableRow[]) => void
}

/** Rows as cards: a register has more columns than a page has room for. */
export function TableEditor({ field, rows, onChange }: TableEditorProps) {
  const edit = (at: number, column: string, value: string) => onChange(rows.map((row, other) => (other === at ? { ...row, [column]: value } : row)))
  const remove = (at: number) => onChange(rows.filter((_row, other) => other !== at))
  return (
    <div className={classes.cards}>
      {rows.map((row, at) => (
        // eslint-disable-next-line react/no-array-index-key -- A row has nothing else that stays while it is typed.
        <fieldset key={at} className={classes.card}>
          <legend>
            {field.columns[0]!.title} {at + 1}
          </legend>
          <div className={classes.cells}>
            {field.columns.map((column) => (
              <div key={column.id} data-column={column.id} data-wide={column.type === 'prose' || undefined} className={classes.cell}>
                <Cell column={column} value={row[column.id] ?? ''} onChange={(value) => edit(at, column.id, value)} />
              </div>
            ))}
          </div>
          <Button size="compact-xs" variant="default" onClick={() => remove(at)} aria-label={`Remove ${field.columns[0]!.title} ${at + 1}`}>
            Remove
          </Button>
        </fieldset>
      ))}
      <div>
        <Button size="compact-sm" variant="default" onClick={() => onChange([...rows, {}])}>
          Add a row
        </Button>
      </div>
    </div>
  )
}

function Cell({ column, value, onChange }: { column: FormColumn; value: string; onChange: (value: string) => void }) {
  const common = { label: column.title, withAsterisk: column.required, ...(column.help && { description: column.help }) }
  if (column.type === 'choice') {
    return <NativeSelect {...common} data={[{ value: '', label: 'Choose…' }, ...column.options.map(({ id, title }) => ({ value: id, label: title }))]} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
  }
  if (column.type === 'prose') return <Textarea {...common} autosize minRows={1} maxRows={10} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
  return <TextInput {...common} type={column.type === 'date' ? 'date' : 'text'} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
}
