import type { DriftMeasure, DriftMetric, DriftSettings } from '../../../shared/contract/evidence.ts'
import { toWords } from '../../../shared/id-words.ts'

interface MeasureWords {
  readonly title: string
  readonly short: string
  readonly formal: string
  readonly formula: string
}

/** Plain words first; the field's name and formula for the tooltip. p and q: shares of reference and window in a bin. */
export const measureWords: Record<DriftMeasure, MeasureWords> = {
  psi: { title: 'Population stability', short: 'PSI', formal: 'population stability index', formula: 'Σ (q − p) ln(q / p) over bins; 0 is unchanged' },
  js_distance: { title: 'Jensen–Shannon distance', short: 'JS', formal: 'Jensen–Shannon distance', formula: '√ of the mean divergence of both from their middle; 0 is unchanged' },
  ks_statistic: { title: 'Largest gap of distributions', short: 'KS', formal: 'Kolmogorov–Smirnov D', formula: 'the largest distance between the two distribution functions, 0 to 1' },
  wasserstein: { title: 'Distance moved', short: 'W₁', formal: 'Wasserstein distance, earth mover’s distance', formula: 'how far values moved on average, in standard deviations of the reference' },
  cramers_v: { title: 'Shift between categories', short: 'V', formal: 'Cramér’s V', formula: '√(χ² / rows), 0 to 1' },
  hellinger: { title: 'Hellinger distance', short: 'Hellinger', formal: 'Hellinger distance', formula: '√(Σ (√p − √q)²) / √2, 0 to 1' },
  l_infinity: { title: 'Largest change of a share', short: 'L∞', formal: 'L-infinity distance', formula: 'max |p − q| over bins' },
  missing_difference: { title: 'Change in missing values', short: 'missing ±', formal: 'difference in the share of missing values', formula: '|share now − share before|' },
  unseen_share: { title: 'Unseen values', short: 'unseen', formal: 'share of values that the reference has not', formula: 'rows with such a value / rows with a value' },
  chi_square: { title: 'Chi-square', short: 'χ²', formal: 'Pearson’s chi-square', formula: 'Σ (observed − expected)² / expected' },
  ks_p_value: { title: 'p of the largest gap', short: 'p (KS)', formal: 'p-value of Kolmogorov–Smirnov', formula: 'information only: with many rows every difference is significant' },
  chi_square_p_value: { title: 'p of chi-square', short: 'p (χ²)', formal: 'p-value of chi-square', formula: 'information only: with many rows every difference is significant' },
  z_p_value: { title: 'p of two shares', short: 'p (z)', formal: 'p-value of the test of two proportions', formula: 'information only: with many rows every difference is significant' },
}

export const driftTitles: Record<DriftMetric['name'], string> = {
  ...(Object.fromEntries(Object.entries(measureWords).map(([name, { title }]) => [name, title])) as Record<DriftMeasure, string>),
  drifted_columns: 'Share of drifted columns',
}

export const roleWords = { feature: '', label: 'label drift', prediction: 'prediction drift' } as const

export const profileWords: Record<DriftSettings['method']['profile'], string> = {
  countersign: 'Countersign: deciles of the reference, several measures by effect size',
  evidently: 'As Evidently computes and judges it',
  nannyml: 'As NannyML computes it, limits from the reference’s own windows',
}

const reasons: Record<string, string> = {
  identifier: 'names rows: every value is another',
  date: 'dates move on by themselves',
  too_many_values: 'too many different texts',
  few_values_in_reference: 'too few values in the reference',
  few_values: 'too few values here',
  few_rows: 'too few rows here',
  constant: 'one value only, before and now',
  noise_floor: 'chance alone gives as much with so few rows',
  undefined: 'can not be computed',
  columns_left_out: 'columns that could not be judged would decide',
  no_columns: 'no column was judged',
  reference: 'part of the reference',
}

export const toDriftReason = (reason: string): string => reasons[reason] ?? toWords(reason)

export function describeReference({ reference }: Pick<DriftSettings, 'reference'>): string {
  if (reference.from === 'file') return 'a file of its own'
  if (reference.from === 'windows') return reference.first === 1 ? 'the first window of the data' : `the first ${reference.first} windows of the data`
  return `rows from ${reference.first} to ${reference.last} by ${reference.column}`
}

export function describeWindows({ windows }: Pick<DriftSettings, 'windows'>): string {
  if (windows.by === 'none') return 'none: all current rows together'
  return windows.by === 'rows' ? `every ${windows.size} rows, in the order of the file` : `one a ${windows.unit} of ${windows.column}`
}

export function describeMethod({ method }: Pick<DriftSettings, 'method'>): string {
  const { bins, discrete, zero, jsBase } = method
  const rule = { quantiles: 'quantiles of the reference', width: 'bins of one width', sturges: 'bins by Sturges', doane: 'bins by Doane' }[bins.by]
  const number = bins.by === 'quantiles' || bins.by === 'width' ? `${bins.count} ` : ''
  const byValue = discrete > 0 ? `, by value up to ${discrete} values` : ''
  return `${number}${rule}${byValue}; a share of 0 taken as ${zero.share}; JS to base ${jsBase}`
}
