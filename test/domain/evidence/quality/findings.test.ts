import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { toCanonical } from '../../../../electron/tlog/canonical.ts'
import { columnOf, createQualityRuns, metricOf } from './quality-runs.ts'

const runs = createQualityRuns()
afterAll(() => runs.end())
const fixtures = join(import.meta.dirname, '../../../fixtures/data')
const [titanic, later] = [join(fixtures, 'titanic.csv'), join(fixtures, 'titanic-later.csv')]
const german = join(import.meta.dirname, '../../../../examples/german-credit/german-credit.csv')
const lines = (rows: readonly string[]) => `${rows.join('\n')}\n`

describe('rules', () => {
  const data = lines(['id,age,sex,mail,seen', '1,17,f,a1,2026-01-01', '2,18,m,b2,2026-02-01', '2,?,x,c,2026-03-01', '4,90,,d4,', '5,old,f,e5,2026-03-31'])
  it('judge present values, each by what it says, and keep a verdict as a metric', async () => {
    const result = await runs.run(runs.write(data), {
      rules: [
        { kind: 'not_null', column: 'age' },
        { kind: 'unique', column: 'id' },
        { kind: 'type', column: 'age', type: 'integer' },
        { kind: 'range', column: 'age', min: 18, max: 90 },
        { kind: 'range', column: 'seen', min: '2026-02-01' },
        { kind: 'set', column: 'sex', values: ['f', 'm'], warns: true },
        { kind: 'pattern', column: 'mail', pattern: '[a-z][0-9]', tolerance: 0.2 },
        { kind: 'fresh', column: 'seen', asOf: '2026-04-10', maximumDays: 9 },
        { kind: 'row_count', min: 5, max: 5 },
      ],
    })
    expect(result.rules.map(({ rule, checked, violations, measure }) => [rule.kind, checked, violations, result.metrics[measure]!.value, result.metrics[measure]!.verdict])).toEqual([
      ['not_null', 5, 1, 0.2, 'fail'],
      ['unique', 5, 2, 0.4, 'fail'],
      ['type', 4, 1, 0.25, 'fail'],
      ['range', 4, 2, 0.5, 'fail'],
      ['range', 4, 1, 0.25, 'fail'],
      ['set', 4, 1, 0.25, 'warn'],
      ['pattern', 5, 1, 0.2, 'pass'],
      ['fresh', 4, 1, 10, 'fail'],
      ['row_count', 5, 0, 5, 'pass'],
    ])
    expect(result.verdict).toBe('fail')
  })

  it('on a column without values have nothing to judge, and do not pass', async () => {
    const result = await runs.run(runs.write('x,y\n,1\n,2\n'), { thresholds: {}, rules: [{ kind: 'range', column: 'x', min: 0 }] })
    expect(result.metrics.at(-1)).toMatchObject({ name: 'rule_range', value: null, verdict: 'insufficient_data', reason: 'no_values' })
    expect(result.verdict).toBe('insufficient_data')
  })
})

describe('the label', () => {
  it('of the Titanic is told by the lifeboat alone, and hardly by the fare', async () => {
    const result = await runs.run(titanic, { label: 'Survived', rowIds: ['PassengerId'] })
    expect(result.label).toMatchObject({ missing: 0, distinct: 2, classes: [{ value: '0', n: 549 }, { value: '1', n: 342 }], conflicts: { groups: 0, rows: 0 } })
    // 549 of 891 rows have the commonest label; counted by a program of its own, 865 rows carry the commonest label of their boat, boats of fewer than five rows together.
    expect(metricOf(result, 'leakage_lambda', 'boat')).toMatchObject({ value: (865 - 549) / (891 - 549), verdict: 'warn', n: 891 })
    expect(metricOf(result, 'leakage_auc', 'Fare')).toMatchObject({ verdict: 'pass', n: 891 })
    expect(metricOf(result, 'leakage_auc', 'Fare').value).toBeCloseTo(0.6921223063730972, 12)
    expect(metricOf(result, 'leakage_lambda', 'Name')).toMatchObject({ value: 0 })
  })

  it('that is the same for a number and its negative: a score may point either way', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `${at},${-at},${at < 30 ? 'no' : 'yes'}`)
    const result = await runs.run(runs.write(lines(['up,down,label', ...rows])), { label: 'label' })
    for (const column of ['up', 'down']) expect(metricOf(result, 'leakage_auc', column)).toMatchObject({ value: 1, verdict: 'fail' })
  })

  it('that contradicts itself is counted by rows', async () => {
    const result = await runs.run(runs.write(lines(['id,a,b,label', '1,x,1,yes', '2,x,1,no', '3,x,1,yes', '4,y,1,no', '5,,1,no', '6,,1,yes'])), { label: 'label', rowIds: ['id'] })
    expect(result.label!.conflicts).toEqual({ groups: 2, rows: 5 })
    expect(metricOf(result, 'conflicting_label_share', 'label')).toMatchObject({ value: 5 / 6, verdict: 'fail' })
  })

  it('of many values is no class', async () => {
    const result = await runs.run(german, { label: 'credit_amount' })
    expect(metricOf(result, 'minimum_class_share', 'credit_amount')).toMatchObject({ verdict: 'insufficient_data', reason: 'not_a_class' })
  })

  it('of german-credit has 300 rows in its smaller class', async () => {
    expect(metricOf(await runs.run(german, { label: 'credit' }), 'minimum_class_share', 'credit')).toMatchObject({ value: 0.3, verdict: 'pass', n: 1_000 })
  })
})

