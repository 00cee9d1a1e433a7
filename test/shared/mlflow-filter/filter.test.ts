import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Clause, Target } from '../../../shared/mlflow-filter/clause.ts'
import { type Completion, complete } from '../../../shared/mlflow-filter/complete.ts'
import { toComparators } from '../../../shared/mlflow-filter/comparator.ts'
import { FilterError } from '../../../shared/mlflow-filter/error.ts'
import { parseLoggedModelOrder, parseOrderBy } from '../../../shared/mlflow-filter/order-by.ts'
import { parseFilter } from '../../../shared/mlflow-filter/parse.ts'
import { toFilterText } from '../../../shared/mlflow-filter/print.ts'
import { targets, toKeys } from '../../../shared/mlflow-filter/targets.ts'
import { refusals } from './messages.ts'

const short = (text: string, target: Target = 'runs') => parseFilter(text, target).map(({ entity, key, comparator, value }) => [entity, key, comparator, value])
const refusalOf = (act: () => unknown): FilterError | null => {
  try {
    act()
    return null
  } catch (error) {
    if (error instanceof FilterError) return error
    throw error
  }
}
const failure = (act: () => unknown): FilterError => refusalOf(act) ?? expect.fail('it was accepted')
const allTargets = Object.keys(targets) as Target[]

describe('a filter of runs', () => {
  it.each<[string, unknown[]]>([
    ["metrics.auc > 0.9 and params.C = '1.0'", [['metric', 'auc', '>', 0.9], ['parameter', 'C', '=', '1.0']]],
    ['metric.a = -1.5e-3 AND metrics."a b" < .5 And metrics.`x/y` >= 5.', [['metric', 'a', '=', -0.0015], ['metric', 'a b', '<', 0.5], ['metric', 'x/y', '>=', 5]]],
    ["param.a='x' and parameter.b=\"it's\" and parameters.c!='it''s'", [['parameter', 'a', '=', 'x'], ['parameter', 'b', '=', "it's"], ['parameter', 'c', '!=', "it's"]]],
    ["tag.mlflow.source.name ilike '%Train_' and tags.a like ''", [['tag', 'mlflow.source.name', 'ILIKE', '%Train_'], ['tag', 'a', 'LIKE', '']]],
    ["run.status = 'FINISHED' and attr.user_id != \"me\" and attributes.end_time >= 12", [['attribute', 'status', '=', 'FINISHED'], ['attribute', 'user_id', '!=', 'me'], ['attribute', 'end_time', '>=', 12]]],
    ["created > 5 and `Run name` = 'x' and \"run name\" like 'y'", [['attribute', 'start_time', '>', 5], ['attribute', 'run_name', '=', 'x'], ['attribute', 'run_name', 'LIKE', 'y']]],
    ["run_id IN ('a','b',) and run_id not in (\"c\")", [['attribute', 'run_id', 'IN', ['a', 'b']], ['attribute', 'run_id', 'NOT IN', ['c']]]],
    ["dataset.name = 'x' and datasets.digest in ('1') and dataset.context LIKE 'tr%'", [['dataset', 'name', '=', 'x'], ['dataset', 'digest', 'IN', ['1']], ['dataset', 'context', 'LIKE', 'tr%']]],
    ['params.a is null and tags.b IS NOT NULL', [['parameter', 'a', 'IS NULL', null], ['tag', 'b', 'IS NOT NULL', null]]],
    ["params.a = 'one and (two); three'", [['parameter', 'a', '=', 'one and (two); three']]],
    ['', []],
    [' \n', []],
  ])('reads %s', (text, clauses) => {
    expect(short(text)).toEqual(clauses)
  })
})

