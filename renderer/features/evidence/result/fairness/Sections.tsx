import type { CheckWithResult, Comparison, Conditional, Estimate, FairnessResult } from '../../../../../shared/contract/evidence.ts'
import { countOf } from '../../../../ui/format.ts'
import type { IntervalPoint } from '../../../../ui/IntervalPlot.tsx'
import { rateWords, toGroupName, toGroupValues, toReason } from '../../wording.ts'
import { toSource } from '../source.ts'
import { FigurePanel } from './FigurePanel.tsx'
import type { Figure } from './figures.ts'

type Checked = CheckWithResult<'fairness'>

/** Sections that a result has where its settings ask for them; each is drawn from the stored result alone. */
export function Sections({ check }: { check: Checked }) {
  return (
    <>
      <Audit check={check} />
      <Comparisons check={check} />
      <ConditionalPanel check={check} />
      <Scores check={check} />
      <Calibration check={check} />
      <Errors check={check} />
      <Exposure check={check} />
      <Representation check={check} />
    </>
  )
}

const sourceOf = (check: Checked): string => `${toSource(check)}, 95 % intervals`
const namer = ({ settings }: FairnessResult) => (by: Record<string, string>, view?: string) => toGroupName(by, settings.columns.groups) + (view === undefined ? '' : `, ${view}`)
const count = (n: number): Figure => ({ count: n })
const pValue = (p: number | null): Figure => ({ p })
const decimal = (value: number | null): Figure => ({ decimal: value })
const toPoint = (label: string, { value, low, high }: Estimate, muted = false): IntervalPoint => ({ label, value, low, high, muted })

function Comparisons({ check }: { check: Checked }) {
  const rows = check.result.comparisons
  const name = namer(check.result)
  if (rows.length === 0) return null
  const selection = rows.filter(({ rate }) => rate === 'selection_rate')
  const labelOf = ({ by, reference, view }: Comparison) => `${name(by, view)} against ${name(reference)}`
  const testOf = ({ test }: Comparison) => (test === 'z' ? 'z' : test === 'fisher' ? 'Fisher' : null)
  return (
    <FigurePanel
      title="Against the reference group"
      aside="p adjusted within each rate (Holm)"
      name={`${check.id}-comparisons`}
      source={sourceOf(check)}
      rows={rows}
      rowKey={(row) => `${row.rate} ${labelOf(row)}`}
      columns={[
        { head: 'group', of: ({ by, over, view }) => toGroupValues(by, over) + (view === undefined ? '' : `, ${view}`) },
        { head: 'reference', of: ({ reference, over }) => toGroupValues(reference, over) },
        { head: 'over', of: ({ over }) => over.join(' × ') },
        { head: 'rate', of: ({ rate }) => rateWords[rate].title },
        { head: 'difference', of: ({ difference }) => difference },
        { head: 'ratio', of: ({ ratio }) => ratio },
        { head: 'z', of: ({ z }) => decimal(z) },
        { head: 'test', of: testOf },
        { head: 'p', of: ({ p }) => pValue(p) },
        { head: 'p, adjusted', of: ({ adjusted }) => pValue(adjusted) },
      ]}
      plot={{ title: 'Difference in selection rate from the reference', points: selection.map((row) => toPoint(name(row.by, row.view), row.difference)), reference: { value: 0, label: 'the reference' }, bounds: [-1, 1] }}
    />
  )
}

function ConditionalPanel({ check }: { check: Checked }) {
  const rows = check.result.conditional
  const name = namer(check.result)
  if (!rows) return null
  const selection = rows.filter(({ rate }) => rate === 'selection_rate')
  const labelOf = ({ by, reference, view }: Conditional) => `${name(by, view)} against ${name(reference)}`
  return (
    <FigurePanel
      title={`Like with like: within each ${(check.result.settings.columns.controls ?? []).join(' × ')}`}
      aside="pooled over strata (Mantel–Haenszel)"
      name={`${check.id}-conditional`}
      source={sourceOf(check)}
      rows={rows}
      rowKey={(row) => `${row.rate} ${labelOf(row)}`}
      columns={[
        { head: 'group', of: ({ by, over, view }) => toGroupValues(by, over) + (view === undefined ? '' : `, ${view}`) },
        { head: 'reference', of: ({ reference, over }) => toGroupValues(reference, over) },
        { head: 'over', of: ({ over }) => over.join(' × ') },
        { head: 'rate', of: ({ rate }) => rateWords[rate].title },
        { head: 'strata', of: ({ strata }) => count(strata.length) },
        { head: 'without strata', of: ({ crude }) => decimal(crude) },
        { head: 'difference', of: ({ difference }) => difference },
        { head: 'ratio', of: ({ ratio }) => ratio },
        { head: 'odds ratio', of: ({ oddsRatio }) => oddsRatio },
        { head: 'p', of: ({ p }) => pValue(p) },
      ]}
      plot={{ title: 'Difference in selection rate, like with like', points: selection.map((row) => toPoint(name(row.by, row.view), row.difference)), reference: { value: 0, label: 'the reference' }, bounds: [-1, 1] }}
    />
  )
}

