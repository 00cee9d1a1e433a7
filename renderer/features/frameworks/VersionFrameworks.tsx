import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { FrameworkStatus } from '../../../shared/contract/frameworks.ts'
import { notLegalAdvice } from '../../../shared/control-words.ts'
import { useApi } from '../../api/provider.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { countColumns, titleOf, WorstBadge } from './status.tsx'
import classes from './frameworks.module.css'

const columnsOf = (base: string) => [
  { id: 'title', header: 'control set', rowHeader: true, wrap: true, cell: (row: FrameworkStatus) => <Link to={`${base}/${row.id}`}>{titleOf(row)}</Link> },
  { id: 'worst', header: 'worst', cell: (row: FrameworkStatus) => <WorstBadge worst={row.worst} /> },
  ...countColumns<FrameworkStatus>(),
  { id: 'asOf', header: 'as of', wideOnly: true, cell: (row: FrameworkStatus) => row.asOf },
]

/** All control sets for one version, on its page. */
export function VersionFrameworks() {
  const api = useApi()
  const { name = '', number = '' } = useParams({ strict: false })
  const query = useQuery(api.frameworks.status.queryOptions({ input: { version: `${name}@${number}` } }))
  return (
    <Loaded query={query} label="control sets">
      {({ tier, scope, frameworks }) => (
        <div className={classes.stack}>
          <Panel title="Controls by status" aside={`tier ${tier}, as ${scope.roles.join(' and ')}`} padded={false}>
            <SimpleTable label="Control sets" columns={columnsOf(`/models/${name}/${number}/frameworks`)} rows={frameworks} rowKey={(row) => row.id} />
          </Panel>
          <p className={classes.quiet}>{notLegalAdvice}</p>
        </div>
      )}
    </Loaded>
  )
}
