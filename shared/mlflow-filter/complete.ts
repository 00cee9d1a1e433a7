import { type Entity, type Target, listComparators, nullComparators } from './clause.ts'
import { toComparators } from './comparator.ts'
import { FilterError } from './error.ts'
import { type Identifier, parseIdentifier } from './identifier.ts'
import { type Token, toTokens } from './lexer.ts'
import { toIdentifierText, toValueText } from './print.ts'
import { datasetAttributes, targets } from './targets.ts'

/** What there is to choose from. */
export interface Known {
  target: Target
  /** Names of metrics, parameters and tags that were logged. */
  keys: Partial<Record<Entity, readonly string[]>>
  /** Values that a key has; left out: none are offered. */
  values?: (entity: Entity, key: string) => readonly string[]
}

export interface Suggestion {
  kind: 'entity' | 'key' | 'comparator' | 'value' | 'join'
  /** What takes the place of the text from `from` to `to`. */
  text: string
}

export interface Completion {
  from: number
  to: number
  suggestions: Suggestion[]
}

const most = 50

/** What may stand at the caret, best first; nothing where only a number can stand. Never fails, whatever the text. */
export function complete(text: string, caret: number, known: Known): Completion {
  const tokens = toTokens(text)
  const under = tokens.find(({ from, to }) => from < caret && caret <= to)
  // A closed value is finished: what follows it is next, not what it could have been.
  const isFinished = under !== undefined && caret === under.to && !under.open && (under.kind === 'string' || under.kind === 'list')
  const edited = isFinished ? undefined : under
  const before = tokens.filter(({ to }) => to <= caret && to !== edited?.to)
  const place = edited === undefined ? { from: caret, to: caret } : { from: edited.from, to: edited.to }
  const typed = edited === undefined ? '' : text.slice(edited.from, caret)
  return { ...place, suggestions: suggest(before, typed, known).slice(0, most) }
}

function suggest(before: readonly Token[], typed: string, known: Known): Suggestion[] {
  const clause = before.slice(before.findLastIndex(({ kind, raw }) => kind === 'word' && /^and$/i.test(raw)) + 1)
  const [left, ...rest] = clause
  if (left === undefined) return suggestIdentifiers(typed, known)
  const identifier = readIdentifier(left, known.target)
  if (identifier === null) return []
  const operator = readOperator(rest)
  if (operator.taken === 0 || !operator.isWhole) return suggestComparators(identifier, [...rest.map(({ raw }) => raw), typed].join(' '), rest.length, known.target)
  const isNull = (nullComparators as readonly string[]).includes(operator.text)
  if (isNull || rest.length > operator.taken) return fitting(['AND'], typed).map((one) => ({ kind: 'join', text: one }))
  return suggestValues(identifier, operator.text, typed, known)
}

function readIdentifier({ raw, from, to }: Token, target: Target): Identifier | null {
  try {
    return parseIdentifier(raw, { from, to }, target, 'filter')
  } catch (error) {
    if (error instanceof FilterError) return null
    throw error
  }
}

/** Words of a comparator may come one by one: NOT IN, IS NOT NULL. */
function readOperator(rest: readonly Token[]): { text: string; taken: number; isWhole: boolean } {
  const words = rest.map(({ raw }) => raw.toUpperCase())
  if (words[0] === 'IS') {
    const taken = words[1] === 'NOT' ? 3 : 2
    return { text: words.slice(0, taken).join(' '), taken, isWhole: words.length >= taken }
  }
  const taken = words.length === 0 ? 0 : words[0] === 'NOT' ? 2 : 1
  return { text: words.slice(0, taken).join(' '), taken, isWhole: words.length >= taken }
}

const entityWords: Record<Target, readonly [string, Entity][]> = {
  runs: [['metrics', 'metric'], ['params', 'parameter'], ['tags', 'tag'], ['datasets', 'dataset']],
  experiments: [['tags', 'tag']],
  registered_models: [['tags', 'tag']],
  model_versions: [['tags', 'tag']],
  logged_models: [['metrics', 'metric'], ['params', 'parameter'], ['tags', 'tag']],
}

/** Entities, attributes and, once something is typed, every known key that holds it. */
function suggestIdentifiers(typed: string, { target, keys }: Known): Suggestion[] {
  const attributes = Object.entries(targets[target].attributes).filter(([, { only }]) => only !== 'order').map(([key]) => key)
  const dot = typed.indexOf('.')
  const [, inside] = dot === -1 ? [] : (Object.entries(targets[target].entities).find(([word]) => word === typed.slice(0, dot)) ?? [])
  const namesOf = (entity: Entity) => (entity === 'dataset' ? datasetAttributes : entity === 'attribute' ? attributes : (keys[entity] ?? []))
  if (inside !== undefined) {
    const part = typed.slice(dot + 1).replaceAll(/[`"]/g, '')
    return fitting(namesOf(inside), part).map((key) => ({ kind: 'key', text: toIdentifierText(inside, key) }))
  }
  if (dot !== -1) return []
  const words = entityWords[target]
  const entities = fitting(words.map(([word]) => word), typed).map((word): Suggestion => ({ kind: 'entity', text: `${word}.` }))
  const own = fitting(attributes, typed).map((key): Suggestion => ({ kind: 'key', text: key }))
  const logged = typed === '' ? [] : words.flatMap(([, entity]) => fitting(namesOf(entity), typed).map((key): Suggestion => ({ kind: 'key', text: toIdentifierText(entity, key) })))
  return [...entities, ...own, ...logged]
}

function suggestComparators(identifier: Identifier, typed: string, words: number, target: Target): Suggestion[] {
  const start = typed.trim().toUpperCase()
  return toComparators(identifier, target)
    .filter((one) => one.startsWith(start))
    .map((one) => ({ kind: 'comparator', text: one.split(' ').slice(words).join(' ') }))
}

const statuses: Partial<Record<Target, readonly string[]>> = {
  runs: ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'],
  logged_models: ['PENDING', 'READY', 'FAILED'],
}

function suggestValues({ entity, key }: Identifier, comparator: string, typed: string, { target, values }: Known): Suggestion[] {
  const isList = (listComparators as readonly string[]).includes(comparator)
  const given = entity === 'attribute' && key === 'status' ? (statuses[target] ?? []) : (values?.(entity, key) ?? [])
  const isNumeric = toComparators({ entity, key }, target).includes('<')
  return fitting(given, typed.replaceAll(/['"(]/g, '')).map((value) => ({ kind: 'value', text: isNumeric ? value : isList ? `(${toValueText(value)})` : toValueText(value) }))
}

/** Those that hold what is typed; those that begin with it first. */
function fitting(names: readonly string[], typed: string): string[] {
  const part = typed.toLowerCase()
  const holding = names.filter((name) => name.toLowerCase().includes(part))
  return holding.toSorted((a, b) => Number(!a.toLowerCase().startsWith(part)) - Number(!b.toLowerCase().startsWith(part)))
}
