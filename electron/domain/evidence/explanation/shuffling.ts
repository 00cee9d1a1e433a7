import type { PermutationSettings } from '../../../../shared/contract/evidence.ts'
import type { FeatureColumn, Model } from '../../../platform/onnx.ts'
import { createRandom, type Random } from '../statistics/random.ts'
import { sampleDeviation, sum, toMoments } from '../statistics/summation.ts'
import type { FeatureSummary } from './facts.ts'
import { isBetterHigh, toQuality, type Truth } from './quality.ts'

export interface Shuffling {
  model: Model
  columns: readonly FeatureColumn[]
  truth: Truth
  settings: Pick<PermutationSettings, 'features' | 'metric' | 'repeats' | 'seed'>
  progress(done: number, total: number): void
}

/**
 * Permutation importance: how much worse the metric gets, in the mean over repeats, when one feature's values are shuffled among
 * the rows. L. Breiman, Machine Learning 45 (2001) 5–32; A. Fisher, C. Rudin, F. Dominici, JMLR 20 (2019) 177.
 * The seed, the feature's place and the repeat decide each shuffle, so a run can be repeated exactly.
 */
export async function shuffleFeatures({ model, columns, truth, settings, progress }: Shuffling): Promise<{ baseline: number; features: FeatureSummary[] }> {
  const { features, metric, repeats, seed } = settings
  const quality = async (changed: readonly FeatureColumn[]) => toQuality(metric, await model.predict(changed, features, truth.positive), truth)
  const baseline = await quality(columns)
  const found: FeatureSummary[] = []
  for (const [at, name] of features.entries()) {
    const random = createRandom((seed + at) % Number.MAX_SAFE_INTEGER)
    const losses: number[] = []
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const shuffled = await quality(columns.with(at, shuffle(columns[at]!, random)))
      losses.push(isBetterHigh[metric] ? baseline - shuffled : shuffled - baseline)
      progress(at * repeats + repeat + 1, features.length * repeats)
    }
    const deviation = sampleDeviation(toMoments(losses))
    found.push({ name, mean: sum(losses) / repeats, deviation: Number.isFinite(deviation) ? deviation : null, direction: null, n: repeats })
  }
  return { baseline, features: found }
}

/** Fisher and Yates, from the back. */
export function shuffle<T extends FeatureColumn>(column: T, random: Random): T {
  const values = column.slice() as T
  for (let at = values.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random.fraction() * (at + 1))
    const held = values[at]!
    values[at] = values[other]!
    values[other] = held
  }
  return values
}

/** `size` different row numbers out of `rows`, in ascending order: all of them where there are no more (R. Floyd's method). */
export function drawRows(rows: number, size: number, seed: number): number[] {
  if (size >= rows) return Array.from({ length: rows }, (_, at) => at)
  const random = createRandom(seed)
  const drawn = new Set<number>()
  for (let top = rows - size; top < rows; top += 1) {
    const row = Math.floor(random.fraction() * (top + 1))
    drawn.add(drawn.has(row) ? top : row)
  }
  return [...drawn].toSorted((a, b) => a - b)
}
