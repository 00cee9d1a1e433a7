import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useApi } from '../../../api/provider.tsx'
import { formatCount } from '../../../ui/format.ts'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { SimpleTable } from '../../../ui/SimpleTable.tsx'
import { useVersion } from './use-version.ts'

/** Every ledger entry that names this version, oldest first: how it came to be what it is. */
export function HistoryTab() {
  const api = useApi()
  const { ref } = useVersion()
  const entries = useQuery(api.ledger.entries.queryOptions({ input: { text: ref, order: 'oldest', limit: 500 } }))
  return (
    <Panel title="Ledger entries about this version" aside={entries.data && formatCount(entries.data.total)} padded={false}>
      <Loaded query={entries} label="history">
        {({ rows }) => (
          <SimpleTable
            label="Ledger entries about this version"
            rows={rows}
            rowKey={(row) => String(row.seq)}
            columns={[
              { id: 'seq', header: 'entry', align: 'end', width: '70px', rowHeader: true, cell: (row) => <Link to={`/ledger/${row.seq}`}>{formatCount(row.seq)}</Link> },
              { id: 'at', header: 'when', width: '110px', cell: (row) => <RelativeTime at={row.at} /> },
              { id: 'actor', header: 'who', width: '200px', cell: (row) => row.actor },
              { id: 'summary', header: 'what', wrap: true, cell: (row) => row.summary },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  )
}
