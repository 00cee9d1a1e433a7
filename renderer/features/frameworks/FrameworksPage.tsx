import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { FrameworkScope, InventoryFrameworks } from '../../../shared/contract/frameworks.ts'
import { notLegalAdvice } from '../../../shared/control-words.ts'
import { useApi } from '../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../api/session.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countOf } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { ScopeDialog } from './ScopeDialog.tsx'
import { countColumns, titleOf, WorstBadge } from './status.tsx'
import classes from './frameworks.module.css'

type Row = InventoryFrameworks['frameworks'][number]

const columns = [
  { id: 'title', header: 'control set', rowHeader: true, wrap: true, cell: (row: Row) => <Link to={`/frameworks/${row.id}`}>{titleOf(row)}</Link> },
  { id: 'worst', header: 'worst', cell: (row: Row) => <WorstBadge worst={row.worst} /> },
  ...countColumns<Row>(),
  { id: 'asOf', header: 'as of', wideOnly: true, cell: (row: Row) => row.asOf },
]

/** Every control set over the newest version of every model. */
export function FrameworksPage() {
  const api = useApi()
  const person = useActingPerson()
  const [choosing, setChoosing] = useState(false)
  const query = useQuery(api.frameworks.inventory.queryOptions())
  const choose = (
    <Button variant="default" onClick={() => (person === null ? askForSignIn() : setChoosing(true))}>
      Choose control sets…
    </Button>
  )
  return (
    <Page crumbs={[{ label: 'Frameworks' }]} title="Frameworks" sub={query.data && `newest version of ${countOf(query.data.versions, 'model')} · ${scopeLine(query.data.scope)}`} actions={choose}>
      <Loaded query={query} label="control sets">
        {({ frameworks, versions, scope }) => (
          <div className={classes.stack}>
            {versions === 0 && (
              <EmptyState screen title="There is no version yet to hold against a control set.">
                <p>Register a model and a version of it; each control then says which evidence is there and what to do next.</p>
              </EmptyState>
            )}
            <Panel title="Controls by status" aside="all models together" padded={false}>
              <SimpleTable label="Control sets" columns={columns} rows={frameworks} rowKey={(row) => row.id} />
            </Panel>
            <p className={classes.quiet}>{notLegalAdvice}</p>
            {choosing && <ScopeDialog scope={scope} onClose={() => setChoosing(false)} />}
          </div>
        )}
      </Loaded>
    </Page>
  )
}

const scopeLine = ({ roles, by, reason }: FrameworkScope): string => `as ${roles.join(' and ')}${by === null ? ', until somebody chooses' : `, chosen by ${by}: ${reason}`}`
