import type { ModelColumns, PerformanceMetric, PerformanceSettings } from '../../../../shared/contract/evidence.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { ColumnValues, PerformanceFacts, SideFacts } from './facts.ts'
import { metricForms, metricsOf } from './metrics.ts'

/** A table of more classes is none that a person reads. */
export const maximumClasses = 50
/** Values of one segment column. */
export const maximumSegments = 200
export const maximumWindows = 500

const bad = (sentence: string) => new AppError('BAD_INPUT', sentence)
const quote = (name: string) => `“${name}”`

/** What can be refused before any file is opened. Throws BAD_INPUT. */
export function refusePerformanceSettings(settings: PerformanceSettings, roles: readonly string[]): void {
  const { task, positive, model, challenger, windows, time, business, locality } = settings
  if (task === 'binary' && positive === null) throw bad('Name the value of the label that counts as positive.')
  if (task !== 'binary' && positive !== null) throw bad(`A ${task} check has no positive value; leave it out, or choose the task binary.`)
  refuseModel(task, model, 'the model')
  if (challenger) refuseModel(task, challenger, 'the challenger')
  refuseTwice(settings)
  if (windows?.by === 'period' && time === null) throw bad(`Windows by ${windows.period} need a time column; name it, or cut the rows into chunks.`)
  if (business && task !== 'binary') throw bad('A business value is given for true and false positives and negatives; it needs the task binary.')
  if (business?.column === null && [business.tp, business.fp, business.fn, business.tn].some(({ perUnit }) => perUnit !== 0)) throw bad('The business value multiplies by a column; name the column.')
  const asked = { task, scores: model.score !== null, business: business !== null }
  const there = metricsOf(asked)
  for (const name of [...settings.watched, ...(Object.keys(settings.thresholds) as PerformanceMetric[])]) {
    if (!there.includes(name)) throw bad(`${name} is no metric of this check. It has: ${there.join(', ')}.`)
  }
  refuseThresholds(settings.thresholds)
  const proportion = locality.metric !== 'mae'
  if (proportion === (task === 'regression') || (task === 'multiclass' && locality.metric !== 'accuracy')) {
    throw bad(`Segments of a ${task} check are compared by ${task === 'regression' ? 'mae' : task === 'binary' ? 'accuracy, precision, recall or specificity' : 'accuracy'}, not by ${locality.metric}.`)
  }
  if (locality.shortfall.max === undefined || locality.shortfall.min !== undefined) throw bad('The shortfall of a segment is limited by a max alone, for example { "max": 0.1 }.')
  refuseFiles(settings, roles)
}

function refuseModel(task: PerformanceSettings['task'], { prediction, score, cutoff }: ModelColumns, whose: string): void {
  if (task === 'binary') {
    if (prediction === null && (score === null || cutoff === null)) throw bad(`Say what ${whose} decided: a prediction column, or a score column with a cutoff.`)
    if (prediction !== null && cutoff !== null) throw bad(`Decisions of ${whose} come from the column ${quote(prediction)}; leave the cutoff out.`)
    return
  }
  if (prediction === null) throw bad(`Name the column of predictions of ${whose}.`)
  if (score !== null || cutoff !== null) throw bad(`Scores and cutoffs are for two classes; leave them out of a ${task} check.`)
}

function refuseFiles({ alert, challenger, id }: PerformanceSettings, roles: readonly string[]): void {
  if (roles.includes('challenger') && (challenger === null || id === null)) throw bad('A challenger in a file of its own needs its columns, and the id column that joins both files.')
  if (alert.by === 'deviations' && !roles.includes('reference')) throw bad('Limits from the scatter of the reference need a reference file.')
  if (alert.by === 'relative' && alert.warn > alert.fail) throw bad(`The alert warns at ${alert.warn} and fails at ${alert.fail}; it must warn first.`)
}

/** A metric that is better when high has a least value, one that is better when low a greatest; a mean error may have both. */
function refuseThresholds(thresholds: PerformanceSettings['thresholds']): void {
  for (const [name, threshold] of Object.entries(thresholds) as [PerformanceMetric, NonNullable<PerformanceSettings['thresholds'][PerformanceMetric]>][]) {
    const { better } = metricForms[name]
    const wrong = better === 'higher' ? 'max' : 'min'
    const right = better === 'higher' ? 'min' : 'max'
    if (threshold.max === undefined && threshold.min === undefined) throw bad(`The limit on ${name} has neither min nor max.`)
    if (better !== 'zero' && (threshold[wrong] !== undefined || threshold.warn?.[wrong] !== undefined)) throw bad(`${name} is judged by a ${right} alone, for example { "${right}": ${better === 'higher' ? 0.8 : 0.2} }.`)
    for (const side of ['min', 'max'] as const) {
      const [limit, warn] = [threshold[side], threshold.warn?.[side]]
      if (warn !== undefined && limit !== undefined && (side === 'min' ? warn < limit : warn > limit)) throw bad(`The limit on ${name} warns at ${warn} and fails at ${limit}; it must warn first.`)
    }
  }
}

