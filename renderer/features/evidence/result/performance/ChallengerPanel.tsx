import type { CheckWithResult, PerformanceMetric } from '../../../../../shared/contract/evidence.ts'
import { performanceTitles } from '../../../../../shared/performance-words.ts'
import { formatCount } from '../../../../ui/format.ts'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { ChartAndTable } from './ChartAndTable.tsx'
import { toDifferenceForest } from './charts.ts'
import { toChallengerCsv } from './csv.ts'
import { Estimated, figure, pValue } from './figures.tsx'
import classes from './performance.module.css'

/** Amounts would squeeze rates to nothing on a common axis. */
const unitless = (name: PerformanceMetric): boolean => name !== 'business_value'

/** Both models over the same rows. */
export function ChallengerPanel({ check }: { check: CheckWithResult<'performance'> }) {
  const { challenger } = check.result
  if (!challenger) return null
  const forest = toDifferenceForest(check.result, unitless)
  const description = forest.rows.map(({ label, value, low, high }) => `${label}: ${figure(value)}, ${figure(low)} to ${figure(high)}.`).join(' ')
  const { mcnemar } = challenger
  return (
    <ChartAndTable
      check={check}
      title="Challenger against champion"
      aside={`${formatCount(challenger.n)} rows that both speak of`}
      charts={[{ title: 'Challenger − champion', name: 'challenger', forest, description }]}
      csv={() => toChallengerCsv(challenger)}
    >
      <SimpleTable
        label="Both models and their difference"
        rows={challenger.comparisons}
        rowKey={({ name }) => name}
        columns={[
          { id: 'metric', header: 'metric', rowHeader: true, cell: ({ name }) => performanceTitles[name] },
          { id: 'champion', header: 'champion', align: 'end', cell: ({ champion }) => figure(champion) },
          { id: 'challenger', header: 'challenger', align: 'end', cell: (row) => figure(row.challenger) },
          { id: 'difference', header: 'difference', align: 'end', cell: ({ difference, low, high }) => <Estimated value={difference} low={low} high={high} /> },
          { id: 'p', header: 'p', align: 'end', cell: ({ p }) => pValue(p) },
        ]}
      />
      {mcnemar && (
        <p className={classes.note}>
          Only the champion is right in {formatCount(mcnemar.onlyChampion)} rows, only the challenger in {formatCount(mcnemar.onlyChallenger)}, both in {formatCount(mcnemar.bothRight)}, neither in {formatCount(mcnemar.bothWrong)}. McNemar’s test,{' '}
          {mcnemar.method === 'exact' ? 'exact' : `χ² = ${figure(mcnemar.statistic)}`}: p {mcnemar.p < 0.001 ? '' : '= '}
          {pValue(mcnemar.p)}.
        </p>
      )}
    </ChartAndTable>
  )
}
