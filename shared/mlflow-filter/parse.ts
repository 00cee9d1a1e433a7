import type { Clause, Target } from './clause.ts'
import { toComparator } from './comparator.ts'
import { FilterError, toRepr } from './error.ts'
import { parseIdentifier } from './identifier.ts'
import { type Token, toTokens } from './lexer.ts'
import { parseValue } from './value.ts'

/** A clause before anybody asked what its words mean. */
interface Shape {
  left: Token
  /** One token, or the words of NOT IN, IS NULL and the like. */
  comparator: readonly Token[]
  value: Token | null
}

/** A filter is clauses joined by AND; an empty one asks for nothing. Every failure is a FilterError with MLflow's message. docs/formats/filter.md */
export function parseFilter(text: string, target: Target): Clause[] {
  return toShapes(text, target).map((shape) => toClause(shape, target))
}

function toClause({ left, comparator: tokens, value: token }: Shape, target: Target): Clause {
  const { entity, key, written } = parseIdentifier(left.raw, left, target, 'filter')
  const comparator = tokens.map(({ raw }) => raw.toUpperCase()).join(' ')
  const place = { from: tokens[0]!.from, to: tokens.at(-1)!.to }
  if (token === null) return { entity, key, comparator: toComparator(comparator, place, { entity, key, written }, target), value: null }
  const identifier = { entity, key, written }
  if (target === 'logged_models') toComparator(comparator, place, identifier, target)
  // Elsewhere the value is looked at first, as upstream does: who compares a metric with a text hears of the text.
  const value = parseValue(token, identifier, target)
  return { entity, key, comparator: toComparator(comparator, place, identifier, target, Array.isArray(value)), value }
}

const isAnd = ({ kind, raw }: Token) => kind === 'word' && /^and$/i.test(raw)
const isWord = (token: Token | undefined, word: string) => token?.kind === 'word' && token.raw.toLowerCase() === word

function toShapes(text: string, target: Target): Shape[] {
  const tokens = toTokens(text)
  refuseSecondStatement(text, tokens, target)
  const shapes: Shape[] = []
  const wrong: Token[] = []
  let joined = true
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at]!
    const read = isAnd(token) ? null : readShape(tokens, at)
    if (read === null) {
      const isJoin: boolean = isAnd(token) && !joined && at + 1 < tokens.length
      if (!isJoin) wrong.push(token)
      joined = isJoin
      at += 1
      continue
    }
    if (!joined && wrong.length === 0) wrong.push({ ...read.shape.left, raw: text.slice(token.from, tokens[read.next - 1]!.to), to: tokens[read.next - 1]!.to })
    shapes.push(read.shape)
    joined = false
    at = read.next
  }
  if (wrong.length > 0) throw toInvalidClauses(text, wrong, target)
  return shapes
}

function readShape(tokens: readonly Token[], at: number): { shape: Shape; next: number } | null {
  const left = tokens[at]!
  if (left.open || left.kind === 'operator' || left.kind === 'list' || left.kind === 'other') return null
  const comparator = readComparator(tokens, at + 1)
  if (comparator === null) return null
  const next = at + 1 + comparator.length
  if (isWord(comparator[0], 'is')) return { shape: { left, comparator, value: null }, next }
  const value = tokens[next]
  if (value === undefined || value.open || value.kind === 'operator' || value.kind === 'other' || isAnd(value)) return null
  // IN without a list is no comparison at all for MLflow.
  if (isWord(comparator.at(-1), 'in') && value.kind !== 'list') return null
  return { shape: { left, comparator, value }, next: next + 1 }
}

function readComparator(tokens: readonly Token[], at: number): Token[] | null {
  const [first, second, third] = tokens.slice(at, at + 3)
  if (first === undefined) return null
  if (first.kind === 'operator') return [first]
  const take = (count: number) => tokens.slice(at, at + count)
  if (isWord(first, 'is')) return isWord(second, 'null') ? take(2) : isWord(second, 'not') && isWord(third, 'null') ? take(3) : null
  if (isWord(first, 'not')) return ['in', 'like', 'ilike'].some((word) => isWord(second, word)) ? take(2) : null
  return ['like', 'ilike', 'in', 'rlike', 'regexp'].some((word) => isWord(first, word)) ? take(1) : null
}

function refuseSecondStatement(text: string, tokens: readonly Token[], target: Target): void {
  const end = tokens.findIndex(({ raw }) => raw === ';')
  if (end === -1 || end === tokens.length - 1) return
  const place = { from: tokens[end]!.from, to: text.length }
  throw target === 'logged_models'
    ? new FilterError(`Invalid filter string: ${toRepr(text)}. Expected a single SQL expression.`, place)
    : new FilterError(`Search filter contained multiple expression ${toRepr(text)}. Provide AND-ed expression list.`, place)
}

function toInvalidClauses(text: string, wrong: readonly Token[], target: Target): FilterError {
  const place = { from: wrong[0]!.from, to: wrong.at(-1)!.to }
  if (target === 'logged_models') {
    return new FilterError(`Invalid filter string: ${toRepr(text)}. Expected a list of comparisons separated by 'AND' (e.g. 'metrics.loss > 0.1 AND params.lr = 0.01').`, place)
  }
  const clauses = wrong.map(({ raw }) => (target === 'runs' ? `'${raw}'` : raw)).join(', ')
  return new FilterError(`Invalid clause(s) in filter string: ${clauses}`, place)
}
