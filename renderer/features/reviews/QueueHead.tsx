import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useApi } from '../../api/provider.tsx'
import { Page } from '../../ui/Page.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useChooseBundle } from './bundles/offered.ts'
import { queueNames, queueTitles } from './queues.ts'
import { useQueues } from './use-queues.ts'

/** What all queues have in common: the tabs with their counts, and the way in for what comes from elsewhere. */
export function QueueHead({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const api = useApi()
  const { all, queues } = useQueues()
  const foreign = useQuery(api.interop.requests.queryOptions()).data
  const findings = useQuery(api.findings.list.queryOptions({ input: {} })).data
  const importBundle = useChooseBundle()
  const open = queues.drafts.length + queues.validation.length + queues.review.length + queues.decision.length + queues.returned.length
  return (
    <Page
      fill
      crumbs={[{ label: 'Reviews' }]}
      title="Reviews"
      sub={all.data && `${queues.me.length} for you · ${open} open · ${queues.live.length} live · ${queues.ended.length} ended`}
      actions={
        <>
          {actions}
          <Button variant="default" onClick={importBundle}>
            Import a bundle…
          </Button>
        </>
      }
      tabs={
        <Tabs
          label="Queues"
          tabs={[
            ...queueNames.map((name) => ({ label: queueTitles[name], to: name === 'me' ? '/reviews' : `/reviews/queue/${name}`, count: queues[name].length })),
            { label: 'Findings', to: '/reviews/findings', ...(findings && { count: findings.filter(({ state }) => state !== 'closed').length }) },
            { label: 'Delegations', to: '/reviews/delegations' },
            { label: 'From elsewhere', to: '/reviews/foreign', ...(foreign && { count: foreign.length }) },
          ]}
        />
      }
    >
      {children}
    </Page>
  )
}
