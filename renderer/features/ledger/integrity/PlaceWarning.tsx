import type { LedgerState } from '../../../../shared/contract/ledger.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import classes from './integrity.module.css'

/** Shown only where the core says that something endangers the file although nothing is wrong with it. */
export function PlaceWarning({ warnings }: Pick<LedgerState, 'warnings'>) {
  if (warnings.length === 0) return null
  return (
    <Panel title="Where this workspace lies" aside={<StateBadge tone="caution">not a safe place</StateBadge>}>
      <div className={classes.part}>
        {warnings.map((warning) => (
          <p key={warning} className={classes.place}>
            {warning}
          </p>
        ))}
      </div>
    </Panel>
  )
}
