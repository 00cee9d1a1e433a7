import { ActionIcon, Button, Menu, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { RunView } from '../../../../shared/contract/run-views.ts'
import { useApi } from '../../../api/provider.tsx'
import { useSignedIn } from '../../../api/session.ts'
import { sentenceOf } from '../../../ui/failure.ts'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { CloseIcon } from '../../../ui/icons.tsx'
import classes from '../experiments.module.css'

/** What of an address is the view: all but what is ticked at the moment. */
function viewOf(search: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(search).flatMap(([key, value]) => (key !== 'runs' && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') ? [[key, String(value)]] : [])))
}

const isSame = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean => Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, value]) => b[key] === value)

/** Filter, order, columns and charts under a name, for everyone in the workspace. */
export function SavedViews({ experiment }: { experiment: string }) {
  const api = useApi()
  const navigate = useNavigate()
  const signedIn = useSignedIn()
  const clipboard = useClipboard()
  const search = viewOf(useSearch({ strict: false }))
  const views = useQuery(api.experiments.views.queryOptions({ input: { experiment } })).data ?? []
  const [dialog, setDialog] = useState<'save' | RunView | null>(null)
  const again = useQueryClient()
  const readAgain = () => again.invalidateQueries({ queryKey: api.experiments.views.key() })
  const remove = useMutation(api.experiments.removeView.mutationOptions({ onSuccess: readAgain, onError: (error) => void notifications.show({ title: 'The view was not removed', message: sentenceOf(error), color: 'red', autoClose: 12_000 }) }))
  const current = views.find(({ state }) => isSame(state, search))
  const show = (state: Readonly<Record<string, string>>) => void navigate({ to: '.', search: (before: { runs?: unknown }) => ({ ...(before.runs !== undefined && { runs: before.runs }), ...state }) as never })
  return (
    <>
      <Menu position="bottom-end" width={300} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button variant="default">{current === undefined ? 'Views' : `View: ${current.name}`}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.length === 0 && <Menu.Label>No view was saved yet.</Menu.Label>}
          {views.map((view) => (
            <Menu.Item key={view.id} aria-current={view === current || undefined} onClick={() => show(view.state)} title={`Saved by ${view.person}`}>
              {view === current ? <strong>{view.name}</strong> : view.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => signedIn() && setDialog('save')}>Save this view…</Menu.Item>
          {current !== undefined && <Menu.Item onClick={() => signedIn() && setDialog(current)}>Rename “{current.name}”…</Menu.Item>}
          {current !== undefined && <Menu.Item onClick={() => signedIn() && remove.mutate({ view: current.id })}>Remove “{current.name}”</Menu.Item>}
          <Menu.Item
            onClick={() => {
              clipboard.copy(location.href)
              notifications.show({ message: 'The address of this view is in the clipboard.', color: 'accent', autoClose: 4000 })
            }}
          >
            Copy its address
          </Menu.Item>
          {Object.keys(search).length > 0 && <Menu.Item onClick={() => show({})}>Everything as usual</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {current !== undefined && (
        <ActionIcon variant="subtle" color="gray" size={30} aria-label={`Leave the view ${current.name}`} onClick={() => show({})}>
          <CloseIcon />
        </ActionIcon>
      )}
      {dialog === 'save' && <SaveDialog experiment={experiment} state={search} views={views} onClose={() => setDialog(null)} onDone={readAgain} />}
      {dialog !== null && dialog !== 'save' && <RenameDialog view={dialog} onClose={() => setDialog(null)} onDone={readAgain} />}
    </>
  )
}

interface ViewDialogProps {
  onClose: () => void
  onDone: () => Promise<unknown>
}

function SaveDialog({ experiment, state, views, onClose, onDone }: ViewDialogProps & { experiment: string; state: Record<string, string>; views: readonly RunView[] }) {
  const api = useApi()
  const [name, setName] = useState('')
  const isTaken = views.some((view) => view.name === name.trim())
  const save = useMutation(
    api.experiments.saveView.mutationOptions({
      async onSuccess() {
        await onDone()
        onClose()
      },
    }),
  )
  return (
    <FormDialog opened title="Save this view" submitLabel={isTaken ? 'Replace it' : 'Save'} onClose={onClose} onSubmit={() => save.mutate({ experiment, name, state, replace: isTaken })} busy={save.isPending} error={save.error} submitDisabled={name.trim() === ''}>
      <p className={classes.quiet} style={{ margin: 0 }}>Filter, order, columns and charts as they are now, for everyone in this workspace. It is no part of the ledger.</p>
      <TextInput label="Name" required data-autofocus maxLength={120} value={name} description={isTaken ? 'A view of this name is there: it is replaced.' : undefined} onChange={(event) => setName(event.currentTarget.value)} />
    </FormDialog>
  )
}

function RenameDialog({ view, onClose, onDone }: ViewDialogProps & { view: RunView }) {
  const api = useApi()
  const [name, setName] = useState(view.name)
  const rename = useMutation(
    api.experiments.renameView.mutationOptions({
      async onSuccess() {
        await onDone()
        onClose()
      },
    }),
  )
  return (
    <FormDialog opened title={`Rename the view ${view.name}`} submitLabel="Rename" onClose={onClose} onSubmit={() => rename.mutate({ view: view.id, name })} busy={rename.isPending} error={rename.error} submitDisabled={name.trim() === ''}>
      <TextInput label="Name" required data-autofocus maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} />
    </FormDialog>
  )
}
