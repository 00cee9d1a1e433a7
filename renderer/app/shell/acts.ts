import { useMantineColorScheme, useComputedColorScheme } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { notifications } from '@mantine/notifications'
import { commands, type CommandId } from '../../../shared/commands.ts'
import { forgetDrafts } from '../../api/draft.ts'
import { useApi } from '../../api/provider.tsx'
import { askForSignIn } from '../../api/session.ts'
import { goToYourPart } from '../../features/reviews/acting/your-part.tsx'
import { useChooseBundle } from '../../features/reviews/bundles/offered.ts'
import { useFileChooser } from '../../ui/files.tsx'
import { sentenceOf } from '../../ui/failure.ts'
import { focusContent } from './content.ts'
import { showShortcuts } from './Shortcuts.tsx'

export type Acts = Record<CommandId, () => void>
/** What the first screen is asked to begin with. */
export type Intent = 'create' | 'restore' | 'example' | null

const failed = (title: string) => (error: unknown) => void notifications.show({ title, message: sentenceOf(error), color: 'red', autoClose: 12_000 })

/** Leaves the workspace: nothing of it stays in memory, and the next one begins at its overview. */
function useWorkspaceActs(begin: (intent: Intent) => void) {
  const api = useApi()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const choose = useFileChooser()
  const enter = (state: Awaited<ReturnType<typeof api.workspace.close.call>>) => {
    forgetDrafts()
    queries.removeQueries({ predicate: ({ queryKey }) => (queryKey[0] as string[])[0] !== 'workspace' })
    queries.setQueryData(api.workspace.state.queryKey(), state)
    void navigate({ to: '/' })
  }
  const open = useMutation(api.workspace.open.mutationOptions({ onSuccess: enter, onError: failed('The workspace was not opened') }))
  const close = useMutation(api.workspace.close.mutationOptions({ onSuccess: enter, onError: failed('The workspace was not closed') }))
  const leaveFor = (intent: Intent) => () => {
    begin(intent)
    close.mutate(undefined)
  }
  return {
    'workspace.create': leaveFor('create'),
    'workspace.restore': leaveFor('restore'),
    'workspace.example': leaveFor('example'),
    'workspace.close': leaveFor(null),
    'workspace.open': () => void choose({ kind: 'folder', title: 'Open a workspace' }).then((dir) => dir !== null && open.mutate({ dir })),
  }
}

/** What each command of the shared table does in this window. */
export function useActs(begin: (intent: Intent) => void): Acts {
  const api = useApi()
  const navigate = useNavigate()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme()
  const workspace = useWorkspaceActs(begin)
  const importBundle = useChooseBundle()
  const signOut = useMutation(api.identity.signOut.mutationOptions({ onError: failed('Nobody was signed out') }))
  const verify = useMutation(
    api.ledger.verify.mutationOptions({
      onSuccess: ({ job }) => void navigate({ to: '/ledger/integrity', search: { job } }),
      onError: failed('The verification did not start'),
    }),
  )
  const goings = commands.flatMap((command) => ('to' in command ? [[command.id, () => void navigate({ to: command.to }).then(focusContent)] as const] : []))
  return {
    ...(Object.fromEntries(goings) as Pick<Acts, Extract<CommandId, `go.${string}`>>),
    ...workspace,
    'bundle.import': importBundle,
    'session.sign-in': () => askForSignIn(),
    'session.sign-out': () => signOut.mutate(undefined),
    'palette.open': () => spotlight.open(),
    'theme.toggle': () => setColorScheme(scheme === 'dark' ? 'light' : 'dark'),
    // Where no request is open, those that wait are shown to choose from.
    'review.part': () => void (goToYourPart() || navigate({ to: '/reviews' }).then(focusContent)),
    'ledger.verify': () => verify.mutate(undefined),
    'help.shortcuts': showShortcuts,
  }
}
