import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { Recovery } from '../../../../shared/contract/backups.ts'
import { useApi } from '../../../api/provider.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { StandingNote } from '../restore/BackupFacts.tsx'
import { WaysOut } from './WaysOut.tsx'
import classes from '../workspace.module.css'

/** Holds a file against the open ledger, from the feature that knows the ledger. */
export type CheckFile = ComponentType<{ path: string; name: string; onClose: () => void }>

/** Why the open workspace takes no entries, and every way out of that. */
export function RecoveryPage({ checkFile }: { checkFile: CheckFile }) {
  const api = useApi()
  const recovery = useQuery(api.backups.recovery.queryOptions())
  return (
    <Page
      crumbs={[{ label: 'Ledger', to: '/ledger' }, { label: 'Recovery' }]}
      title="Recovery"
      state={recovery.data && <StateBadge large tone={recovery.data.readOnly ? 'caution' : 'good'}>{recovery.data.readOnly ? 'reading only' : 'takes entries'}</StateBadge>}
    >
      <Loaded query={recovery} label="state of the workspace">
        {(data) => (data.readOnly === null ? <Fine /> : <ReadOnly recovery={data} reason={data.readOnly.reason} checkFile={checkFile} />)}
      </Loaded>
    </Page>
  )
}

function ReadOnly({ recovery, reason, checkFile }: { recovery: Recovery; reason: string; checkFile: CheckFile }) {
  return (
    <>
      <Panel title="Why nothing can be added here">
        <div className={classes.facts}>
          <p>{reason}</p>
          <StandingNote standing={recovery.standing} listed />
          <p className={classes.quiet}>Nothing is lost by looking around: everything that is here can be read, verified, exported and backed up.</p>
        </div>
      </Panel>
      <WaysOut recovery={recovery} checkFile={checkFile} />
    </>
  )
}

function Fine() {
  return (
    <Panel>
      <EmptyState
        title="This workspace takes entries; there is nothing to recover from."
        actions={
          <Button variant="default" component={Link} to="/ledger/integrity">
            See its integrity
          </Button>
        }
      >
        <p>Where a workspace is older than this computer has seen it, is continued elsewhere, or lacks its log key, this page says why and what can be done.</p>
      </EmptyState>
    </Panel>
  )
}