function Scores({ check }: { check: Checked }) {
  const rows = check.result.scores
  const name = namer(check.result)
  if (!rows) return null
  return (
    <FigurePanel
      title="Scores by group"
      aside="AUC with DeLong’s interval"
      name={`${check.id}-auc`}
      source={sourceOf(check)}
      rows={rows}
      rowKey={({ by }) => name(by)}
      columns={[
        { head: 'group', of: ({ by }) => name(by) },
        { head: 'n', of: ({ n }) => count(n) },
        { head: 'positives', of: ({ positives }) => count(positives) },
        { head: 'AUC', of: ({ auc }) => auc },
        { head: 'Brier', of: ({ brier }) => decimal(brier) },
        { head: 'log loss', of: ({ logLoss }) => decimal(logLoss) },
        { head: 'ECE', of: ({ calibrationError }) => decimal(calibrationError) },
        { head: 'gap', of: ({ gap }) => gap },
        { head: 'mean score', of: ({ mean }) => mean },
        { head: 'SMD', of: ({ standardized }) => standardized },
        { head: 'KS distance', of: ({ distance }) => decimal(distance) },
      ]}
      plot={{ title: 'AUC by group', points: rows.map(({ by, n, auc, sufficient }) => ({ ...toPoint(name(by), auc, !sufficient), note: `n=${n.toLocaleString('en')}` })), bounds: [0, 1] }}
    />
  )
}

/** Observed share minus mean score, bin by bin: above 0 a group gets more positive outcomes than its scores say. */
function Calibration({ check }: { check: Checked }) {
  const name = namer(check.result)
  const single = (check.result.scores ?? []).filter(({ by }) => Object.keys(by).length === 1)
  const bins = single.flatMap(({ by, bins: own }) => own.map((bin) => ({ by, ...bin })))
  if (bins.length === 0) return null
  const labelOf = ({ by, from, to }: (typeof bins)[number]) => `${name(by)}, ${from.toFixed(1)} to ${to.toFixed(1)}`
  return (
    <FigurePanel
      title="Calibration within groups"
      aside="ten bins of equal width"
      name={`${check.id}-calibration`}
      source={sourceOf(check)}
      rows={bins}
      rowKey={labelOf}
      columns={[
        { head: 'group, scores', of: labelOf },
        { head: 'n', of: ({ n }) => count(n) },
        { head: 'mean score', of: ({ mean }) => decimal(mean) },
        { head: 'share of positives', of: ({ rate, low, high }) => ({ value: rate, low, high }) },
      ]}
      plot={{
        title: 'Share of positives minus mean score',
        points: bins.map((bin) => ({ ...toPoint(labelOf(bin), { value: bin.rate - bin.mean, low: bin.low - bin.mean, high: bin.high - bin.mean }, bin.n < check.result.settings.minimumGroup), note: `n=${bin.n.toLocaleString('en')}` })),
        reference: { value: 0, label: 'calibrated' },
        bounds: [-1, 1],
      }}
    />
  )
}

function Errors({ check }: { check: Checked }) {
  const rows = check.result.errors
  const name = namer(check.result)
  if (!rows) return null
  return (
    <FigurePanel
      title="Errors by group"
      aside="error = prediction − label"
      name={`${check.id}-errors`}
      source={sourceOf(check)}
      rows={rows}
      rowKey={({ by }) => name(by)}
      columns={[
        { head: 'group', of: ({ by }) => name(by) },
        { head: 'n', of: ({ n }) => count(n) },
        { head: 'mean label', of: ({ meanLabel }) => decimal(meanLabel) },
        { head: 'mean error', of: ({ meanError }) => meanError },
        { head: 'MAE', of: ({ mae }) => mae },
        { head: 'RMSE', of: ({ rmse }) => rmse },
        { head: 'R²', of: ({ r2 }) => decimal(r2) },
        { head: 'SMD', of: ({ standardized }) => standardized },
        { head: 'KS distance', of: ({ distance }) => decimal(distance) },
      ]}
      plot={{ title: 'Mean absolute error by group', points: rows.map(({ by, n, mae, sufficient }) => ({ ...toPoint(name(by), mae, !sufficient), note: `n=${n.toLocaleString('en')}` })), bounds: [0, Infinity] }}
    />
  )
}

