import { Panel } from '../../../ui/Panel.tsx'
import classes from './result.module.css'

/** What a reader must not take from the figures. */
export function LimitsPanel({ limits }: { limits: readonly string[] }) {
  return (
    <Panel title="What this does and does not show">
      <ul className={classes.limits}>
        {limits.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Panel>
  )
}
