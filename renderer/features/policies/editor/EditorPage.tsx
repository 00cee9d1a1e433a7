import { Button, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { Policy } from '../../../../shared/contract/policies.ts'
import { tierTitles } from '../../../../shared/contract/tier.ts'
import { useApi } from '../../../api/provider.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Columns, Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Symbol } from '../../../ui/Symbol.tsx'
import { ChangesPanel } from '../ChangesPanel.tsx'
import { ImpactPanel } from '../ImpactPanel.tsx'
import classes from '../policies.module.css'
import { ProposePanel } from './ProposePanel.tsx'
import { TierForm } from './TierForm.tsx'
import { type PolicyDraft, type Start, usePolicyDraft, useStarts } from './use-policy-draft.ts'

/** A change of policy in the making: what is edited on the left, what it changes and what follows on the right. */
export function EditorPage() {
  const starts = useStarts()
  const { from } = useSearch({ strict: false }) as { from?: string }
  return (
    <Page crumbs={[{ label: 'Policies', to: '/policies' }, { label: 'New' }]} title="Propose a policy" sub="Nothing is written before you have signed; it is in force once a second person has confirmed it.">
      {starts === null ? <Loading label="policies" /> : <Editor starts={starts} from={from} />}
    </Page>
  )
}

function Editor({ starts, from }: { starts: Start[]; from: string | undefined }) {
  const api = useApi()
  const current = starts[0]!.policy
  const [start, setStart] = useState(starts.find(({ value }) => value === from)?.value ?? starts[0]!.value)
  const known = useMemo(() => starts.filter((one) => one.known).map(({ policy }) => policy), [starts])
  const draft = usePolicyDraft(starts.find(({ value }) => value === start)!.policy, known)
  const [settled] = useDebouncedValue(draft.policy, 400)
  const preview = useQuery({ ...api.policies.preview.queryOptions({ input: { policy: settled } }), placeholderData: keepPreviousData, gcTime: 0 })
  const problems = draft.unreadable.length > 0 ? draft.unreadable : (preview.data?.problems ?? [])
  const choose = (value: string | null) => {
    const chosen = starts.find((one) => one.value === value)
    if (!chosen) return
    setStart(chosen.value)
    draft.startFrom(chosen.policy)
  }
  return (
    <Columns
      asideWidth="minmax(380px, 1fr)"
      follow
      main={
        <>
          <EditPanel draft={draft} starts={starts} start={start} onStart={choose} />
          <ChangesPanel before={current} after={draft.policy} />
        </>
      }
      aside={
        <>
          {preview.data && draft.unreadable.length === 0 && <ImpactPanel impact={preview.data.impact} />}
          {problems.length > 0 ? <Problems problems={problems} /> : <ProposePanel key={JSON.stringify(draft.policy)} policy={draft.policy} waiting={settled !== draft.policy || preview.isFetching} onDone={draft.drop} />}
        </>
      }
    />
  )
}

interface EditPanelProps {
  draft: PolicyDraft
  starts: { label: string; value: string }[]
  start: string
  onStart: (value: string | null) => void
}

function EditPanel({ draft, starts, start, onStart }: EditPanelProps) {
  const [part, setPart] = useState('1')
  const { policy, setPolicy } = draft
  const parts = [...policy.tiers.map(({ tier }) => ({ value: String(tier), label: `Tier ${tier}` })), { value: 'text', label: 'All as YAML' }]
  const shown = policy.tiers.find(({ tier }) => String(tier) === part)
  return (
    <Panel title="The policy" aside={shown && `tier ${shown.tier}, ${tierTitles[shown.tier]}`}>
      <div className={classes.form}>
        <div className={classes.tools}>
          <Select label="Begin with" description={draft.edited ? 'You go on with what you edited; another choice replaces it.' : 'Nothing was edited yet.'} data={starts.map(({ value, label }) => ({ value, label }))} value={start} onChange={onStart} allowDeselect={false} w={330} />
          <TextInput label="Title" value={policy.title} maxLength={120} onChange={(event) => setPolicy({ ...policy, title: event.currentTarget.value })} w={210} />
          <Button variant="default" onClick={() => onStart(start)}>
            Start over
          </Button>
        </div>
        <SegmentedControl fullWidth aria-label="Part of the policy" data={parts} value={part} onChange={setPart} />
        {shown ? (
          <TierForm key={part} demands={shown} onChange={(next) => setPolicy(withTier(policy, next))} />
        ) : (
          <Textarea
            className={classes.yaml}
            label="The whole policy"
            description="Statements, separation of duties, waivers, the questionnaire and all the rest. docs/formats/policy.md explains each member."
            autosize
            minRows={16}
            maxRows={28}
            spellCheck={false}
            value={draft.text}
            onChange={(event) => draft.setText(event.currentTarget.value)}
          />
        )}
      </div>
    </Panel>
  )
}

const withTier = (policy: Policy, next: Policy['tiers'][number]): Policy => ({ ...policy, tiers: policy.tiers.map((one) => (one.tier === next.tier ? next : one)) })

function Problems({ problems }: { problems: readonly string[] }) {
  return (
    <Panel title="Why it can not be proposed yet">
      <ul className={classes.problems}>
        {problems.map((problem) => (
          <li key={problem}>
            <Symbol tone="bad" />
            <span>{problem}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
