import type { DriftMetric } from './contract/evidence.ts'

/** What the literature calls each measure. */
export const measureNames: Record<DriftMetric['name'], string> = {
  psi: 'Population stability index',
  js_distance: 'Jensen–Shannon distance',
  ks_statistic: 'Kolmogorov–Smirnov',
  wasserstein: 'Wasserstein distance',
  cramers_v: 'Cramér’s V',
  hellinger: 'Hellinger distance',
  l_infinity: 'L-infinity distance',
  missing_difference: 'Change in missing values',
  unseen_share: 'Unseen values',
  chi_square: 'Chi-square',
  ks_p_value: 'p of Kolmogorov–Smirnov',
  chi_square_p_value: 'p of chi-square',
  z_p_value: 'p of two proportions',
  drifted_columns: 'Share of drifted columns',
}
