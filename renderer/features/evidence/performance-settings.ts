import type { AlertRule, BusinessValue, ModelColumns, SegmentColumn, WindowRule } from '../../../shared/contract/evidence.ts'

/** `column prediction, scores in column score`, or `column score ≥ 0.5`. */
export function describeModel({ prediction, score, cutoff }: ModelColumns): string {
  if (prediction === null) return `column ${score} ≥ ${cutoff}`
  return `column ${prediction}${score === null ? '' : `, scores in column ${score}`}`
}

export function describeWindows(windows: WindowRule): string {
  if (windows.by === 'period') return `by ${windows.period}`
  return windows.by === 'chunks' ? `${windows.count} of equal size` : `of ${windows.rows} rows`
}

export const describeAlert = (alert: AlertRule): string =>
  alert.by === 'relative'
    ? `worse than the reference by ${Number((100 * alert.warn).toFixed(2))} % (warning) or ${Number((100 * alert.fail).toFixed(2))} % of it`
    : `beyond the mean ± ${alert.deviations} standard deviations over ${alert.chunks} chunks of the reference`

export function describeSegment({ column, bands, edges }: SegmentColumn): string {
  if (bands !== null) return `${column} in ${bands} bands`
  return edges === null ? column : `${column} cut at ${edges.join(', ')}`
}

const cells = [
  ['tp', 'true positive'],
  ['fp', 'false positive'],
  ['fn', 'false negative'],
  ['tn', 'true negative'],
] as const

export const describeBusiness = (business: BusinessValue): string =>
  cells
    .map(([cell, words]) => {
      const { fixed, perUnit } = business[cell]
      const parts = [...(fixed !== 0 || perUnit === 0 ? [String(fixed)] : []), ...(perUnit === 0 ? [] : [`${perUnit} × ${business.column}`])]
      return `${words} ${parts.join(' + ')}`
    })
    .join(', ')
