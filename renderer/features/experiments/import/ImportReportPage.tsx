import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ImportReport } from '../../../../shared/contract/run-import.ts'
import { useApi } from '../../../api/provider.tsx'
import { countOf, formatCount, formatExact } from '../../../ui/format.ts'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Page, Stacked } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { ReportView } from './ReportView.tsx'

const saidOf = ({ counts: { runs } }: ImportReport) => `${countOf(runs.imported, 'run')} came, ${formatCount(runs.changed)} sealed again, ${formatCount(runs.left)} left out.`
const titleOf = ({ source }: ImportReport) => `Import from MLflow’s ${source.kind} ${source.name}`

/** The report that an import left in the ledger. */
export function ImportReportPage() {
  const api = useApi()
  const { seq = '' } = useParams({ strict: false }) as { seq?: string }
  const entry = /^\d+$/.test(seq) ? Number(seq) : -1
  const query = useQuery(api.experiments.importReport.queryOptions({ input: { entry } }))
  const found = query.data
  return (
    <Page
      crumbs={[{ label: 'Experiments', to: '/experiments' }, { label: 'Import', to: '/experiments/import' }, { label: `entry ${seq}` }]}
      title={found === undefined ? `Import, entry ${seq}` : titleOf(found.report)}
      sub={found && `${formatExact(found.at)} · ${found.by}${found.report.source.schema === null ? '' : ` · revision ${found.report.source.schema}`}`}
    >
      <Loaded query={query} label="report">
        {({ report }) => (
          <Stacked>
            <Panel title="Report" aside={<Link to={`/ledger/${entry}`}>entry {formatCount(entry)}</Link>}>
              <ReportView report={report} said={saidOf(report)} />
            </Panel>
          </Stacked>
        )}
      </Loaded>
    </Page>
  )
}
