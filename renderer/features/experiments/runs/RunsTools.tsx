import { Button, SegmentedControl, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { countOf } from '../../../ui/format.ts'
import { ColumnsDialog } from './ColumnsDialog.tsx'
import { FilterBox } from './FilterBox.tsx'
import { SavedViews } from './SavedViews.tsx'
import { shows, type RunsView } from './view.ts'
import classes from '../experiments.module.css'

/** What chooses the runs of an experiment and how they are shown. */
export function RunsTools({ experiment, view }: { experiment: string; view: RunsView }) {
  const { filter, keys, show, chosen, isChart, page, set } = view
  const [choosing, setChoosing] = useState(false)
  const total = useQuery(page(0, 200)).data?.total
  return (
    <search className={classes.tools} aria-label="Filter runs">
      <FilterBox value={filter} experiment={experiment} keys={keys} onChange={(text) => set({ filter: text })} />
      <Select aria-label="Which runs" data={shows} value={show} allowDeselect={false} onChange={(value) => set({ show: value === 'kept' || value === null ? '' : value })} w={120} />
      <SegmentedControl
        size="xs"
        aria-label="Shown as"
        value={isChart ? 'charts' : 'table'}
        onChange={(next) => set({ view: next === 'charts' ? next : '' })}
        data={[
          { value: 'table', label: 'Table' },
          { value: 'charts', label: 'Charts' },
        ]}
      />
      {!isChart && (
        <Button variant="default" onClick={() => setChoosing(true)}>
          Columns…
        </Button>
      )}
      <SavedViews experiment={experiment} />
      {chosen.length > 1 && (
        <Button variant="default" renderRoot={(props) => <Link {...props} to="/runs/compare" search={{ runs: chosen.join('\n') } as never} />}>
          Compare {chosen.length} runs
        </Button>
      )}
      <span className={classes.count} aria-live="polite">
        {total !== undefined && countOf(total, 'run')}
      </span>
      {choosing && <ColumnsDialog view={view} onClose={() => setChoosing(false)} />}
    </search>
  )
}
