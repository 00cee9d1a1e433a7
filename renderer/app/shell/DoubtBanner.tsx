import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { DateDoubt } from '../../../shared/contract/workspace.ts'
import { useApi } from '../../api/provider.tsx'
import { sentenceOf } from '../../ui/failure.ts'
import { countOf } from '../../ui/format.ts'
import classes from './Shell.module.css'

/** Entries are never taken back, so somebody says that the date is right before the first one is written by it. */
export function DoubtBanner({ doubt: { now, lastSeen, days } }: { doubt: DateDoubt }) {
  const api = useApi()
  const queries = useQueryClient()
  const confirm = useMutation(
    api.workspace.confirmDate.mutationOptions({
      onSuccess: (state) => queries.setQueryData(api.workspace.state.queryKey(), state),
      onError: (error) => void notifications.show({ title: 'The date was not confirmed', message: sentenceOf(error), color: 'red', autoClose: 12_000 }),
    }),
  )
  return (
    <div className={classes.banner} role="alert" data-tone="caution">
      The clock of this computer says {now.slice(0, 10)}, {countOf(days, 'day')} after this ledger was last seen here ({lastSeen.slice(0, 10)}). Nothing is written until that is settled: set the clock right and
      open the workspace again, or confirm the date. What reads as ended or late here does so by this date.{' '}
      <Button size="compact-xs" variant="default" loading={confirm.isPending} onClick={() => confirm.mutate(undefined)}>
        The date is right
      </Button>
    </div>
  )
}