/** Each column has one role in a file. */
function refuseTwice({ label, model, challenger, segments, id }: PerformanceSettings): void {
  const roles = [[label, 'label'], [model.prediction, 'prediction'], [model.score, 'score'], ...segments.map(({ column }) => [column, 'segment']), [id, 'id']] as [string | null, string][]
  const seen = new Map<string, string>()
  for (const [column, role] of roles) {
    if (column === null) continue
    const other = seen.get(column)
    if (other !== undefined) throw bad(`The column ${quote(column)} is named as ${other} and as ${role}; give each role its own column.`)
    seen.set(column, role)
  }
  for (const { bands, edges, column } of segments) {
    if (bands !== null && edges !== null) throw bad(`Cut ${quote(column)} into bands by their number or by edges, not by both.`)
  }
  for (const column of [challenger?.prediction, challenger?.score]) if (column === label) throw bad(`The column ${quote(label)} is named as label and as the challenger's; give each role its own column.`)
}

/** Whether counting goes on: what is sure to be refused may be a million classes. */
export const isCountable = ({ classes, unreadable, segments, data }: Pick<PerformanceFacts, 'classes' | 'unreadable' | 'segments' | 'data'>, { task }: PerformanceSettings): boolean =>
  unreadable.length === 0 &&
  (task === 'binary' ? classes.length === 2 : classes.length <= maximumClasses) &&
  segments.every(({ values }) => values <= maximumSegments) &&
  data.windows <= maximumWindows

/** What the values must be for counts to mean anything. Nothing is turned into a class or a number because it was not recognised. Throws BAD_INPUT. */
export function refusePerformanceFacts(facts: PerformanceFacts, settings: PerformanceSettings): void {
  for (const [role, side] of [['data', facts.data], ['reference', facts.reference]] as const) {
    const name = facts.inputs.find((input) => input.role === role)?.name ?? role
    if (side?.rows.read === 0) throw bad(`${name} has a header and no rows; export the data again.`)
  }
  for (const { column, file, what, rows, example } of facts.unreadable) {
    const many = `${rows} ${rows === 1 ? 'value' : 'values'} in ${quote(column)} ${rows === 1 ? 'is' : 'are'}`
    if (what === 'time') throw bad(`${file}: ${many} no time, for example ${quote(example)}. Write times as 2026-03-31 or 2026-03-31 14:05:00.`)
    throw bad(`${file}: ${many} no finite ${rows === 1 ? 'number' : 'numbers'}, for example ${quote(example)}. Write numbers with a decimal point; leave the field empty where there is none.`)
  }
  for (const [role, side] of [['data', facts.data], ['reference', facts.reference]] as const) {
    const name = facts.inputs.find((input) => input.role === role)?.name ?? role
    if (side) refuseSide(name, side, facts, settings)
  }
  for (const { column, values } of facts.segments) {
    if (values > maximumSegments) throw bad(`The segment column ${quote(column)} has ${values} values; at most ${maximumSegments} can be compared. Cut numbers into bands, or put rare values together.`)
  }
  if (facts.data.windows > maximumWindows) throw bad(`The rows fall into ${facts.data.windows} windows; at most ${maximumWindows} can be shown. Choose longer ones.`)
}

function refuseSide(name: string, side: SideFacts, { classes }: PerformanceFacts, settings: PerformanceSettings): void {
  const { task, label, positive, model } = settings
  if (side.labels) refuseLabels(`${name}: the label column ${quote(label)}`, side.labels, side.predictions, classes, settings)
  if (side.rows.used === 0) throw bad(`${name}: none of its ${side.rows.read} rows has both a value in ${quote(label)} and one in ${quote((model.prediction ?? model.score) as string)}.`)
  if (task === 'binary' && classes.length < 2) throw bad(`${name}: the label column ${quote(label)} has one value only, ${quote(positive as string)} is all there is. Two classes are needed.`)
}

function refuseLabels(where: string, labels: ColumnValues, predictions: ColumnValues | null, classes: readonly string[], { task, positive, model }: PerformanceSettings): void {
  if (labels.distinct === 0) throw bad(`${where} has no value in any row; choose the column that holds the outcome.`)
  if (task === 'binary') {
    if (labels.distinct > 2) throw bad(`${where} has ${labels.distinct} values: ${toList(labels)}. Two classes are needed; choose the task multiclass, or recode them.`)
    const last = classes.at(-1)
    if (classes.length > 2 && predictions) throw bad(`${quote(model.prediction as string)} has values that the label does not have: ${toList(predictions)}; the label has ${toList(labels)}. Choose the column of decisions, or give a score with a cutoff.`)
    if (last === undefined || !isSame(last, positive as string)) throw bad(`${where} never has the positive value ${quote(positive as string)}. It has: ${toList(labels)}. Name one of them as positive.`)
  }
  if (classes.length > maximumClasses) throw bad(`${where} and the predictions have ${classes.length} classes; at most ${maximumClasses} make a table. Is it a regression, or the wrong column?`)
}

const isSame = (a: string, b: string): boolean => a === b.trim() || (Number(a) === Number(b) && a.trim() !== '' && b.trim() !== '')

function toList({ values, distinct }: ColumnValues): string {
  const shown = values.slice(0, 8).map(({ text, rows }) => `${quote(text)} (${rows} ${rows === 1 ? 'row' : 'rows'})`)
  return shown.join(', ') + (distinct > shown.length ? ` and ${distinct - shown.length} more` : '')
}
