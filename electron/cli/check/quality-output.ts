import type { ColumnProfile, QualityResult } from '../../../shared/contract/evidence.ts'
import { describeBounds, describePersonal, describeRule, flagWords, missedRows, qualityTitle } from '../../../shared/quality-words.ts'
import { toTable } from '../output.ts'
import type { KindOutput } from './kind-output.ts'

export const qualityOutput: KindOutput<'quality'> = {
  toJson: ({ columns, duplicates, label, reference, overlap, benchmark, rules }) => ({ columns, duplicates, label, reference, overlap, benchmark, rules }),
  toText,
}

const toNumber = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(Number(value.toPrecision(6))))

function toText({ columns, rules, metrics }: QualityResult): string {
  const profile = toTable(
    ['column', 'type', 'missing', 'distinct', 'min', 'median', 'mean', 'max', 'remarks'],
    columns.map((column) => {
      const { name, type, distinct, numbers, dates } = column
      const range = numbers ? [numbers.min, numbers.quantiles[3], numbers.mean, numbers.max].map(toNumber) : [dates?.min ?? '', '', '', dates?.max ?? '']
      return [name, type, String(missedRows(column)), String(distinct), ...range, toRemarks(column)]
    }),
  )
  const judged = metrics.filter(({ verdict, name }) => verdict !== 'pass' && verdict !== 'not_applicable' && !name.startsWith('rule_'))
  const found = toTable(
    ['finding', 'over', 'value', 'limit', 'verdict', 'n', 'reason'],
    judged.map((one) => [qualityTitle(one.name), one.over.join(' × '), toNumber(one.value), one.threshold ? describeBounds(one.threshold) : '', one.verdict, String(one.n), one.reason ?? '']),
  )
  const ruled = toTable(
    ['rule', 'checked', 'violations', 'verdict'],
    rules.map(({ rule, checked, violations, measure }) => [describeRule(rule), String(checked), String(violations), metrics[measure]?.verdict ?? '']),
  )
  return [profile, judged.length > 0 ? found : 'Every metric that was judged passed.', ...(rules.length > 0 ? [ruled] : [])].join('\n\n')
}

const toRemarks = ({ flags, personal }: ColumnProfile): string => [...flags.map((flag) => flagWords[flag]), ...personal.map(describePersonal)].join('; ')
