import type { Target } from './clause.ts'
import { FilterError, toList, toRepr, toSet } from './error.ts'
import type { Identifier } from './identifier.ts'
import { type Token, isNumber, isWhole, toText, toTokens } from './lexer.ts'
import { own, targets } from './targets.ts'

type Value = string | number | readonly string[]

/** The value as its key wants it: a number for metrics and times, a quoted text for the rest, a list where lists may be asked for. */
export function parseValue(token: Token, identifier: Identifier, target: Target): Value {
  if (target === 'logged_models') return parseLoosely(token, identifier)
  const { entity } = identifier
  if (entity === 'metric') return toNumber(token, 'metric')
  if (entity === 'parameter' || entity === 'tag') return parseText(token, `Expected a quoted string value for ${entity} (e.g. 'my-value'). Got value ${token.raw}`)
  if (entity === 'dataset') {
    return token.kind === 'list' ? parseTexts(token) : parseText(token, `Expected a quoted string value for dataset attributes. Got value ${token.raw}`)
  }
  return parseAttribute(token, identifier, target)
}

function parseAttribute(token: Token, { key, written }: Identifier, target: Target): Value {
  const { attributes } = targets[target]
  const isRegistry = target === 'registered_models' || target === 'model_versions'
  if (own(attributes, key)?.numeric) return isRegistry ? parseVersionNumber(token, key) : parseTime(token, written, target)
  if (token.kind === 'list') {
    const allowed = Object.keys(attributes).filter((name) => attributes[name]!.lists)
    if (!allowed.includes(key)) throw new FilterError(`Only ${toList(allowed)} attributes support comparison with a list of quoted string values.`, token)
    const ids = parseTexts(token)
    return key === 'experiment_id' ? ids.map((id) => toExperimentId(id, token)) : ids
  }
  if (target === 'model_versions' && isNumber(token)) {
    throw new FilterError(`Only the '${toSet(['version_number', 'creation_timestamp', 'last_updated_timestamp'])}' attributes support comparison with numeric values.`, token)
  }
  const text = parseText(token, `Expected a quoted string value ${isRegistry ? 'or a list of quoted string values ' : ''}for attributes. Got value ${token.raw}`)
  return key === 'experiment_id' ? toExperimentId(text, token) : text
}

function toNumber(token: Token, what: string): number {
  if (!isNumber(token)) throw new FilterError(`Expected numeric value type for ${what}. Found ${token.raw}`, token)
  return Number(token.raw)
}

function parseTime(token: Token, written: string, target: Target): number {
  const value = toNumber(token, `numeric attribute: ${written}`)
  if (target === 'experiments' && !isWhole(token.raw)) throw new FilterError(`Invalid value for numeric attribute '${written}': '${token.raw}'`, token)
  return value
}

/** The number of a version may be quoted. */
function parseVersionNumber(token: Token, key: string): number {
  const isText = token.kind === 'string'
  const raw = isText ? toText(token.raw) : token.raw
  if (!isText && !isNumber(token)) {
    throw new FilterError(`Expected a quoted string value or a list of quoted string values for attributes. Got value ${raw}`, token)
  }
  if (!isWhole(raw)) throw new FilterError(`Invalid value for numeric attribute '${key}': ${isText ? toRepr(raw) : raw}`, token)
  return Number(raw)
}

/** Ids of experiments are numbers with MLflow; ours are any id that its clients may send. */
function toExperimentId(id: string, token: Token): string {
  if (/^[a-zA-Z0-9][\w-]{0,63}$/.test(id)) return id
  throw new FilterError(`Invalid experiment ID: ${toRepr(id)}. Experiment IDs must consist of letters, digits, '_' and '-'.`, token)
}

/** Words that are neither numbers nor quoted are refused with a sentence of their own. */
function parseText(token: Token, otherwise: string): string {
  if (token.kind === 'string') return toText(token.raw)
  if (token.kind !== 'word' || isNumber(token)) throw new FilterError(otherwise, token)
  throw new FilterError(`Parameter value is either not quoted or unidentified quote types used for string value ${token.raw}. Use either single or double quotes.`, token)
}

const listMessage = 'While parsing a list in the query, expected a non-empty list of string values, but got'

/** ('a', 'b'); a comma after the last is allowed. */
function parseTexts(token: Token): string[] {
  const inside = toTokens(token.raw.slice(1, -1))
  if (inside.length === 0) throw new FilterError(`${listMessage} empty list`, token)
  if (inside.some(({ kind, raw }, at) => (at % 2 === 1 ? raw !== ',' : kind === 'other'))) throw new FilterError(`${listMessage} ill-formed list.`, token)
  const items = inside.filter((_, at) => at % 2 === 0)
  if (items.some(({ kind }) => kind !== 'string')) {
    const found = `(${items.map(({ raw }) => raw).join(', ')}${items.length === 1 ? ',' : ''})`
    throw new FilterError(`While parsing a list in the query, expected string value, punctuation, or whitespace, but got different type in list: ${found}`, token)
  }
  return items.map(({ raw }) => toText(raw))
}

/** The parser for logged models is another one: it takes texts without quotes. */
function parseLoosely(token: Token, { entity, key, written }: Identifier): Value {
  if (entity === 'metric') return toNumber(token, 'metric')
  if (entity === 'attribute' && own(targets.logged_models.attributes, key)?.numeric) return toNumber(token, `numeric attribute: ${written}`)
  if (token.kind === 'list') return parseTexts(token)
  return token.kind === 'string' ? toText(token.raw) : token.raw
}
