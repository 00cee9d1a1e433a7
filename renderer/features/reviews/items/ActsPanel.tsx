import { Link } from '@tanstack/react-router'
import type { ItemAct } from '../../../../shared/contract/review-item.ts'
import { formatCount } from '../../../ui/format.ts'
import { Instant } from '../../../ui/Instant.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SimpleTable } from '../../../ui/SimpleTable.tsx'
import classes from '../reviews.module.css'

/** Everything that was done to an item: each is an entry. */
export const ActsPanel = ({ acts }: { acts: readonly ItemAct[] }) => (
  <Panel title="What happened" aside={acts.length} padded={false}>
    <SimpleTable
      label="What happened"
      rows={acts}
      rowKey={({ seq }) => String(seq)}
      columns={[
        { id: 'what', header: 'what', rowHeader: true, cell: ({ what }) => what },
        { id: 'text', header: 'by whom, why', wrap: true, cell: ({ by, text }) => <Said by={by} text={text} /> },
        { id: 'at', header: 'when', align: 'end', cell: ({ at }) => <Instant at={at} /> },
        { id: 'seq', header: 'entry', align: 'end', cell: ({ seq }) => <Link to={`/ledger/${seq}`}>{formatCount(seq)}</Link> },
      ]}
    />
  </Panel>
)

const Said = ({ by, text }: { by: string; text: string }) => (
  <>
    <span className={classes.hint}>by {by}</span>
    {text !== '' && <div className={classes.prose}>{text}</div>}
  </>
)
