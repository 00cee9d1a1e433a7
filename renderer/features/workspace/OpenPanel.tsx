import { Button, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import type { WorkspaceState } from '../../../shared/contract/workspace.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useFileChooser } from '../../ui/files.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { useOpenWorkspace } from './opening.ts'
import { PlaceNotice } from './PlaceNotice.tsx'
import { RestoreDialog } from './restore/RestoreDialog.tsx'
import classes from './workspace.module.css'

interface OpenPanelProps extends Pick<WorkspaceState, 'recent' | 'suggestedDir'> {
  /** Begins with the dialog that restores. */
  restore: boolean
}

export function OpenPanel({ recent, suggestedDir, restore }: OpenPanelProps) {
  const choose = useFileChooser()
  const open = useOpenWorkspace()
  const [restoring, setRestoring] = useState(restore)
  const browse = async () => {
    const dir = await choose({ kind: 'folder', title: 'Open a workspace' })
    if (dir !== null) open.mutate({ dir })
  }
  return (
    <section className={classes.card}>
      <div className={classes.cardHead}>
        <h2>Open a workspace</h2>
        <span className={classes.wayActs}>
          <Button variant="default" onClick={() => setRestoring(true)}>
            Restore from a backup…
          </Button>
          <Button variant="default" onClick={() => void browse()} loading={open.isPending}>
            Choose a folder…
          </Button>
        </span>
      </div>
      {open.error !== null && <ErrorState error={open.error} kept="The folder was left as it is." />}
      {recent.length === 0 ? (
        <p className={classes.quiet}>Workspaces that were open on this computer will be listed here.</p>
      ) : (
        <ul className={classes.recent} aria-label="Recent workspaces">
          {recent.map(({ dir, name, openedAt }) => (
            <li key={dir}>
              <UnstyledButton className={classes.recentItem} onClick={() => open.mutate({ dir })} disabled={open.isPending}>
                <span className={classes.recentName}>{name}</span>
                <span className={classes.when}>
                  <RelativeTime at={openedAt} />
                </span>
                <span className={classes.dir} title={dir}>
                  {dir}
                </span>
              </UnstyledButton>
              <PlaceNotice dir={dir} />
            </li>
          ))}
        </ul>
      )}
      {restoring && <RestoreDialog suggestedDir={suggestedDir} onClose={() => setRestoring(false)} />}
    </section>
  )
}