describe('a filter of others', () => {
  it.each<[Target, string, unknown[]]>([
    ['experiments', "name LIKE 'exp%' and tags.a is null and creation_time >= 5", [['attribute', 'name', 'LIKE', 'exp%'], ['tag', 'a', 'IS NULL', null], ['attribute', 'creation_time', '>=', 5]]],
    ['experiments', "experiment_id not in ('1', '2') and attribute.experiment_id = '3'", [['attribute', 'experiment_id', 'NOT IN', ['1', '2']], ['attribute', 'experiment_id', '=', '3']]],
    ['registered_models', "name ilike 'A%' and tag.`mlflow.prompt.is_prompt` != 'true'", [['attribute', 'name', 'ILIKE', 'A%'], ['tag', 'mlflow.prompt.is_prompt', '!=', 'true']]],
    ['model_versions', "version_number > 1 and version_number = '2' and run_id in ('a') and source_path like 's3%'", [['attribute', 'version_number', '>', 1], ['attribute', 'version_number', '=', 2], ['attribute', 'run_id', 'IN', ['a']], ['attribute', 'source_path', 'LIKE', 's3%']]],
    ['logged_models', "metrics.f1 > 0.5 AND name = 'model' and params.lr = 0.01 and tags.a in ('x')", [['metric', 'f1', '>', 0.5], ['attribute', 'name', '=', 'model'], ['parameter', 'lr', '=', '0.01'], ['tag', 'a', 'IN', ['x']]]],
    ['logged_models', 'creation_time > 5 and attributes.last_updated_timestamp_ms <= 6', [['attribute', 'creation_timestamp', '>', 5], ['attribute', 'last_updated_timestamp', '<=', 6]]],
  ])('of %s: %s', (target, text, clauses) => {
    expect(short(text, target)).toEqual(clauses)
  })
})

describe('a refusal', () => {
  it.each(allTargets.flatMap((target) => refusals[target].map(([text, message]) => [target, text, message] as const)))('of %s: %s', (target, text, message) => {
    expect(failure(() => parseFilter(text, target)).message).toBe(message)
  })

  it.each([
    ['metrics.a > 1 and foo.b = 1', 'foo'],
    ["params.a = 'x' and metrics.a ~ 1", '~'],
    ['metrics.a > 1 and params.b = 12', '12'],
    ["status = 'a' or status = 'b'", 'or'],
    ["run_id NOT IN ('a') and name = 'b'", 'name'],
  ])('of %s points at %s', (text, wrong) => {
    const { from, to } = failure(() => parseFilter(text, 'runs'))
    expect(text.slice(from, to)).toBe(wrong)
  })
})

