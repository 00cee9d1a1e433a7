import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createRandom } from '../../../../electron/domain/evidence/statistics/random.ts'
import { compareResults } from '../../../../electron/domain/evidence/recompute.ts'
import { columnOf, createQualityRuns, metricOf } from './quality-runs.ts'
import { type NaiveColumn, profileNaively, toTexts } from './naive.ts'
import type { QualityResult } from '../../../../shared/contract/evidence.ts'

const runs = createQualityRuns()
afterAll(() => runs.end())
const examples = join(import.meta.dirname, '../../../../examples/german-credit')
const titanic = join(import.meta.dirname, '../../../fixtures/data/titanic.csv')

const close = (a: number | null, b: number | null) => a === b || (a !== null && b !== null && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)))

/** Names of columns with what differs; counts must be equal, fractions within 1e-9. */
function disagreements(result: QualityResult, naive: ReadonlyMap<string, NaiveColumn>): string[] {
  return [...naive].flatMap(([name, expected]) => {
    const { present, missing, distinct, numbers, withheld } = columnOf(result, name)
    const differs = (what: string, same: boolean) => (same ? [] : [`${name}: ${what}`])
    const missed = Object.values(missing).reduce((sum, n) => sum + n, 0)
    const counts = differs('counts', present === expected.present && distinct === expected.distinct && missed === expected.missing)
    if (withheld === 'personal' || (numbers === null && expected.numbers === null)) return counts
    if (numbers === null || expected.numbers === null) return [...counts, `${name}: numbers or none`]
    const { min, max, mean, sd, quantiles, below, above, counts: bars } = expected.numbers
    return [
      ...counts,
      ...differs('ends', numbers.min === min && numbers.max === max),
      ...differs('outliers', numbers.outliers.below === below && numbers.outliers.above === above),
      ...differs('histogram', numbers.histogram.counts.join() === bars.join()),
      ...differs('mean', close(numbers.mean, mean)),
      ...differs('sd', close(numbers.sd, sd)),
      ...differs('quantiles', quantiles.every((quantile, at) => close(numbers.quantiles[at] ?? null, quantile))),
    ]
  })
}

const naively = (csv: string) => new Map([...toTexts(csv)].map(([name, texts]) => [name, profileNaively(texts)]))

/** A table of many kinds of columns, small enough to be counted twice. */
function randomTable(seed: number, rows: number): string {
  const random = createRandom(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.fraction() * from.length)] as T
  const columns: Record<string, () => string> = {
    whole: () => String(Math.floor(random.fraction() * 12) - 3),
    fraction: () => String(Math.round(random.fraction() * 1e6) / 1e3),
    wide: () => String(10 ** (random.fraction() * 40 - 20)),
    constant: () => '7',
    sparse: () => (random.fraction() < 0.6 ? pick(['', 'NA', '?', ' ', 'null']) : String(Math.floor(random.fraction() * 1_000))),
    word: () => pick(['red', 'green', 'blue', 'Red', '-', 'N/A']),
    code: () => pick(['007', '12', '3']),
  }
  const lines = Array.from({ length: rows }, () => Object.values(columns).map((make) => make()).join(','))
  return `${[Object.keys(columns).join(','), ...lines].join('\n')}\n`
}

