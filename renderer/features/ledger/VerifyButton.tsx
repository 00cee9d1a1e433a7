import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useApi } from '../../api/provider.tsx'

/** Starts a full verification and goes to where its progress and findings are. */
export function VerifyButton() {
  const api = useApi()
  const navigate = useNavigate()
  const running = useQuery(api.jobs.list.queryOptions()).data?.some(({ kind, state }) => kind === 'verify' && state === 'running') ?? false
  const verify = useMutation(
    api.ledger.verify.mutationOptions({ onSuccess: ({ job }) => void navigate({ to: '/ledger/integrity', search: { job } }) }),
  )
  return (
    <Button loading={verify.isPending} disabled={running} onClick={() => verify.mutate(undefined)}>
      {running ? 'Verifying …' : 'Verify now'}
    </Button>
  )
}
