import type { ArtefactComparison, Comparison, Differing, InputState, MetricComparison, Reproduction, ReproductionTerms, ReproductionVerdict, Tolerance } from './contract/reproductions.ts'
import { parseMetricValue, type MetricValue, type RunDataset, type RunDescription } from './contract/runs.ts'
import { plural } from './counts.ts'

/** Two descriptions with their digests, and the terms that were declared before the second one began. */
export interface Compared {
  original: { about: RunDescription; sha256: string }
  repeated: { about: RunDescription; sha256: string }
  terms: ReproductionTerms
}

/** Holds a rerun against the run it repeats, by the declared terms alone: the same input gives the same bytes. docs/formats/reproduction.md */
export function compareRuns({ original, repeated, terms }: Compared): Comparison {
  const [was, is] = [original.about, repeated.about]
  const inputs = { data: compareData(was.datasets, is.datasets), code: compareCode(was, is), environment: compareEnvironments(was.environment, is.environment), parameters: compareParameters(was.parameters, is.parameters, terms.exceptParameters) }
  const metrics = compareMetrics(was.metrics, is.metrics, terms)
  const artefacts = compareArtefacts(filesOf(was), filesOf(is))
  return {
    schema: 'countersign/reproduction/1',
    run: is.run,
    description: repeated.sha256,
    original: was.run,
    originalDescription: original.sha256,
    terms,
    ...judge({ status: is.status, inputs, metrics, artefacts }),
    inputs,
    metrics,
    artefacts,
  }
}

interface Input {
  state: InputState
  differences: Differing[]
}

const byCodeUnits = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const keysOf = (...parts: readonly Readonly<Record<string, unknown>>[]) => [...new Set(parts.flatMap((part) => Object.keys(part)))].toSorted(byCodeUnits)
const toInput = (differences: Differing[]): Input => ({ state: differences.length === 0 ? 'same' : 'different', differences })

/** By their bytes where both digests are known, else by what the client computed; each one once. */
function compareData(was: readonly RunDataset[], is: readonly RunDataset[]): Input {
  if (was.length === 0) return { state: 'not_known', differences: is.map((one) => ({ what: nameOf(one), original: null, repeated: digestOf(one) })) }
  const rest = [...is]
  const take = (find: (one: RunDataset) => boolean): RunDataset | null => {
    const at = rest.findIndex(find)
    return at < 0 ? null : rest.splice(at, 1)[0]!
  }
  const isSame = (one: RunDataset) => (other: RunDataset) => one.role === other.role && (one.sha256 !== null && other.sha256 !== null ? one.sha256 === other.sha256 : one.digest === other.digest)
  const unmatched = was.filter((one) => take(isSame(one)) === null)
  const differences = unmatched.map((one): Differing => {
    const instead = take((other) => other.role === one.role && other.name === one.name) ?? take((other) => other.role === one.role)
    return { what: nameOf(one), original: digestOf(one), repeated: instead && digestOf(instead) }
  })
  return toInput([...differences, ...rest.map((one) => ({ what: nameOf(one), original: null, repeated: digestOf(one) }))])
}

const nameOf = ({ name, role }: RunDataset) => `${name} (${role})`
const digestOf = ({ sha256, digest }: RunDataset) => (sha256 === null ? `client's digest ${digest}` : `sha256:${sha256}`)

/** The commit as MLflow's clients tag it. */
export const commitTag = 'mlflow.source.git.commit'

/** A commit that an MLflow client tagged says nothing of changes beside it. */
export function codeOf({ code, tags }: Pick<RunDescription, 'code' | 'tags'>): { commit: string; changed: string[] | null } | null {
  if (code) return { commit: code.commit, changed: code.dirty.map(({ path, state, sha256 }) => `${path} (${state}${sha256 === null ? '' : `, sha256:${sha256}`})`).toSorted(byCodeUnits) }
  const commit = tags[commitTag]
  return commit === undefined || commit === '' ? null : { commit, changed: null }
}

