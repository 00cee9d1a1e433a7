import { toCount } from './counted.ts'
import type { JointCounts, RankSums } from './facts.ts'
import type { Question } from './question.ts'

/** Rows that both models speak of, by truth and both decisions; with two scores also the sums of ranks that their areas are compared by. */
export async function readJoint({ settings, run }: Question, k: number): Promise<JointCounts> {
  const valued = settings.business?.column ? ', sum(vn) AS vn, fsum(v1) AS v1, fsum(v2) AS v2' : ''
  const rows = await run(`SELECT code, ch, sum(n) AS n${valued} FROM data_cells WHERE ch IS NOT NULL GROUP BY code, ch ORDER BY code, ch`)
  const cells = rows.map((row) => {
    const [code, n] = [toCount(row['code']), toCount(row['n'])]
    const stake = settings.business ? (valued === '' ? { n, sum: 0, squares: 0 } : { n: toCount(row['vn']), sum: Number(row['v1']), squares: Number(row['v2']) }) : null
    return { truth: Math.floor(code / k), champion: code % k, challenger: toCount(row['ch']), rows: n, stake }
  })
  return { cells, ranks: settings.model.score !== null && settings.challenger?.score ? await readRanks(run, k) : null, errors: null }
}

/** Ranks by each score over the rows that have both: a positive's is twice the negatives below it plus those at it, a negative's the mirror of that. */
async function readRanks(run: Question['run'], k: number): Promise<RankSums> {
  await run(`CREATE OR REPLACE TEMP VIEW paired AS SELECT s, cs, code >= ${k} AS positive, n FROM data_cells WHERE s IS NOT NULL AND cs IS NOT NULL AND ch IS NOT NULL`)
  const ranked = (score: string) =>
    [
      `SELECT ${score} AS score, 2 * sum(q) OVER below - q AS up, 2 * (sum(p) OVER () - sum(p) OVER below) + p AS down`,
      `FROM (SELECT ${score}, coalesce(sum(n) FILTER (positive), 0)::HUGEINT AS p, coalesce(sum(n) FILTER (NOT positive), 0)::HUGEINT AS q FROM paired GROUP BY ${score})`,
      `WINDOW below AS (ORDER BY ${score} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`,
    ].join(' ')
  const total = (expression: string, rows: string, name: string) => `CAST(coalesce(sum(n * ${expression}) FILTER (${rows}), 0)::HUGEINT AS VARCHAR) AS ${name}`
  const [row = {}] = await run(
    [
      `WITH a AS MATERIALIZED (${ranked('s')}), b AS MATERIALIZED (${ranked('cs')})`,
      `SELECT ${[
        'CAST(coalesce(sum(n) FILTER (positive), 0) AS VARCHAR) AS p',
        'CAST(coalesce(sum(n) FILTER (NOT positive), 0) AS VARCHAR) AS q',
        total('a.up', 'positive', 'r0'),
        total('b.up', 'positive', 'r1'),
        total('a.up * a.up', 'positive', 'p0'),
        total('b.up * b.up', 'positive', 'p1'),
        total('a.down * a.down', 'NOT positive', 'n0'),
        total('b.down * b.down', 'NOT positive', 'n1'),
        total('a.up * b.up', 'positive', 'cp'),
        total('a.down * b.down', 'NOT positive', 'cn'),
      ].join(', ')}`,
      'FROM paired JOIN a ON a.score = paired.s JOIN b ON b.score = paired.cs',
    ].join(' '),
  )
  const text = (name: string) => String(row[name])
  return {
    positives: text('p'),
    negatives: text('q'),
    ranks: [text('r0'), text('r1')],
    positiveSquares: [text('p0'), text('p1')],
    negativeSquares: [text('n0'), text('n1')],
    crossPositives: text('cp'),
    crossNegatives: text('cn'),
  }
}
