import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import type { Experiment } from '../../../../shared/contract/experiments.ts'
import type { RunRow } from '../../../../shared/contract/runs.ts'
import { useApi } from '../../../api/provider.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { countOf } from '../../../ui/format.ts'
import { nextSorting, parseSortKey, toSortKey, useUrlState } from '../../../ui/table/url-state.ts'
import { WindowedTable } from '../../../ui/table/WindowedTable.tsx'
import { ColumnsDialog } from './ColumnsDialog.tsx'
import { FilterBox } from './FilterBox.tsx'
import { checkFilter } from './filter.ts'
import { toRunColumns, toUsualColumns, type Keys } from './run-columns.tsx'
import classes from '../experiments.module.css'

const noKeys: Keys = { parameters: [], metrics: [], tags: [] }
const shows = [
  { value: 'kept', label: 'kept runs' },
  { value: 'discarded', label: 'set aside' },
  { value: 'all', label: 'all runs' },
] as const

/** `layer_2` before `layer_10`. */
const collator = new Intl.Collator('en', { numeric: true })
const inOrder = ({ parameters, metrics, tags }: Keys): Keys => ({ parameters: parameters.toSorted(collator.compare), metrics: metrics.toSorted(collator.compare), tags: tags.toSorted(collator.compare) })

const listOf = (text: string): string[] => (text === '' ? [] : text.split('\n'))

/** The runs of an experiment, read from the core as far as they are on screen; what is shown stands in the address. */
export function RunsTable({ experiment }: { experiment: Experiment }) {
  const api = useApi()
  const navigate = useNavigate()
  const url = useUrlState()
  const { set } = url
  const [choosing, setChoosing] = useState(false)
  const keys = useQuery({ ...api.experiments.keys.queryOptions({ input: { experiments: [experiment.id] } }), select: inOrder }).data ?? noKeys
  const filter = url.get('filter')
  const sort = url.get('sort')
  const columnText = url.get('columns')
  const runText = url.get('runs')
  const show = shows.find(({ value }) => value === url.get('show'))?.value ?? 'kept'
  const sorting = useMemo(() => parseSortKey(sort), [sort])
  const chosen = useMemo(() => listOf(runText), [runText])
  const wanted = useMemo(() => (columnText === '' ? toUsualColumns(keys) : listOf(columnText)), [columnText, keys])
  const choose = useCallback((run: string, isChosen: boolean) => set({ runs: (isChosen ? [...chosen, run] : chosen.filter((one) => one !== run)).join('\n') }), [set, chosen])
  const columns = useMemo(() => toRunColumns(keys, wanted, { chosen, choose }), [keys, wanted, chosen, choose])
  // An address that somebody wrote by hand may hold what can not be read: it is said under the box, and nothing is asked for.
  const asked = checkFilter(filter) === null ? filter : ''
  const orderBy = sorting === null ? [] : [`${sorting.id} ${sorting.desc ? 'DESC' : 'ASC'}`]
  const page = (offset: number, limit: number) => api.experiments.runs.queryOptions({ input: { experiments: [experiment.id], filter: asked, orderBy, show, limit, offset } })
  const total = useQuery(page(0, 200)).data?.total
  return (
    <>
      <search className={classes.tools} aria-label="Filter runs">
        <FilterBox value={filter} keys={keys} onChange={(text) => set({ filter: text })} />
        <Select aria-label="Which runs" data={shows} value={show} allowDeselect={false} onChange={(value) => set({ show: value === 'kept' || value === null ? '' : value })} w={120} />
        <Button variant="default" onClick={() => setChoosing(true)}>
          Columns…
        </Button>
        {chosen.length > 1 && (
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/runs/compare" search={{ runs: chosen.join('\n') } as never} />}>
            Compare {chosen.length} runs
          </Button>
        )}
        <span className={classes.count} aria-live="polite">
          {total !== undefined && countOf(total, 'run')}
        </span>
      </search>
      <WindowedTable<RunRow>
        label="runs"
        columns={columns}
        page={page}
        onOpen={({ id }) => void navigate({ to: `/runs/${id}` })}
        sorting={sorting ?? { id: 'start_time', desc: true }}
        onSort={(id) => set({ sort: toSortKey(nextSorting(sorting, id)) })}
        empty={<NoRuns isFiltered={asked !== '' || show !== 'kept'} all={experiment.runs.all} onAll={() => set({ filter: '', show: 'all' })} />}
      />
      {choosing && <ColumnsDialog keys={keys} wanted={wanted} isUsual={columnText === ''} onChange={(names) => set({ columns: names.join('\n') })} onClose={() => setChoosing(false)} />}
    </>
  )
}

function NoRuns({ isFiltered, all, onAll }: { isFiltered: boolean; all: number; onAll: () => void }) {
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
