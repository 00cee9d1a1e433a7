import type { ExplanationResult } from '../../../shared/contract/evidence.ts'
import { toFields, toTable } from '../output.ts'
import type { KindOutput } from './kind-output.ts'

export const explanationOutput: KindOutput<'explanation'> = {
  toJson: ({ features, baseline, recomputed, model }) => ({ features, baseline, recomputed, model }),
  toText(result) {
    const rows = result.features.map(({ name, value, low, high, share }) => [name, ...[value, low, high].map(toText), share === null ? '' : `${(100 * share).toFixed(1)} %`])
    return [toWords(result), toTable(['feature', 'importance', '95 % from', 'to', 'share'], rows)].filter(Boolean).join('\n\n')
  },
}

const toText = (value: number | null): string => (value === null ? '' : String(Number(value.toPrecision(6))))

function toWords({ baseline, recomputed }: ExplanationResult): string {
  if (baseline === null) return ''
  const { decisions, scores } = recomputed ?? { decisions: null, scores: null }
  return toFields([
    [`Baseline ${baseline.metric}`, `${toText(baseline.value)} on ${baseline.rows} rows`],
    ...(recomputed ? [['Predicted again', `${recomputed.rows} rows, sha256 ${recomputed.sha256}`] as [string, string]] : []),
    ...(decisions ? [['Decisions', `${decisions.different} of ${decisions.compared} differ from the file`] as [string, string]] : []),
    ...(scores ? [['Scores', `differ by ${toText(scores.largest)} at most, ${toText(scores.mean)} in the mean`] as [string, string]] : []),
  ])
}
