import { Button, Checkbox, Modal, SegmentedControl, Switch } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MlflowState } from '../../../shared/contract/mlflow.ts'
import { useApi } from '../../api/provider.tsx'
import { useSignedIn } from '../../api/session.ts'
import { sentenceOf } from '../../ui/failure.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Mono } from '../../ui/Mono.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './experiments.module.css'
import { type Shell, shells, toLines } from './mlflow-lines.ts'

/** Says beside the experiments whether MLflow's clients are answered, and leads to the switch. */
export function MlflowButton() {
  const api = useApi()
  const state = useQuery(api.mlflow.state.queryOptions())
  const [opened, setOpened] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const close = () => {
    setOpened(false)
    setSecret(null)
  }
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        MLflow clients: {state.data?.on ? 'on' : 'off'}
      </Button>
      <Modal opened={opened} onClose={close} title="MLflow’s clients" size={620} closeButtonProps={{ 'aria-label': 'Close' }}>
        {state.data && <MlflowSwitch state={state.data} secret={secret} onSecret={setSecret} />}
      </Modal>
    </>
  )
}

function MlflowSwitch({ state, secret, onSecret }: { state: MlflowState; secret: string | null; onSecret: (secret: string | null) => void }) {
  const api = useApi()
  const queries = useQueryClient()
  const signedIn = useSignedIn()
  const [token, setToken] = useState(false)
  const known = (next: MlflowState) => queries.setQueryData(api.mlflow.state.queryKey(), next)
  const on = useMutation(
    api.mlflow.turnOn.mutationOptions({
      onSuccess: ({ secret: fresh, ...next }) => {
        onSecret(fresh)
        known(next)
      },
    }),
  )
  const off = useMutation(
    api.mlflow.turnOff.mutationOptions({
      onSuccess: (next) => {
        onSecret(null)
        known(next)
      },
    }),
  )
  const turn = (wanted: boolean) => {
    if (!signedIn()) return
    if (wanted) on.mutate({ token })
    else off.mutate({})
  }
  const failure = on.error ?? off.error
  return (
    <div className={classes.stack}>
      <Switch label="Answer MLflow’s clients on this computer" checked={state.on} disabled={on.isPending || off.isPending} onChange={(event) => turn(event.currentTarget.checked)} data-autofocus />
      {failure && <p className={classes.alert} role="alert">{sentenceOf(failure)}</p>}
      {state.problem !== null && <p className={classes.alert} role="alert">{state.problem}</p>}
      {state.on ? <On state={state} secret={secret} /> : <Off waits={state.waits} token={token} onToken={setToken} />}
    </div>
  )
}

function Off({ waits, token, onToken }: { waits: boolean; token: boolean; onToken: (token: boolean) => void }) {
  return (
    <>
      <p className={classes.note}>
        Scripts that use <code>mlflow</code> then log their runs, models and files into this workspace, unchanged. Only programs of this computer reach it. What they write is in your name, until you turn it off or sign out, or the workspace closes.
      </p>
      {waits && <p className={classes.note}>It was on when this workspace was last closed. It goes on in the name of whoever signs in next.</p>}
      <Checkbox label="Clients have to know a token" description="For computers that several people use. It is shown once." checked={token} onChange={(event) => onToken(event.currentTarget.checked)} />
    </>
  )
}

function On({ state, secret }: { state: MlflowState; secret: string | null }) {
  const [shell, setShell] = useState<Shell>('bash')
  const shown = state.token ? (secret ?? 'the token that was shown') : null
  return (
    <>
      <KeyValue
        items={[
          ['state', <StateBadge key="state" tone="good">answers at {state.address}</StateBadge>],
          ['in the name of', `${state.person}, until it is turned off, this person signs out, or the workspace closes`],
          ['requests', state.requests.toLocaleString('en')],
          ['last client', state.lastClient === null ? <span key="client" className={classes.quiet}>none so far</span> : <span key="client">{state.lastClient}, <RelativeTime at={state.lastAt!} /></span>],
        ]}
      />
      <div className={classes.stack}>
        <SegmentedControl aria-label="For" data={[...shells]} value={shell} onChange={(value) => setShell(value as Shell)} />
        <Mono label={`lines for ${shell}`} text={toLines(shell, state.address!, shown)} wrap />
        {secret !== null && <p className={classes.note}>The token is shown this once: copy it before you close this window. Turning the switch off and on makes another one.</p>}
        {state.token && secret === null && <p className={classes.note}>Clients have to know the token that was shown when this was turned on. Turning the switch off and on makes another one.</p>}
      </div>
    </>
  )
}
