import { useMemo } from 'react'
import { importEntity, importEntityTitles, type ImportEntity, type ImportReport, type ImportTally } from '../../../../shared/contract/run-import.ts'
import { toCsv } from '../../../../shared/csv.ts'
import { CopyCsv } from '../../../ui/CopyCsv.tsx'
import { countOf, formatCount } from '../../../ui/format.ts'
import { SimpleTable, type SimpleColumn } from '../../../ui/SimpleTable.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import classes from '../experiments.module.css'

type Row = ImportTally & { entity: ImportEntity }
const number = (of: keyof ImportTally) => (row: Row) => (row[of] === 0 ? <span className={classes.quiet}>none</span> : formatCount(row[of]))

const countColumns: SimpleColumn<Row>[] = [
  { id: 'entity', header: 'of the source', rowHeader: true, cell: ({ entity }) => importEntityTitles[entity] },
  { id: 'found', header: 'found', align: 'end', cell: number('found') },
  { id: 'imported', header: 'imported', align: 'end', cell: number('imported') },
  { id: 'changed', header: 'changed', align: 'end', cell: number('changed') },
  { id: 'present', header: 'here already', align: 'end', cell: number('present') },
  { id: 'left', header: 'left out', align: 'end', cell: number('left') },
]

interface Said {
  id: string
  kind: string
  what: string
  why: string
  count: number
}

const saidColumns: Column<Said>[] = [
  { id: 'kind', header: 'of', width: '120px', value: ({ kind }) => kind, choices: 'everything' },
  { id: 'what', header: 'what', width: 'minmax(140px, 1fr)', value: ({ what }) => what, mono: true },
  { id: 'count', header: 'number', width: '76px', align: 'end', value: ({ count }) => count },
  { id: 'why', header: 'why', width: 'minmax(220px, 2fr)', value: ({ why }) => why },
]
const keyOf = ({ id }: Said) => id

/** What came, what did not, and why. */
export function ReportView({ report: { counts, left, notes }, said }: { report: ImportReport; said: string }) {
  const rows = importEntity.options.flatMap((entity): Row[] => (counts[entity].found === 0 ? [] : [{ entity, ...counts[entity] }]))
  const outs = useMemo(() => left.map(({ entity, what, why, count }, at): Said => ({ id: String(at), kind: importEntityTitles[entity], what, why, count })), [left])
  const known = useMemo(() => notes.map(({ what, note }, at): Said => ({ id: String(at), kind: 'To know', what, why: note, count: 1 })), [notes])
  return (
    <section className={classes.stack} aria-label="Report of the import">
      <div className={classes.actions}>
        <span aria-live="polite">{said}</span>
        <CopyCsv csv={() => toCsv([['of', 'what', 'number', 'why'], ...[...outs, ...known].map(({ kind, what, count, why }) => [kind, what, count, why])])} />
      </div>
      <div className={classes.framed}>
        <SimpleTable label="What the source holds" columns={countColumns} rows={rows} rowKey={({ entity }) => entity} empty={<p className={classes.slot} style={{ margin: 0 }}>The source holds nothing.</p>} />
      </div>
      <SaidTable title={outs.length === 0 ? 'Nothing was left out.' : `Left out: ${countOf(outs.length, 'item')}`} label="what was left out" prefix="l." rows={outs} />
      {known.length > 0 && <SaidTable title={`To know: ${countOf(known.length, 'remark')}`} label="remarks" prefix="n." rows={known} />}
    </section>
  )
}

function SaidTable({ title, label, prefix, rows }: { title: string; label: string; prefix: string; rows: Said[] }) {
  return (
    <>
      <h3 className={classes.sub}>{title}</h3>
      {rows.length > 0 && (
        <div className={classes.framed}>
          <DataTable label={label} urlPrefix={prefix} tools={rows.length > 8} maxHeight={320} columns={saidColumns} rows={rows} rowKey={keyOf} empty={null} />
        </div>
      )}
    </>
  )
}
