import { useSyncExternalStore, type MouseEvent } from 'react'
import { Link, Outlet } from '@tanstack/react-router'
import type { WorkspaceState } from '../../../shared/contract/workspace.ts'
import { useConnection } from '../../api/provider.tsx'
import { SignInHost } from '../../features/identity/SignInDialog.tsx'
import { usePresence } from '../presence.ts'
import { useRecovery } from '../watch.ts'
import type { Acts } from './acts.ts'
import { CommandPalette } from './CommandPalette.tsx'
import { focusContent, useFocusAfterRow } from './content.ts'
import { DoubtBanner } from './DoubtBanner.tsx'
import { ExampleOffer } from './ExampleOffer.tsx'
import { useFindingsNotice } from './job-notices.ts'
import { JobTray } from './JobTray.tsx'
import { Rail } from './Rail.tsx'
import { useRestartNotice } from './restart-notice.ts'
import { Shortcuts } from './Shortcuts.tsx'
import { useNotices } from './use-notices.ts'
import classes from './Shell.module.css'

interface ShellProps {
  workspace: NonNullable<WorkspaceState['open']>
  lost: boolean
  acts: Acts
}

export function Shell({ workspace, lost, acts }: ShellProps) {
  const { status, subscribe } = useConnection()
  const restarting = useSyncExternalStore(subscribe, status) === 'connecting'
  useRestartNotice()
  useFindingsNotice()
  useNotices(acts)
  useRecovery()
  usePresence()
  useFocusAfterRow()
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content" onClick={skip}>
        Skip to the content
      </a>
      <Rail workspace={workspace} acts={acts} />
      <div className={classes.main}>
        {lost && (
          <p className={classes.banner} role="alert" data-tone="bad">
            Countersign does not answer. What is in the ledger is safe. This window goes on by itself when it answers again; after a new start, open the
            address that it prints.
          </p>
        )}
        {restarting && (
          <p className={classes.banner} role="alert" data-tone="caution">
            The core of Countersign has stopped and is being started again. What is in the ledger is safe.
          </p>
        )}
        {workspace.readOnly !== null && (
          <p className={classes.banner} data-tone="caution">
            This workspace is open for reading only: {workspace.readOnly.reason} <Link to="/recovery">What can be done</Link>
          </p>
        )}
        {workspace.dateDoubt !== null && <DoubtBanner doubt={workspace.dateDoubt} />}
        <main id="content" className={classes.content} tabIndex={-1}>
          <ExampleOffer acts={acts}>
            <Outlet />
          </ExampleOffer>
        </main>
      </div>
      <JobTray />
      <CommandPalette acts={acts} />
      <Shortcuts />
      <SignInHost />
    </div>
  )
}

/** The address is the router's: a jump to an anchor must not change it. */
function skip(event: MouseEvent): void {
  event.preventDefault()
  focusContent()
}
