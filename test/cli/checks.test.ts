import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectFile } from '../../electron/platform/assets.ts'
import { author, createPlace, prepareTemplate, removePlaces, type Place } from '../support/cli.ts'
import { predictionsFile } from '../support/world.ts'

let template: Awaited<ReturnType<typeof prepareTemplate>>
beforeAll(async () => {
  template = await prepareTemplate()
})
afterAll(removePlaces)

const here = ['--workspace', 'workspace', '--as', author]
const json = async <T>(place: Place, args: readonly string[], code = 0): Promise<T> => {
  const run = await place.run([...args, ...here, '--json'])
  expect(run, run.stderr).toMatchObject({ code })
  return JSON.parse(run.stdout) as T
}

interface Shown {
  check: string
  kind: string
  verdict: string
}

test('a suite declares and runs its checks in order, and ends with 1 because one fails', async () => {
  const place = createPlace(template.root)
  const suite = projectFile('examples/german-credit/checks.yaml')
  const { checks } = await json<{ checks: Shown[] }>(place, ['check', 'run', suite, '--version', template.version], 1)
  expect(checks.map(({ kind, verdict }) => [kind, verdict])).toEqual([['fairness', 'pass'], ['fairness', 'fail']])
  const shown = await json<Shown>(place, ['check', 'show', checks[1]!.check])
  expect(shown).toEqual(checks[1])
  expect((await json<{ schema: string }>(place, ['check', 'show', checks[1]!.check, '--stored'])).schema).toBe('countersign/check-result/1')
})

test('a suite with a mistake in its second check runs none of them, and says where it is', async () => {
  const place = createPlace(template.root)
  writeFileSync(join(place.root, 'suite.yaml'), 'version: credit-lr@1\nchecks:\n- {check: fairness, inputs: {data: x.csv}, settings: {columns: {label: l, positive: "1", decision: {kind: prediction, column: p}, groups: [g]}}}\n- {check: palmistry, inputs: {data: x.csv}}\n')
  const before = place.head()
  const run = await place.run(['check', 'run', 'suite.yaml', ...here])
  expect(run).toMatchObject({ code: 2 })
  expect(run.stderr).toMatch(/^Check 2 of suite\.yaml: check: /)
  expect(place.head()).toBe(before)
})

test('a suite with a setting that no check knows is refused: a misspelt limit must not be none', async () => {
  const place = createPlace(template.root)
  const settings = 'columns: {label: l, positive: "1", decision: {kind: prediction, column: p}, groups: [g]}, minimumgroup: 5'
  writeFileSync(join(place.root, 'suite.yaml'), `version: credit-lr@1\nchecks:\n- {check: fairness, inputs: {data: x.csv}, settings: {${settings}}}\n`)
  const run = await place.run(['check', 'run', 'suite.yaml', ...here])
  expect(run).toMatchObject({ code: 2 })
  expect(run.stderr).toMatch(/^Check 1 of suite\.yaml: settings: .*minimumgroup/)
})

test.for([
  ['no list of checks', 'version: m@1\n', /is no suite: it needs/],
  ['no YAML', '{[', /neither YAML nor JSON/],
])('a suite with %s is refused', async ([, text, sentence]) => {
  const place = createPlace(template.root)
  writeFileSync(join(place.root, 'suite.yaml'), text as string)
  expect((await place.run(['check', 'run', 'suite.yaml', ...here])).stderr).toMatch(sentence as RegExp)
})

test('a check computed again on the same bytes is the same; on others it is refused, and nothing is written', async () => {
  const place = createPlace(template.root)
  copyFileSync(predictionsFile, join(place.root, 'moved.csv'))
  const before = place.head()
  const again = ['check', 'recompute', template.check, '--file']
  expect(await json(place, [...again, 'moved.csv'])).toEqual({ id: template.check, same: true, differences: [] })
  expect((await place.run([...again, 'data=moved.csv', ...here])).stdout).toContain('every count, number and verdict is the stored one')
  writeFileSync(join(place.root, 'other.csv'), 'label,prediction,sex\n1,1,a\n0,0,b\n')
  const refused = await place.run([...again, 'other.csv', ...here])
  expect(refused).toMatchObject({ code: 2 })
  expect(refused.stderr).toContain(`is not the file that ${template.check} read as data`)
  expect(place.head()).toBe(before)
})