describe('the profile', () => {
  it('is the same with a rule beside it and without, whatever late rows hold', async () => {
    const lines = Array.from({ length: 3_000 }, (_, row) => {
      const late = row > 2_500
      return { late: late ? '007' : String(row), words: late || row % 4 === 1 ? 'x' : String(row % 50), large: String(9_007_199_254_740_990n + BigInt(row)), written: row % 2 === 0 ? '1' : '1.0', v0: row % 3 === 0 ? '' : '5', h: String(row % 7) }
    })
    // The last two are one row written in two ways, then one row twice.
    const rows = [...lines, { ...lines[4]!, written: '1.0' }, lines[5]!]
    const csv = [Object.keys(rows[0]!).join(','), ...rows.map((row) => Object.values(row).join(','))].join('\n')
    const json = rows.map((row) => JSON.stringify(row)).join('\n')
    for (const path of [runs.write(`${csv}\n`), runs.write(`${json}\n`, 'split.jsonl')]) {
      const [alone, asked] = [await runs.run(path), await runs.run(path, { rules: [{ kind: 'not_null', column: 'h' }] })]
      expect(alone.columns).toEqual(asked.columns)
      expect([alone.duplicates, asked.duplicates]).toEqual([{ groups: 1, rows: 1 }, { groups: 1, rows: 1 }])
      expect(alone.columns.map(({ type }) => type)).toEqual(['text', 'text', 'integer', 'integer', 'integer', 'integer'])
    }
  })

  it.each([[1, 1], [2, 2], [3, 17], [4, 400], [5, 3_000]])('is what a naive count gives on random table %i of %i rows', async (seed, rows) => {
    const csv = randomTable(seed, rows)
    expect(disagreements(await runs.run(runs.write(csv)), naively(csv))).toEqual([])
  })

  it('is what a naive count gives on german-credit, its predictions and the passengers of the Titanic', async () => {
    for (const path of [join(examples, 'german-credit.csv'), join(examples, 'german-lr-predictions.csv'), titanic]) {
      expect(disagreements(await runs.run(path), naively(readFileSync(path, 'utf8')))).toEqual([])
    }
  })

  it('tells apart what numbers alone do not, in a column of numbers that hardly repeat', async () => {
    const numbers = Array.from({ length: 2_500 }, (_, at) => String(at / 7 - 100))
    const others = ['', '', 'NA', 'n/a', 'high', 'high', 'low', '9007199254740993', '9007199254740992', '-inf', 'Infinity', '']
    const csv = `x,y\n${[...numbers, ...others].map((value) => `${value},1`).join('\n')}\n`
    const column = columnOf(await runs.run(runs.write(csv)), 'x')
    expect(column).toMatchObject({ type: 'number', present: 2_507, offType: 3, infinite: 2, missing: { empty: 3, token: 2 }, distinct: 2_506, commonest: 2 })
    const late = `x,y\n${[...numbers, '007'].map((value) => `${value},1`).join('\n')}\n`
    expect(columnOf(await runs.run(runs.write(late)), 'x')).toMatchObject({ type: 'text', distinct: 2_501 })
  })

  it('finds quantiles among values that crowd at one end', async () => {
    const values = Array.from({ length: 45_000 }, (_, at) => at / 1e9)
    const csv = `x\n${[...values, 1e12].join('\n')}\n`
    expect(disagreements(await runs.run(runs.write(csv)), naively(csv))).toEqual([])
  })

  it('does not change with the order of rows', async () => {
    const lines = readFileSync(titanic, 'utf8').trimEnd().split('\n')
    const [header, ...rows] = lines
    const random = createRandom(11)
    const shuffled = rows.map((row) => [random.fraction(), row] as const).toSorted((a, b) => a[0] - b[0]).map(([, row]) => row)
    const ask = { label: 'Survived', rowIds: ['PassengerId'] }
    const before = await runs.run(titanic, ask)
    const after = await runs.run(runs.write([header, ...shuffled, ''].join('\n')), ask)
    expect(compareResults(before, after)).toEqual([])
  })

  it('doubles every count when every row is doubled, and makes each second one a duplicate', async () => {
    const [header, ...rows] = readFileSync(titanic, 'utf8').trimEnd().split('\n')
    const once = await runs.run(titanic)
    const twice = await runs.run(runs.write([header, ...rows, ...rows, ''].join('\n')))
    expect(twice.duplicates).toEqual({ groups: 891, rows: 891 })
    for (const column of once.columns) {
      const other = columnOf(twice, column.name)
      expect([other.present, other.distinct]).toEqual([column.present * 2, column.distinct])
      expect(other.numbers?.histogram.counts).toEqual(column.numbers?.histogram.counts.map((n) => n * 2))
    }
  })

  it('tells the ways in which a value is missing', async () => {
    const result = await runs.run(runs.write('x,n\na,1\n,\n"  ",NaN\nNULL,nan\n?,-999\nNA,-999.0\nb,2\n'), { missing: ['-999'] })
    expect(columnOf(result, 'x')).toMatchObject({ present: 2, missing: { empty: 1, whitespace: 1, null_text: 1, token: 2 } })
    expect(columnOf(result, 'n')).toMatchObject({ type: 'integer', present: 2, missing: { empty: 1, nan: 2, token: 2 }, numbers: { min: 1, max: 2 } })
  })

  it('counts values of another type and infinity, and takes them for no number', async () => {
    const rows = Array.from({ length: 97 }, (_, at) => String(at)).concat('high', 'inf', '-Infinity')
    const result = await runs.run(runs.write(`x\n${rows.join('\n')}\n`))
    expect(columnOf(result, 'x')).toMatchObject({ type: 'integer', present: 100, offType: 1, infinite: 2, distinct: 100, numbers: { min: 0, max: 96, mean: 48 } })
    expect(metricOf(result, 'off_type_share', 'x')).toMatchObject({ value: 0.01, verdict: 'warn' })
    expect(metricOf(result, 'infinite_share', 'x')).toMatchObject({ value: 0.02, verdict: 'warn' })
  })

  it('keeps codes and long whole numbers apart by their text', async () => {
    const result = await runs.run(runs.write('code,long\n007,90071992547409930\n7,90071992547409931\n12,1\n'))
    expect(columnOf(result, 'code')).toMatchObject({ type: 'text', distinct: 3 })
    expect(columnOf(result, 'long')).toMatchObject({ type: 'integer', distinct: 3, flags: ['key_candidate'] })
  })

  it('knows dates and finds the days that are missing between them', async () => {
    const days = Array.from({ length: 30 }, (_, at) => `2026-03-${String(at + 1).padStart(2, '0')}`).filter((day) => day !== '2026-03-11' && day !== '2026-03-12')
    const result = await runs.run(runs.write(`d,t\n${days.map((day, at) => `${day},${day}T${at % 24}:00:01`.replace('T', ' ')).join('\n')}\n`))
    expect(columnOf(result, 'd')).toMatchObject({ type: 'date', dates: { min: '2026-03-01', max: '2026-03-30', gaps: { stepSeconds: 86_400, gaps: 1, longestSeconds: 3 * 86_400 } } })
    expect(columnOf(result, 't')).toMatchObject({ type: 'timestamp', dates: { min: '2026-03-01 00:00:01' } })
  })

  it('finds categories that differ by case and space only', async () => {
    const words = ['male', 'male', 'male', 'Male', ' male ', 'female', 'female', 'fe male']
    const result = await runs.run(runs.write(`sex\n${words.map((word) => `"${word}"`).join('\n')}\n`), { minimumShown: 1 })
    expect(columnOf(result, 'sex').variants).toEqual({ groups: 1, rows: 2, shown: [[{ value: 'male', n: 3 }, { value: ' male ', n: 1 }, { value: 'Male', n: 1 }]] })
    expect(metricOf(result, 'variant_share', 'sex')).toMatchObject({ value: 0.25, verdict: 'warn' })
  })

  it('names no value of fewer rows than the least, and none of a column that names rows', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => `${at < 36 ? 'often' : 'seldom'},k${at}x`)
    const result = await runs.run(runs.write(`word,key\n${rows.join('\n')}\n`))
    expect(columnOf(result, 'word').top).toEqual([{ value: 'often', n: 36 }])
    expect(columnOf(result, 'key')).toMatchObject({ withheld: 'identifier', top: [], flags: ['key_candidate'] })
  })
})