describe('an order', () => {
  const order = (items: string[], target: Exclude<Target, 'logged_models'> = 'runs') =>
    parseOrderBy(items, target).map(({ entity, key, ascending }) => `${entity} ${key} ${ascending ? 'up' : 'down'}`)

  it.each<[string[], string[], Exclude<Target, 'logged_models'>]>([
    [[], ['attribute start_time down', 'attribute run_id up'], 'runs'],
    [['metrics.`a b` DESC', 'params."x" asc', 'tags.t'], ['metric a b down', 'parameter x up', 'tag t up', 'attribute start_time down', 'attribute run_id up'], 'runs'],
    [['Created', '`metrics.a` desc'], ['attribute start_time up', 'metric a down', 'attribute run_id up'], 'runs'],
    [[], ['attribute creation_time down', 'attribute experiment_id up'], 'experiments'],
    [['name'], ['attribute name up', 'attribute experiment_id down'], 'experiments'],
    [['timestamp DESC'], ['attribute last_updated_timestamp down', 'attribute name up'], 'registered_models'],
    [[], ['attribute last_updated_timestamp down', 'attribute name up', 'attribute version_number down'], 'model_versions'],
    [['version_number'], ['attribute version_number up', 'attribute name up'], 'model_versions'],
  ])('%j is %j', (items, read, target) => {
    expect(order(items, target)).toEqual(read)
  })

  it('of logged models names the data of a metric', () => {
    expect(parseLoggedModelOrder([{ field_name: 'metrics.f1', ascending: false, dataset_name: 'test' }, { field_name: 'creation_time' }])).toEqual([
      { entity: 'metric', key: 'f1', ascending: false, dataset: { name: 'test', digest: null } },
      { entity: 'attribute', key: 'creation_timestamp', ascending: true },
      { entity: 'attribute', key: 'model_id', ascending: true },
    ])
    expect(failure(() => parseLoggedModelOrder([{ field_name: 'params.a' }])).message).toBe('Invalid order by field name: params.a. Only metrics are supported.')
    expect(failure(() => parseLoggedModelOrder([{ field_name: 'toString' }])).message).toBe('Invalid order by field name: toString')
  })

  it.each<[string[], string, Exclude<Target, 'logged_models'>]>([
    [['metrics.a foo'], "Invalid ordering key in order_by clause 'metrics.a foo'.", 'runs'],
    [['run name'], "Invalid ordering key in order_by clause 'run name'.", 'runs'],
    [['metrics.a asc desc'], "Invalid order_by clause 'metrics.a asc desc'. Could not be parsed.", 'runs'],
    [['metrics.a, metrics.b'], "Invalid order_by clause 'metrics.a, metrics.b'. Could not be parsed.", 'runs'],
    [[''], "Invalid order_by clause ''. Could not be parsed.", 'runs'],
    [['metrics.a/b'], "Invalid order_by clause 'metrics.a/b'. Could not be parsed.", 'runs'],
    [['dataset.name'], "Invalid identifier type 'dataset'", 'runs'],
    [['lifecycle_stage'], "Invalid attribute key 'lifecycle_stage' specified. Valid keys are '{'run_id', 'run_name', 'user_id', 'status', 'artifact_uri', 'start_time', 'end_time', 'created', 'Created'}'", 'runs'],
    [['metrics.a', 'start_time', 'metrics.a DESC'], "`order_by` contains duplicate fields: ['metrics.a', 'start_time', 'metrics.a DESC']", 'runs'],
    [['timestamp', 'last_updated_timestamp'], "`order_by` contains duplicate fields: ['timestamp', 'last_updated_timestamp']", 'registered_models'],
    [['foo'], "Invalid order by key 'foo' specified. Valid keys are '{'name', 'timestamp'}'", 'registered_models'],
    [['tags.a'], 'Invalid order_by entity: tag', 'experiments'],
  ])('%j is refused: %s', (items, message, target) => {
    expect(failure(() => parseOrderBy(items, target)).message).toBe(message)
  })
})