test('a sealed test set asks before each use, and every use is told: checks, predictions over it, copies, what was computed again', async () => {
  const place = createPlace(template.root)
  const rows = ['label,prediction,sex', '1,1,a', '0,0,b', '1,0,a', '0,0,b']
  writeFileSync(join(place.root, 'held-out.csv'), rows.join('\n'))
  writeFileSync(join(place.root, 'predicted.csv'), [...rows.slice(0, 4), '0,1,b'].join('\n'))
  writeFileSync(join(place.root, 'part.csv'), rows.slice(0, 3).join('\n'))
  await json(place, ['dataset', 'add', 'held-out.csv', '--name', 'held-out'])
  expect(await json(place, ['dataset', 'seal-test-set', 'held-out@1', '--purpose', 'The first approval', '--split-method', 'by applicant'])).toMatchObject({ seal: { custodian: author, split: { method: 'by applicant', seed: null } }, uses: [], counted: 0 })
  const twice = await place.run(['dataset', 'seal-test-set', 'held-out@1', '--purpose', 'x', ...here])
  expect([twice.code, twice.stderr]).toEqual([2, expect.stringContaining('held-out@1 is sealed already')])
  const before = place.head()
  const quality = ['check', 'quality', '--version', template.version, '--data', 'held-out.csv']
  const unasked = await place.run([...quality, ...here])
  expect([unasked.code, unasked.stderr]).toEqual([2, expect.stringContaining(`held-out@1 is a sealed test set, guarded by ${author}: this will be use 1. Nothing was done. Say --yes to use it.`)])
  const performance = (file: string) => ['check', 'performance', '--version', template.version, '--data', file, '--test-set', 'held-out@1', '--label', 'label', '--positive', '1', '--prediction', 'prediction', '--yes']
  const other = await place.run([...performance('part.csv'), ...here])
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('The file has 2 rows and held-out@1 has 4')])
  writeFileSync(join(place.root, 'twice.yaml'), `version: ${template.version}\nchecks:\n- {check: quality, inputs: {data: held-out.csv}, settings: {}}\n- {check: quality, inputs: {data: held-out.csv}, settings: {missing: [x]}}\n`)
  expect((await place.run(['check', 'run', 'twice.yaml', ...here])).stderr).toContain('this will be use 1. The 2 checks use it 2 times, up to use 2. Nothing was done.')
  expect(place.head()).toBe(before)
  const first = await place.run([...quality, ...here, '--yes', '--json'])
  expect(first.stderr).toContain('this will be use 1')
  const { check } = JSON.parse(first.stdout) as Shown
  await place.run([...performance('predicted.csv'), ...here])
  await json(place, ['check', 'recompute', check, '--file', 'held-out.csv'])
  expect(await json(place, ['dataset', 'export', 'held-out@1', '--file', 'held-out.csv', '--out', 'copy.csv', '--purpose', 'a second look', '--for', 'Vera', '--yes'])).toMatchObject({ number: 3 })
  expect(readFileSync(join(place.root, 'copy.csv'), 'utf8')).toBe(rows.join('\n'))
  await json(place, ['dataset', 'record-use', 'held-out@1', '--purpose', 'a notebook', '--by', 'Ben'])
  const { uses, tests } = await json<{ uses: { number: number | null; what: string; by: string }[]; tests: { opened: string[] }[] }>(place, ['dataset', 'uses', 'held-out@1'])
  expect(uses.map(({ number, what, by }) => [number, what, by])).toEqual([
    [1, `quality check of ${template.version}`, author],
    [2, `performance check of ${template.version}`, author],
    [null, `${check} computed again`, author],
    [3, 'exported for Vera: a second look', author],
    [4, 'used outside by Ben: a notebook', author],
  ])
  expect(tests[0]!.opened.map((why) => why.slice(0, 40))).toEqual([expect.stringContaining(`an author of ${template.version} opened`), expect.stringContaining('held-out@1 is guarded by')])
})

