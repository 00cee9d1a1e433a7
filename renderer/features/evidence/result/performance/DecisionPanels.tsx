import type { CheckWithResult, PerformanceResult } from '../../../../../shared/contract/evidence.ts'
import { CopyCsv } from '../../../../ui/CopyCsv.tsx'
import { formatCount, formatDecimal } from '../../../../ui/format.ts'
import { Panel } from '../../../../ui/Panel.tsx'
import { SimpleTable } from '../../../../ui/SimpleTable.tsx'
import { ChartAndTable, type Drawn } from './ChartAndTable.tsx'
import { toCalibration, toCalibrationChart, toPrecisionRecall, toRoc, toSweep, toSweepChart } from './charts.ts'
import { toCalibrationCsv, toConfusionCsv, toCurveCsv, toSweepCsv } from './csv.ts'
import { Estimated, figure } from './figures.tsx'
import classes from './performance.module.css'

type Props = { readonly check: CheckWithResult<'performance'> }

/** Rows by truth and decision; for several classes also what each one is worth. */
export function ConfusionPanel({ check: { result } }: Props) {
  const { confusion, classes: each } = result.data
  if (!confusion) return null
  const rows = confusion.classes.map((label, at) => ({ label, at, counts: confusion.counts[at] ?? [] }))
  return (
    <Panel
      title="Confusion matrix"
      aside={<CopyCsv csv={() => toConfusionCsv(result)} />}
      padded={false}
    >
      <SimpleTable
        label="Rows by true and decided class"
        rows={rows}
        rowKey={({ label }) => label}
        columns={[
          { id: 'truth', header: 'truth ↓ decided →', rowHeader: true, cell: ({ label }) => label },
          ...confusion.classes.map((label, at) => ({ id: `c${at}`, header: label, align: 'end' as const, cell: (row: (typeof rows)[number]) => <span className={at === row.at ? classes.diagonal : undefined}>{formatCount(row.counts[at] ?? 0)}</span> })),
          { id: 'rows', header: 'rows', align: 'end', cell: ({ counts }) => formatCount(counts.reduce((total, one) => total + one, 0)) },
        ]}
      />
      {each.length > 0 && <ClassTable each={each} />}
    </Panel>
  )
}

const ClassTable = ({ each }: { each: PerformanceResult['data']['classes'] }) => (
  <SimpleTable
    label="Each class against the rest"
    rows={each}
    rowKey={({ label }) => label}
    columns={[
      { id: 'class', header: 'class', rowHeader: true, cell: ({ label }) => label },
      { id: 'support', header: 'rows', align: 'end', cell: ({ support }) => formatCount(support) },
      ...(['precision', 'recall', 'f1'] as const).map((name, at) => ({
        id: name,
        header: name === 'f1' ? 'F1' : name,
        align: 'end' as const,
        cell: ({ estimates }: (typeof each)[number]) => <Estimated value={estimates[at]?.value ?? null} low={estimates[at]?.low ?? null} high={estimates[at]?.high ?? null} />,
      })),
    ]}
  />
)

const valueOf = ({ data: { estimates } }: PerformanceResult, name: string) => estimates.find((one) => one.name === name)

