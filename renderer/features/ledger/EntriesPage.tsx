import { useNavigate, useParams } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { EntryRow } from '../../../shared/contract/ledger.ts'
import { useApi } from '../../api/provider.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { formatCount } from '../../ui/format.ts'
import { Instant } from '../../ui/Instant.tsx'
import { Panel } from '../../ui/Panel.tsx'
import type { Column } from '../../ui/table/column.ts'
import { useUrlState } from '../../ui/table/url-state.ts'
import { WindowedTable } from '../../ui/table/WindowedTable.tsx'
import { EntryFilters } from './EntryFilters.tsx'
import { EntryPanel } from './entry/EntryPanel.tsx'
import { toInstants } from './days.ts'
import { LedgerPage } from './LedgerPage.tsx'
import classes from './ledger.module.css'

/** Only the number sorts: the order of the ledger is the order of its numbers. */
const columns: Column<EntryRow>[] = [
  { id: 'seq', header: 'entry', width: '84px', align: 'end', value: ({ seq }) => seq },
  { id: 'at', header: 'time', width: '150px', cell: ({ at }) => <Instant at={at} /> },
  { id: 'kind', header: 'kind', width: '172px', cell: ({ kind }) => kind, mono: true },
  { id: 'summary', header: 'what', width: 'minmax(220px, 2fr)', cell: ({ summary }) => <span title={summary}>{summary}</span> },
  { id: 'actor', header: 'by', width: 'minmax(140px, 1fr)', cell: ({ actor }) => <span title={actor}>{actor}</span> },
]
/** Beside an opened entry the list keeps only what finds the next one. */
const narrow = columns.filter(({ id }) => id === 'seq' || id === 'summary')

export function EntriesPage() {
  const api = useApi()
  const navigate = useNavigate()
  const url = useUrlState()
  const opened = useOpened()
  const [kind, actor, text, subject, from, to] = ['kind', 'by', 'q', 'about', 'from', 'to'].map(url.get) as [string, string, string, string, string, string]
  const order = url.get('order') === 'oldest' ? 'oldest' : 'newest'
  const page = useCallback(
    (offset: number, limit: number) =>
      api.ledger.entries.queryOptions({
        input: { offset, limit, order, ...(kind && { kind }), ...(actor && { actor }), ...(text && { text }), ...(subject && { subject }), ...toInstants(from, to) },
      }),
    [api, kind, actor, text, subject, from, to, order],
  )
  const open = ({ seq }: EntryRow) => void navigate({ to: `/ledger/${seq}`, search: (before: object) => before })
  return (
    <LedgerPage fill crumbs={[{ label: 'Ledger', to: '/ledger' }, ...(opened === null ? [] : [{ label: `entry ${formatCount(opened)}` }])]}>
      <div className={classes.split} data-open={opened !== null || undefined}>
        <Panel padded={false} fill>
          <EntryFilters url={url} />
          <WindowedTable
            key={[kind, actor, text, subject, from, to, order].join(' ')}
            label="entries"
            columns={opened === null ? columns : narrow}
            page={page}
            onOpen={open}
            sorting={{ id: 'seq', desc: order === 'newest' }}
            onSort={() => url.set({ order: order === 'newest' ? 'oldest' : '' })}
            isCurrent={({ seq }) => seq === opened}
            empty={<EmptyState title="No entry matches the filters." />}
          />
        </Panel>
        {opened !== null && <EntryPanel key={opened} seq={opened} />}
      </div>
    </LedgerPage>
  )
}

function useOpened(): number | null {
  const { seq } = useParams({ strict: false }) as { seq?: string }
  return seq !== undefined && /^\d+$/.test(seq) ? Number(seq) : null
}
