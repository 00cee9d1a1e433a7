import type { FairnessSettings } from '../../../../shared/contract/evidence.ts'
import { type SourceColumn, toTextSource } from '../../../platform/data-source.ts'
import { ConversionError } from '../../../platform/duckdb-errors.ts'
import type { Row, Session } from '../../../platform/duckdb-session.ts'
import { findColumns } from '../columns.ts'
import { type CountCheck, countWhileHashing } from '../counting.ts'
import { type Roles, type Statements, toDigest, toMedian, toPlaced, toStatements } from './counts.ts'
import { toNumberRows, toNumbers, toPlaces } from './error-sums.ts'
import { refuseEarly } from './early.ts'
import { readFacts, readNumberFacts } from './file-facts.ts'
import { type FairnessCounts, type FairnessFacts, type FairnessQuestion, toQuestion } from './facts.ts'
import { columnsOf } from './input-rules.ts'
import { releaseCounts, releaseErrors } from './release.ts'
import { toScored } from './score-sums.ts'

/** Errors: those of `findColumns`, of reading, and of `countWhileHashing`. */
export const tallyFairness: CountCheck<FairnessSettings, FairnessFacts, FairnessCounts> = async (session, settings, progress) => {
  const question = toQuestion(settings)
  const { inputs, counted } = await countWhileHashing(session, progress, async () => {
    const { all: columns } = await findColumns(session, columnsOf(question))
    const { readFacts, release } = await countRows(session, columns, question)
    return { facts: await readFacts(), release }
  })
  return { facts: { inputs, ...counted.facts }, release: counted.release }
}

interface CountedRows {
  readFacts(): Promise<Omit<FairnessFacts, 'inputs'>>
  release(): Promise<FairnessCounts>
}

async function countRows(session: Session, columns: readonly SourceColumn[], question: FairnessQuestion): Promise<CountedRows> {
  const asNumbers = session.file.kind !== 'parquet' && numbersOf(question).length > 0
  try {
    return await countWith(session, columns, question, asNumbers)
  } catch (error) {
    // Numbers are first read as such, which is faster; if one is none, they are read as text so that it can be shown.
    if (!asNumbers || !(error instanceof ConversionError)) throw error
    return await countWith(session, columns, question, false)
  }
}

/** Columns that are looked at as numbers only. */
function numbersOf({ task, decision, label, score, weight }: FairnessQuestion): string[] {
  const decided = decision.kind !== 'prediction' || task === 'regression' ? [decision.column] : []
  const known = task === 'regression' && label !== null ? [label] : []
  return [...decided, ...known, score, weight].filter((name) => name !== null)
}

async function countWith(session: Session, columns: readonly SourceColumn[], question: FairnessQuestion, asNumbers: boolean): Promise<CountedRows> {
  const { file } = session
  const numbers = asNumbers ? new Set(numbersOf(question)) : new Set<string>()
  const find = (name: string): SourceColumn => {
    const column = columns.find((one) => one.name === name) as SourceColumn
    // Everything but Parquet is read as text, whatever its values look like.
    return file.kind === 'parquet' ? column : { ...column, type: numbers.has(name) ? 'DOUBLE' : 'VARCHAR' }
  }
  const roles = toRoles(question, find)
  const used = columnsOf(question).map(find)
  const typed = new Map(used.filter(({ name }) => numbers.has(name)).map(({ identifier }) => [identifier, 'DOUBLE']))
  // Only a column that is read as numbers needs its missing tokens known to the reader; text is looked at once per distinct value, later.
  const missing = asNumbers ? question.missing : ['']
  await session.query(`CREATE OR REPLACE TEMP VIEW input AS SELECT * FROM ${toTextSource(file, file.csv ? columns : used, { typed, missing })}`)
  await refuseEarly(session, roles, question)
  return question.task === 'regression' ? countNumbers(session, roles, question) : countDecisions(session, roles, question)
}

function toRoles({ label, decision, groups, controls, score, weight }: FairnessQuestion, find: (name: string) => SourceColumn): Roles {
  const orNull = (name: string | null | undefined) => (name === null || name === undefined ? null : find(name))
  return {
    label: orNull(label),
    decision: find(decision.column),
    groups: groups.map(find),
    controls: controls.map(find),
    score: orNull(score),
    weight: orNull(weight),
    list: decision.kind === 'top' ? orNull(decision.list) : null,
  }
}

async function countDecisions(session: Session, roles: Roles, question: FairnessQuestion): Promise<CountedRows> {
  const run: string[] = []
  const query = (sql: string): Promise<Row[]> => {
    run.push(sql)
    return session.query(sql)
  }
  let median: number | null = null
  if (question.decision.kind === 'median') median = toNullable((await query(toMedian(roles.decision, question)))[0]?.['median'])
  if (question.decision.kind === 'top') {
    await query(toPlaced(roles.decision, roles.list, question))
    await query(toPlaces(roles, question))
  }
  const statements: Statements = toStatements(roles, question, median)
  await query(statements.count)
  await query(statements.clean)
  if (roles.score) await query(toScored(roles, question))
  return {
    readFacts: () => readFacts(session, statements, { roles, question, query: (cells) => toDigest([...run, ...cells]) }),
    release: () => releaseCounts(session, statements, { question, median }),
  }
}

async function countNumbers(session: Session, roles: Roles, question: FairnessQuestion): Promise<CountedRows> {
  const [table, rows] = [toNumbers(roles, question), toNumberRows(roles, question)]
  const [counted = {}] = await session.query(rows)
  await session.query(table)
  return {
    readFacts: () => readNumberFacts(session, counted, { roles, question, query: toDigest([rows, table]) }),
    release: () => releaseErrors(session, question),
  }
}

const toNullable = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value))