const keyText = fc.oneof(fc.stringMatching(/^[a-z][\w.]{0,8}$/), fc.stringMatching(/^[\w/. :'-]{0,12}$/), fc.string({ maxLength: 8 })).filter((key) => !key.includes('`'))

/** Any clause that the target allows. */
function anyClause(target: Target): fc.Arbitrary<Clause> {
  const attribute = fc.constantFrom(...toKeys(target, 'filter').filter((key) => Object.hasOwn(targets[target].attributes, key)))
  const key = { attribute, dataset: fc.constantFrom('name', 'digest', 'context'), metric: keyText, parameter: keyText, tag: keyText }
  return fc.constantFrom(...new Set(Object.values(targets[target].entities))).chain((entity) =>
    key[entity].chain((name) => {
      const valid = toComparators({ entity, key: name }, target)
      return fc.constantFrom(...valid).chain((comparator) => {
        const text = name === 'experiment_id' ? fc.stringMatching(/^[a-z0-9]{1,8}$/) : fc.string({ maxLength: 12 })
        const number = entity === 'attribute' && target !== 'runs' ? fc.integer() : fc.double({ noNaN: true })
        const value = comparator.startsWith('IS') ? fc.constant(null) : comparator.endsWith('IN') ? fc.array(text, { minLength: 1, maxLength: 3 }) : valid.includes('<') ? number : text
        return value.map((one): Clause => ({ entity, key: name, comparator, value: one }))
      })
    }),
  )
}

describe('any filter', () => {
  it('that is printed is read as it was', () => {
    fc.assert(
      fc.property(fc.constantFrom(...allTargets).chain((target) => fc.tuple(fc.constant(target), fc.array(anyClause(target), { maxLength: 4 }))), ([target, clauses]) => {
        expect(parseFilter(toFilterText(clauses), target)).toEqual(clauses)
      }),
      { numRuns: 300 },
    )
  })

  const pieces = ['metrics.', 'params.`a', '`', '"', "'", '(', ')', ',', ';', ' and ', ' in ', ' not ', ' is null', ' like ', '=', '!=', '<', '~', '1', '-1e5', '.', 'status', 'run_id', "'x'", ' ', '\n', 'é', '\u0000', '💥']
  const garbage = fc.oneof(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')), fc.string())

  it('however it is written, is read or refused with a place in it; so is an order, and completion always answers', () => {
    fc.assert(
      fc.property(garbage, fc.constantFrom(...allTargets), fc.nat(60), (text, target, caret) => {
        const acts = [() => parseFilter(text, target), () => (target === 'logged_models' ? parseLoggedModelOrder([{ field_name: text }]) : parseOrderBy([text], target))]
        const isPlace = ({ from, to }: { from: number; to: number }) => 0 <= from && from <= to && to <= text.length
        expect(acts.map(refusalOf).filter((error) => error !== null && !isPlace(error))).toEqual([])
        expect(complete(text, Math.min(caret, text.length), { target, keys: { metric: ['auc'] } })).toSatisfy(isPlace)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('completion', () => {
  const known = { target: 'runs' as const, keys: { metric: ['auc', 'val/auc', 'loss'], parameter: ['C', 'max depth'], tag: ['mlflow.user'] }, values: (_: string, key: string) => (key === 'C' ? ['1.0', "it's"] : []) }
  /** The caret is where the bar is. */
  const at = (text: string): Completion => complete(text.replace('|', ''), text.indexOf('|'), known)
  const texts = (text: string) => at(text).suggestions.map((one) => one.text)
  const applied = (text: string, nth = 0) => {
    const { from, to, suggestions } = at(text)
    const plain = text.replace('|', '')
    return plain.slice(0, from) + suggestions[nth]!.text + plain.slice(to)
  }

  it('offers entities and attributes first, and known keys once something is typed', () => {
    expect(texts('|')).toEqual(['metrics.', 'params.', 'tags.', 'datasets.', 'run_id', 'run_name', 'user_id', 'status', 'artifact_uri', 'start_time', 'end_time'])
    expect(texts('au|')).toEqual(['metrics.auc', 'metrics.`val/auc`'])
    expect(texts('metrics.|')).toEqual(['metrics.auc', 'metrics.`val/auc`', 'metrics.loss'])
    expect(applied('params.max| ')).toBe('params.`max depth` ')
    expect(applied("status = 'x' and metrics.`v|")).toBe("status = 'x' and metrics.`val/auc`")
  })

  it('offers the operators that the key allows, also those of several words', () => {
    expect(texts('metrics.auc |')).toEqual(['>', '>=', '!=', '=', '<', '<='])
    expect(texts('run_id N|')).toEqual(['NOT IN'])
    expect(texts('run_id NOT |')).toEqual(['IN'])
    expect(texts('tags.a is |')).toEqual(['NULL', 'NOT NULL'])
    expect(texts('status |')).toEqual(['!=', '=', 'LIKE', 'ILIKE'])
  })

  it('offers known values in quotes, nothing where a number stands, and AND behind a value', () => {
    expect(texts('params.C = |')).toEqual(["'1.0'", "'it''s'"])
    expect(applied("status = 'FI|")).toBe("status = 'FINISHED'")
    expect(texts('metrics.auc > |')).toEqual([])
    expect(texts('metrics.auc > 1 |')).toEqual(['AND'])
    expect(texts("status = 'FINISHED'|")).toEqual(['AND'])
    expect(texts('tags.a IS NULL a|')).toEqual(['AND'])
    expect(texts('nonsense.x |')).toEqual([])
  })
})
