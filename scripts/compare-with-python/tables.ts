import { createRandom } from '../../electron/domain/evidence/statistics/random.ts'

export interface TableForm {
  seed: number
  rows: number
  /** The first are the largest. */
  groups: number
  /** Scores are in steps of 1/grain: a small number makes ties. */
  grain: number
  /** Share of cells without a value. */
  missing: number
  /** A row is selected from this score on. */
  cutoff: number
}

const names = ['id', 'group', 'branch', 'score', 'label', 'prediction', 'challenger', 'target', 'estimate']
const noValue = ['', 'NA', '?']

/** CSV with outcomes, decisions of two models, scores, numbers and groups; the same seed makes the same bytes. */
export function toTable({ seed, rows, groups, grain, missing, cutoff }: TableForm): string {
  const { fraction, next } = createRandom(seed)
  const lines = Array.from({ length: rows }, (_, at) => {
    const score = Math.round(fraction() * grain) / grain
    const [label, prediction] = [fraction() < 0.1 + 0.8 * score, score >= cutoff]
    const target = 20 + 60 * score + 10 * fraction()
    const cells = [
      `g${1 + Math.floor(groups * fraction() ** 2)}`,
      fraction() < 0.7 ? 'north' : 'south',
      score,
      Number(label),
      Number(prediction),
      Number(fraction() < 0.8 ? prediction : !prediction),
      target.toFixed(2),
      (target + 8 * (fraction() - 0.5)).toFixed(2),
    ]
    return [at + 1, ...cells.map((cell) => (fraction() < missing ? noValue[next() % noValue.length] : cell))].join(',')
  })
  return [names.join(','), ...lines, ''].join('\n')
}
