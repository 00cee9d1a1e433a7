import { createHash } from 'node:crypto'
import type { ExplanationResult } from '../../../../shared/contract/evidence.ts'
import { isSameClass, type Prediction } from '../../../platform/onnx.ts'
import { createSum } from '../statistics/summation.ts'

/** What the file says that the model said, by row; null where it says nothing. */
export interface Stored {
  scores: readonly (number | null)[] | null
  decisions: readonly (string | null)[] | null
}

type Recomputed = NonNullable<ExplanationResult['recomputed']>

const shownRows = 20

/**
 * Sets recomputed predictions beside the stored ones, a batch at a time. Scores that differ by no more than `tolerance` name no row. The digest is over all recomputed predictions in the order of
 * the file, one a line: the score to nine significant digits, which tell single-precision numbers apart, a comma, the decision.
 */
export function createAgreement(tolerance: number) {
  const hash = createHash('sha256')
  const differences = createSum()
  const counted = { rows: 0, decisions: 0, different: 0, scores: 0, largest: 0 }
  const worst: { row: number; by: number }[] = []
  const note = (row: number, by: number) => {
    if (by <= tolerance) return
    worst.push({ row, by })
    if (worst.length > 4 * shownRows) worst.splice(0, worst.length, ...toWorst(worst))
  }
  return {
    add({ scores, decisions }: Prediction, stored: Stored, rows: number): void {
      for (let at = 0; at < rows; at += 1) {
        const [score, decision] = [scores?.[at], decisions?.[at]]
        hash.update(`${score === undefined ? '' : score.toPrecision(9)},${decision ?? ''}\n`)
        const [before, said] = [stored.scores?.[at] ?? null, stored.decisions?.[at] ?? null]
        const row = counted.rows + at + 1
        let by = 0
        if (score !== undefined && before !== null) {
          by = Math.abs(score - before)
          differences.add(by)
          counted.scores += 1
          counted.largest = Math.max(counted.largest, by)
        }
        if (decision !== undefined && said !== null) {
          counted.decisions += 1
          if (!isSameClass(decision, said)) {
            counted.different += 1
            by = Infinity
          }
        }
        note(row, by)
      }
      counted.rows += rows
    },
    result(): Recomputed {
      return {
        rows: counted.rows,
        sha256: hash.digest('hex'),
        decisions: counted.decisions === 0 ? null : { compared: counted.decisions, different: counted.different },
        scores: counted.scores === 0 ? null : { compared: counted.scores, largest: counted.largest, mean: differences.value() / counted.scores },
        differing: toWorst(worst).map(({ row }) => row).toSorted((a, b) => a - b),
      }
    },
  }
}

const toWorst = (rows: readonly { row: number; by: number }[]) => rows.toSorted((a, b) => b.by - a.by || a.row - b.row).slice(0, shownRows)
