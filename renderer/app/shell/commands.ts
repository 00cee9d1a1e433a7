import { spotlight } from '@mantine/spotlight'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMantineColorScheme } from '@mantine/core'
import { useApi } from '../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../api/session.ts'
import { modules } from './modules.ts'
import { showShortcuts } from './Shortcuts.tsx'

export interface Command {
  id: string
  group: string
  label: string
  hint?: string
  run: () => void
}

/** What can be done from anywhere. The desktop's menu names the same commands (`shared/commands.ts`). */
export function useCommands(): Command[] {
  const api = useApi()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const person = useActingPerson()
  const { setColorScheme } = useMantineColorScheme()
  const verify = useMutation(api.ledger.verify.mutationOptions())
  const signOut = useMutation(api.identity.signOut.mutationOptions())
  const close = useMutation(
    api.workspace.close.mutationOptions({ onSuccess: (state) => queries.setQueryData(api.workspace.state.queryKey(), state) }),
  )
  const go = (to: string) => () => void navigate({ to })
  return [
    ...modules.map(({ id, label, to, letter }) => ({ id: `go.${id}`, group: 'Go to', label, hint: `g ${letter}`, run: go(to) })),
    {
      id: 'ledger.verify',
      group: 'Do',
      label: 'Verify the ledger in full',
      run: () => verify.mutate(undefined, { onSuccess: ({ job }) => void navigate({ to: '/ledger/integrity', search: { job } }) }),
    },
    person == null
      ? { id: 'session.sign-in', group: 'Do', label: 'Sign in', run: () => askForSignIn() }
      : { id: 'session.sign-out', group: 'Do', label: `Sign out ${person.name}`, run: () => signOut.mutate(undefined) },
    { id: 'workspace.close', group: 'Do', label: 'Open another workspace', run: () => close.mutate(undefined, { onSuccess: go('/') }) },
    { id: 'view.commands', group: 'View', label: 'Command palette', hint: 'Ctrl K', run: () => spotlight.open() },
    { id: 'view.light', group: 'View', label: 'Light colours', run: () => setColorScheme('light') },
    { id: 'view.dark', group: 'View', label: 'Dark colours', run: () => setColorScheme('dark') },
    { id: 'view.system', group: 'View', label: 'Colours of the system', run: () => setColorScheme('auto') },
    { id: 'help.shortcuts', group: 'View', label: 'Keyboard shortcuts', hint: '?', run: showShortcuts },
  ]
}

/** Records by name, so that typing a name is enough to get there. */
export function useRecordCommands(): Command[] {
  const api = useApi()
  const navigate = useNavigate()
  const { data: models = [] } = useQuery(api.catalog.models.queryOptions())
  const { data: datasets = [] } = useQuery(api.catalog.datasets.queryOptions())
  const { data: people = [] } = useQuery(api.identity.people.queryOptions())
  const { data: reviews = [] } = useQuery(api.reviews.list.queryOptions({ input: {} }))
  const open = (group: string, label: string, to: string, hint?: string): Command => ({
    id: `open.${to}`,
    group,
    label,
    ...(hint !== undefined && { hint }),
    run: () => void navigate({ to }),
  })
  const path = encodeURIComponent
  return [
    ...models.flatMap(({ name, versions }) => [
      open('Models', name, `/models/${path(name)}`),
      ...versions.map(({ number, ref }) => open('Models', ref, `/models/${path(name)}/${number}`)),
    ]),
    ...datasets.map(({ name }) => open('Datasets', name, `/datasets/${path(name)}`)),
    ...reviews.map(({ id, version, state }) => open('Reviews', `${id} of ${version}`, `/reviews/${id}`, state)),
    ...people.map(({ name, email }) => open('People', name, `/people/${path(email)}`, email)),
  ]
}
