import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { AdoptedPolicy, Proposal } from '../../../shared/contract/policies.ts'
import { useApi } from '../../api/provider.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countOf } from '../../ui/format.ts'
import { Instant } from '../../ui/Instant.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page, Stacked } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import { ForceBadge, ProposalBadge } from './states.tsx'

/** Which policy is in force, which ones were, and what somebody wants in their place. */
export function PoliciesPage() {
  const api = useApi()
  const navigate = useNavigate()
  const policies = useQuery(api.policies.list.queryOptions())
  const proposals = useQuery(api.policies.proposals.queryOptions())
  const current = policies.data?.[0]
  return (
    <Page
      crumbs={[{ label: 'Policies' }]}
      title="Policies"
      sub={current && `${current.policy.title} is in force · ${countOf(policies.data!.length, 'policy', 'policies')} so far`}
      actions={<Button onClick={() => void navigate({ to: '/policies/new' })}>Propose a change…</Button>}
    >
      <Stacked>
        <Loaded query={proposals} label="proposals">
          {(all) => <ProposalsPanel proposals={all.filter(({ state }) => state !== 'confirmed')} />}
        </Loaded>
        <Loaded query={policies} label="policies">
          {(all) => <ForcePanel policies={all} />}
        </Loaded>
      </Stacked>
    </Page>
  )
}

function ForcePanel({ policies }: { policies: readonly AdoptedPolicy[] }) {
  return (
    <Panel title="In force over time" aside="A request keeps the policy that it was submitted under." padded={false}>
      <SimpleTable
        label="In force over time"
        rows={policies}
        rowKey={({ sha256 }) => sha256}
        columns={[
          { id: 'title', header: 'policy', rowHeader: true, cell: ({ policy }) => <Link to={`/policies/${policy.id}/${policy.version}`}>{policy.title}</Link> },
          { id: 'id', header: 'version', cell: ({ policy }) => `${policy.id} ${policy.version}` },
          { id: 'state', header: 'state', cell: (one) => <ForceBadge now={one === policies[0]} /> },
          { id: 'since', header: 'since', cell: ({ at }) => <Instant at={at} show="day" /> },
          { id: 'by', header: 'put into force by', cell: ({ by, proposal }) => (proposal === null ? `${by}, who founded the workspace` : <><Link to={`/policies/proposed/${proposal}`}>{proposal}</Link>, confirmed by {by}</>) },
          { id: 'sha256', header: 'digest', wideOnly: true, cell: ({ sha256 }) => <Digest value={sha256} label="digest of the policy" /> },
        ]}
      />
    </Panel>
  )
}

function ProposalsPanel({ proposals }: { proposals: readonly Proposal[] }) {
  return (
    <Panel title="Proposed" padded={false}>
      <SimpleTable
        label="Proposed"
        rows={proposals}
        rowKey={({ id }) => id}
        empty={<EmptyState title="Nothing waits.">A change is proposed by one compliance reviewer or final approver and confirmed by another; before that everybody sees what it would mean for the versions here.</EmptyState>}
        columns={[
          { id: 'id', header: 'proposal', rowHeader: true, cell: ({ id }) => <Link to={`/policies/proposed/${id}`}>{id}</Link> },
          { id: 'title', header: 'policy', cell: ({ policy }) => `${policy.title} (${policy.id} ${policy.version})` },
          { id: 'state', header: 'state', cell: (proposal) => <ProposalBadge proposal={proposal} /> },
          { id: 'since', header: 'proposed', cell: ({ proposed }) => <Instant at={proposed.at} show="day" /> },
          { id: 'by', header: 'by', cell: ({ proposed }) => proposed.by },
          { id: 'reason', header: 'reason', cut: true, cell: ({ reason }) => reason },
        ]}
      />
    </Panel>
  )
}
