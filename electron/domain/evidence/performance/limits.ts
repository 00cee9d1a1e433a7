import type { ChallengerResult, Decay, Locality, PerformanceSettings, Population } from '../../../../shared/contract/evidence.ts'
import type { PerformanceFacts } from './facts.ts'

export interface Limited {
  settings: PerformanceSettings
  facts: PerformanceFacts
  data: Population
  decay: readonly Decay[]
  locality: Locality | null
  challenger: ChallengerResult | null
}

/** Sentences on what the result does not show, in a fixed order; the same counts give the same sentences. */
export function toLimits(limited: Limited): string[] {
  return [...rowLimits(limited), ...estimateLimits(limited), ...decayLimits(limited), ...localityLimits(limited), ...challengerLimits(limited)]
}

function rowLimits({ facts, settings }: Limited): string[] {
  const sides = [['', facts.data], ['of the reference ', facts.reference]] as const
  const lost = sides.flatMap(([whose, side]) => {
    const left = side ? side.rows.read - side.rows.used : 0
    return left > 0 ? [`${count(left, 'row')} ${whose}of ${number(side?.rows.read ?? 0)} had no label or no prediction and could not be used.`] : []
  })
  const { excluded } = facts.data.rows
  const sentences: Record<string, string> = {
    missing_score: 'without a score are in the table of decisions and in no metric of scores.',
    missing_value: `without a value in “${settings.business?.column}” are not in the business value.`,
    missing_time: `without a time in “${settings.time}” are in no window.`,
    missing_challenger: 'have nothing from the challenger and are not compared.',
  }
  const partly = Object.entries(sentences).flatMap(([reason, sentence]) => {
    const n = reason === 'missing_score' && settings.model.prediction === null ? 0 : (excluded[reason] ?? 0)
    return n > 0 ? [`${count(n, 'row')} ${n === 1 ? sentence.replace(/\bare\b/g, 'is').replace(/^have/, 'has') : sentence}`] : []
  })
  const outside = settings.segments.flatMap(({ column }) => {
    const n = excluded[`missing_segment:${column}`] ?? 0
    return n > 0 ? [`${count(n, 'row')} without a value in “${column}” ${n === 1 ? 'is' : 'are'} in no segment over it.`] : []
  })
  return [...lost, ...partly, ...outside]
}

function estimateLimits({ data, settings }: Limited): string[] {
  const { estimates, errors } = data
  const outside = estimates.some(({ reason }) => reason === 'score_outside_0_1') ? [`The scores in “${settings.model.score}” are not all between 0 and 1: they rank rows, but are no probabilities. Log loss, Brier score and calibration are undefined.`] : []
  const zero = errors && errors.relativeN < errors.n ? [`${count(errors.n - errors.relativeN, 'row')} with a target of 0 ${errors.n - errors.relativeN === 1 ? 'has' : 'have'} no relative error and ${errors.n - errors.relativeN === 1 ? 'is' : 'are'} left out of MAPE.`] : []
  const undefinedNames = estimates.filter(({ reason }) => reason === 'denominator_zero' || reason === 'one_class').map(({ name }) => name)
  const missing = undefinedNames.length > 0 ? [`Undefined, because a class or a decision does not occur: ${undefinedNames.join(', ')}.`] : []
  const unjudged = Object.keys(settings.thresholds).length === 0 ? ['No threshold was declared for the metrics over all rows: they are reported and not judged.'] : []
  return [...outside, ...zero, ...missing, ...unjudged]
}

function decayLimits({ decay, settings }: Limited): string[] {
  const windows = decay[0]?.windows ?? []
  const small = windows.filter(({ n }) => n < settings.minimumRows)
  const few = small.length > 0 ? [`${small.length === 1 ? 'A window has' : `${small.length} windows have`} fewer than ${settings.minimumRows} rows and ${small.length === 1 ? 'is' : 'are'} not judged: ${list(small.map(({ key, n }) => `${key} (${number(n)})`))}.`] : []
  const chunks = decay.some(({ reason }) => reason === 'fewer_than_six_chunks') ? ['Limits from the scatter of the reference need six of its chunks with enough rows; there are fewer.'] : []
  const many = windows.length > 1 ? [`Each of the ${windows.length} windows has its own 95 % interval: one in twenty misses by chance.`] : []
  return [...few, ...chunks, ...many]
}

function localityLimits({ locality, settings }: Limited): string[] {
  if (!locality) return []
  const { minimumRows, pairs } = settings.locality
  const floor = locality.belowFloor > 0 ? [`${count(locality.belowFloor, 'segment')} of fewer than ${number(minimumRows)} rows ${locality.belowFloor === 1 ? 'was' : 'were'} not tried.`] : []
  return [`${count(locality.tried, 'segment')} ${locality.tried === 1 ? 'was' : 'were'} tried over ${list(settings.segments.map(({ column }) => column))}${pairs && settings.segments.length > 1 ? ' and their pairs' : ''}; p-values are corrected for that number, intervals are not.`, ...floor]
}

function challengerLimits({ challenger, settings }: Limited): string[] {
  if (!challenger) return []
  const choice = settings.challenger?.cutoff !== null || settings.model.cutoff !== null ? ['Decisions of champion and challenger depend on their cutoffs; areas under the curve do not.'] : []
  return [`Champion and challenger are compared over ${count(challenger.n, 'row')} that both speak of; nothing is judged by it.`, ...choice]
}

const list = (names: readonly string[]): string => (names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${number(names.length - 5)} more` : names.join(', '))
/** Thin spaces would differ between locales; commas are the same everywhere. */
const number = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',')
const count = (value: number, noun: string): string => `${number(value)} ${noun}${value === 1 ? '' : 's'}`
