import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useApi } from '../../api/provider.tsx'
import { Panel } from '../../ui/Panel.tsx'
import classes from './overview.module.css'

const steps = [
  { to: '/use-cases', title: 'Register a use case', text: 'What the model is for, whom it affects, and its risk tier.' },
  { to: '/datasets', title: 'Record a dataset', text: 'Its exact bytes, columns, protected attributes and rights.' },
  { to: '/models', title: 'Register a model and its first version', text: 'A version is a manifest: artefact, data, code, environment and parameters, each by digest.' },
  { to: '/checks', title: 'Run a fairness check on a predictions file', text: 'Thresholds are declared before the run.' },
  { to: '/people', title: 'Enrol the people who will sign', text: 'Nobody signs their own work.' },
] as const

/** What an empty workspace shows in place of its tables. */
export function FirstSteps() {
  const api = useApi()
  const queries = useQueryClient()
  const close = useMutation(api.workspace.close.mutationOptions({ onSuccess: (state) => queries.setQueryData(api.workspace.state.queryKey(), state) }))
  return (
    <Panel title="First steps" aside="the workspace is empty" padded={false}>
      <ol className={classes.steps}>
        {steps.map(({ to, title, text }) => (
          <li key={to}>
            <strong>
              <Link to={to}>{title}</Link>
            </strong>
            {text}
          </li>
        ))}
      </ol>
      <div className={classes.foot}>
        <Button variant="default" loading={close.isPending} onClick={() => close.mutate(undefined)}>
          Look at the example instead…
        </Button>
      </div>
    </Panel>
  )
}