export function CurvesPanel({ check }: Props) {
  const { result } = check
  const { curve } = result.data
  if (!curve || curve.points.length === 0) return null
  const [auc, precision] = [valueOf(result, 'auc_roc'), valueOf(result, 'average_precision')]
  const charts: Drawn[] = [
    { title: 'ROC curve', name: 'roc', xy: toRoc(result, curve), description: `Area under the curve ${formatDecimal(auc?.value)}, ${formatDecimal(auc?.low)} to ${formatDecimal(auc?.high)}.` },
    { title: 'Precision and recall', name: 'precision-recall', xy: toPrecisionRecall(result, curve), description: `Average precision ${formatDecimal(precision?.value)}, ${formatDecimal(precision?.low)} to ${formatDecimal(precision?.high)}.` },
  ]
  const step = Math.max(1, Math.ceil(curve.points.length / 40))
  const rows = curve.points.filter((_, at) => at % step === 0)
  return (
    <ChartAndTable check={check} title="ROC and precision–recall curves" aside={`${formatCount(curve.distinctScores)} different scores, ${formatCount(curve.points.length)} points stored`} charts={charts} csv={() => toCurveCsv(result)}>
      <SimpleTable
        label="Points of the curves"
        rows={rows}
        rowKey={({ threshold, tp, fp }) => `${threshold} ${tp} ${fp}`}
        columns={[
          { id: 'score', header: 'score ≥', rowHeader: true, cell: ({ threshold }) => formatDecimal(threshold) },
          { id: 'tp', header: 'TP', align: 'end', cell: ({ tp }) => formatCount(tp) },
          { id: 'fp', header: 'FP', align: 'end', cell: ({ fp }) => formatCount(fp) },
          { id: 'tpr', header: 'recall', align: 'end', cell: ({ tp }) => formatDecimal(curve.positives ? tp / curve.positives : null) },
          { id: 'fpr', header: 'false positive rate', align: 'end', cell: ({ fp }) => formatDecimal(curve.negatives ? fp / curve.negatives : null) },
          { id: 'precision', header: 'precision', align: 'end', cell: ({ tp, fp }) => formatDecimal(tp + fp ? tp / (tp + fp) : null) },
        ]}
      />
    </ChartAndTable>
  )
}

export function SweepPanel({ check }: Props) {
  const { curve } = check.result.data
  if (!curve || curve.points.length < 3) return null
  const rows = toSweep(curve)
  const charts: Drawn[] = [{ title: 'Precision, recall and F1 by cutoff', name: 'cutoffs', xy: toSweepChart(rows), description: `From a cutoff of ${formatDecimal(rows.at(-1)?.threshold)} to ${formatDecimal(rows[0]?.threshold)}.` }]
  return (
    <ChartAndTable check={check} title="At other cutoffs" charts={charts} csv={() => toSweepCsv(rows)}>
      <SimpleTable
        label="Metrics by cutoff"
        rows={rows}
        rowKey={({ threshold }) => String(threshold)}
        columns={[
          { id: 'cutoff', header: 'cutoff', rowHeader: true, cell: ({ threshold }) => formatDecimal(threshold) },
          { id: 'tp', header: 'TP', align: 'end', cell: ({ tp }) => formatCount(tp) },
          { id: 'fp', header: 'FP', align: 'end', cell: ({ fp }) => formatCount(fp) },
          { id: 'precision', header: 'precision', align: 'end', cell: (row) => formatDecimal(row.precision) },
          { id: 'recall', header: 'recall', align: 'end', cell: (row) => formatDecimal(row.recall) },
          { id: 'specificity', header: 'specificity', align: 'end', cell: (row) => formatDecimal(row.specificity) },
          { id: 'f1', header: 'F1', align: 'end', cell: (row) => formatDecimal(row.f1) },
        ]}
      />
    </ChartAndTable>
  )
}

export function CalibrationPanel({ check }: Props) {
  const rows = toCalibration(check.result)
  if (rows.length === 0) return null
  const description = rows.map(({ bin, mean, share, n }) => `${bin}: mean score ${figure(mean)}, share of positives ${figure(share)}, ${n} rows.`).join(' ')
  return (
    <ChartAndTable check={check} title="Calibration" aside="tenths of the score" charts={[{ title: 'Calibration', name: 'calibration', xy: toCalibrationChart(rows), description }]} csv={() => toCalibrationCsv(rows)}>
      <SimpleTable
        label="Calibration by tenth of the score"
        rows={rows}
        rowKey={({ bin }) => bin}
        columns={[
          { id: 'bin', header: 'scores', rowHeader: true, cell: ({ bin }) => bin },
          { id: 'n', header: 'n', align: 'end', cell: ({ n }) => formatCount(n) },
          { id: 'mean', header: 'mean score', align: 'end', cell: ({ mean }) => formatDecimal(mean) },
          { id: 'share', header: 'share of positives', align: 'end', cell: ({ share }) => formatDecimal(share) },
          { id: 'gap', header: 'difference', align: 'end', cell: ({ mean, share }) => formatDecimal(mean - share) },
        ]}
      />
    </ChartAndTable>
  )
}
