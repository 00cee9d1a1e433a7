import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { useApi } from '../../../api/provider.tsx'
import { formatCount } from '../../../ui/format.ts'
import { Page } from '../../../ui/Page.tsx'
import { Tabs } from '../../../ui/Tabs.tsx'
import { latestReview } from '../models.ts'
import { ReviewStateBadge } from '../states.tsx'
import { useVersion } from './use-version.ts'

/** One exact state of a model. Its tabs come from the features that know them. */
export function VersionPage() {
  const api = useApi()
  const { name, number, ref, query } = useVersion()
  const checks = useQuery(api.evidence.checks.queryOptions({ input: { version: ref } }))
  const reviews = useQuery(api.reviews.list.queryOptions({ input: { version: ref } }))
  const documents = useQuery(api.documents.list.queryOptions({ input: { subject: { type: 'version', ref } } }))
  const version = query.data
  const base = `/models/${name}/${number}`
  return (
    <Page
      crumbs={[{ label: 'Models', to: '/models' }, { label: name, to: `/models/${name}` }, { label: `version ${number}` }]}
      title={`${name} ${number}`}
      state={reviews.data && <ReviewStateBadge large state={latestReview(reviews.data, ref)?.state ?? null} />}
      sub={version && `manifest ${version.manifestHash.slice(0, 8)}…${version.manifestHash.slice(-4)} · entry ${formatCount(version.seq)} · registered by ${version.by}`}
      actions={
        <Button component={Link} to="/checks/new" search={{ version: ref } as never} variant="default">
          New check…
        </Button>
      }
      tabs={
        <Tabs
          label="Parts of this version"
          tabs={[
            { label: 'Manifest', to: base },
            { label: 'Evidence', to: `${base}/evidence`, ...(checks.data && { count: checks.data.length }) },
            { label: 'Documents', to: `${base}/documents`, ...(documents.data && { count: documents.data.length }) },
            { label: 'Lineage', to: `${base}/lineage` },
            { label: 'Review', to: `${base}/review`, ...(reviews.data && { count: reviews.data.length }) },
            { label: 'Frameworks', to: `${base}/frameworks`, below: true },
            { label: 'History', to: `${base}/history` },
          ]}
        />
      }
    >
      <Outlet />
    </Page>
  )
}
