import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { Button } from '@mantine/core'
import type { Experiment } from '../../../../shared/contract/experiments.ts'
import type { RunRow } from '../../../../shared/contract/runs.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { WindowedTable } from '../../../ui/table/WindowedTable.tsx'
import { toRunColumns } from './run-columns.tsx'
import { useCells } from './use-cells.ts'
import type { RunsView } from './view.ts'

/** The runs of an experiment, read from the core as far as they are on screen. */
export function RunsTable({ experiment, view }: { experiment: Experiment; view: RunsView }) {
  const navigate = useNavigate()
  const { keys, layout, chosen, choose, page, asked, show, sorting, sortBy, resize, fold, set } = view
  const { values, onPages, onColumns } = useCells(page, keys, layout.wanted)
  const columns = useMemo(() => toRunColumns(keys, layout, { chosen, choose }, values), [keys, layout, chosen, choose, values])
  return (
    <WindowedTable<RunRow>
      // Other runs, or another order: whoever asked for them begins at their top.
      key={JSON.stringify([asked, show, sorting])}
      label="runs"
      columns={columns}
      page={page}
      onPages={onPages}
      onColumns={onColumns}
      onOpen={({ id }) => void navigate({ to: `/runs/${id}` })}
      sorting={sorting ?? { id: 'start_time', desc: true }}
      onSort={sortBy}
      onResize={resize}
      onFold={fold}
      empty={<NoRuns isFiltered={asked !== '' || show !== 'kept'} all={experiment.runs.all} onAll={() => set({ filter: '', show: 'all' })} />}
    />
  )
}

export function NoRuns({ isFiltered, all, onAll }: { isFiltered: boolean; all: number; onAll: () => void }) {
  if (all > 0) {
    return (
      <EmptyState title={isFiltered ? 'No run matches.' : 'Every run was set aside.'} actions={<Button variant="default" onClick={onAll}>Show all runs</Button>}>
        A run that lacks what the filter asks about never matches, not even <code>!=</code>.
      </EmptyState>
    )
  }
  return (
    <EmptyState title="No run was started yet.">
      <p>
        Start one here and paste or drop its metrics, or log from a script: <code>countersign run start</code>, or <code>countersign run record -- COMMAND</code>, which seals what a command did.
      </p>
    </EmptyState>
  )
}
