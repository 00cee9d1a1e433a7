import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Control, ControlSet, InventoryFrameworks } from '../../../shared/contract/frameworks.ts'
import { controlModeWords, notLegalAdvice } from '../../../shared/control-words.ts'
import { parseRef } from '../../../shared/ids.ts'
import { useApi } from '../../api/provider.tsx'
import { formatCount } from '../../ui/format.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { countColumns, titleOf, WorstBadge } from './status.tsx'
import classes from './frameworks.module.css'

type Row = InventoryFrameworks['frameworks'][number]['versions'][number]

/** One control set: where it comes from, how every model stands in it, and what each control asks for. */
export function FrameworkPage() {
  const api = useApi()
  const { id = '' } = useParams({ strict: false })
  const query = useQuery(api.frameworks.get.queryOptions({ input: { id } }))
  const inventory = useQuery(api.frameworks.inventory.queryOptions())
  const rows = inventory.data?.frameworks.find((one) => one.id === id)?.versions
  return (
    <Page crumbs={[{ label: 'Frameworks', to: '/frameworks' }, { label: query.data?.title ?? id }]} title={query.data ? titleOf(query.data) : id} sub={query.data && `edition ${query.data.version} · as of ${query.data.asOf} · ${query.data.subject}`}>
      <Loaded query={query} label="the control set">
        {(set) => (
          <div className={classes.stack}>
            <Source set={set} />
            {rows && rows.length > 0 && (
              <Panel title="Newest versions" padded={false}>
                <SimpleTable label="Newest versions" columns={versionColumns(id)} rows={rows} rowKey={(row) => row.version} />
              </Panel>
            )}
            <Panel title="Controls" aside={formatCount(set.controls.length)} padded={false}>
              <SimpleTable label="Controls" columns={controlColumns} rows={set.controls} rowKey={(row) => row.id} />
            </Panel>
            <p className={classes.quiet}>{notLegalAdvice}</p>
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function Source({ set: { reference, status, sources, sourceQuality, dates } }: { set: ControlSet }) {
  return (
    <Panel title="Source and dates">
      <KeyValue
        items={[
          ['Reference', reference],
          ['Status', status],
          ['Sources', sources.join(' · ')],
          ['How it was read', sourceQuality],
          ...dates.map(({ date, what }) => [date, what] as const),
        ]}
      />
    </Panel>
  )
}

const versionColumns = (framework: string) => [
  { id: 'version', header: 'version', rowHeader: true, cell: ({ version }: Row) => <Link to={controlsPath(version, framework)}>{version}</Link> },
  { id: 'tier', header: 'tier', align: 'end' as const, cell: ({ tier }: Row) => tier },
  { id: 'worst', header: 'worst', cell: ({ worst }: Row) => <WorstBadge worst={worst} /> },
  ...countColumns<Row>(),
]

const controlsPath = (version: string, framework: string): string => {
  const { name, number } = parseRef(version)
  return `/models/${name}/${number}/frameworks/${framework}`
}

const controlColumns = [
  { id: 'id', header: 'control', rowHeader: true, cell: ({ id }: Control) => <span className={classes.mono}>{id}</span> },
  { id: 'ref', header: 'reference', wrap: true, width: '160px', cell: ({ ref, legacy }: Control) => (legacy === null ? ref : `${ref} (${legacy})`) },
  { id: 'gist', header: 'asks', wrap: true, cell: ({ gist }: Control) => gist },
  { id: 'mode', header: 'decided by', wideOnly: true, cell: ({ mode }: Control) => controlModeWords[mode] },
  { id: 'tiers', header: 'tiers', cell: ({ tiers }: Control) => tiers.join(' ') },
  { id: 'role', header: 'role', cell: ({ role }: Control) => role ?? 'any' },
  { id: 'from', header: 'applies from', cell: ({ appliesFrom }: Control) => appliesFrom ?? '–' },
]
