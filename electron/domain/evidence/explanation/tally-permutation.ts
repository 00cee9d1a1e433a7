import { explanationThresholds, type PermutationSettings } from '../../../../shared/contract/evidence.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { DataFile } from '../../../platform/data-file.ts'
import type { Row, Session } from '../../../platform/duckdb-session.ts'
import { toLiteral } from '../../../platform/sql-text.ts'
import { type FeatureColumn, type Model, openModel, type Prediction } from '../../../platform/onnx.ts'
import { type CountCheck, countWhileHashing } from '../counting.ts'
import { keyOf } from '../values.ts'
import { createAgreement, type Stored } from './agreement.ts'
import type { ExplanationCounts, ExplanationFacts } from './facts.ts'
import { needsScore } from './quality.ts'
import { drawRows, shuffleFeatures } from './shuffling.ts'
import { openSource, type Source, toBadCounts, toBadNumbers } from './source.ts'

const batch = 16_384

/**
 * Predicts every row with the model, compares with what the file says, then shuffles one feature after the other on a drawn sample.
 * All of it runs here, before the declaration, where it can be stopped; the outcome leaves only on release.
 */
export const tallyPermutation: CountCheck<PermutationSettings, ExplanationFacts, ExplanationCounts> = async (session, settings, progress) => {
  const file = session.inputs.get('model') as DataFile
  const { label, stored, features, missing } = settings
  const names = [...new Set([label, ...features, ...[stored.score, stored.decision].filter((name) => name !== null)])]
  const { inputs, counted } = await countWhileHashing(session, () => {}, async () => {
    const model = await openModel(file)
    const kinds = model.kindsOf(features)
    const numbers = [...features.filter((_, at) => kinds[at] === 'number'), ...(stored.score === null ? [] : [stored.score]), ...(settings.task === 'regression' ? [label] : [])]
    const source = await openSource(session, names, missing)
    const sql = toTaking(source, settings, { kinds, numbers })
    await session.query(sql)
    return { model, kinds, numbers, query: source.digestOf(sql) }
  })
  const { model, kinds, numbers, query } = counted
  const facts: ExplanationFacts = {
    inputs,
    ...(await readRows(session, settings, numbers)),
    duckdb: session.version,
    query,
    model: { inputs: [...model.inputs], outputs: [...model.outputs], runtime: model.runtime },
    repeated: features.find((name, at) => features.indexOf(name) !== at) ?? null,
  }
  // What will be refused is not worth minutes of predicting.
  const refused = facts.badNumbers !== null || facts.repeated !== null || facts.rows.used === 0 || facts.labels?.positives === 0 || (facts.labels !== null && facts.labels.distinct !== 2)
  const counts = refused ? null : await explain(session, { model, settings, kinds }, facts.rows, progress)
  return {
    facts,
    release: () => (counts ? Promise.resolve(counts) : Promise.reject(new AppError('BAD_INPUT', 'The input was refused; there is nothing to tell.'))),
  }
}

interface Columns {
  /** Of the features, in their order. */
  kinds: readonly ('number' | 'text')[]
  /** Features and others that are to be numbers. */
  numbers: readonly string[]
}

/** One row a row of the file, in its order; label 1 or 0 for classes, the number itself for regression. */
function toTaking(source: Source, { features, label, positive, stored, task }: PermutationSettings, { kinds, numbers }: Columns): string {
  const text = source.expression({ name: label, as: 'text' })
  const truth = task === 'regression' ? source.expression({ name: label, as: 'number' }) : `CASE WHEN ${text} IS NULL THEN NULL WHEN ${keyOf(text)} = ${keyOf(toLiteral((positive ?? '').trim()))} THEN 1.0 ELSE 0.0 END`
  const taken = features.map((name, at) => `${source.expression({ name, as: kinds[at] ?? 'text' })} AS f${at}`)
  const score = stored.score === null ? 'NULL' : source.expression({ name: stored.score, as: 'number' })
  const decision = stored.decision === null ? 'NULL' : source.expression({ name: stored.decision, as: 'text' })
  const bad = numbers.map((name, at) => `${source.notNumber(name)} AS b${at}`)
  return `CREATE TEMP TABLE taken AS SELECT row_number() OVER () AS row, ${[`${text} AS label`, `${truth} AS truth`, `${score} AS score`, `${decision} AS decision`, ...taken, ...bad].join(', ')} FROM input`
}