test('fairness beyond two classes: Local Law 144 is reported and not judged, a ranking by several k, a reference and control columns', async () => {
  const place = createPlace(template.root)
  const law = fileURLToPath(new URL('../fixtures/data/ll144-selection-example.csv', import.meta.url))
  const common = ['check', 'fairness', '--version', template.version]
  const audited = await json<{ verdict: string; audit: { unknown: number; rows: { ratio: number | null }[] }[] }>(place, [...common, '--data', law, '--group', 'sex,race_ethnicity', '--prediction', 'selected', '--positive', '1', '--missing', 'Unknown', '--report', 'nyc_local_law_144', '--min-share', '0.02'])
  expect(audited.verdict).toBe('not_applicable')
  expect(audited.audit.map(({ unknown }) => unknown)).toEqual([250, 250, 250])
  const german = [...common, '--data', predictionsFile, '--group', 'sex']
  const ranked = await json<{ groups: { view: string }[]; metrics: { view?: string }[]; exposure: unknown[] }>(place, [...german, '--task', 'ranking', '--top', '10,100', '--by', 'score'], 1)
  expect([...new Set(ranked.groups.map(({ view }) => view))]).toEqual(['top 10', 'top 100'])
  expect(ranked.exposure).toHaveLength(2)
  const held = await json<{ conditional: unknown[]; scores: { auc: { value: number } }[]; metrics: { name: string; value: number }[] }>(place, [...german, '--label', 'label', '--positive', '1', '--prediction', 'prediction', '--reference', 'sex=male', '--control', 'age_group', '--scores', 'score'])
  expect(held.metrics.find(({ name }) => name === 'disparate_impact')!.value).toBeCloseTo(0.9479513405555892, 12)
  expect(held.scores[0]!.auc.value).toBeCloseTo(0.8009950248756219, 12)
  expect(held.conditional).toHaveLength(3)
})

test('a model that comes as ONNX is asked again, and agrees with the file', async () => {
  const place = createPlace(template.root)
  const onnx = (name: string) => projectFile(`test/fixtures/onnx/${name}`)
  const model = ['--model', onnx('columns.onnx'), '--data', onnx('credit.csv'), '--label', 'label', '--positive', '1', '--features', 'age,credit_amount,month,purpose,status']
  const found = await json<Shown & { features: { name: string }[]; recomputed: { decisions: unknown } }>(place, ['check', 'explanation', '--version', template.version, ...model, '--prediction', 'prediction', '--score', 'score', '--repeats', '2'])
  expect(found).toMatchObject({ kind: 'explanation', verdict: 'pass', recomputed: { decisions: { compared: 1000, different: 0 } } })
  expect(found.features[0]!.name).toBe('status')
  const half = await place.run(['check', 'explanation', '--version', template.version, '--data', onnx('credit.csv'), ...here])
  expect(half).toMatchObject({ code: 2 })
  expect(half.stderr).toContain('--method is missing.')
})

test('a data-quality check reads rules and thresholds from a file, prints its profile without personal values, and ends with 1 where it fails', async () => {
  const place = createPlace(template.root)
  writeFileSync(join(place.root, 'people.csv'), 'id;mail;age\n1;ana@example.org;34,5\n2;bo@example.org;17\n3;;250\n')
  writeFileSync(join(place.root, 'rules.yaml'), 'rules:\n- {kind: range, column: age, min: 18, max: 120}\nthresholds:\n  missing_share: {max: 0.5, source: agreed}\n  off_type_share: {max: 0.5}\n')
  const quality = ['check', 'quality', '--version', template.version, '--data', 'people.csv', '--row-id', 'id', '--rules', 'rules.yaml']
  const found = await json<Shown & { rules: { checked: number; violations: number }[]; columns: { name: string; type: string }[] }>(place, quality, 1)
  expect(found).toMatchObject({ kind: 'quality', verdict: 'fail', rules: [{ checked: 3, violations: 2 }] })
  expect(found.columns.map(({ name, type }) => [name, type])).toEqual([['id', 'integer'], ['mail', 'text'], ['age', 'number']])
  const shown = await place.run(['check', 'show', found.check, ...here])
  expect(shown.stdout).toContain('e-mail addresses, 2 rows')
  expect(shown.stdout).not.toContain('example.org')
  expect(await json(place, ['check', 'recompute', found.check, '--file', 'people.csv'])).toEqual({ id: found.check, same: true, differences: [] })
})

