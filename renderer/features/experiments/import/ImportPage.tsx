import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { EntryRow } from '../../../../shared/contract/ledger.ts'
import { useApi } from '../../../api/provider.tsx'
import { Instant } from '../../../ui/Instant.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Columns, Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SimpleTable, type SimpleColumn } from '../../../ui/SimpleTable.tsx'
import { MlflowPanel } from './MlflowPanel.tsx'
import classes from '../experiments.module.css'

/** What other programs kept, brought in: runs of MLflow, and model cards. */
export function ImportPage() {
  return (
    <Page crumbs={[{ label: 'Experiments', to: '/experiments' }, { label: 'Import' }]} title="Import" sub="runs of MLflow, model cards">
      <Columns
        main={<MlflowPanel />}
        aside={
          <>
            <ImportsPanel />
            <CardPanel />
          </>
        }
      />
    </Page>
  )
}

const columns: SimpleColumn<EntryRow>[] = [
  { id: 'at', header: 'when', cell: ({ at, seq }) => <Link to={`/experiments/imports/${seq}`}><Instant at={at} /></Link> },
  { id: 'what', header: 'what', rowHeader: true, wrap: true, cell: ({ summary }) => summary },
]

/** Each import that brought something left its report in the ledger. */
function ImportsPanel() {
  const api = useApi()
  const query = useQuery(api.ledger.entries.queryOptions({ input: { kind: 'runs.imported/v1', offset: 0, limit: 100, order: 'newest' } }))
  return (
    <Panel title="Imports so far" aside={query.data?.total} padded={false}>
      <Loaded query={query} label="imports">
        {({ rows }) => <SimpleTable label="Imports so far" columns={columns} rows={rows} rowKey={({ seq }) => String(seq)} empty={<p className={classes.slot} style={{ margin: 0 }}>None yet. The report of each stays here and in its entry.</p>} />}
      </Loaded>
    </Panel>
  )
}

function CardPanel() {
  return (
    <Panel title="Model card of Hugging Face">
      <div className={classes.stack}>
        <p style={{ margin: 0 }}>
          The <code>README.md</code> of a model with its YAML head is read into a document: licence, data, metrics and text, each in its field. You see all of it before it is sealed.
        </p>
        <div>
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/documents" search={{ new: 'model_card' } as never} />}>
            Begin a document from a model card…
          </Button>
        </div>
      </div>
    </Panel>
  )
}
