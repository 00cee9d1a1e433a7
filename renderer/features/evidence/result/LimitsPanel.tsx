import type { FairnessResult } from '../../../../shared/contract/evidence.ts'
import { Panel } from '../../../ui/Panel.tsx'
import classes from '../evidence.module.css'

const always = [
  'It speaks of the rows in this file only: of people who were never scored, or whose outcome is unknown, it says nothing.',
  'Equal rates between groups do not make a decision right for a person; the metrics can not all be met at once where base rates differ.',
]

/** What a reader must not take from the figures. */
export function LimitsPanel({ result }: { result: FairnessResult }) {
  return (
    <Panel title="What this does and does not show">
      <ul className={classes.limits}>
        {[...result.limits, ...always].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Panel>
  )
}
