import { Select } from '@mantine/core'
import { useState } from 'react'
import type { CheckWithResult, GroupResult, RateName } from '../../../../../shared/contract/evidence.ts'
import { formatCount, formatDecimal } from '../../../../ui/format.ts'
import { Panel } from '../../../../ui/Panel.tsx'
import { rateNames, rateWords } from '../../wording.ts'
import classes from '../../evidence.module.css'
import own from './fairness.module.css'

/** Two group columns crossed: the rate by its shade and its figure, n in every cell, hatched where it is too small to be judged. */
export function HeatPanel({ check }: { check: CheckWithResult<'fairness'> }) {
  const [rate, setRate] = useState<RateName>('selection_rate')
  const { groups, settings } = check.result
  const [down, across, ...others] = settings.columns.groups
  if (down === undefined || across === undefined || others.length > 0) return null
  const views = [...new Set(groups.map(({ view }) => view))]
  const crossed = groups.filter(({ by, view }) => Object.keys(by).length === 2 && view === views[0])
  const valuesOf = (column: string) => [...new Set(crossed.map(({ by }) => by[column] ?? ''))].toSorted()
  const find = (row: string, column: string) => crossed.find(({ by }) => by[down] === row && by[across] === column)
  if (valuesOf(across).length > 12 || valuesOf(down).length > 40) return null
  return (
    <Panel title={`${rateWords[rate].title}: ${down} × ${across}${views[0] === undefined ? '' : `, ${views[0]}`}`} aside="hatched: too few to be judged">
      <div className={classes.tools}>
        <Select aria-label="Rate of the crossed groups" value={rate} onChange={(value) => value && setRate(value as RateName)} allowDeselect={false} data={rateNames.map((name) => ({ value: name, label: rateWords[name].title }))} w={180} />
      </div>
      <div className={own.scroll}>
        <table className={own.heat} aria-label={`${rateWords[rate].title} of ${down} by ${across}`}>
          <thead>
            <tr>
              <th scope="col">{down}</th>
              {valuesOf(across).map((value) => (
                <th key={value} scope="col">
                  {value}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {valuesOf(down).map((row) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                {valuesOf(across).map((column) => (
                  <HeatCell key={column} group={find(row, column)} rate={rate} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function HeatCell({ group, rate }: { group: GroupResult | undefined; rate: RateName }) {
  if (!group) return <td className={own.small}>nobody</td>
  const { value, suppressed, den } = group.rates[rate]
  return (
    <td className={suppressed ? own.small : undefined} style={{ '--cs-heat': `${Math.round((value ?? 0) * 30)}%` } as React.CSSProperties}>
      {formatDecimal(value)}
      <span className={own.n}>n={formatCount(den)}{suppressed ? ', too few' : ''}</span>
    </td>
  )
}
