import { metricName, type FairnessDecision, type MetricName } from './contract/evidence.ts'

export interface MetricWords {
  /** Plain words. */
  readonly title: string
  /** The field's name. */
  readonly formal: string
  readonly formula: string
}

const words = (title: string, formal: string, formula: string): MetricWords => ({ title, formal, formula })

/** What a metric of a fairness check is called and means, on screens and in reports. */
export const metricWords: Record<MetricName, MetricWords> = {
  demographic_parity_difference: words('Gap in selection rate', 'demographic parity difference', 'highest minus lowest selection rate between groups; 0 is equal'),
  demographic_parity_ratio: words('Ratio of selection rates', 'demographic parity ratio', 'lowest divided by highest selection rate; 1 is equal'),
  equalized_odds_difference: words('Gap in hits or false alarms', 'equalized odds difference', 'the larger of the gaps in true positive rate and in false positive rate; 0 is equal'),
  equalized_odds_mean_difference: words('Mean gap in hits and false alarms', 'equalized odds difference, mean', 'the mean of the gaps in true positive rate and in false positive rate; 0 is equal'),
  equal_opportunity_difference: words('Gap in hit rate', 'equal opportunity difference', 'highest minus lowest true positive rate between groups; 0 is equal'),
  predictive_equality_difference: words('Gap in false alarms', 'predictive equality difference', 'highest minus lowest false positive rate between groups; 0 is equal'),
  predictive_parity_difference: words('Gap in precision', 'predictive parity difference', 'highest minus lowest positive predictive value between groups; 0 is equal'),
  false_negative_rate_ratio: words('Ratio of miss rates', 'false negative rate ratio, error-rate balance', 'lowest divided by highest false negative rate; 1 is equal'),
  false_positive_rate_ratio: words('Ratio of false alarm rates', 'false positive rate ratio, error-rate balance', 'lowest divided by highest false positive rate; 1 is equal'),
  accuracy_difference: words('Gap in accuracy', 'overall accuracy equality difference', 'highest minus lowest accuracy between groups; 0 is equal'),
  base_rate_difference: words('Gap in base rate', 'base rate difference', 'highest minus lowest share of positive labels: of the data, not of the model'),
  impact_ratio: words('Impact ratio', 'impact ratio against the best group', 'selection rate divided by that of the most selected group of sufficient size; 1 is equal'),
  statistical_parity_difference: words('Selection against the reference', 'statistical parity difference', 'selection rate minus the reference group’s, of the group farthest off; 0 is equal'),
  disparate_impact: words('Impact ratio against the reference', 'disparate impact, adverse impact ratio', 'selection rate divided by the reference group’s, the lowest; 1 is equal'),
  average_odds_difference: words('Odds against the reference', 'average odds difference', 'mean of the differences in false and true positive rate from the reference group, of the group farthest off; 0 is equal'),
  generalized_entropy_index: words('Inequality of errors', 'generalized entropy index, α = 2', 'spread of decision − label + 1 over all rows; 0 is equal'),
  theil_index: words('Inequality of errors (Theil)', 'Theil index', 'the same with α = 1; 0 is equal'),
  differential_fairness: words('Differential fairness', 'smoothed empirical differential fairness', 'largest logarithm of a ratio between two groups’ chances of selection, or of rejection; 0 is equal'),
  representation_ratio: words('Representation', 'representation ratio', 'a group’s share of the rows divided by its share in the benchmark, the lowest; 1 is as expected'),
  conditional_demographic_parity_difference: words('Gap in selection, like with like', 'conditional demographic parity difference', 'difference in selection rate from the reference within strata, pooled (Mantel–Haenszel); 0 is equal'),
  conditional_impact_ratio: words('Impact ratio, like with like', 'conditional impact ratio', 'ratio of selection rates to the reference within strata, pooled (Mantel–Haenszel); 1 is equal'),
  conditional_equal_opportunity_difference: words('Gap in hits, like with like', 'conditional equal opportunity difference', 'difference in true positive rate from the reference within strata, pooled (Mantel–Haenszel); 0 is equal'),
  conditional_predictive_equality_difference: words('Gap in false alarms, like with like', 'conditional predictive equality difference', 'difference in false positive rate from the reference within strata, pooled (Mantel–Haenszel); 0 is equal'),
  auc_difference: words('Gap in AUC', 'AUC difference', 'highest minus lowest area under the ROC curve between groups; 0 is equal'),
  calibration_error: words('Calibration error', 'expected calibration error within groups', 'mean distance of score and outcome over ten bins, of the worst group; 0 is calibrated'),
  calibration_gap: words('Calibration gap', 'calibration in the large within groups', 'mean score minus share of positives, of the group farthest off; 0 is calibrated'),
  brier_score_difference: words('Gap in Brier score', 'Brier score difference', 'highest minus lowest mean squared distance of score and outcome; 0 is equal'),
  score_mean_difference: words('Distance of mean scores', 'standardized mean difference', 'a group’s mean score minus everybody else’s, in standard deviations, of the group farthest off; 0 is equal'),
  score_distance: words('Distance of score distributions', 'Kolmogorov–Smirnov distance', 'largest gap between a group’s distribution of scores and everybody else’s; 0 is equal'),
  mean_error_difference: words('Gap in mean error', 'mean error difference', 'highest minus lowest mean of prediction − label; 0 is equal'),
  mae_ratio: words('Ratio of mean absolute errors', 'MAE ratio', 'lowest divided by highest mean absolute error; 1 is equal'),
  rmse_ratio: words('Ratio of root mean square errors', 'RMSE ratio', 'lowest divided by highest root mean square error; 1 is equal'),
  exposure_ratio: words('Ratio of exposures', 'exposure ratio', 'lowest divided by highest mean of 1 / log₂(1 + place); 1 is equal'),
}

export const metricNames = metricName.options

/** How a decision is read from the file. */
export function describeDecision(decision: FairnessDecision): string {
  if (decision.kind === 'prediction') return `column ${decision.column}`
  if (decision.kind === 'score') return `column ${decision.column}, positive from ${decision.threshold} on`
  if (decision.kind === 'median') return `column ${decision.column}, positive above the median of all scores`
  const first = decision.order === 'ascending' ? 'lowest first' : 'highest first'
  return `place by column ${decision.column}, ${first}${decision.list === undefined ? '' : `, within each ${decision.list}`}; positive among the first ${decision.cutoffs.join(', ')}`
}
