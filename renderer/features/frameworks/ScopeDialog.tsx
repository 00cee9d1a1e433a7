import { Button, Checkbox, Modal, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type FrameworkScope, organisationRole } from '../../../shared/contract/frameworks.ts'
import { useApi } from '../../api/provider.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { titleOf } from './status.tsx'
import classes from './frameworks.module.css'

/** Which control sets the organisation looks at, and in which roles; the choice is an entry with its reason. */
export function ScopeDialog({ scope, onClose }: { scope: FrameworkScope; onClose: () => void }) {
  const api = useApi()
  const sets = useQuery(api.frameworks.list.queryOptions()).data?.frameworks ?? []
  const [frameworks, setFrameworks] = useState(scope.frameworks)
  const [roles, setRoles] = useState<string[]>(scope.roles)
  const [reason, setReason] = useState('')
  const save = useMutation(api.frameworks.setScope.mutationOptions({ onSuccess: onClose }))
  const ready = frameworks.length > 0 && roles.length > 0 && reason.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) save.mutate({ frameworks, roles: organisationRole.options.filter((role) => roles.includes(role)), reason })
  }
  return (
    <Modal opened onClose={onClose} title="Choose control sets" size={640} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={classes.stack} onSubmit={submit} noValidate>
        <Checkbox.Group label="Look at" description="What is left out stays in the ledger and can be chosen again." value={frameworks} onChange={setFrameworks}>
          <div className={classes.choices}>
            {sets.map((set) => (
              <Checkbox key={set.id} size="xs" value={set.id} label={titleOf(set)} />
            ))}
          </div>
        </Checkbox.Group>
        <Checkbox.Group label="As" value={roles} onChange={setRoles}>
          <div className={classes.choices}>
            <Checkbox size="xs" value="provider" label="provider: who builds or places on the market" />
            <Checkbox size="xs" value="deployer" label="deployer: who uses" />
          </div>
        </Checkbox.Group>
        <Textarea label="Reason" required autosize minRows={2} maxLength={400} value={reason} onChange={(event) => setReason(event.currentTarget.value.replaceAll(/[\r\n]+/g, ' '))} />
        {save.error !== null && <ErrorState error={save.error} />}
        <div className={classes.actions}>
          <Button type="submit" loading={save.isPending} disabled={!ready}>
            Record the choice
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Modal>
  )
}