function compareCode(was: RunDescription, is: RunDescription): Input {
  const [before, after] = [codeOf(was), codeOf(is)]
  if (before === null) return { state: 'not_known', differences: after ? [{ what: 'commit', original: null, repeated: after.commit }] : [] }
  if (after === null || after.commit !== before.commit) return toInput([{ what: 'commit', original: before.commit, repeated: after?.commit ?? null }])
  if (before.changed === null || after.changed === null) return toInput([])
  const [old, now] = [new Set(before.changed), new Set(after.changed)]
  return toInput([
    ...before.changed.filter((file) => !now.has(file)).map((file) => ({ what: 'changed file', original: file, repeated: null })),
    ...after.changed.filter((file) => !old.has(file)).map((file) => ({ what: 'changed file', original: null, repeated: file })),
  ])
}

/** By the bytes of the lock file; which packages differ is named beside. */
function compareEnvironments(was: RunDescription['environment'], is: RunDescription['environment']): Input {
  const digest = (one: RunDescription['environment']) => (one === null ? null : `sha256:${one.lockfile.sha256}`)
  if (was === null) return { state: 'not_known', differences: is ? [{ what: 'lock file', original: null, repeated: digest(is) }] : [] }
  if (is?.lockfile.sha256 === was.lockfile.sha256) return toInput([])
  const toVersions = (one: RunDescription['environment']) => Object.fromEntries((one?.packages ?? []).map(({ name, version }) => [name, version]))
  return toInput([{ what: 'lock file', original: digest(was), repeated: digest(is) }, ...(is ? compareTexts(toVersions(was), toVersions(is), (name) => `package ${name}`) : [])])
}

function compareParameters(was: Readonly<Record<string, string>>, is: Readonly<Record<string, string>>, except: readonly string[]): Input {
  return toInput(compareTexts(was, is, (name) => name).filter(({ what }) => !except.includes(what)))
}

const own = (part: Readonly<Record<string, string>>, name: string) => (Object.hasOwn(part, name) ? part[name]! : null)

const compareTexts = (was: Readonly<Record<string, string>>, is: Readonly<Record<string, string>>, toWhat: (name: string) => string): Differing[] =>
  keysOf(was, is).flatMap((name) => (own(was, name) === own(is, name) ? [] : [{ what: toWhat(name), original: own(was, name), repeated: own(is, name) }]))

/** The newest value of each metric. */
function compareMetrics(was: RunDescription['metrics'], is: RunDescription['metrics'], { tolerances, exceptMetrics }: ReproductionTerms): MetricComparison[] {
  const valueOf = (part: RunDescription['metrics'], name: string) => (Object.hasOwn(part, name) ? part[name]!.last.value : null)
  const toleranceOf = (name: string) => tolerances.find(({ metric }) => metric === name) ?? tolerances.find(({ metric }) => metric === '*') ?? null
  return keysOf(was, is).map((metric) => {
    const [original, repeated, tolerance] = [valueOf(was, metric), valueOf(is, metric), toleranceOf(metric)]
    const difference = original === null || repeated === null ? null : toDifference(original, repeated)
    const state = exceptMetrics.includes(metric) ? 'left_out' : original === null ? 'extra' : repeated === null ? 'missing' : compareValues(original, repeated, tolerance)
    return { metric, original, repeated, difference, tolerance, state }
  })
}

function toDifference(original: MetricValue, repeated: MetricValue): number | null {
  const difference = parseMetricValue(repeated) - parseMetricValue(original)
  return Number.isFinite(difference) ? difference : null
}

/** What a decimal loses on its way into a 64-bit number must not decide: 0.91 − 0.9 is within 0.01. */
const slack = 2 ** -50

/** `same`: the same number, or both are not a number, or the same infinity. No tolerance reaches from a number to what is none. */
export function compareValues(original: MetricValue, repeated: MetricValue, tolerance: Tolerance | null): 'same' | 'within' | 'outside' {
  const [was, is] = [parseMetricValue(original), parseMetricValue(repeated)]
  if (was === is || (Number.isNaN(was) && Number.isNaN(is))) return 'same'
  if (tolerance === null || !Number.isFinite(was) || !Number.isFinite(is)) return 'outside'
  const most = tolerance.kind === 'absolute' ? tolerance.value : tolerance.value * Math.abs(was)
  return Math.abs(is - was) <= most + slack * Math.max(Math.abs(was), Math.abs(is)) ? 'within' : 'outside'
}