describe('other files', () => {
  it('a reference: columns that went, and categories that it does not know', async () => {
    const result = await runs.run({ data: later, reference: titanic })
    expect(result.reference).toMatchObject({ rows: 891, added: [], removed: ['Survived'] })
    const unseen = result.reference!.unseen.map(({ column, values, rows }) => [column, values, rows])
    expect(unseen).toContainEqual(['Sex', 0, 0])
    expect(unseen.some(([column]) => column === 'Name')).toBe(false)
    expect(metricOf(result, 'schema_differences')).toMatchObject({ value: 1, verdict: 'warn' })
  })

  it('a test split: rows that are in the data, by the columns of both and whatever the numbers look like', async () => {
    const data = runs.write(lines(['id,x,y', '1,1.0,a', '2,2,b', '3,,c']))
    const test = runs.write(lines(['y,x,id,more', 'a,1,7,?', 'b,3,8,?', 'c,NA,9,?', 'c,,10,?']))
    const result = await runs.run({ data, test }, { rowIds: ['id'] })
    expect(result.overlap).toEqual({ testRows: 4, rows: 3, columns: 2 })
    expect(metricOf(result, 'overlap_share')).toMatchObject({ value: 0.75, verdict: 'fail' })
  })

  it('a benchmark: shares beside the expected ones, with a test of fit as information', async () => {
    const benchmark = runs.write(lines(['column,value,count', 'Sex,male,50', 'Sex,female,50', 'Pclass,1,0.5', 'Pclass,2,0.5']))
    const result = await runs.run({ data: titanic, benchmark })
    const sex = result.benchmark.find(({ column }) => column === 'Sex')!
    expect(sex.values).toMatchObject([{ value: 'female', n: 314, expected: 0.5, ratio: (314 / 891) / 0.5 }, { value: 'male', n: 577, expected: 0.5 }])
    // (314 − 445.5)² / 445.5 · 2 = 77.6307…, one degree of freedom.
    expect(sex.chiSquare).toBeCloseTo(77.63075196408532, 9)
    expect(sex.p).toBeLessThan(1e-17)
    expect(result.benchmark.find(({ column }) => column === 'Pclass')).toMatchObject({ chiSquare: null, p: null })
    expect(metricOf(result, 'representation_ratio', 'Sex')).toMatchObject({ verdict: 'fail' })
  })
})

describe('personal data', () => {
  const rows = [
    'mail,phone,iban,card,bsn,ip,pesel,note,number',
    'ana@example.org,+49 30 901820,DE89370400440532013000,4111111111111111,111222333,10.0.0.1,44051401359,call ana@example.org,1',
    'bo@example.org,+44 20 7946 0018,GB29NWBK60161331926819,5555555555554444,123456782,192.168.1.17,02070803628,nothing,2',
    'cy@example.org,+1 (202) 555-0143,FR1420041010050500013M02606,378282246310005,111222333,8.8.8.8,44051401359,nothing,3',
  ]

  it('is found by form and check digit, counted, and never told', async () => {
    const result = await runs.run(runs.write(lines(rows)), { minimumShown: 1, label: 'number' })
    const found = Object.fromEntries(result.columns.map(({ name, personal }) => [name, personal.map(({ kind, country, basis, rows: n }) => `${kind}${country ?? ''} ${basis} ${n}`)]))
    expect(found).toEqual({
      mail: ['email values 3'],
      phone: ['phone values 3'],
      iban: ['iban values 3'],
      card: ['card values 3'],
      bsn: ['national_idNL values 3'],
      ip: ['ip_address values 3'],
      pesel: ['national_idPL values 3'],
      note: ['email values 1'],
      number: [],
    })
    expect(metricOf(result, 'personal_columns')).toMatchObject({ value: 8, verdict: 'warn' })
    const stored = Buffer.from(toCanonical(result)).toString('utf8')
    for (const value of rows.slice(1).flatMap((row) => row.split(',').slice(0, 8)).filter((value) => value !== 'nothing')) expect(stored).not.toContain(value)
    for (const column of result.columns.filter(({ personal }) => personal.length > 0)) expect([column.numbers, column.dates, column.top]).toEqual([null, null, []])
  })

  it('is not seen in codes, amounts and dates', async () => {
    const harmless = Array.from({ length: 200 }, (_, at) => `${100_000_000 + at},2026-01-${String((at % 28) + 1).padStart(2, '0')},${at * 1.5},1.2.${at},A${at}`)
    const result = await runs.run(runs.write(lines(['key,day,amount,release,code', ...harmless])))
    expect(result.columns.flatMap(({ personal }) => personal)).toEqual([])
  })

  it('is named by the column where values have no form, and its values are withheld', async () => {
    const result = await runs.run(titanic)
    expect(columnOf(result, 'Name')).toMatchObject({ withheld: 'personal', top: [], personal: [{ kind: 'name', basis: 'name', rows: null }] })
    expect(result.limits[0]).toBe('Name: looks like personal data, so no value, range or histogram of it is kept here.')
  })
})