function Exposure({ check }: { check: Checked }) {
  const rows = check.result.exposure
  const name = namer(check.result)
  if (!rows) return null
  const cutoffs = rows[0]?.cutoffs.map(({ k }) => k) ?? []
  return (
    <FigurePanel
      title="Places and exposure"
      aside="exposure 1 / log₂(1 + place); skew 0 is parity"
      name={`${check.id}-exposure`}
      source={sourceOf(check)}
      rows={rows}
      rowKey={({ by }) => name(by)}
      columns={[
        { head: 'group', of: ({ by }) => name(by) },
        { head: 'n', of: ({ n }) => count(n) },
        { head: 'exposure', of: ({ exposure }) => exposure },
        ...cutoffs.flatMap((k, at) => [
          { head: `first ${k}`, of: (row: (typeof rows)[number]) => count(row.cutoffs[at]?.selected ?? 0) },
          { head: `skew at ${k}`, of: (row: (typeof rows)[number]) => decimal(row.cutoffs[at]?.skew ?? null) },
        ]),
      ]}
    />
  )
}

function Representation({ check }: { check: Checked }) {
  const { representation: rows, missing } = check.result
  const name = namer(check.result)
  if (!rows) return null
  const lost = new Map((missing ?? []).map((one) => [JSON.stringify(one.by), one]))
  return (
    <FigurePanel
      title="Representation"
      aside={[...new Set(rows.map(({ source }) => source))].join(', ')}
      name={`${check.id}-representation`}
      source={sourceOf(check)}
      rows={rows}
      rowKey={({ by }) => name(by)}
      columns={[
        { head: 'group', of: ({ by }) => name(by) },
        { head: 'n', of: ({ n }) => count(n) },
        { head: 'share', of: ({ share }) => share },
        { head: 'benchmark', of: ({ benchmark }) => decimal(benchmark) },
        { head: 'ratio', of: ({ ratio }) => ratio },
        { head: 'without a label', of: ({ by }) => count(lost.get(JSON.stringify(by))?.missing['label'] ?? 0) },
        { head: 'without a decision', of: ({ by }) => count(lost.get(JSON.stringify(by))?.missing['decision'] ?? 0) },
      ]}
      plot={{ title: 'Share over benchmark', points: rows.map(({ by, n, ratio }) => ({ ...toPoint(name(by), ratio), note: `n=${n.toLocaleString('en')}` })), reference: { value: 1, label: 'as expected' }, bounds: [0, Infinity] }}
    />
  )
}

function Audit({ check }: { check: Checked }) {
  const name = namer(check.result)
  return (check.result.audit ?? []).map((table) => (
    <FigurePanel
      key={`${table.over.join()} ${table.view ?? ''}`}
      title={`Local Law 144: ${table.kind} rates by ${table.over.join(' × ')}${table.view === undefined ? '' : `, ${table.view}`}`}
      aside={`${countOf(table.assessed, 'person', 'persons')} assessed, ${table.unknown.toLocaleString('en')} of an unknown category; the rule sets no pass mark`}
      name={`${check.id}-audit-${table.over.join('-')}`}
      source={sourceOf(check)}
      rows={table.rows}
      rowKey={({ by }) => name(by)}
      columns={[
        { head: 'category', of: ({ by }) => name(by) },
        { head: 'applicants', of: ({ applicants }) => count(applicants) },
        { head: table.kind === 'scoring' ? 'above the median' : 'selected', of: ({ selected }) => count(selected) },
        { head: `${table.kind} rate`, of: ({ rate }) => decimal(rate) },
        { head: 'impact ratio', of: ({ ratio }) => decimal(ratio) },
        { head: 'note', of: ({ reason }) => (reason === undefined ? '' : toReason(reason)) },
      ]}
    />
  ))
}
