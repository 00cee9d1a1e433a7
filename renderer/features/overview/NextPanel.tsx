import { Link } from '@tanstack/react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable, type SimpleColumn } from '../../ui/SimpleTable.tsx'
import type { NextDate } from './standing.ts'

const columns: SimpleColumn<NextDate>[] = [
  { id: 'at', header: 'day', width: '90px', cell: ({ at }) => <Instant at={at} show="day" /> },
  { id: 'what', header: 'what', rowHeader: true, cell: ({ what, to }) => <Link to={to}>{what}</Link> },
]

export function NextPanel({ dates }: { dates: readonly NextDate[] }) {
  return (
    <Panel title="Next" padded={false}>
      <SimpleTable
        label="Next dates"
        columns={columns}
        rows={dates.slice(0, 6)}
        rowKey={({ to }) => to}
        empty={<EmptyState title="No date is set.">Approvals are listed here by the day they end.</EmptyState>}
      />
    </Panel>
  )
}
