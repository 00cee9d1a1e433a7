import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { ControlResult, FrameworkControls } from '../../../shared/contract/frameworks.ts'
import { countsInWords, notLegalAdvice } from '../../../shared/control-words.ts'
import { useApi } from '../../api/provider.tsx'
import { useActingPerson } from '../../api/session.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ActDialog, type Asked } from './ActDialog.tsx'
import { ControlItem } from './ControlItem.tsx'
import { titleOf } from './status.tsx'
import classes from './frameworks.module.css'

type Filter = 'all' | 'open' | 'review'
const filters: Record<Filter, (control: ControlResult) => boolean> = {
  all: () => true,
  open: ({ next }) => next.length > 0,
  review: ({ status }) => status === 'ready_for_review',
}

/** One control set for one version, control by control: evidence behind each and what to do next. */
export function VersionControls() {
  const api = useApi()
  const { name = '', number = '', id = '' } = useParams({ strict: false })
  const version = `${name}@${number}`
  const query = useQuery(api.frameworks.controls.queryOptions({ input: { version, framework: id } }))
  return (
    <Loaded query={query} label="controls">
      {(data) => (
        <div className={classes.stack}>
          <p className={classes.back}>
            <Link to={`/models/${name}/${number}/frameworks`}>All control sets of this version</Link>
          </p>
          <Controls version={version} data={data} />
          <p className={classes.quiet}>
            {data.framework.status} As of {data.framework.asOf}; <Link to={`/frameworks/${id}`}>source and dates</Link>. {notLegalAdvice}
          </p>
        </div>
      )}
    </Loaded>
  )
}

function Controls({ version, data: { framework, counts, controls } }: { version: string; data: FrameworkControls }) {
  const person = useActingPerson()
  const [filter, setFilter] = useState<Filter>('all')
  const [asked, setAsked] = useState<Asked | null>(null)
  const rows = controls.filter(filters[filter])
  return (
    <>
      <Panel
        title={titleOf(framework)}
        aside={
          <SegmentedControl
            size="xs"
            aria-label="Which controls"
            value={filter}
            onChange={(value) => setFilter(value as Filter)}
            data={[
              { value: 'all', label: `All ${controls.length}` },
              { value: 'open', label: `With something to do ${controls.filter(filters.open).length}` },
              { value: 'review', label: `Ready for review ${counts.ready_for_review}` },
            ]}
          />
        }
        padded={false}
      >
        <p className={classes.counts}>{countsInWords(counts)}</p>
        {rows.length === 0 && <EmptyState title={controls.length === 0 ? 'No control of this set is asked of this version.' : 'No control is in this state.'}>{controls.length === 0 && <p>It is for other tiers, other tasks, or the other role.</p>}</EmptyState>}
        {rows.map((control) => (
          <ControlItem key={control.id} control={control} onAct={setAsked} />
        ))}
      </Panel>
      {asked && person && <ActDialog version={version} framework={framework.id} asked={asked} signer={person.name} onClose={() => setAsked(null)} />}
    </>
  )
}
