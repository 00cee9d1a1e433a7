import { useQuery } from '@tanstack/react-query'
import { useCallback, useState, useSyncExternalStore, type ReactNode } from 'react'
import type { Job } from '../../shared/contract/workspace.ts'
import { useApi, useConnection } from '../api/provider.tsx'
import { NewPersonForm } from '../features/identity/NewPersonForm.tsx'
import { ChooserPage } from '../features/workspace/ChooserPage.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Loading } from '../ui/Loading.tsx'
import { useActs, type Intent } from './shell/acts.ts'
import { tellOfEnd } from './shell/job-notices.ts'
import { DropHost } from './DropHost.tsx'
import { Shell } from './shell/Shell.tsx'
import { useMenu } from './shell/use-menu.ts'
import { useWatch } from './watch.ts'
import classes from './Root.module.css'

/** Before anything else: is the core there, and is a workspace open? */
export function Root() {
  const { status, subscribe } = useConnection()
  const now = useSyncExternalStore(subscribe, status)
  if (now === 'link-used') {
    return (
      <Alone>
        <ErrorState
          what="This address was used before."
          kept="The address that Countersign prints opens one window, once. Nothing was changed."
          todo="Start Countersign again, or open the newest address that it printed."
        />
      </Alone>
    )
  }
  return <Connected lost={now === 'lost'} />
}

function Connected({ lost }: { lost: boolean }) {
  const api = useApi()
  const workspace = useQuery(api.workspace.state.queryOptions())
  const [intent, setIntent] = useState<Intent>(null)
  const acts = useActs(setIntent)
  useMenu(acts, workspace.data !== undefined && workspace.data.open !== null)
  useWatch(useCallback((job: Job) => tellOfEnd(job), []))
  if (workspace.data === undefined) {
    return (
      <Alone>
        {workspace.error === null ? <Loading label="Countersign" /> : <ErrorState error={workspace.error} onRetry={() => void workspace.refetch()} />}
      </Alone>
    )
  }
  const { open } = workspace.data
  return (
    <>
      {open === null ? <ChooserPage key={intent} state={workspace.data} personForm={NewPersonForm} begin={intent} /> : <Shell workspace={open} lost={lost} acts={acts} />}
      <DropHost inside={open !== null} />
    </>
  )
}

const Alone = ({ children }: { children: ReactNode }) => <main className={classes.alone}>{children}</main>
