import type { Snapshot } from '../../../../../shared/contract/catalog.ts'
import { facts } from '../../layout/facts.ts'
import { heading } from '../../layout/heading.ts'
import type { Paper } from '../../layout/paper.ts'
import { table, type Cell } from '../../layout/table.ts'
import { paragraph } from '../../layout/text.ts'
import type { DossierInput } from '../input.ts'
import { bytes, count, personName, plural, timeOf } from '../words.ts'
import { testData } from './test-data.ts'

export function data(paper: Paper, input: DossierInput): void {
  if (input.snapshots.length === 0) paragraph(paper, 'The manifest names no data snapshot, so what this version was made from is not recorded.')
  input.snapshots.forEach((snapshot, at) => oneSnapshot(paper, input, snapshot, at === 0 ? 4 : 16))
  testData(paper, input)
}

/** As DuckDB names them, in words for readers of all trades; one that is not here stays as it is. */
const typeWords: readonly [RegExp, string][] = [
  [/^(VARCHAR|TEXT|UTF8)$/i, 'text'],
  [/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/i, 'whole number'],
  [/^(DOUBLE|FLOAT|REAL|DECIMAL.*)$/i, 'number'],
  [/^BOOLEAN$/i, 'yes or no'],
  [/^TIMESTAMP/i, 'date and time'],
  [/^DATE$/i, 'date'],
]
const columnTypeWords = (type: string): string => typeWords.find(([pattern]) => pattern.test(type))?.[1] ?? type

function oneSnapshot(paper: Paper, input: DossierInput, snapshot: Snapshot, before: number): void {
  const { rights } = snapshot
  heading(paper, snapshot.ref, { before, keep: 120 })
  facts(paper, [
    { label: 'File', value: snapshot.fileName, note: `${snapshot.format}, ${bytes(snapshot.bytes)}` },
    { label: 'SHA-256', value: snapshot.sha256, style: 'mono' },
    { label: 'Content', value: `${plural(snapshot.rows, 'row')}, ${plural(snapshot.columns.length, 'column')}` },
    { label: 'Protected columns', value: snapshot.protected.join(', ') || 'none named' },
    { label: 'Licence', value: rights.licence ?? 'not said' },
    { label: 'Source', value: rights.source ?? 'not said' },
    { label: 'Purpose of use', value: rights.purpose ?? 'not said' },
    { label: 'Registered', value: `${timeOf(snapshot.at)} by ${personName(input, snapshot.by)}`, note: `Entry ${count(snapshot.seq)}` },
  ])
  columnTable(paper, snapshot)
}

/** Three columns of the data set a row: wide files are common. */
function columnTable(paper: Paper, snapshot: Snapshot): void {
  if (snapshot.columns.length === 0) return
  const perRow = 3
  const isProtected = new Set(snapshot.protected)
  const cells = snapshot.columns.map(({ name, type }): Cell[] => [isProtected.has(name) ? { text: name, note: 'protected', style: 'strong' } : name, columnTypeWords(type)])
  const rows: Cell[][] = []
  for (let at = 0; at < cells.length; at += perRow) rows.push(Array.from({ length: perRow }, (_, next) => cells[at + next] ?? ['', '']).flat())
  const columns = Array.from({ length: perRow }, () => [{ title: 'Column', share: 20 }, { title: 'Type', share: 13 }]).flat()
  table(paper, { summary: `Columns of ${snapshot.ref} with their types, three a row`, columns, rows })
}
