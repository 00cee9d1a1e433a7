import type { PerformanceResult, Threshold } from '../../../shared/contract/evidence.ts'
import { toTable } from '../output.ts'
import type { KindOutput } from './kind-output.ts'

export const performanceOutput: KindOutput<'performance'> = {
  toJson: ({ data, reference, decay, locality, challenger }) => ({ data, reference, decay, locality, challenger }),
  toText: (result) => [metrics(result), ...tables(result)].join('\n\n'),
}

const decimal = (value: number | null): string => (value === null ? '' : Math.abs(value) >= 1_000 ? value.toFixed(1) : value.toFixed(4))

function bound(threshold: Threshold | null): string {
  if (threshold === null) return 'not judged'
  const { min, max } = threshold
  return [min === undefined ? '' : `≥ ${decimal(min)}`, max === undefined ? '' : `≤ ${decimal(max)}`].filter(Boolean).join(', ')
}

function metrics({ metrics: all }: PerformanceResult): string {
  return toTable(
    ['metric', 'over', 'value', '95 % from', 'to', 'limit', 'verdict', 'n', 'reason'],
    all.map(({ name, over, value, low, high, threshold, verdict, n, reason }) => [name, over.join(' '), ...[value, low, high].map(decimal), bound(threshold), verdict, String(n), reason ?? '']),
  )
}

function tables({ data: { confusion }, locality, challenger }: PerformanceResult): string[] {
  return [
    ...(confusion && confusion.classes.length <= 12 ? [toTable(['truth \\ decision', ...confusion.classes], confusion.counts.map((row, at) => [confusion.classes[at] as string, ...row.map(String)]))] : []),
    ...(locality && locality.segments.length > 0
      ? [
          toTable(
            ['segment', 'n', 'value', 'others', 'gap', '95 % from', 'to', 'p corrected'],
            locality.segments.slice(0, 10).map(({ by, n, estimates, rest, gap, gapLow, gapHigh, adjusted }) => [
              Object.entries(by).map(([column, value]) => `${column}=${value}`).join(' '),
              String(n),
              ...[estimates[0]?.value ?? null, rest.value, gap, gapLow, gapHigh, adjusted].map(decimal),
            ]),
          ),
        ]
      : []),
    ...(challenger
      ? [
          toTable(
            ['challenger − champion', 'champion', 'challenger', 'difference', '95 % from', 'to', 'p'],
            challenger.comparisons.map(({ name, champion, challenger: other, difference, low, high, p }) => [name, ...[champion, other, difference, low, high, p].map(decimal)]),
          ),
        ]
      : []),
  ]
}
