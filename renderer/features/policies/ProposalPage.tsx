import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Proposal } from '../../../shared/contract/policies.ts'
import { policyRoleOf } from '../../../shared/policy-rules.ts'
import { useApi } from '../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../api/session.ts'
import { Digest } from '../../ui/Digest.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Mono } from '../../ui/Mono.tsx'
import { Columns, Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ChangesPanel } from './ChangesPanel.tsx'
import { ConfirmPanel } from './ConfirmPanel.tsx'
import { ImpactPanel } from './ImpactPanel.tsx'
import { PolicyView } from './PolicyView.tsx'
import { ProposalBadge } from './states.tsx'
import { WithdrawDialog } from './WithdrawDialog.tsx'
import classes from './policies.module.css'

/** A policy that somebody wants in place of the one in force: what it changes, what follows, and the second signature. */
export function ProposalPage() {
  const api = useApi()
  const { id = '' } = useParams({ strict: false })
  const person = useActingPerson()
  const [withdrawing, setWithdrawing] = useState(false)
  const query = useQuery(api.policies.proposal.queryOptions({ input: { id } }))
  const proposal = query.data
  const isOpen = proposal?.state === 'open' || proposal?.state === 'overtaken'
  const mayWithdraw = person === null || proposal?.proposed.by === person.email || policyRoleOf(person.roles) !== null
  return (
    <Page
      crumbs={[{ label: 'Policies', to: '/policies' }, { label: id }]}
      title={proposal ? `${proposal.policy.title}, version ${proposal.policy.version}` : id}
      state={proposal && <ProposalBadge large proposal={proposal} />}
      sub={proposal && `${id} · proposed by ${proposal.proposed.by} in place of ${proposal.replaces.id} ${proposal.replaces.version}`}
      actions={
        isOpen &&
        mayWithdraw && (
          <Button variant="default" onClick={() => (person === null ? askForSignIn() : setWithdrawing(true))}>
            {person !== null && proposal.proposed.by !== person.email ? 'Turn down…' : 'Withdraw…'}
          </Button>
        )
      }
    >
      <Loaded query={query} label="proposal">
        {(one) => <Parts proposal={one} />}
      </Loaded>
      {withdrawing && <WithdrawDialog id={id} onClose={() => setWithdrawing(false)} />}
    </Page>
  )
}

function Parts({ proposal }: { proposal: Proposal }) {
  const api = useApi()
  const { policy, replaces, state } = proposal
  const before = useQuery(api.policies.get.queryOptions({ input: { id: replaces.id, version: replaces.version } }))
  const preview = useQuery({ ...api.policies.preview.queryOptions({ input: { policy } }), enabled: state === 'open' })
  return (
    <Columns
      asideWidth="minmax(420px, 1fr)"
      follow
      main={
        <>
          <Loaded query={before} label="policy in force">
            {(found) => <ChangesPanel before={found.policy} after={policy} />}
          </Loaded>
          {preview.data && <ImpactPanel impact={preview.data.impact} />}
          <h2 className={classes.whole}>The whole policy, as it would be</h2>
          <PolicyView policy={policy} />
        </>
      }
      aside={
        <>
          <FactsPanel proposal={proposal} />
          {state === 'open' && <ConfirmPanel proposal={proposal} />}
          <Notes proposal={proposal} />
        </>
      }
    />
  )
}

function FactsPanel({ proposal: { policy, sha256, reason, proposed, confirmed, withdrawn } }: { proposal: Proposal }) {
  const act = ({ by, at, seq }: { by: string; at: string; seq: number }) => (
    <>
      {by}, <Instant at={at} />, <Link to={`/ledger/${seq}`}>entry {seq}</Link>
    </>
  )
  return (
    <Panel title="The proposal">
      <KeyValue
        labelWidth={90}
        items={[
          ['reason', reason],
          ['policy', confirmed ? <Link key="p" to={`/policies/${policy.id}/${policy.version}`}>{`${policy.id} ${policy.version}`}</Link> : `${policy.id} ${policy.version}`],
          ['digest', <Digest key="d" value={sha256} label="digest of the policy" />],
          ['proposed', act(proposed)],
          ['confirmed', confirmed && act(confirmed)],
          ['withdrawn', withdrawn && <>{act(withdrawn)}: {withdrawn.reason}</>],
        ]}
      />
    </Panel>
  )
}

function Notes({ proposal: { proposed, confirmed } }: { proposal: Proposal }) {
  return (
    <Panel title={confirmed ? 'What the two signed' : 'What the proposer signed'}>
      <Mono text={proposed.note} label={`signed note of ${proposed.by}`} wrap maxHeight={240} />
      {confirmed && <Mono text={confirmed.note} label={`signed note of ${confirmed.by}`} wrap maxHeight={240} />}
    </Panel>
  )
}