test('a terminal shows the largest of many groups and says how many there are; rows that only a group lacks are used; a reference without its column is refused', async () => {
  const place = createPlace(template.root)
  const rows = Array.from({ length: 502 }, (_, i) => `${i % 2},${i % 3 === 0 ? 1 : 0},${i === 501 ? '' : `g${i % 250}`}`)
  writeFileSync(join(place.root, 'many.csv'), ['label,prediction,group', ...rows, ''].join('\n'))
  const fairness = ['check', 'fairness', '--version', template.version, '--data', 'many.csv', '--label', 'label', '--prediction', 'prediction', '--positive', '1', '--group', 'group', ...here]
  const { stdout } = await place.run(fairness)
  expect(stdout).toContain('502 read, 502 used, 1 used in part (missing_group:group)')
  expect(stdout).toContain('The 200 largest of 250 groups; --json has them all.')
  expect(stdout.match(/^group=/gm)).toHaveLength(200)
  expect(stdout).toMatch(/^group=g0 +3 /m)
  expect((await place.run([...fairness, '--reference', 'g0'])).stderr).toMatch(/^--reference takes a group column and its value, as in --reference sex=male; "g0" is none\./)
  expect((await place.run([...fairness, '--resamples', '20000'])).stderr).toMatch(/^settings resamples: must be 10000 or less\. Nothing was written\./)
})

test.for([
  ['of another shape', 'limits: 3\n', /holds no rules: write "rules:"/],
  ['with a rule that there is not', '- {kind: even, column: x}\n', /settings rules 0 kind/],
  ['with a rule that lacks its column', '- {kind: not_null}\n', /settings rules 0 column: is missing \(a text\)\. Nothing was written\./],
  ['that is no YAML', '{[', /The rules file .* is neither YAML nor JSON/],
])('rules %s are refused', async ([, text, sentence]) => {
  const place = createPlace(template.root)
  writeFileSync(join(place.root, 'rules.yaml'), text as string)
  const run = await place.run(['check', 'quality', '--version', template.version, '--data', predictionsFile, '--rules', 'rules.yaml', ...here])
  expect(run.stderr).toMatch(sentence as RegExp)
})

test('settings of a check are saved under a name, and run again on another file; names and files that are none are refused', async () => {
  const place = createPlace(template.root)
  copyFileSync(predictionsFile, join(place.root, 'august.csv'))
  const saved = await json<{ name: string; check: string; settings: { minimumGroup: number } }>(place, ['check', 'template', 'save', ' Monthly fairness ', '--from', template.check])
  expect(saved).toMatchObject({ name: 'Monthly fairness', check: 'fairness', settings: { minimumGroup: 30, missing: [] } })
  expect((await json<unknown[]>(place, ['check', 'template', 'list']))).toEqual([saved])
  const first = await json<{ metrics: unknown[] }>(place, ['check', 'show', template.check])
  const again = await json<Shown & { metrics: unknown[] }>(place, ['check', 'run', '--template', 'Monthly fairness', '--version', template.version, '--file', 'august.csv'])
  expect(again).toMatchObject({ kind: 'fairness', verdict: 'pass', metrics: first.metrics })
  const before = place.head()
  const refused = async (args: readonly string[]) => {
    const run = await place.run(['check', ...args, ...here])
    expect(run).toMatchObject({ code: 2 })
    return run.stderr
  }
  expect(await refused(['template', 'save', 'two\nlines', '--from', template.check])).toContain('one line of visible characters')
  expect(await refused(['run', '--template', 'Weekly', '--version', template.version, '--file', 'august.csv'])).toContain('There is no template “Weekly”. There are: “Monthly fairness” (fairness).')
  expect(await refused(['run', '--template', 'Monthly fairness', '--version', template.version])).toContain('Say which file to check')
  expect(await refused(['run'])).toContain('Give either a suite')
  expect(place.head()).toBe(before)
})
