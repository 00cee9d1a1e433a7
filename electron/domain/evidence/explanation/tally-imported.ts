import type { ImportedSettings } from '../../../../shared/contract/evidence.ts'
import type { Session } from '../../../platform/duckdb-session.ts'
import { type CountCheck, countWhileHashing, type Progress, type Tally } from '../counting.ts'
import type { ExplanationCounts, ExplanationFacts, FeatureSummary } from './facts.ts'
import { openSource, type Source, toBadCounts, toBadNumbers } from './source.ts'

type Imported = Tally<ExplanationFacts, ExplanationCounts>

/** Reads a table of importances, or of attributions by case. */
export const tallyImported: CountCheck<ImportedSettings, ExplanationFacts, ExplanationCounts> = (session, settings, progress) =>
  settings.table.form === 'importances' ? readImportances(session, settings, settings.table, progress) : readAttributions(session, settings, settings.table.features, progress)

type Table<F> = Extract<ImportedSettings['table'], { form: F }>

async function readImportances(session: Session, { missing }: ImportedSettings, { feature, importance, deviation }: Table<'importances'>, progress: Progress): Promise<Imported> {
  const numbers = [importance, ...(deviation === null ? [] : [deviation])]
  const { inputs, counted: query } = await countWhileHashing(session, progress, async () => {
    const source = await openSource(session, [feature, ...numbers], missing)
    const number = (name: string) => source.expression({ name, as: 'number' })
    const columns = [`${source.expression({ name: feature, as: 'text' })} AS feature`, `${number(importance)} AS value`, `${deviation === null ? 'NULL' : number(deviation)} AS deviation`]
    const sql = `CREATE TEMP TABLE taken AS SELECT ${[...columns, ...numbers.map((name, at) => `${source.notNumber(name)} AS b${at}`)].join(', ')} FROM input`
    await session.query(sql)
    return source.digestOf(sql)
  })
  const counts = ['count(*) AS n', 'count(*) FILTER (feature IS NULL) AS unnamed', 'count(*) FILTER (feature IS NOT NULL AND value IS NULL) AS empty', ...toBadCounts(numbers.map((_, at) => `b${at}`))]
  const twice = 'SELECT feature FROM taken WHERE feature IS NOT NULL GROUP BY feature HAVING count(*) > 1 ORDER BY feature LIMIT 1'
  const [row = {}] = await session.query(`SELECT ${counts.join(', ')}, (${twice}) AS twice FROM taken`)
  const [read, unnamed, empty] = [Number(row['n']), Number(row['unnamed']), Number(row['empty'])]
  const facts: ExplanationFacts = {
    inputs,
    rows: { read, used: read - unnamed - empty, excluded: { missing_feature: unnamed, missing_importance: empty } },
    duckdb: session.version,
    query,
    model: null,
    labels: null,
    badNumbers: toBadNumbers(row, numbers),
    repeated: (row['twice'] as string | null) ?? null,
  }
  const release = async () => {
    const rows = await session.query('SELECT feature, value, deviation FROM taken WHERE feature IS NOT NULL AND value IS NOT NULL ORDER BY feature')
    const features = rows.map(({ feature: name, value, deviation: spread }): FeatureSummary => ({ name: name as string, mean: Number(value), deviation: spread === null ? null : Number(spread), direction: null, n: null }))
    return { features, baseline: null, recomputed: null }
  }
  return { facts, release }
}

async function readAttributions(session: Session, { missing }: ImportedSettings, names: readonly string[], progress: Progress): Promise<Imported> {
  const { inputs, counted: query } = await countWhileHashing(session, progress, async () => {
    const source = await openSource(session, names, missing)
    const parts = [...names.map((name, at) => toSummary(source, name, at)), ...toBadCounts(names.map(source.notNumber))]
    const sql = `CREATE TEMP TABLE taken AS SELECT count(*) AS n, ${parts.join(', ')} FROM input`
    await session.query(sql)
    return source.digestOf(sql)
  })
  const [row = {}] = await session.query('SELECT * FROM taken')
  const read = Number(row['n'])
  const missingBy = names.map((name, at) => [`missing:${name}`, read - Number(row[`n${at}`])] as const).filter(([, n]) => n > 0)
  const facts: ExplanationFacts = {
    inputs,
    rows: { read, used: read, excluded: Object.fromEntries(missingBy) },
    duckdb: session.version,
    query,
    model: null,
    labels: null,
    badNumbers: toBadNumbers(row, names),
    repeated: names.find((name, at) => names.indexOf(name) !== at) ?? null,
  }
  const features = names.map((name, at): FeatureSummary => {
    const number = (key: string) => (row[`${key}${at}`] === null ? null : Number(row[`${key}${at}`]))
    return { name, mean: number('mean') ?? 0, deviation: number('spread'), direction: number('signed'), n: Number(row[`n${at}`]) }
  })
  return { facts, release: () => Promise.resolve({ features, baseline: null, recomputed: null }) }
}

/** Mean |value| with its standard deviation, and the mean with its sign. */
function toSummary(source: Source, name: string, at: number): string {
  const value = source.expression({ name, as: 'number' })
  return `count(${value}) AS n${at}, avg(abs(${value})) AS mean${at}, stddev_samp(abs(${value})) AS spread${at}, avg(${value}) AS signed${at}`
}