async function readRows(session: Session, { features, task }: PermutationSettings, numbers: readonly string[]): Promise<Pick<ExplanationFacts, 'rows' | 'labels' | 'badNumbers'>> {
  const empty = features.map((_, at) => `f${at} IS NULL`).join(' OR ')
  const counts = ['count(*) AS n', 'count(truth) AS used', `count(*) FILTER (${empty}) AS empty`, 'count(DISTINCT label) AS labels', 'count(*) FILTER (truth = 1) AS positives']
  const [row = {}] = await session.query(`SELECT ${[...counts, ...toBadCounts(numbers.map((_, at) => `b${at}`))].join(', ')} FROM taken`)
  const [read, used] = [Number(row['n']), Number(row['used'])]
  return {
    rows: { read, used, excluded: { missing_label: read - used, missing_in_a_feature: Number(row['empty']) } },
    labels: task === 'regression' ? null : { distinct: Number(row['labels']), positives: Number(row['positives']) },
    badNumbers: toBadNumbers(row, numbers),
  }
}

interface Question {
  model: Model
  settings: PermutationSettings
  kinds: readonly ('number' | 'text')[]
}

async function explain(session: Session, question: Question, rows: { read: number; used: number }, progress: (done: number, total: number) => void): Promise<ExplanationCounts> {
  const { model, settings, kinds } = question
  const { features, metric, positive, repeats } = settings
  const shuffles = features.length * repeats
  const recomputed = await predictAgain(session, question, rows.read, (done) => progress(Math.round((done / rows.read) * 0.2 * shuffles), Math.round(1.2 * shuffles)))
  const drawn = drawRows(rows.used, settings.sample, settings.seed)
  const sample = await readSample(session, drawn, kinds)
  const columns = toColumns(sample, kinds)
  const truth = { values: Float64Array.from(sample, (row) => Number(row['truth'])), positive }
  const found = await shuffleFeatures({ model, columns, truth, settings, progress: (done) => progress(Math.round(0.2 * shuffles) + done, Math.round(1.2 * shuffles)) })
  if (!Number.isFinite(found.baseline)) {
    throw new AppError('BAD_INPUT', needsScore[metric] ? `The model gives no score by which ${metric} could be told on these rows; choose accuracy, or a model that gives chances, and rows of both classes.` : `${metric} can not be told from what the model gives.`)
  }
  return { features: found.features, baseline: { metric, value: found.baseline, rows: sample.length }, recomputed }
}

async function predictAgain(session: Session, { model, settings, kinds }: Question, rows: number, progress: (done: number) => void): Promise<ExplanationCounts['recomputed']> {
  const agreement = createAgreement(settings.thresholds.score_difference?.max ?? explanationThresholds.score_difference?.max ?? 0)
  for (let from = 0; from < rows; from += batch) {
    const part = await session.query(`SELECT ${told(kinds)} FROM taken WHERE row > ${from} AND row <= ${from + batch} ORDER BY row`)
    const said: Prediction = await model.predict(toColumns(part, kinds), settings.features, settings.positive)
    agreement.add(said, toStored(part, settings), part.length)
    progress(from + part.length)
  }
  return agreement.result()
}

function toStored(rows: readonly Row[], { stored }: PermutationSettings): Stored {
  return {
    scores: stored.score === null ? null : rows.map((row) => (row['score'] === null ? null : Number(row['score']))),
    decisions: stored.decision === null ? null : rows.map((row) => row['decision'] as string | null),
  }
}

/** The drawn ones among the rows with a label, in the order of the file. */
async function readSample(session: Session, drawn: readonly number[], kinds: Question['kinds']): Promise<Row[]> {
  await session.query(`CREATE TEMP TABLE labelled AS SELECT ${told(kinds)}, row_number() OVER (ORDER BY row) - 1 AS place FROM taken WHERE truth IS NOT NULL`)
  const rows: Row[] = []
  for (let from = 0; from < drawn.length; from += batch) {
    const places = drawn.slice(from, from + batch)
    rows.push(...(await session.query(`SELECT * FROM labelled WHERE place IN (${places.join(', ')}) ORDER BY place`)))
  }
  return rows
}

/** What is read of a row once all that is to be a number is one. */
const told = (kinds: Question['kinds']): string => ['truth', 'score', 'decision', ...kinds.map((_, at) => `f${at}`)].join(', ')

/** A missing number goes to the model as NaN, a missing text as an empty one: what it makes of them is part of what it is. */
function toColumns(rows: readonly Row[], kinds: readonly ('number' | 'text')[]): FeatureColumn[] {
  return kinds.map((kind, at) => (kind === 'number' ? Float64Array.from(rows, (row) => (row[`f${at}`] === null ? Number.NaN : Number(row[`f${at}`]))) : rows.map((row) => (row[`f${at}`] as string | null) ?? '')))
}
