import { Link } from '@tanstack/react-router'
import type { PolicyImpact } from '../../../shared/contract/policies.ts'
import { parseRef } from '../../../shared/ids.ts'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './policies.module.css'

/** Which versions would lack something under a policy that they do not lack now. */
export function ImpactPanel({ impact }: { impact: PolicyImpact }) {
  return (
    <Panel title="What it would mean for the versions here" padded={false}>
      <p className={classes.none}>
        <StateBadge tone={impact.incomplete.length === 0 ? 'good' : 'caution'}>{impact.incomplete.length === 0 ? 'no gap' : 'gaps'}</StateBadge> {impact.sentence}
      </p>
      {impact.incomplete.length > 0 && (
        <SimpleTable
          label="Versions that would lack something"
          rows={impact.incomplete}
          rowKey={({ version }) => version}
          columns={[
            { id: 'version', header: 'version', rowHeader: true, cell: ({ version }) => <VersionLink version={version} /> },
            { id: 'tier', header: 'tier', align: 'end', cell: ({ tier }) => tier },
            { id: 'review', header: 'review', cell: ({ review }) => (review === null ? '' : <Link to={`/reviews/${review}`}>{review}</Link>) },
            { id: 'missing', header: 'would lack', wrap: true, cell: ({ missing, missingNow }) => missing.filter((one) => !missingNow.includes(one)).join(', ') },
          ]}
        />
      )}
    </Panel>
  )
}

function VersionLink({ version }: { version: string }) {
  const { name, number } = parseRef(version)
  return <Link to={`/models/${name}/${number}`}>{version}</Link>
}
