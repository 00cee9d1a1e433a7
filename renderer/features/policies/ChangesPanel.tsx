import type { Policy } from '../../../shared/contract/policies.ts'
import { diffPolicies } from '../../../shared/policy-diff.ts'
import { countOf } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import classes from './policies.module.css'

/** What changes, side by side, in words. */
export function ChangesPanel({ before, after }: { before: Policy; after: Policy }) {
  const changes = diffPolicies(before, after)
  const nothing = <span className={classes.quiet}>not there</span>
  return (
    <Panel title="What changes" aside={`${countOf(changes.length, 'change')} against ${before.id} ${before.version}`} padded={false}>
      <SimpleTable
        label="What changes"
        rows={changes}
        rowKey={({ path }) => path}
        empty={<p className={classes.none}>Nothing yet.</p>}
        columns={[
          { id: 'path', header: 'where', width: '34%', rowHeader: true, wrap: true, cell: ({ path }) => path },
          { id: 'before', header: 'before', width: '33%', wrap: true, cell: ({ before: value, after: next }) => (value === null ? nothing : next === null ? <s className={classes.gone}>{value}</s> : value) },
          { id: 'after', header: 'after', width: '33%', wrap: true, cell: ({ after: value }) => (value === null ? <span className={classes.quiet}>gone</span> : value) },
        ]}
      />
    </Panel>
  )
}
