import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { whyNoBatch } from '../../../../shared/batch-signing.ts'
import type { Review } from '../../../../shared/contract/reviews.ts'
import { useApi } from '../../../api/provider.tsx'
import type { Column } from '../../../ui/table/column.ts'
import classes from './batch.module.css'

interface BatchSelection {
  /** Null where the policies let none of the requests be signed in a batch. */
  column: Column<Review> | null
  /** In the order of the rows. */
  selected: string[]
}

/** Which of the requests are to be signed together: each by its own box, and only where its policy lets its tier be. */
export function useBatchSelection(rows: readonly Review[]): BatchSelection {
  const api = useApi()
  const policies = useQuery(api.policies.list.queryOptions()).data
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const refusals = useMemo(() => new Map(rows.map((row) => [row.id, policies === undefined ? null : whyNot(row, policies)])), [rows, policies])
  const possible = policies !== undefined && rows.some(({ id }) => refusals.get(id) === null)
  const column = useMemo((): Column<Review> | null => {
    if (!possible) return null
    const toggle = (id: string, on: boolean) => setChosen((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)))
    return {
      id: 'together',
      header: 'sign',
      width: '46px',
      cell: ({ id }) => {
        const why = refusals.get(id) ?? null
        return (
          <span className={classes.pick}>
            <Checkbox size="xs" aria-label={`Sign ${id} together with others`} title={why ?? undefined} disabled={why !== null} checked={chosen.has(id)} onChange={(event) => toggle(id, event.currentTarget.checked)} />
          </span>
        )
      },
    }
  }, [possible, refusals, chosen])
  return { column, selected: rows.map(({ id }) => id).filter((id) => chosen.has(id)) }
}

function whyNot({ policy, tier }: Review, policies: readonly { policy: Parameters<typeof whyNoBatch>[0] }[]): string | null {
  const found = policies.find((one) => one.policy.id === policy.id && one.policy.version === policy.version)
  return found ? whyNoBatch(found.policy, tier) : null
}
