import type { DriftCell, DriftMeasure, DriftMethod, DriftValue } from '../../../../shared/contract/evidence.ts'
import {
  type BinnedPair,
  chiSquareContingency,
  chiSquareFit,
  cramersV,
  hellinger,
  jensenShannon,
  lInfinity,
  occupied,
  pooledProportionP,
  populationStability,
} from '../statistics/divergences.ts'
import { exactKolmogorovSmirnovP, kolmogorovSmirnovP } from '../statistics/kolmogorov.ts'
import type { ColumnCounts, WindowCounts } from './facts.ts'
import { toFloors, toOrderedFloors, toShareFloor } from './floors.ts'

type Values = DriftCell['values']

/** Every measure of one column in one window, from counts alone; what can not be computed is null. */
export function toValues({ bins, reference }: ColumnCounts, window: WindowCounts, method: DriftMethod): Values {
  const pair: BinnedPair = { reference: reference.counts, current: window.counts }
  const [n, m] = [valuesIn(reference), valuesIn(window)]
  if (bins.by === 'values' && bins.values.length === 0 && n === 0) return toShares(reference, window)
  const floors = toFloors(pair, method)
  const with_ = (name: DriftMeasure, value: number): Values => ({ [name]: { value: Number.isFinite(value) ? value : null, ...(floors[name] ? { floor: floors[name] } : {}) } })
  const test = method.chiSquare === 'goodness_of_fit' ? chiSquareFit(pair) : chiSquareContingency(pair, method.chiSquare === 'contingency_yates')
  return {
    ...with_('psi', populationStability(pair, method.zero)),
    ...with_('js_distance', jensenShannon(pair, method.jsBase === '2' ? 2 : Math.E)),
    ...with_('hellinger', hellinger(pair)),
    ...with_('l_infinity', lInfinity(pair)),
    ...with_('cramers_v', cramersV(pair)),
    ...with_('chi_square', test.statistic),
    ...with_('chi_square_p_value', test.p),
    ...(occupied(pair).bins <= 2 ? with_('z_p_value', zOf(pair)) : {}),
    ...(window.ordered && n > 0 && m > 0 ? toOrdered({ ...window.ordered, deviation: reference.deviation ?? 0 }, { n, m }, method) : {}),
    ...toShares(reference, window),
  }
}

/** Rows with a value that could be counted. */
export const valuesIn = ({ rows, missing, notNumbers }: Pick<WindowCounts, 'rows' | 'missing' | 'notNumbers'>): number => rows - missing - notNumbers

function zOf(pair: BinnedPair): number {
  const { reference, current } = occupied(pair)
  const total = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)
  const [n, m] = [total(reference), total(current)]
  return n === 0 || m === 0 ? Number.NaN : pooledProportionP(reference[0] as number, n, current[0] as number, m)
}

/** Of columns of numbers. D is a fraction of whole numbers: |i/n − j/m|. */
function toOrdered({ reference, current, wasserstein, deviation }: { reference: number; current: number; wasserstein: number; deviation: number }, { n, m }: { n: number; m: number }, method: DriftMethod): Values {
  const gap = Math.abs(reference * m - current * n)
  const d = gap / (n * m)
  const exact = method.ksP === 'exact_to_10000' && Math.max(n, m) <= 10_000
  const unit = method.wasserstein === 'raw' ? 1 : method.wasserstein === 'by_deviation' ? deviation : Math.max(deviation, 0.001)
  const floors = toOrderedFloors(n, m, method.wasserstein === 'raw' ? deviation : 1)
  return {
    ks_statistic: { value: d, floor: floors.ks_statistic },
    ks_p_value: { value: exact ? exactKolmogorovSmirnovP(gap, n, m) : kolmogorovSmirnovP(d, n, m) },
    wasserstein: { value: unit === 0 ? null : wasserstein / unit, floor: floors.wasserstein },
  }
}

function toShares(reference: ColumnCounts['reference'], window: WindowCounts): Values {
  const present = valuesIn(window)
  const missing: DriftValue =
    reference.rows === 0 || window.rows === 0
      ? { value: null }
      : { value: Math.abs(window.missing / window.rows - reference.missing / reference.rows), floor: toShareFloor(reference.missing, reference.rows, window.missing, window.rows) }
  return { missing_difference: missing, unseen_share: { value: present === 0 || valuesIn(reference) === 0 ? null : window.unseen / present } }
}
