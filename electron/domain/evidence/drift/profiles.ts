import { defaultDriftThresholds, type DriftSettings } from '../../../../shared/contract/evidence.ts'

type Profile = Pick<DriftSettings, 'method' | 'judging' | 'driftShare'>

/**
 * Parameters that make the numbers of another program, so that a result can be held against one that is there already.
 * Evidently 0.7 (calculations/stattests): Sturges' bins over both samples, natural logarithm, one measure by the size of the reference.
 * NannyML 0.13 (drift/univariate/methods.py): Doane's bins of the reference, base 2, unseen values together, limits from the reference's own windows.
 */
export const profiles: Record<DriftSettings['method']['profile'], Profile> = {
  countersign: {
    method: {
      profile: 'countersign',
      bins: { by: 'quantiles', count: 10 },
      discrete: 10,
      zero: { share: 0.0001, smallest: false },
      jsBase: '2',
      unseen: 'each',
      wasserstein: 'by_deviation',
      ksP: 'limit',
      chiSquare: 'contingency',
    },
    judging: { by: 'thresholds', thresholds: defaultDriftThresholds },
    driftShare: 0.5,
  },
  evidently: {
    method: {
      profile: 'evidently',
      bins: { by: 'sturges', over: 'combined' },
      discrete: 20,
      zero: { share: 0.0001, smallest: true },
      jsBase: 'e',
      unseen: 'each',
      wasserstein: 'by_deviation_from_0.001',
      ksP: 'exact_to_10000',
      chiSquare: 'goodness_of_fit',
    },
    judging: { by: 'size', distance: { max: 0.1, source: 'Evidently default' }, p: { min: 0.05, source: 'Evidently default' } },
    driftShare: 0.5,
  },
  nannyml: {
    method: {
      profile: 'nannyml',
      bins: { by: 'doane' },
      discrete: 0,
      zero: { share: 0.0001, smallest: false },
      jsBase: '2',
      unseen: 'together',
      wasserstein: 'raw',
      ksP: 'exact_to_10000',
      chiSquare: 'contingency_yates',
    },
    judging: { by: 'reference_windows', measures: ['js_distance'], deviations: 3, source: 'NannyML default' },
    driftShare: null,
  },
}