/** Files of the run, and of the models that it made, by the model's name: an id is new each time. */
function filesOf({ artefacts, models = [] }: RunDescription): Record<string, string> {
  const made = models.filter(({ direction, removed }) => direction === 'output' && !removed)
  return Object.fromEntries([...artefacts.map(({ path, sha256 }) => [path, sha256]), ...made.flatMap(({ name, files }) => files.map(({ path, sha256 }) => [`logged model ${name}/${path}`, sha256]))])
}

function compareArtefacts(was: Readonly<Record<string, string>>, is: Readonly<Record<string, string>>): ArtefactComparison[] {
  return keysOf(was, is).map((path) => {
    const [original, repeated] = [own(was, path), own(is, path)]
    return { path, original, repeated, state: original === null ? 'extra' : repeated === null ? 'missing' : original === repeated ? 'same' : 'different' }
  })
}

interface Findings {
  status: RunDescription['status']
  inputs: Comparison['inputs']
  metrics: readonly MetricComparison[]
  artefacts: readonly ArtefactComparison[]
}

const inputWords = { data: 'other data', code: 'other code', parameters: 'other parameters' } as const

/** Metrics decide; files do only where no metric is judged, because few kinds of them come out the same twice. */
function judge({ status, inputs, metrics, artefacts }: Findings): { verdict: ReproductionVerdict; reasons: string[] } {
  const having = (...states: readonly MetricComparison['state'][]) => metrics.filter(({ state }) => states.includes(state))
  const judged = having('same', 'within', 'outside', 'missing')
  const expected = artefacts.filter(({ state }) => state !== 'extra')
  const differing = expected.filter(({ state }) => state !== 'same')
  const against = [
    ...(status === 'finished' ? [] : [`It ended as ${status}.`]),
    ...(['data', 'code', 'parameters'] as const).flatMap((part) => (inputs[part].state === 'different' ? [`It ran with ${inputWords[part]}: ${namesOf(inputs[part].differences.map(({ what }) => what))}.`] : [])),
    ...(having('outside').length > 0 ? [`${plural(having('outside').length, 'metric')} outside of what was declared: ${namesOf(having('outside').map(({ metric }) => metric))}.`] : []),
    ...(having('missing').length > 0 ? [`${plural(having('missing').length, 'metric')} of the original missing: ${namesOf(having('missing').map(({ metric }) => metric))}.`] : []),
    ...(judged.length === 0 && expected.length === 0 ? ['The original has no metric and no file to be held against.'] : []),
    ...(judged.length === 0 && differing.length > 0 ? [`No metric is judged, and ${plural(differing.length, 'file')} of the original did not come out the same: ${namesOf(differing.map(({ path }) => path))}.`] : []),
  ]
  if (against.length > 0) return { verdict: 'not_reproduced', reasons: against }
  const within = [
    ...(having('within').length > 0 ? [`${plural(having('within').length, 'metric')} within the declared tolerance, not the same: ${namesOf(having('within').map(({ metric }) => metric))}.`] : []),
    ...(inputs.environment.state === 'different' ? ['It ran in another environment.'] : []),
  ]
  return within.length > 0 ? { verdict: 'within_tolerance', reasons: within } : { verdict: 'reproduced', reasons: [] }
}

const mostNames = 8

function namesOf(names: readonly string[]): string {
  const unique = [...new Set(names)]
  return `${unique.slice(0, mostNames).map((name) => name.slice(0, 120)).join(', ')}${unique.length > mostNames ? ` and ${unique.length - mostNames} more` : ''}`
}

/** Whether nobody had a hand in both. */
export const isIndependent = (people: { original: readonly string[]; repeated: readonly string[] }): boolean => !people.repeated.some((person) => people.original.includes(person))

/** Whether a rerun is evidence, by its newest seal; and if not, why. One that failed can be set aside only by who made it. */
export function standingOf({ discardedBy, results: [newest] }: Pick<Reproduction, 'discardedBy' | 'results'>): 'counts' | 'open' | 'repetition' | 'set_aside' {
  if (!newest) return 'open'
  const canBeGone = newest.verdict !== 'not_reproduced' || newest.people.repeated.includes(discardedBy ?? '')
  if (discardedBy !== null && canBeGone) return 'set_aside'
  return newest.independent ? 'counts' : 'repetition'
}

export const standingWords = { counts: 'yes', open: 'not yet', repetition: 'no, a repetition by somebody who made it', set_aside: 'no, it was set aside' } as const
