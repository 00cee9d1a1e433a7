import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '../../api/provider.tsx'
import { useActingPerson } from '../../api/session.ts'
import { sortIntoQueues } from './queues.ts'

/** Every request of this workspace in its queue; those of the acting person are known once somebody is signed in. */
export function useQueues() {
  const api = useApi()
  const person = useActingPerson()
  const all = useQuery(api.reviews.list.queryOptions({ input: {} }))
  const mine = useQuery({ ...api.reviews.list.queryOptions({ input: { waitingForMe: true } }), enabled: Boolean(person) })
  const queues = useMemo(() => sortIntoQueues(all.data ?? [], person ? (mine.data ?? []) : []), [all.data, mine.data, person])
  return { all, queues, person }
}
