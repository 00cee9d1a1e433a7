import type { PerformanceSettings } from '../../../../shared/contract/evidence.ts'
import { ConversionError } from '../../../platform/duckdb-errors.ts'
import type { Session } from '../../../platform/duckdb-session.ts'
import { type CountCheck, countWhileHashing } from '../counting.ts'
import { countValues, createCells, createClasses, createParts, readSideFacts, readUnreadable } from './counted.ts'
import { countErrors, readErrorFacts, readErrorParts, readJointErrors } from './errors.ts'
import type { PerformanceCounts, PerformanceFacts, SideFacts } from './facts.ts'
import { isCountable } from './input-rules.ts'
import { readJoint } from './joint.ts'
import { readParts } from './parts.ts'
import { type Question, type SideName, openQuestion, sidesOf } from './question.ts'

/** All of it is counted before anything is told: only the facts leave until the declaration is in the ledger. */
interface Counted {
  facts: Omit<PerformanceFacts, 'inputs' | 'rows' | 'duckdb' | 'query'>
  query: string
  /** Null where the facts are such that the check is refused. */
  counts: PerformanceCounts | null
}

/** Errors: those of `openQuestion`, of reading, and of `countWhileHashing`. */
export const tallyPerformance: CountCheck<PerformanceSettings, PerformanceFacts, PerformanceCounts> = async (session, settings, progress) => {
  const { inputs, counted } = await countWhileHashing(session, progress, () => countRows(session, settings))
  const { facts, query, counts } = counted
  return {
    facts: { ...facts, inputs, rows: facts.data.rows, duckdb: session.version, query },
    // A check whose facts were refused is never asked for its counts.
    release: async () => counts as PerformanceCounts,
  }
}

/** Numbers are first read as numbers, which is faster; if one is none, they are read as text so that it can be shown. */
async function countRows(session: Session, settings: PerformanceSettings): Promise<Counted> {
  try {
    return await countWith(await openQuestion(session, settings, true))
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error
    return countWith(await openQuestion(session, settings, false))
  }
}

async function countWith(question: Question): Promise<Counted> {
  const { settings } = question
  const sides = sidesOf(question)
  const isRegression = settings.task === 'regression'
  for (const side of sides) await (isRegression ? countErrors : countValues)(question, side)
  const classes = isRegression ? [] : await createClasses(question)
  const texts: Texts = { data: {}, reference: {} }
  const found: Partial<Record<SideName, SideFacts>> = {}
  const unreadable: PerformanceFacts['unreadable'] = []
  for (const side of sides) {
    texts[side] = await createParts(question, side)
    found[side] = await (isRegression ? readErrorFacts : readSideFacts)(question, side, texts[side]['w']?.length ?? 0)
    unreadable.push(...(await readUnreadable(question, side)))
  }
  const segments = settings.segments.map(({ column }, at) => ({ column, values: texts.data[`g${at}`]?.length ?? 0 }))
  const facts = { classes, data: found.data as SideFacts, reference: found.reference ?? null, unreadable, segments, edges: question.edges }
  const counts = isCountable(facts, settings) ? await readCounts(question, classes.length, texts) : null
  return { facts, query: question.digest(), counts }
}

type Texts = Record<SideName, Record<string, string[]>>

async function readCounts(question: Question, k: number, texts: Texts): Promise<PerformanceCounts> {
  const { settings } = question
  const isRegression = settings.task === 'regression'
  const read = async (side: SideName) => {
    if (isRegression) return readErrorParts(question, side, texts[side])
    await createCells(question, side, k)
    return readParts(question, side, texts[side], k)
  }
  const data = await read('data')
  const reference = sidesOf(question).includes('reference') ? await read('reference') : null
  const joint = settings.challenger === null ? null : await (isRegression ? readJointErrors(question) : readJoint(question, k))
  return { data, reference, joint }
}
