import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useApi } from '../../api/provider.tsx'
import { EmptyScreenOffer } from '../../ui/EmptyState.tsx'
import type { Acts } from './acts.ts'

/** While a workspace holds no model yet, its empty screens also lead to the example. */
export function ExampleOffer({ acts, children }: { acts: Acts; children: ReactNode }) {
  const api = useApi()
  const isNew = useQuery(api.catalog.models.queryOptions()).data?.length === 0
  const offer = isNew ? (
    <Button variant="default" onClick={acts['workspace.example']}>
      Look at the example instead…
    </Button>
  ) : null
  return <EmptyScreenOffer value={offer}>{children}</EmptyScreenOffer>
}
